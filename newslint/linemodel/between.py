"""Rows between two paragraphs that stay: results, a listicle's items, a letter's signature.

The article's extent goes round them, as the trees doubt them; where prose goes on behind them they are the story's.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import or_
from typing import NamedTuple

#: So many lines may lie between the two paragraphs, and so many of them may say that they are the page's.
REACH, OTHERS = 25, 2
#: From this mean score on the rows are teasers of other stories, and so is the paragraph behind them.
SURE_ROWS = 0.95


class Bridged(NamedTuple):
    """The rows that prose stands around, and the story's first and last item with the prose behind them."""

    rows: set[int]
    first: int
    last: int


def bridged(
    prose: Sequence[bool],
    speaks: Sequence[bool],
    names: Sequence[bool],
    scores: Sequence[float],
    first: int,
    last: int,
) -> Bridged:
    """The story ``first`` to ``last``, continued over rows that show nothing as long as prose follows.

    ``prose``: whether an item is a paragraph that stays; ``speaks``: whether it says that it is a leftover; ``names``:
    whether it may be a name, which is a byline above the story and a row in it; ``scores``: how probably each is a
    leftover.
    """
    bylines = list(map(or_, speaks, names))
    above, first = _onward(prose, bylines, scores, first, -1)
    below, last = _onward(prose, speaks, scores, last, 1)
    return Bridged(above | below, first, last)


def _onward(
    prose: Sequence[bool], speaks: Sequence[bool], scores: Sequence[float], edge: int, step: int
) -> tuple[set[int], int]:
    """All rows in one direction, and the last prose behind them."""
    found: set[int] = set()
    while True:
        end = min(len(prose), edge + REACH + 1) if step > 0 else max(-1, edge - REACH - 1)
        rows, behind = _rows(prose, speaks, range(edge + step, end, step))
        if not rows or sum(scores[i] for i in rows) >= SURE_ROWS * len(rows):
            return found, edge
        found.update(rows)
        edge = behind


def _rows(prose: Sequence[bool], speaks: Sequence[bool], way: Iterable[int]) -> tuple[list[int], int]:
    """The rows up to the next prose, and where that stands; none when the page's own lines come first."""
    rows: list[int] = []
    others = 0
    for i in way:
        if prose[i]:
            return rows, i
        if not speaks[i]:
            rows.append(i)
        elif (others := others + 1) > OTHERS:
            break
    return [], -1
