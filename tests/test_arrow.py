"""process_batch: same rows, same types, and the same texts as newslint.clean."""

from __future__ import annotations

from typing import Any

import pytest

import newslint
from newslint import NewslintError

pa = pytest.importorskip("pyarrow")

TEXTS = ["We waited untill dawn.\n", None, "", "All is well at Larkhall.\n", "Untill then, é 😀.\n"]


@pytest.mark.parametrize(
    "kind", [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int8(), pa.string())]
)
@pytest.mark.parametrize("isolate", [False, True])
def test_texts_are_cleaned_in_their_own_type(kind: Any, isolate: bool) -> None:
    text = pa.array(TEXTS)
    text = text.dictionary_encode().cast(kind) if pa.types.is_dictionary(kind) else text.cast(kind)
    batch = pa.RecordBatch.from_arrays(
        [pa.array(range(5)), text], schema=pa.schema({"n": pa.int64(), "text": kind}, {"k": "v"})
    )

    cleaned = newslint.process_batch(batch, isolate=isolate)

    assert cleaned.schema.equals(batch.schema, check_metadata=True)
    assert cleaned.column("text").to_pylist() == [t and newslint.clean(t).text for t in TEXTS]
    assert cleaned.column("n").equals(batch.column("n"))


def test_columns_are_added() -> None:
    batch = pa.record_batch({"body": TEXTS})

    cleaned = newslint.process_batch(batch, text_col="body", add=["clean_text", "findings", "edits", "withheld"])

    assert cleaned.schema.names == ["body", "clean_text", "findings", "edits", "withheld"]
    assert cleaned.column("body").to_pylist() == TEXTS
    first, null = cleaned.to_pylist()[:2]
    assert first["clean_text"] == "We waited until dawn.\n"
    assert first["edits"] == [{"start": 10, "end": 16, "text": "until", "rules": ["misspelling"]}]
    assert first["findings"][0]["rule"] == "misspelling"
    assert set(null.values()) == {None}


def test_settings_are_heeded_and_checked() -> None:
    batch = pa.record_batch({"text": TEXTS})

    assert newslint.process_batch(batch, {"ignore": ["misspelling"]}).equals(batch)
    with pytest.raises(NewslintError, match="no rule or family 'mispelling'"):
        newslint.process_batch(batch, {"ignore": ["mispelling"]})
    with pytest.raises(NewslintError, match="no column of texts 'body' among text"):
        newslint.process_batch(batch, text_col="body")
    with pytest.raises(NewslintError, match="'x' is none of"):
        newslint.process_batch(batch, add=["x"])


def test_what_could_not_be_done_is_never_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    batch = pa.record_batch({"text": pa.array([b"caf\xe9 untill", b"untill"]).view(pa.string())})

    with pytest.raises(NewslintError, match="the text is not UTF-8"):
        newslint.process_batch(batch)
    cleaned = newslint.process_batch(batch, add=["withheld"])
    assert cleaned.column("withheld").to_pylist() == ["the text is not UTF-8", ""]
    assert cleaned.column("text").cast(pa.binary()).to_pylist() == [b"caf\xe9 untill", b"until"]


def test_a_batch_without_rows_is_a_batch() -> None:
    batch = pa.record_batch({"text": pa.array([], pa.string())})

    assert newslint.process_batch(batch, add=["edits"]).num_rows == 0
