"""CSV, gzip and Zstandard: what is no text stays as it is, what is cut off is an error."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_json_records import copy_of

from newslint.errors import NewslintError
from newslint.records import kind, open_shard
from newslint.records.fields import Fields

CELLS = st.text(st.sampled_from('ab",;\n\r \'"é'), max_size=6)


@pytest.mark.parametrize(
    ("name", "module"),
    [
        ("a.jsonl", "jsonl"),
        ("A.JSONL.GZ", "jsonl"),
        ("a.b.jsonl.zst", "jsonl"),
        ("a.ndjson", "jsonl"),
        ("a.csv.gz", "csvrows"),
        ("part-0.snappy.parquet", "parquet"),
        ("a.parquet.gz", ""),
        ("a.txt.gz", ""),
        ("a.gz", ""),
        ("jsonl", ""),
    ],
)
def test_the_name_says_what_a_file_holds(name: str, module: str) -> None:
    assert kind(Path(name)) == module


@settings(max_examples=300, deadline=None)
@given(
    rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    delimiter=st.sampled_from(",;\t|"),
    last=st.booleans(),
)
def test_csv_is_read_as_the_standard_library_reads_it_and_copied_byte_for_byte(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, str, str]],
    end: str,
    quoting: int,
    delimiter: str,
    last: bool,
) -> None:
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerows([("id", "text", "n"), *rows])
    source = sheet.getvalue() if last else sheet.getvalue().removesuffix(end)
    path = tmp_path_factory.mktemp("csv") / "a.csv"
    path.write_bytes(source.encode())

    found = [(r.id, r.text) for r in open_shard(path, Fields()).records() if r.row]

    assert found == [(name, text) for name, text, _ in rows]
    assert copy_of(path) == path.read_bytes()


def test_csv_rows_change_in_one_field(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        b'\xef\xbb\xbfid,text,n\r\n"1",untill,1.0\r\n2,"a ""quote"",\nuntill" ,3\r\n2,"a ""quote"",\nuntill",3'
        b'\r\n\r\n4,5" disk,x\r\n5,too,many,fields\r\n6,caf\xe9 untill,""\r\n'
    )

    copy = copy_of(path)

    assert copy == path.read_bytes().replace(b",untill,1", b",until,1").replace(b'untill",3', b'until",3').replace(
        b"\xe9 untill", b"\xe9 until"
    )
    problems = {r.number: r.problem for r in open_shard(path, Fields()).records() if r.problem}
    assert problems == {2: "has text behind a closing quote", 6: "has 4 fields where the header has 3"}


def test_csv_fields_are_added(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text;n\nsome; 1\nuntill; 2\n")

    copy = copy_of(path, Fields(add=("clean_text", "edits")))

    assert copy.decode().split("\n")[:3] == [
        "text;n;clean_text;edits",
        "some; 1;some;[]",
        'untill; 2;until;"[{""start"": 0, ""end"": 6, ""text"": ""until"", ""rules"": [""misspelling""]}]"',
    ]


def test_a_csv_without_texts_says_what_it_has(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,body\n1,x\n")

    with pytest.raises(NewslintError, match=r"no column 'text' \(--text-field\); it has: id, body"):
        list(open_shard(path, Fields()).records())
    assert [r.text for r in open_shard(path, Fields(text="body")).records() if r.row] == ["x"]


def test_a_csv_that_ends_in_a_quote_is_not_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b'id,text\n1,"x\ny,z\n')

    with pytest.raises(NewslintError, match="ends inside a quoted field"):
        list(open_shard(path, Fields()).records())


LINE = b'{"text": "We waited untill the bridge at Larkhall was opened, number %d."}\n'
SOURCE = b"".join(LINE % n for n in range(2000))


def packed(kind: str, data: bytes) -> bytes:
    if kind == "gz":
        return gzip.compress(data[: len(data) // 2]) + gzip.compress(data[len(data) // 2 :])
    pa = pytest.importorskip("pyarrow")
    return pa.compress(data, "zstd", asbytes=True)  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_packed_files_are_read_and_written_packed(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.jsonl.{kind}"
    path.write_bytes(packed(kind, SOURCE))

    copy = copy_of(path)

    again = tmp_path / f"b.jsonl.{kind}"
    again.write_bytes(copy)
    assert [r.raw.data for r in open_shard(again, Fields()).records()] == [
        line + b"\n" for line in SOURCE.replace(b"untill", b"until").split(b"\n")[:-1]
    ]
    assert copy == copy_of(path), "the same input gives the same bytes"


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_a_packed_file_that_is_cut_off_anywhere_is_an_error(tmp_path: Path, kind: str) -> None:
    whole = packed(kind, SOURCE)
    if kind == "gz":
        whole = gzip.compress(SOURCE)
    path = tmp_path / f"a.jsonl.{kind}"
    for part in range(16):
        path.write_bytes(whole[: len(whole) * part // 16])
        with pytest.raises(NewslintError, match=r"cannot be read to its end|is empty"):
            list(open_shard(path, Fields()).records())


@pytest.mark.parametrize("kind", ["gz", "zst"])
def test_garbage_behind_the_data_is_an_error(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.jsonl.{kind}"
    path.write_bytes(packed(kind, SOURCE) + b"garbage")

    with pytest.raises(NewslintError, match="cannot be read to its end"):
        list(open_shard(path, Fields()).records())


@pytest.mark.parametrize(("data", "what"), [(b' [{"text":"a"}]', "array"), (b'{\n"text":"a"}', "document")])
def test_one_json_document_is_not_json_lines(tmp_path: Path, data: bytes, what: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\n" + data)

    with pytest.raises(NewslintError, match=f"is one JSON {what}, not JSON lines"):
        list(open_shard(path, Fields()).records())
