"""Findings against artifacts that a reader marked by hand, in real articles.

``DIR/NAME.tsv`` has a row a mark: file, first line, last line (from 1), category, quote, note; a note that begins with
OPT makes a mark neutral. The article's text lies in DIR under the name of its file.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import newslint
from newslint.model import Finding


class Mark(NamedTuple):
    """What the reader marked: offsets in the article, its category, whether it is arguable."""

    start: int
    end: int
    category: str
    optional: bool


def tables(folder: Path) -> str:
    """Recall by the reader's category and precision by rule, as two tables in Markdown."""
    found: dict[str, list[bool]] = defaultdict(list)
    right: dict[str, list[bool]] = defaultdict(list)
    for text, marks in _articles(folder):
        findings = newslint.check(text)
        for mark in marks:
            if not mark.optional:
                found[mark.category].append(any(_meet(finding, mark) for finding in findings))
        for finding in findings:
            touched = [mark for mark in marks if _meet(finding, mark)]
            if not touched or not all(mark.optional for mark in touched):
                right[finding.rule].append(bool(touched))
    recall = _table("marked as | marks | found", found)
    return f"{recall}\n\n{_table('rule | findings | on a mark', right)}"


def _table(head: str, counts: dict[str, list[bool]]) -> str:
    rows = [f"| {name} | {len(hits)} | {sum(hits)} |" for name, hits in sorted(counts.items())]
    total = [hit for hits in counts.values() for hit in hits]
    return "\n".join([f"| {head} |", "|---|---|---|", *rows, f"| all | {len(total)} | {sum(total)} |"])


def _articles(folder: Path) -> Iterator[tuple[str, list[Mark]]]:
    """Every marked article's text and marks."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for table in sorted(folder.glob("*.tsv")):
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                rows[row["file"]].append(row)
    for name, marked in sorted(rows.items()):
        text = (folder / name).read_bytes().decode("utf-8")
        yield text, [_mark(text, row) for row in marked]


def _mark(text: str, row: dict[str, str]) -> Mark:
    """The words that are quoted, or else the lines."""
    lines = text.splitlines(keepends=True)
    first, last = int(row["line_start"]), int(row["line_end"])
    start = sum(map(len, lines[: first - 1]))
    end = start + sum(map(len, lines[first - 1 : last]))
    at = text.find(row["quote"], start, end) if first == last else -1
    if at >= 0:
        start, end = at, at + len(row["quote"])
    return Mark(start, end, row["category"], (row["note"] or "").startswith("OPT"))


def _meet(finding: Finding, mark: Mark) -> bool:
    return finding.start < mark.end and mark.start < finding.end
