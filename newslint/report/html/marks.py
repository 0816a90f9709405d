"""A line of an article as HTML: before, with findings marked and cuts struck through; and after."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from newslint.model import Edit, Finding
from newslint.report.visible import HIDDEN, visible


class Mark(NamedTuple):
    """A finding as the page shows it: its offsets, its number on the page, its CSS classes."""

    start: int
    end: int
    number: int
    css: str
    finding: Finding
    #: Whether this is what the finding repeats or contradicts, not the finding.
    other: bool = False


def before(text: str, start: int, end: int, marks: Sequence[Mark], edits: Sequence[Edit]) -> str:
    """``text[start:end]`` with each finding in a ``<mark>`` and each cut in a ``<del>``; marks are in order."""
    bounds = {start, end}
    spans = [(mark.start, mark.end) for mark in marks] + [(edit.start, edit.end) for edit in edits]
    bounds.update(at for span in spans for at in span if start < at < end)
    points = [mark for mark in marks if mark.start == mark.end and not mark.other]
    html = "".join(_piece(text, *piece) for piece in _pieces(sorted(bounds), marks, edits, points))
    return html + "".join(_point(mark) for mark in points if mark.start == end)


def _pieces(
    bounds: Sequence[int], marks: Sequence[Mark], edits: Sequence[Edit], points: Sequence[Mark]
) -> Iterator[tuple[int, int, Mark | None, bool, str]]:
    """Stretches of the line in which nothing changes: with the innermost mark, and whether they go."""
    open_marks: list[Mark] = []
    next_mark = next_edit = 0
    places: dict[int, str] = {}
    for mark in points:
        places[mark.start] = places.get(mark.start, "") + _point(mark)
    for a, b in pairwise(bounds):
        while next_mark < len(marks) and marks[next_mark].start <= a:
            open_marks.append(marks[next_mark])
            next_mark += 1
        open_marks = [mark for mark in open_marks if mark.end > a]
        while next_edit < len(edits) and edits[next_edit].end <= a:
            next_edit += 1
        gone = next_edit < len(edits) and edits[next_edit].start <= a
        yield a, b, open_marks[-1] if open_marks else None, gone, places.get(a, "")


def _piece(text: str, start: int, end: int, mark: Mark | None, gone: bool, points: str) -> str:
    html = shown(text[start:end])
    if gone:
        html = f"<del>{html}</del>"
    if mark is not None:
        css = f"{mark.css} cut" if gone and not mark.other else mark.css
        html = f'<mark class="{css}" data-f="{mark.number}">{html}</mark>'
    return points + html


def _point(mark: Mark) -> str:
    """A finding of no width, such as something missing."""
    return f'<mark class="point {mark.css}" data-f="{mark.number}"></mark>'


def after(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """What the edits leave of ``text[start:end]``, with what they put in marked as ``<ins>``."""
    html, at = "", start
    for edit in edits:
        html += shown(text[at : max(at, edit.start)])
        if edit.text and edit.start >= start:
            html += f"<ins>{shown(edit.text)}</ins>"
        at = max(at, min(edit.end, end))
    return html + shown(text[at:end])


def shown(text: str) -> str:
    """Escaped text; characters that would not show are written out."""
    return HIDDEN.sub(lambda m: f"<i>{visible(m[0])}</i>" if m[0] not in "\t\r\n" else m[0], escape(text, quote=False))
