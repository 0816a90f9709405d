"""Trees that are walked and trees that are run as code give the same sums."""

from __future__ import annotations

from random import Random
from typing import Any

from newslint.forest import FEW, Forest

FEATURES = 4


def _tree(random: Random, depth: int) -> Any:
    if not depth:
        return random.uniform(-1, 1)
    return [random.randrange(FEATURES), random.choice((0, 0.5, 1)), _tree(random, depth - 1), _tree(random, depth - 1)]


def test_the_sum_stays_the_same_when_trees_become_code() -> None:
    random = Random(7)
    forest = Forest([_tree(random, random.randrange(4)) for _ in range(25)], size=10)
    rows = [[random.choice((0.0, 0.25, 0.5, 1.0, 2.0)) for _ in range(FEATURES)] for _ in range(40)]

    def sums() -> list[float]:
        found = []
        for row in rows:
            total = 0.1
            for add in forest.steps():
                total = add(total, row)
            found.append(total)
        return found

    before = sums()
    for _ in range(FEW):
        forest.steps()

    assert sums() == before
    assert len({*before}) > 1
