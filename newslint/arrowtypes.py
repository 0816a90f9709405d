"""Texts in and out of Arrow columns, whatever type of text they have. Needs pyarrow."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pyarrow as pa


@cache
def added_types() -> dict[str, Any]:
    """The types of the columns that can be added."""
    finding = [("rule", pa.string()), ("severity", pa.string()), ("message", pa.string())]
    place = [("start", pa.int64()), ("end", pa.int64())]
    return {
        "clean_text": pa.string(),
        "findings": pa.list_(pa.struct([*finding, *place, ("safety", pa.string())])),
        "edits": pa.list_(pa.struct([*place, ("text", pa.string()), ("rules", pa.list_(pa.string()))])),
        "withheld": pa.string(),
    }


def is_text(kind: Any) -> bool:
    """Whether a column of this type holds texts."""
    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def decode(column: Any) -> list[Any]:
    """The values of a column; a text that is not UTF-8 comes as its bytes."""
    if not is_text(column.type):
        return column.to_pylist()  # type: ignore[no-any-return]
    return [_decoded(value) for value in column.cast(pa.large_binary()).to_pylist()]


def _decoded(value: bytes | None) -> str | bytes | None:
    try:
        return value if value is None else value.decode("utf-8")
    except UnicodeDecodeError:
        return value


def encode_column(column: Any, changed: Mapping[int, str]) -> Any:
    """``column`` with other texts in some rows, in the same type; all other rows keep their bytes."""
    values = column.cast(pa.large_binary()).to_pylist()
    for row, text in changed.items():
        values[row] = text.encode("utf-8")
    kind = column.type
    if not pa.types.is_dictionary(kind):
        return _chunked(values, kind)
    return _chunked(values, kind.value_type).dictionary_encode().cast(kind)


def _chunked(values: list[bytes | None], kind: Any) -> Any:
    """A column of texts from bytes; more than 2 GiB take several chunks."""
    binary = {pa.string(): pa.binary(), pa.large_string(): pa.large_binary()}.get(kind, pa.binary_view())
    made = pa.array(values, binary)
    chunks = made.chunks if isinstance(made, pa.ChunkedArray) else [made]
    return pa.chunked_array([chunk.view(kind) for chunk in chunks], kind)
