"""GitHub Actions workflow commands: findings as annotations on the changed files.

Escaping as in ``@actions/core`` (``command.ts``). GitHub shows ten annotations of each level of a
step and drops the rest without a word, so the worst ten are sent; one line counts the others, and
the job's summary page has them all by rule.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from heapq import nsmallest
from pathlib import Path
from typing import NamedTuple, TextIO

from newslint.model import Finding
from newslint.report import FileReport, Look
from newslint.report.markdown import Totals, write_summary
from newslint.report.paths import repository_path
from newslint.report.visible import visible

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}
#: https://docs.github.com/en/rest/checks/runs: per step and level.
SHOWN = 10


class _Row(NamedTuple):
    """An annotation; rows compare by how sure the rule is, then by their order in the report."""

    doubt: float
    number: int
    finding: Finding
    path: str


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write the commands, errors first; and the summary page where ``GITHUB_STEP_SUMMARY`` names it."""
    precision = {rule.name: float(rule.measured.get("precision", 0.0)) for rule in look.rules}
    worst: dict[str, list[_Row]] = {severity: [] for severity in LEVELS}
    totals = Totals()
    for file in files:
        totals.add(file)
        for severity, rows in worst.items():
            worst[severity] = _worst(rows, file, severity, precision)
    shown = [row for rows in worst.values() for row in rows]
    for row in shown:
        out.write(_command(row.finding, repository_path(row.path)))
    if rest := totals.findings - len(shown):
        place = "the job summary" if os.environ.get("GITHUB_STEP_SUMMARY") else "another output format"
        out.write(f"newslint: {rest:,} more findings are not annotated; {place} has them all\n")
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a", encoding="utf-8") as summary:
            write_summary(totals, summary)


def _worst(rows: list[_Row], file: FileReport, severity: str, precision: Mapping[str, float]) -> list[_Row]:
    """The rows kept so far and a file's, cut to those that GitHub shows."""
    start = max((row.number for row in rows), default=-1) + 1
    new = (f for f in file.findings if f.severity == severity)
    rows = rows + [_Row(-precision.get(f.rule, 0.0), n, f, file.path) for n, f in enumerate(new, start)]
    return nsmallest(SHOWN, rows, key=lambda row: row[:2])


def _command(f: Finding, path: str) -> str:
    place = [f"title={_property(f'newslint ({f.rule})')}", f"file={_property(path)}", f"line={f.line}"]
    if f.end_line == f.line:  # GitHub drops columns that span lines
        place += [f"col={f.column}", f"endLine={f.end_line}", f"endColumn={f.end_column}"]
    else:
        place += [f"endLine={f.end_line}"]
    text = f"{path}:{f.line}:{f.column}: {f.rule} {f.message}"
    return f"::{LEVELS[f.severity]} {','.join(place)}::{_data(text)}\n"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
