"""Job and Tally: what one call of the command is asked to do, and what happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO, Literal, NamedTuple

from newslint.filters import Wanted
from newslint.model import SEVERITIES, Finding, Severity
from newslint.records.fields import Fields

Action = Literal["check", "fix", "diff", "write-to"]
STDIN = Path("-")


class Job(NamedTuple):
    """What one call of the command is asked to do."""

    paths: list[Path]
    action: Action = "check"
    unsafe_fixes: bool = False
    write_to: Path | None = None
    #: Where the report goes; no article, whatever its name.
    output: Path | None = None
    stdin_filename: str = ""
    config: Path | None = None
    isolated: bool = False
    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    edit_log: BinaryIO | None = None
    show_fixes: bool = False
    wanted: Wanted = Wanted()
    templates: Path | None = None
    #: Processes that work on articles; 1: files are worked on here, records in one process beside.
    jobs: int = 1
    #: Time each rule.
    profile: bool = False
    #: The fields of records that are read and added.
    fields: Fields = Fields()
    #: Replace shards that another input or other settings were made into.
    overwrite: bool = False


class Tally:
    """What happened, for the summary and the exit status."""

    def __init__(self) -> None:
        self.files = self.records = self.findings = self.changed = self.withheld = self.errors = 0
        #: Findings that the baseline, a suppression or another filter left out of a check.
        self.left_out = 0
        self.fixable: Counter[str] = Counter()
        self.fixed: Counter[str] = Counter()
        self.severities: Counter[str] = Counter()
        #: Findings, and articles with a finding, by rule.
        self.rules: Counter[str] = Counter()
        self.articles: Counter[str] = Counter()

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
