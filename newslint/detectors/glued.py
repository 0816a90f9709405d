"""Two words written as one: a function word and a common word, a word and a year."""

from __future__ import annotations

from newslint.compiled import compile_pattern
from newslint.detectors.dictionary import word_classes

#: Short words that are left hanging on the word before, and on the one after.
HANGING = ("an", "as", "at", "of", "to", "the", "and", "for", "with", "that", "from", "was", "a")
LEADING = (
    "the of to and for with that this from was were is are has had by at as his her their its which when but said"
).split()
#: A word whose first letters are one of those is common.
COMMON = 9


def hung(word: str) -> str | None:
    """A common word and a function word, where the space between them is missing: "noticedan"."""
    known = word_classes()
    for end in HANGING:
        stem = word[: -len(end)]
        if word.endswith(end) and len(stem) > 3 and known.get(stem, 0) > (7 if len(end) > 1 else 10):
            return f"{stem} {end}"
    return None


def led(word: str) -> str | None:
    """The same where the function word comes first: "thecourt"."""
    known = word_classes()
    for first in LEADING:
        rest = word[len(first) :]
        if word.startswith(first) and len(rest) > 2 and known.get(rest, 0) >= COMMON:
            return f"{first} {rest}"
    return None


#: A year that hangs on a function word, a day on its month.
DATED = compile_pattern(
    r"(in|since|from|until|by|of|and|to|the|on|at|for|during|late|early)(1[5-9]\d\d|20[0-3]\d)\Z"
    r"|(january|february|march|april|june|july|august|september|october|november|december)(\d\d?)\Z"
)

DIGITS = frozenset("0123456789")


def dated(word: str) -> str | None:
    """The two parts of "in1974" and "june7"."""
    parts = DATED.match(word) if word[-1] in DIGITS and word[0] not in DIGITS else None
    if parts is None:
        return None
    return f"{parts[1]} {parts[2]}" if parts[1] else f"{parts[3].capitalize()} {parts[4]}"
