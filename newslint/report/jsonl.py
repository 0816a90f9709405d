"""JSON Lines: one object a finding, with the fields of ``json``; streams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from newslint.report import FileReport, Look
from newslint.report.json import dumps, records


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write one line a finding."""
    for record in records(files):
        out.write(dumps(record) + "\n")
