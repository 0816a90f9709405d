"""Job and Tally: what one call of the command is asked to do, and what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TextIO

from newslint.filters import Wanted
from newslint.model import SEVERITIES, Finding, Severity
from newslint.records.record import Fields

Action = Literal["check", "fix", "diff", "write-to"]
STDIN = Path("-")


@dataclass(slots=True)
class Job:
    """What one call of the command is asked to do."""

    paths: list[Path]
    action: Action = "check"
    unsafe_fixes: bool = False
    write_to: Path | None = None
    stdin_filename: str = ""
    config: Path | None = None
    isolated: bool = False
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    edit_log: TextIO | None = None
    show_fixes: bool = False
    wanted: Wanted = field(default_factory=Wanted)
    templates: Path | None = None
    #: Processes that work on articles; 1: files are worked on here, records in one process beside.
    jobs: int = 1
    #: The fields of records that are read and added.
    fields: Fields = field(default_factory=Fields)
    #: Replace shards that another input or other settings were made into.
    overwrite: bool = False


@dataclass(slots=True)
class Tally:
    """What happened, for the summary and the exit status."""

    files: int = 0
    records: int = 0
    findings: int = 0
    fixable: Counter[str] = field(default_factory=Counter)
    fixed: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    withheld: int = 0
    errors: int = 0
    #: Findings that the baseline, a suppression or another filter left out of a check.
    left_out: int = 0
    severities: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)

    def status(self, least: Severity = "info") -> int:
        """2 outranks 1 outranks 0; findings less severe than ``least`` do not count."""
        failing = SEVERITIES[: SEVERITIES.index(least) + 1]
        return 2 if self.errors else 1 if any(self.severities[s] for s in failing) else 0

    def add(self, findings: Iterable[Finding]) -> None:
        """Count what is reported of one file."""
        names = [f.rule for f in findings]
        self.findings += len(names)
        self.severities.update(f.severity for f in findings)
        self.rules.update(names)
        self.articles.update(set(names))
        self.fixable.update(f.safety for f in findings)
