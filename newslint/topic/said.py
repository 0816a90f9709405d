"""What the vector of a sentence is made of: its words, those without content too, kinds of numbers, and marks.

How a sentence says it is part of what it is about: who speaks, of when, with figures or as a question. A model of
whole sentences hears that; a sum of content words alone agrees with it less (.76 in place of .79, within articles).
"""

from __future__ import annotations

from collections.abc import Iterable, Set

from newslint.topic.table import FUNCTION_WORDS

#: Years, then numbers by their digits.
KINDS = ("#year", "#1", "#2", "#3", "#4")
CENTURIES = ("19", "20")
#: Marks that tell a quotation, a question or an aside.
MARKS = ('"', "?", "!", ":", "(")


def said(words: Iterable[str], content: Set[str], text: str) -> set[str]:
    """The keys of the word table that a sentence's words (lower case), content words and text stand for."""
    numbers = {kind_of(word) for word in words if word[0].isdigit()}
    marks = {mark for mark in MARKS if mark in text}
    if "“" in text:
        marks.add('"')
    return {*content, *FUNCTION_WORDS.intersection(words), *numbers, *marks}


def kind_of(number: str) -> str:
    """A year, or how long the number is."""
    if len(number) == len("1999") and number.startswith(CENTURIES):
        return "#year"
    return f"#{min(len(number), len(KINDS) - 1)}"
