"""Parquet: the text's column changes, and nothing else that the file says."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from conftest import Command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_json_records import copy_of

from newslint.errors import NewslintError
from newslint.records import open_shard
from newslint.records.fields import Fields

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")

ROWS = 10


def table(kind: Any, texts: list[str | None]) -> Any:
    """Columns of many types around the text's, with metadata on the table and on a field."""
    n = len(texts)
    text = pa.array(texts, pa.string())
    columns: dict[str, Any] = {
        "id": pa.array(range(n), pa.int16()),
        "when": pa.array([datetime.datetime(2024, 5, 1)] * n, pa.timestamp("us", "UTC")),
        "text": text.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else text.cast(kind),
        "tags": pa.array([["a", None]] * n, pa.list_(pa.string())),
        "deep": pa.array([{"x": 1.5, "y": [1, 2]}] * n),
        "price": pa.array([Decimal("1.10")] * n, pa.decimal128(9, 2)),
        "raw": pa.array([b"\xff"] * n, pa.binary()),
        "nothing": pa.array([None] * n, pa.int32()),
    }
    fields = [pa.field(k, v.type, metadata={b"k": b"v"} if k == "tags" else None) for k, v in columns.items()]
    fields[0] = fields[0].with_nullable(False)
    return pa.table(list(columns.values()), pa.schema(fields, {b"made by": b"a test"}))


KINDS = [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())]
TEXT = st.none() | st.sampled_from(["", "untill", "We waited untill é", "all is well 😀"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(KINDS),
    texts=st.lists(TEXT, min_size=1, max_size=40),
    group=st.integers(1, 20),
    codecs=st.sampled_from(["zstd", "snappy", "none", {"id": "gzip", "text": "zstd", "deep.x": "snappy"}]),
    store=st.booleans(),
    ordered=st.booleans(),
)
def test_all_but_the_text_is_kept(
    tmp_path: Path, kind: Any, texts: list[str | None], group: int, codecs: Any, store: bool, ordered: bool
) -> None:
    path = tmp_path / "a.parquet"
    order = [pq.SortingColumn(0), pq.SortingColumn(2)] if ordered else None
    options = {"compression": codecs, "store_schema": store, "sorting_columns": order, "write_page_checksum": True}
    pq.write_table(table(kind, texts), path, row_group_size=group, use_dictionary=["tags.list.element"], **options)

    copy_of(path)

    old, new = pq.ParquetFile(path), pq.ParquetFile(tmp_path / "copy", page_checksum_verification=True)
    assert new.schema_arrow.equals(old.schema_arrow, check_metadata=True)
    own = [{k: k == b"ARROW:schema" or v for k, v in (f.metadata.metadata or {}).items()} for f in (old, new)]
    assert own[0] == own[1]
    assert new.metadata.num_row_groups == old.metadata.num_row_groups
    for i in range(old.metadata.num_row_groups):
        a, b = old.metadata.row_group(i), new.metadata.row_group(i)
        assert b.num_rows == a.num_rows
        assert [b.column(j).compression for j in range(b.num_columns)] == [
            a.column(j).compression for j in range(a.num_columns)
        ]
        assert b.sorting_columns == a.sorting_columns[:1]
    before, after = old.read(), new.read()
    assert after.drop(["text"]).equals(before.drop(["text"]))
    assert after["text"].to_pylist() == [t and t.replace("untill", "until") for t in texts]


def test_rows_are_numbered_through_the_row_groups(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"text": ["a", None, "b"], "id": ["x", "y", None]}), path, row_group_size=2)

    records = [(r.number, r.id, r.text, r.problem) for r in open_shard(path, Fields()).records()]

    assert records == [(1, "x", "a", ""), (2, "y", None, ""), (3, "", "b", "")]


def test_a_text_that_is_not_utf8_is_a_bad_record_and_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    text = pa.array([b"untill", b"caf\xe9", b"x"]).view(pa.string())
    pq.write_table(pa.table({"text": text}), path)

    assert [r.problem for r in open_shard(path, Fields()).records()] == ["", "its text is not UTF-8", ""]
    copy_of(path)
    assert pq.read_table(tmp_path / "copy")["text"].cast(pa.binary()).to_pylist() == [b"until", b"caf\xe9", b"x"]


@pytest.mark.parametrize(
    ("columns", "what"),
    [
        ({"body": ["a"], "n": [1]}, r"no column 'text' \(--text-field\); it has: body, n"),
        ({"text": [b"a"]}, "its column 'text' holds binary, not text"),
        ({"text": [["a"]]}, "holds list<.*>, not text"),
        ({"text": ["a"], "edits": [1]}, "has a column 'edits' already"),
    ],
)
def test_a_schema_without_texts_is_refused(tmp_path: Path, columns: dict[str, list[Any]], what: str) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table(columns), path)

    with pytest.raises(NewslintError, match=what):
        open_shard(path, Fields(add=("edits",)))


def test_a_flipped_bit_or_a_missing_end_is_an_error(tmp_path: Path) -> None:
    whole = tmp_path / "whole.parquet"
    texts = [f"The bridge at Larkhall, {n} of them" * 3 for n in range(300)]
    pq.write_table(pa.table({"text": texts}), whole, write_page_checksum=True, compression="none", use_dictionary=False)
    data = whole.read_bytes()
    path = tmp_path / "a.parquet"
    for place in range(2000, 20_000, 3000):
        path.write_bytes(data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
        with pytest.raises(NewslintError, match="cannot be read"):
            list(open_shard(path, Fields()).records())
    for size in (1, 100, len(data) // 2, len(data) - 1):
        path.write_bytes(data[:size])
        with pytest.raises(NewslintError, match="cannot be read"):
            list(open_shard(path, Fields()).records())


def test_from_the_command_line(newslint: Command, tmp_path: Path) -> None:
    texts = ["The town waited untill dawn.\n", None, "All is well at Larkhall.\n"] * 10
    (tmp_path / "in").mkdir()
    source = tmp_path / "in" / "a.parquet"
    pq.write_table(pa.table({"doc": [f"d{n}" for n in range(30)], "body": texts}), source, row_group_size=7)
    before = source.read_bytes()

    fixed = newslint("in", "--fix", "--text-field", "body")
    done = newslint("in", "--write-to", "out", "--text-field", "body", "--id-field", "doc", "--add", "edits,withheld")

    assert (fixed.returncode, "a.parquet: is never changed in place" in fixed.stderr) == (2, True)
    assert source.read_bytes() == before
    assert done.returncode == 0, done.stderr
    copy = pq.read_table(tmp_path / "out" / "a.parquet")
    assert copy.column_names == ["doc", "body", "edits", "withheld"]
    assert copy["body"].to_pylist() == [t and t.replace("untill", "until") for t in texts]
    assert copy["edits"].to_pylist()[:3] == [
        [{"start": 16, "end": 22, "text": "until", "rules": ["misspelling"]}],
        None,
        [],
    ]
    counts = json.loads((tmp_path / "out" / "_newslint" / "a.parquet.json").read_text())
    assert (counts["rows"], counts["changed"], counts["empty"]) == (30, 10, 10)
    concise = newslint("in", "--text-field", "body", "--id-field", "doc", "--output-format", "concise").stdout
    assert concise.splitlines()[0] == "in/a.parquet#1 (d0):1:17: misspelling 'untill' should be 'until'."
