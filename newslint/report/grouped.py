"""A heading a file, a line a finding under it: to work through a folder from top to bottom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from newslint.report import FileReport, Look
from newslint.report.paint import paint
from newslint.report.visible import visible

FIXES = {"safe": " (--fix)", "unsafe": " (--fix --unsafe-fixes)", "none": ""}


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write the files that have findings, a blank line after each."""
    for file in files:
        if not file.findings:
            continue
        out.write(paint(visible(file.place), "path", look.color) + "\n")
        places = [f"{f.line}:{f.column}" for f in file.findings]
        wide, rule_wide = max(map(len, places)), max(len(f.rule) for f in file.findings)
        for f, place in zip(file.findings, places, strict=True):
            rule = paint(f.rule, f.severity, look.color) + " " * (rule_wide - len(f.rule))
            fix = paint(FIXES[f.safety], "help", look.color)
            out.write(f"  {place.rjust(wide)}  {rule}  {visible(f.message)}{fix}\n")
        out.write("\n")
