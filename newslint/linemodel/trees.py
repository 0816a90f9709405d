"""The learnt weights at work: boosted trees walked in plain Python.

numpy would cost more to import than an article costs to judge.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from newslint.article import Article
from newslint.datafiles import read_text
from newslint.linemodel import features, second
from newslint.linemodel.items import Item, items


class Model(NamedTuple):
    """``words``: log odds of single words; ``first`` and ``second``: the trees of the two passes."""

    words: dict[str, float]
    first: dict[str, Any]
    second: dict[str, Any]


@lru_cache(maxsize=1)
def load() -> Model:
    """The weights that tools/train_lines.py wrote."""
    data = json.loads(read_text("leftovers/lines.json"))
    return Model(data["words"], data["first"], data["second"])


def score(trees: dict[str, Any], row: Sequence[float]) -> float:
    """The probability that a row's item is a leftover. A node is [feature, threshold, left, right]."""
    total: float = trees["start"]
    for node in trees["trees"]:
        while node.__class__ is list:
            node = node[2] if row[node[0]] <= node[1] else node[3]
        total += node
    return 1 / (1 + math.exp(-total))


def scored(article: Article) -> list[tuple[Item, float]]:
    """Every item of the article and how probably it is a leftover (0 to 1)."""
    found = items(article)
    if not found:
        return []
    model = load()
    first = features.rows(article, found, model.words)
    scores = [score(model.first, row) for row in first]
    rows = second.rows(first, [len(item.text) for item in found], scores)
    return [(item, score(model.second, row)) for item, row in zip(found, rows, strict=True)]
