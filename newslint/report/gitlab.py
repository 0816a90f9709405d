"""A GitLab code quality report: Code Climate's issues, of which GitLab reads a part.

https://docs.gitlab.com/ci/testing/code_quality/ (the "code quality report format").
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from newslint.report import FileReport, Look
from newslint.report.json import write_array
from newslint.report.paths import repository_path
from newslint.report.visible import visible

LEVELS = {"error": "major", "warning": "minor", "info": "info"}


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write the array, a finding a line."""
    write_array(_items(files), out)


def _items(files: Iterable[FileReport]) -> Iterator[dict[str, Any]]:
    for file in files:
        path = repository_path(file.path)
        for f, mark in file.marked():
            yield {
                "type": "issue",
                "categories": ["Duplication" if f.family == "duplication" else "Clarity"],
                "description": visible(f.message),
                "check_name": f.rule,
                "fingerprint": _of_file(path, mark),
                "severity": LEVELS[f.severity],
                "location": {
                    "path": path,
                    "positions": {
                        "begin": {"line": f.line, "column": f.column},
                        "end": {"line": f.end_line, "column": f.end_column},
                    },
                },
            }


def _of_file(path: str, fingerprint: str) -> str:
    """GitLab shows one of several equal fingerprints, whatever their files."""
    return hashlib.sha256(f"{path}\0{fingerprint}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
