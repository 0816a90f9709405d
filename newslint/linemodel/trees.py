"""The learnt weights at work: boosted trees walked in plain Python.

numpy would cost more to import than an article costs to judge.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from newslint.article import Article
from newslint.datafiles import read_json
from newslint.linemodel import features
from newslint.linemodel.items import Item, items

#: The score of an item that is plainly the article's: no tree is asked.
PLAIN = 0.01
#: After every so many trees it is asked whether the rest can matter: with a sum below the one bound an item is plainly
#: the article's, above the other surely not.
TURN, HOPELESS, DECIDED = 20, -2.0, 4.5


class Model(NamedTuple):
    """``words``: log odds of single words; ``trees``: a node is [feature, threshold, left, right], a leaf a number."""

    words: dict[str, float]
    trees: list[Any]


@lru_cache(maxsize=1)
def load() -> Model:
    """The weights that tools/train_lines.py wrote."""
    data = read_json("leftovers/lines.json")
    return Model(data["words"], data["trees"])


def score(model: Model, row: Sequence[float]) -> float:
    """The probability that a row's item is a leftover."""
    total, trees = 0.0, model.trees
    for start in range(0, len(trees), TURN):
        for node in trees[start : start + TURN]:
            while node.__class__ is list:
                feature, threshold, left, right = node
                node = left if row[feature] <= threshold else right
            total += node
        if total < HOPELESS:
            return PLAIN
        if total > DECIDED:
            break
    return 1 / (1 + math.exp(-total))


def scored(article: Article) -> list[tuple[Item, float]]:
    """Every item of the article and how probably it is a leftover (0 to 1)."""
    found = items(article)
    if not found:
        return []
    model = load()
    rows = features.rows(article, found, model.words)
    return [(item, PLAIN if row is None else score(model, row)) for item, row in zip(found, rows, strict=True)]
