"""The learnt weights at work: how probably an item is a leftover."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from newslint.article import Article
from newslint.datafiles import read_json
from newslint.forest import Forest
from newslint.linemodel import features
from newslint.linemodel.items import Item, items

#: The score of an item that is plainly the article's: no tree is asked.
PLAIN = 0.01
#: After every so many trees it is asked whether the rest can matter: with a sum below the one bound an item is plainly
#: the article's, above the other surely not.
TURN, HOPELESS, DECIDED = 20, -2.0, 4.5


class Model:
    """``words``: log odds of single words; ``trees``: see :mod:`newslint.forest`."""

    def __init__(self, words: dict[str, float], trees: list[Any]) -> None:
        self.words = words
        self.trees = trees
        self.forest = Forest(trees, TURN)


@lru_cache(maxsize=1)
def load() -> Model:
    """The weights that tools/train_lines.py wrote."""
    data = read_json("leftovers/lines.json")
    return Model(data["words"], data["trees"])


def score(model: Model, row: Sequence[float]) -> float:
    """The probability that a row's item is a leftover."""
    total, row = 0.0, list(map(float, row))
    for add in model.forest.steps():
        total = add(total, row)
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
