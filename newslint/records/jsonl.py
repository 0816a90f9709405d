"""JSON lines: one object a line, read and edited without writing any of it anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from newslint.corpus.site import site_of
from newslint.errors import NewslintError
from newslint.files import UTF8_BOM
from newslint.records.fields import Fields
from newslint.records.jsonobject import Member, edit_string, encode, members, string_at
from newslint.records.record import NO_FIELD, Cleaned, Record, RecordError, added
from newslint.records.streams import lines, open_output, reading

#: Fields that are named when the one of the text is missing.
MAX_NAMED = 8


class _Line(NamedTuple):
    """A line as read, decoded, with the place of its text and of its last value."""

    data: bytes
    source: str = ""
    text: Member | None = None
    last: int = 0


class JsonLines:
    """A file of JSON lines."""

    def __init__(self, path: Path, fields: Fields) -> None:
        self.path = path
        self.fields = fields

    def records(self) -> Iterator[Record]:
        """Every line as a record; its number is that of the line."""
        with reading(self.path) as stream:
            first = True
            for number, data in enumerate(lines(stream, self.path), 1):
                if first and data.strip():
                    first = False
                    self._refuse_documents(data)
                yield _record(number, data, self.fields)

    def _refuse_documents(self, data: bytes) -> None:
        """One JSON document over many lines would be reported line by line."""
        start = data.removeprefix(UTF8_BOM).strip()
        if start.startswith(b"[") or start == b"{":
            what = "array" if start.startswith(b"[") else "document"
            raise NewslintError(f"is one JSON {what}, not JSON lines; jq -c '.[]' makes lines of an array", self.path)

    def copy(self, path: Path) -> JsonLinesCopy:
        """Begin a copy."""
        return JsonLinesCopy(self, path)


class JsonLinesCopy:
    """A copy of JSON lines being written."""

    def __init__(self, shard: JsonLines, path: Path) -> None:
        self._fields = shard.fields
        self._out = open_output(path, shard.path)
        self._rows = 0

    def put(self, record: Record, cleaned: Cleaned | None) -> None:
        """Write one line."""
        line: _Line = record.raw
        whole = line.text is None or not (self._fields.add or (cleaned and cleaned.result.edits))
        data = line.data if whole else _rewrite(line, self._fields, cleaned)
        self._rows += record.row
        self._out.write(data)

    def close(self) -> int:
        """Finish the file."""
        self._out.close()
        return self._rows


def open_shard(path: Path, fields: Fields) -> JsonLines:
    """The shard in a file."""
    return JsonLines(path, fields)


def _record(number: int, data: bytes, fields: Fields) -> Record:
    bare = data.removeprefix(UTF8_BOM) if number == 1 else data
    if not bare.strip():
        return Record(number, _Line(data), row=False)
    try:
        source = bare.decode("utf-8")
        found = members(source)
    except UnicodeDecodeError as error:
        return Record(number, _Line(data), problem=f"is not UTF-8 (byte {error.start + 1})")
    except ValueError as error:
        return Record(number, _Line(data), problem=f"is not a JSON object: {error}")
    return _fill(Record(number, _Line(data)), source, found, fields)


def _fill(record: Record, source: str, found: list[Member], fields: Fields) -> Record:
    """The record with its text, id and title, or with what keeps it from being checked."""
    values = {member.key: member for member in found}
    if (name := values.get(fields.id)) is not None and isinstance(name.value, str):
        record.id = name.value
    texts = [member for member in found if member.key == fields.text]
    if len(texts) != 1:
        record.problem = f"has {len(texts)} fields '{fields.text}'" if texts else _no_field(fields.text, values)
        return record
    if clash := [name for name in fields.add if name in values]:
        record.problem = f"has a field '{clash[0]}' already"
        return record
    text = texts[0]
    if text.value is not None and not text.quoted:
        record.problem = f"its field '{fields.text}' is not a string"
        return record
    record.text = text.value
    if (title := values.get(fields.title)) is not None and title.quoted:
        record.title = title.value
    record.site = site_of({key: member.value for key, member in values.items() if member.quoted}, field=fields.site)
    record.raw = _Line(record.raw.data, source, text, found[-1].end)
    return record


def _no_field(wanted: str, there: Iterable[str]) -> str:
    """Names the option that says where the text is, and what to choose from."""
    names = [*islice(there, MAX_NAMED + 1)]
    more = ", …" if len(names) > MAX_NAMED else ""
    return f"{NO_FIELD} '{wanted}' (--text-field); it has: {', '.join(names[:MAX_NAMED]) or 'none'}{more}"


def _rewrite(line: _Line, fields: Fields, cleaned: Cleaned | None) -> bytes:
    """The line with its text edited and fields added. Raises RecordError when that goes wrong."""
    assert line.text is not None
    source, ascii_only = line.source, line.source.isascii()
    if fields.add:
        extra = encode(added(fields, cleaned), ascii_only)[1:-1]
        source = f"{source[: line.last]}, {extra}{source[line.last :]}"
    if cleaned is not None and "clean_text" not in fields.add:
        source = edit_string(source, line.text, cleaned.result.edits)
        if string_at(source, line.text.start) != cleaned.text:
            raise RecordError("the edits do not rebuild the cleaned text (please report this)")
    bom = UTF8_BOM if line.data.startswith(UTF8_BOM) else b""
    return bom + source.encode("utf-8")
