"""Phrases that give a leftover away, found by walking the words once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newslint.datafiles import read_sections

#: Second word -> (the words that must follow the first, index of the category), the longest first; a word that may
#: stand alone does so under every second word.
Entries = dict[str, list[tuple[tuple[str, ...], int]]]


class Phrases(NamedTuple):
    """``table``: first word -> its phrases; those under "" are for a second word that none of them has."""

    categories: tuple[str, ...]
    table: dict[str, Entries]


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
    return Phrases(tuple(categories), {first: _by_second(entries) for first, entries in table.items()})


def _by_second(entries: list[tuple[tuple[str, ...], int]]) -> Entries:
    entries.sort(key=lambda entry: -len(entry[0]))
    seconds = {rest[0] for rest, _ in entries if rest}
    return {second: [entry for entry in entries if entry[0][:1] in ((), (second,))] for second in ("", *seconds)}


def scan(words: Sequence[str]) -> list[Hit]:
    """Every phrase in ``words`` (lower case, straight apostrophes); of each category the longest from a word."""
    table = load().table
    hits = []
    for at in [i for i, word in enumerate(words) if word in table]:
        seen, entries = -1, table[words[at]]
        second = words[at + 1] if at + 1 < len(words) else ""
        for rest, category in entries.get(second) or entries[""]:
            if category != seen and tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                hits.append(Hit(at, 1 + len(rest), category))
                seen = category
    return hits
