"""The list that a story ends with: tour dates, fixtures, winners. Its rows are no prose, and still its own."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.compiled import compile_pattern
from newslint.linemodel.shapes import MONTH

#: "June 9 – Aldmouth, Corn Exchange": a date and what happens then.
DATED = compile_pattern(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})\b\W+\w"
)
#: Words of a dated row besides its date; a time stamp has fewer.
MORE = 3
#: Rows that make a list, and lines of another kind between two of them or between the story and the first.
LEAST, BETWEEN = 4, 2
#: "The winners are:" has so many words; "Related:" fewer. A row is no longer than this.
LEAD, ROW_CHARS = 4, 150


def listing(texts: Sequence[str], speaks: Sequence[bool], first: int, last: int) -> range:
    """The rows of the list at the end of the story that is ``texts[first : last + 1]``; an empty range for none.

    ``speaks``: whether a text says itself that it is a leftover.
    """
    return _dated(texts, first, last) or _led_in(texts, speaks, last)


def _dated(texts: Sequence[str], first: int, last: int) -> range:
    """Rows that begin with a date, in the story or behind it."""
    rows: list[int] = []
    for i in range(first, len(texts)):
        if i - (rows[-1] if rows else last) > BETWEEN + 1:
            if len(rows) >= LEAST or i > last:
                break
            rows = []
        if DATED.match(texts[i].lower()) and texts[i].count(" ") > MORE:
            rows.append(i)
    return range(rows[0], rows[-1] + 1) if len(rows) >= LEAST else range(0)


def _led_in(texts: Sequence[str], speaks: Sequence[bool], last: int) -> range:
    """Short rows behind a story whose last line ends with a colon."""
    end = last + 1
    if texts[last][-1] == ":" and texts[last].count(" ") >= LEAD:
        while end < len(texts) and len(texts[end]) <= ROW_CHARS and not speaks[end]:
            end += 1
    return range(last + 1, end) if end - last > LEAST else range(0)
