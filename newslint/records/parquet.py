"""Parquet: the text's column is written anew, all else is kept: columns, types, row groups, codecs.

One row group is held at a time; that bounds the memory.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from newslint.corpus.site import NAME_FIELDS, URL_FIELDS, site_of
from newslint.errors import NewslintError
from newslint.records.fields import Fields
from newslint.records.record import Cleaned, NoTextError, Record, added
from newslint.records.streams import check_regular, import_arrow

#: Rows turned into Python objects at a time.
SLICE = 256


class _Group:
    """A row group as read, and what becomes of its rows."""

    def __init__(self, table: Any) -> None:
        self.table = table
        self.changed: dict[int, str] = {}
        self.added: list[dict[str, Any]] = []
        self.missing: int = table.num_rows


class Parquet:
    """A Parquet file."""

    def __init__(self, path: Path, fields: Fields) -> None:
        import_arrow(path)
        import pyarrow.parquet as pq

        self.path = path
        self.fields = fields
        check_regular(path)
        try:
            # Without checksums a flipped bit in a page comes through as wrong data in one case of five.
            self.file = pq.ParquetFile(path, page_checksum_verification=True)
        except (OSError, ValueError) as error:
            raise NewslintError(f"cannot be read as Parquet: {error}", path) from None
        self._check_columns()

    def _check_columns(self) -> None:
        from newslint.arrowtypes import is_text

        schema = self.file.schema_arrow
        names = ", ".join(schema.names)[:200]
        if schema.names.count(self.fields.text) != 1:
            raise NoTextError(f"has no column '{self.fields.text}' (--text-field); it has: {names}", self.path)
        kind = schema.field(self.fields.text).type
        if not is_text(kind):
            raise NewslintError(f"its column '{self.fields.text}' holds {kind}, not text", self.path)
        if clash := [name for name in self.fields.add if name in schema.names]:
            raise NewslintError(f"has a column '{clash[0]}' already", self.path)

    def records(self) -> Iterator[Record]:
        """Every row, row group by row group; rows count from 1."""
        number = 0
        for index in range(self.file.num_row_groups):
            try:
                group = _Group(self.file.read_row_group(index))
            except (OSError, ValueError) as error:
                raise NewslintError(f"row group {index} cannot be read: {error}", self.path) from None
            for row, text, name, title, site in self._rows(group.table):
                number += 1
                yield _record(Record(number, (group, row), id=name, site=site), text, title)

    def _rows(self, table: Any) -> Iterator[tuple[int, Any, str, Any, str]]:
        """Row number, text, id, title and site of each row."""
        from newslint.arrowtypes import decode, is_text

        names = (self.fields.text, self.fields.id, self.fields.title)
        found = [table.column(name) if name in table.column_names else None for name in names]
        wanted = (self.fields.site,) if self.fields.site else (*URL_FIELDS, *NAME_FIELDS)
        places = [key for key in wanted if table.column_names.count(key) == 1 and is_text(table.column(key).type)]
        for start in range(0, table.num_rows, SLICE):
            size = min(SLICE, table.num_rows - start)
            text, name, title = (
                [None] * size if column is None else decode(column.slice(start, size)) for column in found
            )
            sources = {key: decode(table.column(key).slice(start, size)) for key in places}
            for row in range(size):
                site = site_of({key: values[row] for key, values in sources.items()}, field=self.fields.site)
                yield start + row, text[row], "" if name[row] is None else str(name[row]), title[row], site

    def copy(self, path: Path) -> ParquetCopy:
        """Begin a copy."""
        return ParquetCopy(self, path)


class ParquetCopy:
    """A copy of a Parquet file being written, row group by row group."""

    def __init__(self, shard: Parquet, path: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        from newslint.arrowtypes import added_types

        self._fields = shard.fields
        self._path = path
        schema = shard.file.schema_arrow
        for name in self._fields.add:
            schema = schema.append(pa.field(name, added_types()[name]))
        self._schema = schema
        self._writer = pq.ParquetWriter(os.fspath(path), schema, **_properties(shard.file, self._fields))

    def put(self, record: Record, cleaned: Cleaned | None) -> None:
        """Take a row; its row group is written with its last one."""
        group, row = record.raw
        if cleaned is not None and cleaned.result.edits and "clean_text" not in self._fields.add:
            group.changed[row] = cleaned.text
        if self._fields.add:
            group.added.append(added(self._fields, cleaned))
        group.missing -= 1
        if not group.missing:
            self._writer.write_table(self._table(group), row_group_size=max(1, group.table.num_rows))

    def _table(self, group: _Group) -> Any:
        import pyarrow as pa

        from newslint.arrowtypes import added_types, encode_column

        table = group.table
        if group.changed:
            place = table.schema.get_field_index(self._fields.text)
            field = table.schema.field(place)
            table = table.set_column(place, field, encode_column(table.column(place), group.changed))
        for name in self._fields.add:
            column = pa.array([row[name] for row in group.added], added_types()[name])
            table = table.append_column(self._schema.field(name), column)
        return table.cast(self._schema) if table.schema != self._schema else table

    def close(self) -> int:
        """Write the footer; the rows are counted in the file that came of it."""
        import pyarrow.parquet as pq

        self._writer.close()
        return pq.read_metadata(self._path).num_rows  # type: ignore[no-any-return]


def open_shard(path: Path, fields: Fields) -> Parquet:
    """The shard in a file."""
    return Parquet(path, fields)


def _record(record: Record, text: Any, title: Any) -> Record:
    if isinstance(text, bytes):
        record.problem = "its text is not UTF-8"
    else:
        record.text = text
    record.title = title if isinstance(title, str) else None
    return record


def _properties(file: Any, fields: Fields) -> dict[str, Any]:
    """How the file was written, as far as Parquet says: codecs, encodings, statistics, order."""
    meta = file.metadata
    properties: dict[str, Any] = {
        "version": meta.format_version if meta.format_version in ("1.0", "2.4", "2.6") else "2.6",
        "write_page_checksum": True,
        # A file of Spark's has no Arrow schema in it, and need not get one.
        "store_schema": b"ARROW:schema" in (meta.metadata or {}),
    }
    if not meta.num_row_groups:
        return properties
    group = meta.row_group(0)
    columns = [group.column(i) for i in range(group.num_columns)]
    every = partial(map, lambda c: c.path_in_schema)
    properties["compression"] = {c.path_in_schema: _codec(c.compression) for c in columns}
    properties["use_dictionary"] = list(every(c for c in columns if c.has_dictionary_page)) or False
    properties["write_statistics"] = list(every(c for c in columns if c.is_stats_set)) or False
    if any(c.physical_type == "INT96" for c in columns):
        properties["use_deprecated_int96_timestamps"] = True
    if order := _order(group, columns, fields):
        properties["sorting_columns"] = order
    return properties


def _codec(name: str) -> str:
    return {"UNCOMPRESSED": "NONE", "LZ4_RAW": "LZ4"}.get(name, name)


def _order(group: Any, columns: list[Any], fields: Fields) -> tuple[Any, ...]:
    """The columns the rows are sorted by, up to the text, which changes."""
    kept = []
    for column in group.sorting_columns:
        if columns[column.column_index].path_in_schema == fields.text and "clean_text" not in fields.add:
            break
        kept.append(column)
    return tuple(kept)
