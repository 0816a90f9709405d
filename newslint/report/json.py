"""A JSON array with one object a finding."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, TextIO

from newslint.model import Finding
from newslint.report import FileReport, Look, excerpt


def record(file: FileReport, finding: Finding) -> dict[str, Any]:
    """A finding's fields, with ``path`` and ``excerpt``."""
    fields = asdict(finding)
    fields["edits"] = [edit._asdict() for edit in finding.edits]
    fields["related"] = [span._asdict() for span in finding.related]
    where = {"path": file.path, "record": file.record._asdict()} if file.record else {"path": file.path}
    return {**where, **fields, "excerpt": excerpt(file.article, finding)}


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write the array, a finding a line; escapes keep it pure ASCII."""
    separator = "[\n"
    for file in files:
        for finding in file.findings:
            out.write(separator + json.dumps(record(file, finding)))
            separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")
