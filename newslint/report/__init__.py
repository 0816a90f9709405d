"""Output formats: one file each, with a function ``write(files, out, look)``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import NamedTuple, Protocol, TextIO

from newslint.article import Article
from newslint.model import Finding
from newslint.rule import Rule

FORMATS = ("full", "concise", "json", "github", "sarif")
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
    record: RecordName | None = None

    @property
    def place(self) -> str:
        """The path, and the record if it is one of many."""
        return f"{self.path}{self.record or ''}"


class Look(NamedTuple):
    """How a report is to look, and the rules it may describe."""

    color: bool = False
    rules: Sequence[Rule] = ()


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
