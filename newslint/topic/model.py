"""The trees: how unlikely it is that a stretch with such features belongs to its article."""

from __future__ import annotations

import json
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import Any

from newslint.datafiles import read_text
from newslint.topic.features import is_elsewhere

#: What it adds when who and where are all new: the benchmark's intruders come from all over, but
#: words alone leave a sentence on another war in doubt.
ELSEWHERE = 3.5
#: A tree is a leaf's value, or [feature, threshold, left (at most the threshold), right].
Tree = Any


class Model:
    """Boosted trees and what their scores mean for edited news."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._base: float = data["base"]
        self._trees: list[Tree] = data["trees"]
        #: Pairs (N, score): at most one untouched article in N has a stretch of a higher score.
        self._one_in: list[tuple[float, float]] = [(n, score) for n, score in data["one_in"]]

    def score(self, features: list[float]) -> float:
        """Log odds that the stretch came from elsewhere."""
        total = self._base + bonus(features)
        for tree in self._trees:
            while type(tree) is list:
                tree = tree[2] if features[tree[0]] <= tree[1] else tree[3]
            total += tree
        return total

    def threshold(self, one_in: float) -> float:
        """The score that one untouched article in so many reaches; beyond the measured ones, the last."""
        points = self._one_in
        for (n, low), (m, high) in pairwise(points):
            if one_in <= m:
                return low + (high - low) * (log(max(one_in, n)) - log(n)) / (log(m) - log(n))
        return points[-1][1]

    def one_in(self, score: float) -> int:
        """How many untouched articles it takes to meet one such score, rounded down to a measured step."""
        return int(max((n for n, low in self._one_in if low <= score), default=self._one_in[0][0]))


def bonus(features: list[float]) -> float:
    """What who and where add to the trees' score."""
    return ELSEWHERE if is_elsewhere(features) else 0.0


@lru_cache(maxsize=2)
def model(kind: str) -> Model:
    """The trees for a ``sentence`` or a ``block``, read once in a process."""
    return Model(json.loads(read_text(f"topic/{kind}.json")))
