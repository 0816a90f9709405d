"""The screen, the trees and the network: how unlikely it is that a stretch belongs to its article."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from math import inf, log
from typing import Any

from newslint.datafiles import read_json
from newslint.forest import Forest
from newslint.topic.features import NAMES, is_elsewhere
from newslint.topic.net import Net

#: What it adds when who and where are all new: the benchmark's intruders come from all over, but
#: words alone leave a sentence on another war in doubt. One untouched article in 350 has such a sentence.
ELSEWHERE = 2.5
#: What a text beyond the usual length takes off for each e-fold: it has more sentences that may seem odd.
LONG, USUAL_LENGTH = 0.5, 20
LENGTH = NAMES.index("units")
#: So many trees are added up before it is asked whether the rest can still make a finding.
STEP = 30
Points = list[tuple[float, float]]


class Model:
    """Boosted trees, the screen before and the network behind them, and what their scores mean for edited news."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._forest = Forest(data["trees"], STEP)
        #: What the trees behind each step added at most to 998 in 1,000 of the stretches found.
        self._adds: list[float] = data["adds"]
        self._net = Net(data["net"])
        #: Of blocks alone: the last trees, and pairs (N, what nearly all cores found at one in N reach by the trees).
        self._final = Forest(data.get("final", []), STEP)
        self._lows: Points = [(n, low) for n, low in data.get("lows", [])]
        #: Of sentences alone: so far below a threshold did the trees alone put nearly all of the stretches found.
        self.reach: float = data.get("reach", inf)
        #: Pairs (N, score): at most one untouched article in N has a stretch of a higher score.
        self._one_in: Points = [(n, score) for n, score in data["one_in"]]
        #: What the signs of the screen weigh.
        self.weights: list[float] = data["screen"]
        #: Pairs (N, value of the screen): nearly all findings at one in N are above it.
        self._bounds: Points = [(n, bound) for n, bound in data["bounds"]]

        #: The same for the second look: weights, and pairs (N, value).
        self.second: list[float] = data["second"]
        self._second_bounds: Points = [(n, bound) for n, bound in data["second_bounds"]]

    def score(self, features: list[float], least: float = -inf) -> float:
        """Log odds that the stretch came from elsewhere; -inf once they cannot reach ``least``."""
        odds = self.by_trees(features, least - self.reach)
        extra = bonus(features)
        return odds if odds == -inf else extra + (odds - extra + self.by_net(features)) / 2

    def by_net(self, features: list[float]) -> float:
        """The same by the network alone, without the bonus."""
        return self._net.score(features)

    def by_trees(self, features: list[float], least: float = -inf) -> float:
        """The same by the trees alone: where a block ends, they tell better and sooner."""
        total, row = bonus(features), list(map(float, features))
        for add, most in zip(self._forest.steps(), self._adds, strict=True):
            total = add(total, row)
            if total + most < least:
                return -inf
        return total

    def final(self, features: list[float]) -> float:
        """Log odds that a block came from elsewhere, from how its core was judged and where it ends."""
        total, row = 0.0, list(map(float, features))
        for add in self._final.steps():
            total = add(total, row)
        return total

    def low(self, one_in: float) -> float:
        """What the core of a block must reach by the trees to be worth a last word at one in so many."""
        return _between(self._lows, one_in)

    def bound(self, one_in: float) -> float:
        """What the screen must reach for a finding at one in so many."""
        return _between(self._bounds, one_in)

    def second_bound(self, one_in: float) -> float:
        """What the second look must reach for it."""
        return _between(self._second_bounds, one_in)

    def threshold(self, one_in: float) -> float:
        """The score that one untouched article in so many reaches; beyond the measured ones, the last."""
        return _between(self._one_in, one_in)

    def one_in(self, score: float) -> int:
        """How many untouched articles it takes to meet one such score, rounded down to a measured step."""
        return int(max((n for n, low in self._one_in if low <= score), default=self._one_in[0][0]))


def _between(points: Points, one_in: float) -> float:
    """A value between measured points, by the logarithm of N; outside of them the nearest point's."""
    for (n, low), (m, high) in pairwise(points):
        if one_in <= m:
            return low + (high - low) * (log(max(one_in, n)) - log(n)) / (log(m) - log(n))
    return points[-1][1]


def bonus(features: list[float]) -> float:
    """What who and where add to the trees' score, and what a long text takes off."""
    return (ELSEWHERE if is_elsewhere(features) else 0.0) - LONG * log(max(features[LENGTH] / USUAL_LENGTH, 1.0))


@lru_cache(maxsize=2)
def model(kind: str) -> Model:
    """The trees for a ``sentence`` or a ``block``, read once in a process."""
    return Model(read_json(f"topic/{kind}.json"))
