"""The summary page of a GitHub Actions job, in its Markdown."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TextIO

from newslint.compiled import compile_pattern
from newslint.model import SEVERITIES
from newslint.report import FileReport
from newslint.report.visible import visible

#: Lines of the list; GitHub takes 1 MiB of a step.
LISTED = 500
#: Whatever could mean something to Markdown or HTML.
MARKUP = compile_pattern(r"[^\w\s.'/,;-]", re.ASCII)


@dataclass(slots=True)
class Totals:
    """What a run found: counts by rule, and the first LISTED findings."""

    files: int = 0
    findings: int = 0
    rules: Counter[tuple[str, str]] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    listed: list[str] = field(default_factory=list)

    def add(self, file: FileReport) -> None:
        """Count one file."""
        self.files += 1
        self.findings += len(file.findings)
        self.rules.update((f.severity, f.rule) for f in file.findings)
        self.articles.update({f.rule for f in file.findings})
        for f in file.findings[: LISTED - len(self.listed)]:
            cells = (f"{file.place}:{f.line}:{f.column}", f.rule, f.message)
            self.listed.append("| " + " | ".join(map(_cell, cells)) + " |\n")


def write_summary(totals: Totals, out: TextIO) -> None:
    """Write the counts, and below a fold the findings."""
    out.write(f"### newslint: {totals.findings:,} findings in {totals.files:,} articles\n\n")
    if not totals.findings:
        return
    out.write("| rule | severity | findings | articles |\n|---|---|--:|--:|\n")
    for (severity, rule), count in sorted(totals.rules.items(), key=_worst_first):
        out.write(f"| {_cell(rule)} | {severity} | {count:,} | {totals.articles[rule]:,} |\n")
    more = totals.findings - len(totals.listed)
    title = f"The first {LISTED:,} findings" if more else "All findings"
    out.write(f"\n<details><summary>{title}</summary>\n\n| place | rule | message |\n|---|---|---|\n")
    out.writelines(totals.listed)
    out.write("\n</details>\n")


def _worst_first(row: tuple[tuple[str, str], int]) -> tuple[int, int, str]:
    (severity, rule), count = row
    return SEVERITIES.index(severity), -count, rule


def _cell(text: str) -> str:
    """A text that Markdown shows as it is."""
    return MARKUP.sub(lambda m: f"&#{ord(m[0])};", " ".join(visible(text).split()))
