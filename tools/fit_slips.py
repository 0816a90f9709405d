"""Fit the weights in newslint/detectors/corrections.py: which candidate was meant, and whether it is right.

usage: python -m tools.fit_slips ITEMS.jsonl.xz

``ITEMS`` has a JSON object a line: ``{"task": "misspelling", "wrong", "right", "start", "end"}``, sentences
with one misspelled word. The weights printed are statistics of them: of the rank of a word, of each kind of
slip, of the fit to the words around (a conditional logit model over the candidates), then of score, lead and
length (a logistic model of whether the likeliest candidate is right). Needs numpy, scipy and scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

from newslint.detectors.context import fits, identify, load_classes, window
from newslint.detectors.corrections import ENDINGS, LONG, MOST_LEAD, candidates
from newslint.detectors.dictionary import word_classes
from newslint.detectors.slips import KINDS, slips

SHRINKAGE = 0.3


def items(path: Path) -> Iterator[tuple[np.ndarray, int, int]]:
    """Features of every candidate [candidates, weights], the right one's number (-1: none), letters of the word."""
    known, (vocabulary, _) = word_classes(), load_classes()
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            item = json.loads(line)
            if item["task"] != "misspelling":
                continue
            text, start, end = item["wrong"], item["start"], item["end"]
            word = text[start:end].lower()
            if not word.isascii() or not word.isalpha() or word in known or len(word) < 4:
                continue
            right = item["right"][start : len(item["right"]) - len(text) + end].lower()
            before, after = identify(window(text, start, end)[2:4], vocabulary)
            found = [(c, way) for c in sorted(candidates(word)) if (way := slips(word, c)) is not None]
            if found:
                rows = np.array([features(word, c, way, fits(before, c, after)) for c, way in found])
                yield rows, next((i for i, (c, _) in enumerate(found) if c == right), -1), len(word)


def features(word: str, candidate: str, way: tuple[int, ...], fit: tuple[float, float]) -> list[float]:
    """Rank, minus the slips of each kind, minus the difference of length, whether it has an ending, the fit."""
    counts = [0.0] * len(KINDS)
    for kind in way:
        counts[kind] -= 1
    length = abs(len(candidate) - len(word))
    return [word_classes()[candidate], *counts, -length, candidate.endswith(ENDINGS), *fit]


def main() -> None:
    """Fit both models and print their weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=Path)
    data = list(items(parser.parse_args().items))

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        total, slope = 0.0, np.zeros_like(w)
        for rows, right, _ in data:
            if right >= 0:
                scores = rows @ w
                norm = logsumexp(scores)
                total += norm - scores[right]
                slope += np.exp(scores - norm) @ rows - rows[right]
        return total + 0.5 * SHRINKAGE * (w @ w), slope + SHRINKAGE * w

    start = np.full(data[0][0].shape[1], 0.5)
    weights = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    names = ("rank", *KINDS, "length", "ending", "left", "right")
    print({name: round(float(w), 2) for name, w in zip(names, weights, strict=True)})
    rows, labels = [], []
    for x, right, letters in data:
        scores = np.sort(x @ weights)[::-1]
        lead = min(MOST_LEAD, scores[0] - scores[1]) if len(scores) > 1 else MOST_LEAD
        rows.append([scores[0], lead, letters, letters < LONG])
        labels.append(int((x @ weights).argmax()) == right)
    model = LogisticRegression(max_iter=2000).fit(rows, labels)
    print("score, lead, letters, short:", model.coef_.round(2), "constant:", model.intercept_.round(2))


if __name__ == "__main__":
    main()
