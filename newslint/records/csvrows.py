"""CSV: rows whose quoting, line ends and delimiter stay as they are outside the fields that change."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple

from newslint.compiled import compile_pattern
from newslint.corpus.site import site_of
from newslint.errors import NewslintError
from newslint.records.fields import Fields
from newslint.records.record import MAX_RECORD, Cleaned, NoTextError, Record, added
from newslint.records.streams import lines, open_output, reading

#: Tried in this order; the first under which the header names the text's column is taken.
DELIMITERS = (",", ";", "\t", "|")


class _Cell(NamedTuple):
    """Where a field stands in its row, and its value."""

    start: int
    end: int
    value: str


class _Row(NamedTuple):
    """A row as read (with its line end), and its fields; none when it is not to be rewritten."""

    source: str
    cells: tuple[_Cell, ...] = ()


class CsvRows:
    """A CSV file with a header (RFC 4180; ``"`` quotes, doubled inside)."""

    def __init__(self, path: Path, fields: Fields) -> None:
        self.path = path
        self.fields = fields
        self.delimiter = ","
        self.columns: list[str] = []
        self.opening = compile_pattern("(?!)")

    def records(self) -> Iterator[Record]:
        """The header, then every row; rows count from 1."""
        with reading(self.path) as stream:
            rows = _rows(stream, self)
            header = next(rows)
            yield Record(0, header, row=False)
            for number, row in enumerate(rows, 1):
                yield self._record(number, row)

    def read_header(self, line: str) -> None:
        """Find the delimiter and the columns. Raises NewslintError when there is no column of texts."""
        for self.delimiter in DELIMITERS:
            self.columns = [cell.value for cell in _cells(line, self.delimiter)]
            if self.fields.text in self.columns:
                break
        else:
            columns = ", ".join(cell.value for cell in _cells(line, ","))[:200]
            raise NoTextError(f"has no column '{self.fields.text}' (--text-field); it has: {columns}", self.path)
        if clash := [name for name in (self.fields.text, *self.fields.add) if self.columns.count(name) > 1]:
            raise NewslintError(f"has the column '{clash[0]}' twice", self.path)
        if clash := [name for name in self.fields.add if name in self.columns]:
            raise NewslintError(f"has a column '{clash[0]}' already", self.path)
        #: A quote opens a field only at the field's start; ``5" disk`` is text.
        self.opening = compile_pattern(rf'(?:\A|{re.escape(self.delimiter)})"')

    def _record(self, number: int, row: _Row) -> Record:
        if not row.source.strip("\r\n"):
            return Record(number, row, row=False)
        if len(row.cells) != len(self.columns):
            what = f"has {len(row.cells)} fields where the header has {len(self.columns)}"
            return Record(number, _Row(row.source), problem=what if row.cells else "has text behind a closing quote")
        values = dict(zip(self.columns, (cell.value for cell in row.cells), strict=True))
        title = values.get(self.fields.title)
        site = site_of(values, field=self.fields.site)
        return Record(number, row, values[self.fields.text], values.get(self.fields.id, ""), title or None, site)

    def copy(self, path: Path) -> CsvCopy:
        """Begin a copy."""
        return CsvCopy(self, path)


class CsvCopy:
    """A copy of a CSV file being written."""

    def __init__(self, shard: CsvRows, path: Path) -> None:
        self._shard = shard
        self._out = open_output(path, shard.path)
        self._rows = 0

    def put(self, record: Record, cleaned: Cleaned | None) -> None:
        """Write one row."""
        row: _Row = record.raw
        source, fields = row.source, self._shard.fields
        if not record.number and fields.add:
            source = self._append(source, fields.add)
        elif row.cells and record.number:
            if fields.add:
                source = self._append(source, _added(fields, cleaned))
            if cleaned is not None and cleaned.result.edits and "clean_text" not in fields.add:
                cell = row.cells[self._shard.columns.index(fields.text)]
                field = self._quoted(cleaned.text, source[cell.start : cell.start + 1] == '"')
                source = source[: cell.start] + field + source[cell.end :]
        self._rows += record.row
        self._out.write(source.encode("utf-8", "surrogateescape"))

    def close(self) -> int:
        """Finish the file."""
        self._out.close()
        return self._rows

    def _append(self, source: str, values: tuple[str, ...]) -> str:
        """``source`` with fields added before its line end."""
        bare = source.rstrip("\r\n")
        extra = "".join(self._shard.delimiter + self._quoted(value, False) for value in values)
        return bare + extra + source[len(bare) :]

    def _quoted(self, value: str, always: bool) -> str:
        """A value as a field; in quotes where it needs them or had them."""
        if always or any(mark in value for mark in ('"', "\n", "\r", self._shard.delimiter)):
            return '"' + value.replace('"', '""') + '"'
        return value


def _added(fields: Fields, cleaned: Cleaned | None) -> tuple[str, ...]:
    """The added fields of a row: texts as they are, lists as JSON."""
    values = added(fields, cleaned).values()
    return tuple(v if isinstance(v, str) else "" if v is None else json.dumps(v) for v in values)


def open_shard(path: Path, fields: Fields) -> CsvRows:
    """The shard in a file."""
    return CsvRows(path, fields)


def _rows(stream: IO[bytes], shard: CsvRows) -> Iterator[_Row]:
    """The rows of a file, the header first; a quoted field may hold line ends."""
    pending: list[str] = []
    inside, size = False, 0
    for data in lines(stream, shard.path):
        line = data.decode("utf-8", "surrogateescape")
        header = not shard.columns
        if header:
            shard.read_header(line.removeprefix("\ufeff"))
        inside = not header and _ends_inside(line, inside, shard.opening)
        pending.append(line)
        size += len(data)
        if size > MAX_RECORD:
            raise NewslintError(f"a row is longer than {MAX_RECORD >> 20} MiB; is a quote not closed?", shard.path)
        if not inside:
            source = "".join(pending)
            yield _Row(source, () if header else tuple(_cells(source, shard.delimiter)))
            pending, size = [], 0
    if pending:
        raise NewslintError("ends inside a quoted field", shard.path)


def _cells(source: str, delimiter: str) -> list[_Cell]:
    """The fields of a row; none when text follows a closing quote."""
    bare = source.rstrip("\r\n")
    cells: list[_Cell] = []
    at = 0
    while at <= len(bare):
        if quoted := bare.startswith('"', at):
            end = _closing(bare, at + 1)
        else:
            end = bare.find(delimiter, at)
            end = len(bare) if end < 0 else end
        if end < 0 or bare[end : end + 1] not in ("", delimiter):
            return []
        value = bare[at + 1 : end - 1].replace('""', '"') if quoted else bare[at:end]
        cells.append(_Cell(at, end, value))
        at = end + 1
    return cells


def _ends_inside(line: str, inside: bool, opening: re.Pattern[str]) -> bool:
    """Whether a quoted field is open at the end of a line, given whether one was at its start."""
    at = 0
    while True:
        if inside and (at := _closing(line, at)) < 0:
            return True
        quote = opening.search(line, at)
        if quote is None:
            return False
        inside, at = True, quote.end()


def _closing(line: str, at: int) -> int:
    """The place after the quote that closes a field open at ``at``; -1 when the line has none."""
    while (at := line.find('"', at)) >= 0:
        if line[at + 1 : at + 2] != '"':
            return at + 1
        at += 2
    return -1
