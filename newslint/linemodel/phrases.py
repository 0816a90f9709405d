"""Phrases that give a leftover away, found by walking the words once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newslint.errors import NewslintError
from newslint.rule import rules_home

FILE = "leftovers/phrases.txt"


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
    path = rules_home() / FILE
    categories: list[str] = []
    table: dict[str, list[tuple[tuple[str, ...], int]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            categories.append(line.strip("[]"))
        elif not categories:
            raise NewslintError("a phrase must stand below a [category]", path, number)
        else:
            first, *rest = line.split()
            table.setdefault(first, []).append((tuple(rest), len(categories) - 1))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return Phrases(tuple(categories), table)


def scan(words: Sequence[str]) -> list[Hit]:
    """Every phrase in ``words`` (lower case, straight apostrophes); of each category the longest from a word."""
    table = load().table
    hits = []
    for at, word in enumerate(words):
        entries = table.get(word)
        if entries is None:
            continue
        seen = -1
        for rest, category in entries:
            if category != seen and tuple(words[at + 1 : at + 1 + len(rest)]) == rest:
                hits.append(Hit(at, 1 + len(rest), category))
                seen = category
    return hits
