"""``path:line:column: rule message``, one line a finding: for editors and ``grep``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from newslint.report import FileReport, Look
from newslint.report.visible import visible


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write one line a finding."""
    for file in files:
        for f in file.findings:
            out.write(visible(f"{file.place}:{f.line}:{f.column}: {f.rule} {f.message}") + "\n")
