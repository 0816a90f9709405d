"""The screen: a few counts that tell the stretches worth weighing from those that clearly belong."""

from __future__ import annotations

from itertools import accumulate, chain
from math import log, log1p
from operator import and_, mul

from newslint.topic.outline import STEM, Outline

#: Most sentences that are weighed together; longer blocks are found by their parts.
LONGEST = 5
#: Runs of an article that are looked at again, and that are weighed, at most; the likeliest first.
LOOKED_AT, RUNS = 8, 3

Signs = list[list[float]]
#: Sentences in a row: from, to.
Run = tuple[int, int]


def signs_of(of: Outline) -> Signs:
    """What the screen weighs of each sentence: 1, then logs of counts of its stems, names and words."""
    size = log(len(of.stems))
    shared = [set[str](), *map(and_, of.stems, of.stems[1:]), set[str]()]
    return [_signs(of, i, size, len(shared[i] | shared[i + 1])) for i in range(len(of.stems))]


def _signs(of: Outline, i: int, size: float, near: int) -> list[float]:
    """``near``: how many stems the sentences beside have too."""
    stems = of.stems[i]
    counts = list(map(of.count.__getitem__, stems))
    tied = len(stems) - counts.count(1)
    a, b = of.spans[i]
    names = {word[:STEM].lower() for word in of.article.words[a + 1 : b] if word[0].isupper()} & stems
    new = list(map(of.count.__getitem__, names)).count(1)
    return [
        1.0, log1p(len(stems) - tied), log1p(tied), log1p(sum(counts) - len(stems)), log1p(near),
        log1p(max(counts, default=0)), size, tied / (len(stems) or 1), log1p(len(of.words[i])),
        log1p(new), log1p(len(names) - new), of.leans(i),
    ]  # fmt: skip


def doubts(signs: Signs, weights: list[float]) -> list[float]:
    """The weighted sum of each sentence's signs."""
    return [sum(map(mul, weights, row)) for row in signs]


def second_look(signs: list[float], glance: list[float], weights: list[float]) -> float:
    """The weighted sum of a stretch's signs, of what a glance at its vectors says, and of their squares."""
    row = signs + glance
    value: float = sum(map(mul, weights, chain(row, map(mul, row, row))))
    return value


def mean_signs(signs: Signs, i: int, j: int) -> list[float]:
    """The signs of a run: the mean of its sentences'."""
    return signs[i] if j == i + 1 else [sum(column) / (j - i) for column in zip(*signs[i:j], strict=True)]


def doubtful_runs(doubt: list[float], bound: float) -> list[Run]:
    """The likeliest runs (from, to), each less than half of the body, whose mean doubt reaches the bound."""
    upto, count = [0.0, *accumulate(doubt)], len(doubt)
    lengths = range(2, min(LONGEST, (count - 1) // 2) + 1)
    runs = (((upto[i + k] - upto[i]) / k, i, i + k) for k in lengths for i in range(count - k + 1))
    return apart([run for run in runs if run[0] >= bound], LOOKED_AT, 0.5)


def apart(runs: list[tuple[float, int, int]], most: int, share: float = 0.0) -> list[Run]:
    """The runs (value, from, to) of the highest values; of two only one when they share more than so much."""
    kept: list[Run] = []
    for _, i, j in sorted(runs, reverse=True):
        if all(min(j, b) - max(i, a) <= share * min(j - i, b - a) for a, b in kept):
            kept.append((i, j))
            if len(kept) == most:
                break
    return kept
