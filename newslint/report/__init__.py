"""Output formats: one file each, with a function ``write(files, out, look)``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, TextIO

from newslint.article import Article
from newslint.model import Finding, Result
from newslint.rule import Rule

FORMATS = (
    "full",
    "concise",
    "grouped",
    "json",
    "jsonl",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "sarif",
    "dolma",
    "html",
)
#: Formats that say something of the rules themselves.
DESCRIBING = ("dolma", "github", "html", "sarif")
#: The longest piece of an article that a report quotes.
EXCERPT = 80


class RecordName(NamedTuple):
    """Which record of a file: its number (from 1; in JSON lines the line) and its id, if it has one."""

    number: int
    id: str = ""

    def __str__(self) -> str:
        return f"#{self.number} ({self.id[:EXCERPT]})" if self.id else f"#{self.number}"


class FileReport(NamedTuple):
    """What was found in one file, or in one record of it; the findings speak of ``article``."""

    path: str
    article: Article
    findings: Sequence[Finding]
    #: Of each finding; to be given when findings of the article were left out, as they number equal ones.
    fingerprints: Sequence[str] = ()
    record: RecordName | None = None

    @property
    def place(self) -> str:
        """The path, and the record if it is one of many."""
        return f"{self.path}{self.record or ''}"

    def marked(self) -> Iterator[tuple[Finding, str]]:
        """Each finding with its fingerprint."""
        from newslint.fingerprint import fingerprints

        return zip(self.findings, self.fingerprints or fingerprints(self.article, self.findings), strict=True)


class Look(NamedTuple):
    """How a report is to look, and the rules it may describe."""

    color: bool = False
    rules: Sequence[Rule] = ()
    #: Columns of the terminal; a paragraph is longer than any.
    width: int = 100
    #: What fixing would make of a file, for formats that show both.
    preview: Callable[[FileReport], Result] | None = None


class Writer(Protocol):
    """Writes one format; takes the files as they come."""

    def __call__(self, files: Iterable[FileReport], out: TextIO, look: Look) -> None:
        """Write the report of all files to ``out``."""


def writer(name: str) -> Writer:
    """The writer of a format; only its own module is imported."""
    return import_module(f"newslint.report.{name}").write  # type: ignore[no-any-return]


def excerpt(article: Article, finding: Finding) -> str:
    """The text of a finding, cut to what a report may quote."""
    text = article.text[finding.start : finding.end]
    return text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
