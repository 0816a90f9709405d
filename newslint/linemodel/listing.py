"""The list that a story ends with: tour dates, fixtures, winners. Its rows are no prose, and still its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newslint.compiled import compile_pattern
from newslint.linemodel.shapes import MONTH

#: "June 9 – Aldmouth, Corn Exchange": a date and what happens then.
DATED = compile_pattern(
    rf"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?(?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH})\b\W+\w"
)
#: "Q: Where did you grow up?", "2019: Ida Rost", "2 tbsp butter" and what heads those: no page around a story has such.
ROW = compile_pattern(
    r"[QA][.:] \S|(?:19|20)\d\d ?: \S|(?:ingredients|directions|instructions|method|preparation|serves \d+):?\Z"
    r"|[\d¼½¾⅓⅔⅛][\d¼½¾⅓⅔⅛/ –-]{0,9}(?:tsp|tbsp|teaspoons?|tablespoons?|cups?|oz|ounces?|k?g|m?l|lbs?|pounds?|cloves?"
    r"|pinch(?:es)?|slices?|cans?|sticks?|bunch(?:es)?|large|medium|small)\b",
    re.IGNORECASE,
)
#: Words of a dated row besides its date; a time stamp has fewer.
MORE = 3
#: Rows that make a list, and lines of another kind between two of them or between the story and the first.
LEAST, BETWEEN = 4, 2
#: "The winners are:" has so many words; "Related:" fewer. A row is no longer than this.
LEAD, ROW_CHARS = 4, 150
#: What a page says in the middle of its story.
RESUMES = compile_pattern(
    r"\b(?:after newsletter promotion|(?:story|article|post) continues(?: (?:below|after) .{2,40})?)\.?\Z"
)
#: So many rows that show nothing, of so few words (the median) and scored below this (the mean), may be the story's.
SILENT, FEW_WORDS, DOUBT = 3, 5, 0.9
#: A lead-in stands so near the story: captions may come between.
REACH = 4


def listing(texts: Sequence[str], speaks: Sequence[bool], first: int, last: int) -> range:
    """The rows of the list at the end of the story that is ``texts[first : last + 1]``; an empty range for none.

    ``speaks``: whether a text says itself that it is a leftover.
    """
    return _dated(texts, first, last) or _led_in(texts, speaks, last)


def silent_rows(
    texts: Sequence[str], speaks: Sequence[bool], scores: Sequence[float], first: int, last: int
) -> list[int]:
    """Short rows right above or below the story ``texts[first : last + 1]`` that show nothing and are in doubt.

    ``scores`` are how probably each is a leftover. What the page puts there says what it is, or is surer to go.
    """
    return [
        i for zone in (_up_to(speaks, first), _down_to(speaks, last)) if _in_doubt(texts, scores, zone) for i in zone
    ]


def resumed(texts: Sequence[str], speaks: Sequence[bool], last: int) -> list[int]:
    """What stands behind a box that says where the story goes on ("after newsletter promotion"), up to the page's."""
    found: list[int] = []
    for i in range(last + 1, len(texts)):
        if len(texts[i]) <= ROW_CHARS and RESUMES.search(texts[i].lower()):
            found += _down_to(speaks, i)
    return found


def measures(texts: Sequence[str], first: int) -> range:
    """The ingredients right above the first step of a recipe, ``texts[first]``; an empty range for none."""
    top, rows = first, 0
    for i in range(first - 1, -1, -1):
        if top - i > BETWEEN + 1:
            break
        if ROW.match(texts[i]):
            top, rows = i, rows + 1
    return range(top, first) if rows >= LEAST else range(0)


def _up_to(speaks: Sequence[bool], first: int) -> range:
    start = first
    while start and not speaks[start - 1]:
        start -= 1
    return range(start, first)


def _down_to(speaks: Sequence[bool], last: int) -> range:
    end = last + 1
    while end < len(speaks) and not speaks[end]:
        end += 1
    return range(last + 1, end)


def _in_doubt(texts: Sequence[str], scores: Sequence[float], zone: range) -> bool:
    if len(zone) < SILENT:
        return False
    words = sorted(texts[i].count(" ") + 1 for i in zone)
    return words[len(words) // 2] <= FEW_WORDS and sum(scores[i] for i in zone) < DOUBT * len(zone)


def _dated(texts: Sequence[str], first: int, last: int) -> range:
    """Rows that begin with a date, a question or a measure, in the story or behind it."""
    rows: list[int] = []
    for i in range(first, len(texts)):
        if i - (rows[-1] if rows else last) > BETWEEN + 1:
            if len(rows) >= LEAST or i > last:
                break
            rows = []
        if _is_row(texts[i]):
            rows.append(i)
    return range(rows[0], rows[-1] + 1) if len(rows) >= LEAST else range(0)


def _is_row(text: str) -> bool:
    return (text.count(" ") > MORE and DATED.match(text.lower()) is not None) or ROW.match(text) is not None


def _led_in(texts: Sequence[str], speaks: Sequence[bool], last: int) -> range:
    """Short rows behind a story whose last line, or a line close below it, ends with a colon."""
    lead = next((i for i in range(last, min(last + REACH, len(texts))) if not speaks[i] and _leads(texts[i])), -1)
    if lead < 0:
        return range(0)
    end = lead + 1
    while end < len(texts) and len(texts[end]) <= ROW_CHARS and not speaks[end]:
        end += 1
    return range(lead, end) if end - lead > LEAST else range(0)


def _leads(text: str) -> bool:
    return text[-1] == ":" and text.count(" ") >= LEAD
