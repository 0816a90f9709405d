"""The sets of words that are taken for each other, and how far one must lead another to be suggested."""

from __future__ import annotations

from typing import NamedTuple

from newslint.datafiles import read_lines
from newslint.detectors import context as cx

#: Most words in a set.
WIDEST = 3


class ConfusionSet(NamedTuple):
    """Words taken for each other.

    ``bars[a, b]``: how far b's score must pass a's (log odds) to say "b"; ``ways[a]``: each such b.
    """

    number: int
    words: tuple[str, ...]
    bars: dict[tuple[int, int], tuple[float, float]]
    near: tuple[int, ...]
    ways: dict[int, list[int]]


def load_sets() -> list[ConfusionSet]:
    """The sets, from ``confused-word.tsv``: words, then ``wrong>right=bar,safe bar`` for each pair."""
    sets: list[ConfusionSet] = []
    for line in read_lines("spelling/confused-word.tsv"):
        names, _, pairs = line.partition("\t")
        words = tuple(names.split("/"))
        bars = {}
        for pair in pairs.split():
            way, _, values = pair.partition("=")
            wrong, _, right = way.partition(">")
            bar, _, safe = values.partition(",")
            bars[words.index(wrong), words.index(right)] = (float(bar), float(safe or "inf"))
        ways = {wrong: [b for a, b in bars if a == wrong] for wrong, _ in bars}
        sets.append(ConfusionSet(len(sets) + 1, words, bars, near_slots(len(sets) + 1), ways))
    return sets


#: The combinations of the words next to the gap, of which the near score is made.
NEAR = ((2,), (3,), (2, 3))


def near_slots(group: int) -> tuple[int, ...]:
    """Where the features of ``NEAR`` begin in the table: of the words, then of their classes."""
    places = [i for i, c in enumerate(cx.WORDS) if c in NEAR]
    places += [len(cx.WORDS) + i for i, c in enumerate(cx.CLASSES) if c in NEAR]
    return tuple(group * cx.GROUP + (i + 1) * cx.SLOT for i in places)
