"""JSON Lines: one object a finding, with the fields of ``json``; streams."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TextIO

from newslint.report import FileReport, Look
from newslint.report.json import records


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write one line a finding."""
    for record in records(files):
        out.write(json.dumps(record) + "\n")
