"""Record: one article of a shard, and what every kind of shard offers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from newslint.errors import NewslintError
from newslint.model import Result
from newslint.records.fields import ADDABLE, Fields

#: Bytes of one record. A line without an end must not fill the memory.
MAX_RECORD = 256 << 20


#: How the problem of a record without a text begins.
NO_FIELD = "has no field"


@dataclass(slots=True)
class Record:
    """One record as read. ``text`` is None when there is nothing to check."""

    #: Counts from 1; in JSON lines the line.
    number: int
    #: What its shard needs to write it back.
    raw: Any
    text: str | None = None
    id: str = ""
    title: str | None = None
    #: Which site it comes from, as the rule about template lines asks.
    site: str = ""
    #: Why it cannot be checked; it is then copied as it is.
    problem: str = ""
    #: False for what is no record: a blank line, the header of a CSV file.
    row: bool = True


class Cleaned(NamedTuple):
    """What became of a record's text: the text after the edits, and all that was found."""

    text: str
    result: Result


class Copy(Protocol):
    """A shard being written, record by record, in order."""

    def put(self, record: Record, cleaned: Cleaned | None) -> None:
        """Write a record; without ``cleaned`` as it was read, with the added fields empty.

        Raises RecordError when the record cannot take its cleaned text; nothing is written then.
        """

    def close(self) -> int:
        """Write what is left, after which the file is whole; returns how many records it holds."""


class Shard(Protocol):
    """A file of records."""

    def records(self) -> Iterator[Record]:
        """Every record in order. Raises NewslintError when the file cannot be read to its end."""

    def copy(self, path: Path) -> Copy:
        """Begin a copy in a new file. Its name does not matter; it takes the shard's own format."""


class NoTextError(NewslintError):
    """The file has no field (column) of texts: nothing to do with articles, unless it was named."""


class RecordError(Exception):
    """One record cannot be rewritten; it is copied as it is and reported."""


def added(fields: Fields, cleaned: Cleaned | None) -> dict[str, Any]:
    """The values of the fields that were asked for, as JSON has them; all offsets are the original's."""
    values: dict[str, Any] = dict.fromkeys(ADDABLE)
    if cleaned is not None:
        result = cleaned.result
        values["clean_text"] = cleaned.text
        values["findings"] = [
            {
                "rule": f.rule,
                "severity": f.severity,
                "message": f.message,
                "start": f.start,
                "end": f.end,
                "safety": f.safety,
            }
            for f in result.findings
        ]
        values["edits"] = [
            {"start": e.start, "end": e.end, "text": e.text, "rules": list(e.rules)} for e in result.edits
        ]
        values["withheld"] = result.withheld
    return {name: values[name] for name in fields.add}
