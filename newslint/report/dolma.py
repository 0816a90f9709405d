"""Attributes as Dolma's mixer reads them: one row a file, in the files' order, clean ones included.

https://github.com/allenai/dolma (docs/data-format.md). ``newslint__<rule>`` holds what a rule found,
``newslint__cut`` what its safe fixes take away, as ``[start, end, score]`` in code points. With
``span_replacement`` on ``$.attributes.newslint__cut`` and an empty replacement ``dolma mix`` makes
those cuts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from newslint.report import FileReport, Look
from newslint.report.json import dumps
from newslint.suppress import NAME as SUPPRESSIONS

CUT = "newslint__cut"


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write one line a file."""
    scores = {rule.name: float(rule.measured.get("precision", 1.0)) for rule in look.rules}
    for file in files:
        if Path(file.path).name == SUPPRESSIONS:  # no article, and the rows must be those of the articles
            continue
        out.write(dumps(_row(file, scores)) + "\n")


def _row(file: FileReport, scores: Mapping[str, float]) -> dict[str, Any]:
    """``score`` is the rule's measured precision; 1 where none is known."""
    attributes: dict[str, list[list[float]]] = {}
    for f in file.findings:
        spans = attributes.setdefault("newslint__" + f.rule.replace("-", "_"), [])
        spans.append([f.start, f.end, scores.get(f.rule, 1.0)])
    if cuts := [[start, end, scores.get(rule, 1.0)] for start, end, rule in _cuts(file)]:
        attributes[CUT] = cuts
    row: dict[str, Any] = {"id": file.article.id or file.path, "attributes": attributes}
    if "source" in file.article.meta:
        row["source"] = file.article.meta["source"]
    return row


def _cuts(file: FileReport) -> Iterator[tuple[int, int, str]]:
    """What the safe fixes take away, in order; the mixer wants spans that do not overlap."""
    reach = 0
    for edit in sorted(edit for f in file.findings if f.safety == "safe" and f.removes for edit in f.edits):
        if edit.end > reach:
            yield max(edit.start, reach), edit.end, edit.rules[0]
            reach = edit.end
