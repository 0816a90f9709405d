"""Edits that do not meet: apply them to a text, and make one list of those of two passes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newslint.model import Edit


def fits(edit: Edit, kept: Sequence[Edit]) -> bool:
    """Whether an edit meets none of the sorted ``kept``; two that replace text may lie side by side."""
    i = bisect_right(kept, edit[:2], key=lambda e: e[:2])
    return not any(_meet(edit, other) for other in kept[max(0, i - 1) : i + 1])


def _meet(a: Edit, b: Edit) -> bool:
    """Whether two edits overlap, or one is an insertion at the other's edge."""
    if a.start < b.end and b.start < a.end:
        return True
    side_by_side = a.start == b.end or b.start == a.end
    return side_by_side and (a.start == a.end or b.start == b.end)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; they must be sorted and must not overlap."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


class _Piece(NamedTuple):
    """An edit as seen in the text between two passes: where its result, or its target, stands."""

    start: int
    end: int
    edit: Edit
    later: bool


def compose(between: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """One list of edits that does what ``first`` and then ``second`` do.

    ``between`` is the text after ``first``, which the offsets of ``second`` speak of.
    """
    pieces = [_Piece(e.start, e.end, e, True) for e in second]
    shift = 0
    for e in first:
        pieces.append(_Piece(e.start + shift, e.start + shift + len(e.text), e, False))
        shift += len(e.text) - (e.end - e.start)
    pieces.sort(key=lambda p: (p.start, p.end, p.later))
    merged: list[Edit] = []
    shift = 0
    for group in _groups(pieces):
        edit, shift = _merge(between, group, shift)
        merged.append(edit)
    return merged


def _groups(pieces: list[_Piece]) -> Iterable[list[_Piece]]:
    """Runs of pieces that overlap: an edit of the second pass reaches into a result of the first."""
    group: list[_Piece] = []
    end = 0
    for piece in pieces:
        same_point = bool(group) and piece.start == piece.end == group[0].start == end
        if group and not (piece.start < end or same_point):
            yield group
            group = []
        end = max(end, piece.end) if group else piece.end
        group.append(piece)
    if group:
        yield group


def _merge(between: str, group: list[_Piece], shift: int) -> tuple[Edit, int]:
    """One edit for a group. ``shift``: what to add to an offset before the group to get the original's."""
    start, end = group[0].start, max(p.end for p in group)
    later = [p.edit._replace(start=p.start - start, end=p.end - start) for p in group if p.later]
    text = apply(between[start:end], later)
    after = shift + sum((p.edit.end - p.edit.start) - len(p.edit.text) for p in group if not p.later)
    rules = tuple(sorted({rule for p in group for rule in p.edit.rules}))
    return Edit(start + shift, end + after, text, rules), after
