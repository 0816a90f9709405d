"""GitHub Actions workflow commands: findings as annotations on the changed files.

Escaping as in ``@actions/core`` (``command.ts``). GitHub shows ten errors and ten warnings of a
step, so the worst come first.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from newslint.model import SEVERITIES
from newslint.report import FileReport, Look
from newslint.report.visible import visible

LEVELS = {"error": "error", "warning": "warning", "info": "notice"}


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write one command a finding, errors first."""
    rows = [(f, file.path) for file in files for f in file.findings]
    rows.sort(key=lambda row: SEVERITIES.index(row[0].severity))
    for f, path in rows:
        place = [f"title={_property(f'newslint ({f.rule})')}", f"file={_property(path)}", f"line={f.line}"]
        if f.end_line == f.line:  # GitHub drops columns that span lines
            place += [f"col={f.column}", f"endLine={f.end_line}", f"endColumn={f.end_column}"]
        else:
            place += [f"endLine={f.end_line}"]
        text = f"{path}:{f.line}:{f.column}: {f.rule} {f.message}"
        out.write(f"::{LEVELS[f.severity]} {','.join(place)}::{_data(text)}\n")


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
