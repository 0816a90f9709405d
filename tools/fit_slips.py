"""Fit rules/spelling/corrections.tsv: which candidate was meant for a misspelled word, and whether it is right.

usage: python -m tools.fit_slips ITEMS.jsonl.xz NEWS.jsonl.xz [...]

``ITEMS`` has a JSON object a line: ``{"task": "misspelling", "wrong", "right", "start", "end"}``, sentences
with one misspelled word. ``NEWS`` has objects with a ``text``: published articles, in which nearly every unknown word
is right; those that a reader found to be misspelled are in ``tools/read_misspellings.tsv``. The weights are statistics
of both: of rank, slips and fit to the words around (a conditional logit model over the candidates), then of what
``corrections.evidence`` says (a logistic model of whether the likeliest candidate is right). Words in five folds show
what the weights are worth. Needs numpy, scipy and scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import lzma
import zlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

from newslint.article import Article
from newslint.detectors import corrections
from newslint.detectors.formation import is_plural
from newslint.detectors.misspelling import around, ending_slip
from newslint.detectors.propernames import misspelled_names
from newslint.detectors.unknownwords import pairs, suspects

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "corrections.tsv"
READ = Path(__file__).with_name("read_misspellings.tsv")
SHRINKAGE, INVERSE_SHRINKAGE, FOLDS = 0.3, 0.3, 5
#: How often each unknown word of the news counts.
NEWS_WEIGHT = 2.0


class Event:
    """An unknown word, what speaks for each candidate, which of them are right, and whether it is of the news."""

    def __init__(self, text: str, word: str, start: int, rights: frozenset[str], news: bool) -> None:
        self.word, self.capital, self.news = word.lower(), word != word.lower(), news
        self.near = corrections.nearest(self.word, not self.capital)
        fit = corrections.fits(around(text, start, start + len(word)), self.near) if self.near else []
        self.rows = corrections.choices(self.word, self.near, fit)
        self.right = next((i for i, candidate in enumerate(self.near) if candidate.word in rights), -1)
        self.fold = zlib.crc32(self.word.encode()) % FOLDS

    def judged(self, choice: Mapping[str, float]) -> tuple[dict[str, float], bool]:
        """The evidence for the likeliest candidate, and whether it is right."""
        scores = [corrections.weigh(row, choice) for row in self.rows]
        order = sorted(range(len(scores)), key=lambda i: (scores[i], self.near[i].word), reverse=True)
        found = corrections.evidence(self.word, self.near, self.rows, scores, order, self.capital)
        return found, order[0] == self.right

    @cached_property
    def usable(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.near)


def lines(path: Path) -> Iterator[dict[str, object]]:
    """The JSON objects of a file."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def events(text: str, rights: Mapping[str, str], place: int | None) -> Iterator[Event]:
    """The unknown words of a text that ``misspelling`` would look at, or only the one at a place."""
    for word, start in suspects(Article(text)):
        low = word.lower()
        listed = low in pairs() or low in misspelled_names() or ending_slip(low) or is_plural(low)
        if not listed and place in (None, start):
            yield Event(text, word, start, frozenset((rights.get(low, ""),)), place is None)


def of_items(path: Path) -> Iterator[Event]:
    """The misspelled words."""
    for item in lines(path):
        if item["task"] == "misspelling":
            text, right, start, end = (item[key] for key in ("wrong", "right", "start", "end"))
            meant = right[start : len(right) - len(text) + end].lower()
            yield from events(text, {text[start:end].lower(): meant}, start)


def of_news(path: Path) -> Iterator[Event]:
    """The unknown words of articles."""
    read = dict(line.split("\t") for line in READ.read_text(encoding="utf-8").splitlines())
    for article in lines(path):
        yield from events(str(article["text"]).replace("\r\n", "\n"), read, None)


def table(rows: Sequence[Mapping[str, float]], names: Sequence[str]) -> np.ndarray:
    """The values [rows, names]."""
    return np.array([[float(row.get(name, 0)) for name in names] for row in rows])


def fit_choice(data: Sequence[Event]) -> dict[str, float]:
    """The weights of the conditional logit model."""
    data = [event for event in data if event.right >= 0 and len(event.near) > 1]
    names = sorted({name for event in data for row in event.rows for name in row})
    rows = np.concatenate([table(event.rows, names) for event in data])
    sizes = np.array([len(event.rows) for event in data])
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    rights = firsts + np.array([event.right for event in data])

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        scores = rows @ w
        highest = np.maximum.reduceat(scores, firsts)
        shares = np.exp(scores - np.repeat(highest, sizes))
        norms = np.add.reduceat(shares, firsts)
        slope = (shares / np.repeat(norms, sizes)) @ rows - rows[rights].sum(0) + SHRINKAGE * w
        return float((np.log(norms) + highest).sum() - scores[rights].sum() + 0.5 * SHRINKAGE * (w @ w)), slope

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 80}).x
    return dict(zip(names, map(float, found), strict=True))


def fit_odds(data: Sequence[Event], choice: Mapping[str, float]) -> dict[str, float]:
    """The weights of the logistic model."""
    judged = [event.judged(choice) for event in data]
    names = sorted({name for found, _ in judged for name in found})
    values = table([found for found, _ in judged], names)
    mean, deviation = values.mean(0), values.std(0) + 1e-9
    counts = [NEWS_WEIGHT if event.news else 1.0 for event in data]
    model = LogisticRegression(max_iter=3000, C=INVERSE_SHRINKAGE)
    model.fit((values - mean) / deviation, [right for _, right in judged], counts)
    weights = model.coef_[0] / deviation
    constant = float(model.intercept_[0] - weights @ mean)
    return {"constant": constant, **dict(zip(names, map(float, weights), strict=True))}


def show(data: Sequence[Event]) -> None:
    """Print, with the words of each fold judged by the others, how many are found and right from some odds on."""
    scored = []
    for fold in range(FOLDS):
        others = [event for event in data if event.fold != fold]
        choice = fit_choice(others)
        odds = fit_odds(others, choice)
        for event in data:
            if event.fold == fold:
                found, right = event.judged(choice)
                scored.append((corrections.weigh(found, odds), right, event.news))
    for bar in (3.0, 2.5, 2.0, 1.5, 1.2, 0.9, 0.6, 0.3, 0.0):
        for news in (False, True):
            passed = [right for odds, right, of in scored if odds >= bar and of == news]
            print(f"odds {bar}, {'news' if news else 'items'}: {sum(passed)} right of {len(passed)}", end="; ")
        print(f"of {sum(not of for *_, of in scored)} items")


def main() -> None:
    """Collect, show, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("items", type=Path)
    parser.add_argument("news", type=Path, nargs="+")
    args = parser.parse_args()
    data = [*of_items(args.items), *(event for path in args.news for event in of_news(path))]
    data = [event for event in data if event.usable]
    show(data)
    choice = fit_choice(data)
    models = {"choice": choice, "odds": fit_odds(data, choice)}
    text = "".join(
        f"{model}\t{name}\t{weight:.3f}\n" for model, found in models.items() for name, weight in sorted(found.items())
    )
    OUT.write_text(
        "# Weights of corrections.py, by tools/fit_slips.py: model, what is weighed, weight.\n" + text, encoding="utf-8"
    )


if __name__ == "__main__":
    main()
