"""Learn the last trees of off-topic-block: what a block's core scores and where it ends make one score."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from lightgbm import LGBMClassifier

from newslint.topic.blocks import WITHIN_REACH
from tools.train_lines import export

TREES = 200
#: Share of the blocks found whose cores must reach the bound by the first trees alone.
REACHED = 0.98


class Candidates(NamedTuple):
    """Blocks as the search grows them, a row each."""

    features: np.ndarray
    #: Whether it covers half of what was put in.
    hit: np.ndarray
    #: 0 in an untouched article, 1 and 2 beside an easy and a hard block put in.
    kind: np.ndarray
    #: Numbers of the article and of its version.
    article: np.ndarray
    version: np.ndarray
    #: What opening inside a quotation takes off.
    quoted: np.ndarray
    #: Log odds by the first trees of the run it grew from.
    begun: np.ndarray


class Final:
    """Small trees, told blocks put in from those that the search finds in untouched articles."""

    def __init__(self, found: Candidates, folds: int) -> None:
        self._use = (found.kind == 0) | found.hit
        self._found, self._folds = found, folds

    def unseen_scores(self) -> np.ndarray:
        """The scores of every block by trees that saw nothing of its article's fold."""
        scores = np.zeros(len(self._found.hit))
        for fold in range(self._folds):
            held = self._found.article % self._folds == fold
            scores[held] = self._fit(~held).predict(self._found.features[held], raw_score=True)
        return scores - self._found.quoted

    def data(self) -> list[Any]:
        """What the rule's file holds of the trees learnt from all."""
        trees: list[Any] = export([self._fit(np.ones(len(self._use), bool)).booster_])
        return trees

    def lows(self, scores: np.ndarray, limits: list[tuple[int, float]]) -> list[tuple[int, float]]:
        """What the cores of nearly all blocks found at each threshold reach by the first trees."""
        cores = self._found.features[:, 0]
        return [(n, round(float(np.quantile(cores[scores >= limit], 1 - REACHED)), 3)) for n, limit in limits]

    def worth(self, low: float) -> np.ndarray:
        """Which blocks the search grows to the end when it asks so much of a core."""
        return (self._found.features[:, 0] >= low) & (self._found.begun >= low - WITHIN_REACH)

    def _fit(self, rows: np.ndarray) -> LGBMClassifier:
        use = rows & self._use
        learner = LGBMClassifier(
            n_estimators=TREES, num_leaves=3, learning_rate=0.075, colsample_bytree=0.4, subsample=0.7,
            subsample_freq=1, min_child_samples=40, reg_lambda=10, n_jobs=1, random_state=0, verbose=-1,
        )  # fmt: skip
        return learner.fit(self._found.features[use], self._found.hit[use])
