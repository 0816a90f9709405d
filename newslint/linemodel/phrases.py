"""Phrases that give a leftover away, found by walking the words once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newslint.datafiles import read_sections


class Phrases(NamedTuple):
    """``table``: first word -> (the words that must follow, index of the category)."""

    categories: tuple[str, ...]
    table: dict[str, list[tuple[tuple[str, ...], int]]]


class Hit(NamedTuple):
    """A phrase among the words: which word it starts at, how many it covers, and its category."""

    word: int
    length: int
    category: int


@lru_cache(maxsize=1)
def load() -> Phrases:
    """The phrase list of the leftovers family. Raises NewslintError on a line before any section."""
    categories = read_sections("leftovers/phrases.txt")
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, phrases in enumerate(categories.values()):
        for first, *rest in map(str.split, phrases):
            table.setdefault(first, []).append((tuple(rest), number))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Phrases(tuple(categories), table)


def scan(words: Sequence[str]) -> list[Hit]:
    """Every phrase in ``words`` (lower case, straight apostrophes); of each category the longest from a word."""
    table = load().table
    hits = []
    for at in [i for i, word in enumerate(words) if word in table]:
        seen = -1
        for rest, category in table[words[at]]:
            if category != seen and tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                hits.append(Hit(at, 1 + len(rest), category))
                seen = category
    return hits
