"""Set the bars in rules/spelling/confused-word.tsv: how far a word's score must lead to be suggested.

usage: python -m tools.set_bars NEWS.jsonl.xz [...]

``NEWS`` has a JSON object with a ``text`` a line: edited news that the weights were not learnt from, in which nearly
every word is the right one. Where a word stands there, a lead of another one is a false alarm; where that other one
stands, its lead is what it would have in the first one's place, so that it says how many mistakes a bar finds. Each
direction gets the bar with the most found, less ``COST`` for every false alarm. Nothing of the news is kept but
these figures. Needs numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import lzma
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from newslint.detectors.confusion import BITS, BOUND, COMPARED, ConfusionSet, load_model
from tools.train_confusions import contexts, matrix, scores

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "confused-word.tsv"
#: What a false alarm costs in a million words, and one that would be fixed unasked.
COST, SAFE_COST = 0.6, 5
#: How often one is written for the other, against the others: by direction, by set, or as RARE sets are.
VALUES = {
    "its>it's": 10,
    "it's>its": 8,
    "then>than": 9,
    "than>then": 3.4,
    "to>too": 6,
    "too>to": 2.7,
    "two>to": 2.2,
    "there>their": 5,
    "their>there": 2.4,
    "they're>their": 2.1,
    "your>you're": 4,
    "where>were": 4,
    "were>where": 3.3,
    "affect>effect": 3.2,
    "effect>affect": 3.6,
    "quiet>quite": 2.4,
    "this>these": 2.0,
    "these>this": 1.0,
    "worst>worse": 2.0,
}
#: How many of the highest leads in 2.5 million words of news were read and are mistakes that the editors missed.
MISTAKES = {
    "its>it's": 9,
    "it's>its": 4,
    "then>than": 4,
    "than>then": 3,
    "lead>led": 3,
    "principle>principal": 2,
    "too>to": 1,
    "two>too": 1,
    "there>their": 1,
    "affect>effect": 1,
    "led>lead": 1,
    "were>we're": 1,
    "were>where": 1,
    "effect>affect": 1,
}
COMMON = frozenset(
    "its/it's too/to/two your/you're their/there/they're then/than lose/loose affect/effect affects/effects who's/whose"
    " lead/led were/we're/where passed/past have/of accept/except accepted/excepted affected/effected"
    " principal/principle principals/principles quiet/quite weather/whether advice/advise breath/breathe".split()
)
USUAL, RARE = 1.5, 0.3
#: Words too frequent to look at every one of them for what it finds.
UNWATCHED = frozenset(
    "of that are our use by have her not very see now new us could most must been used life week country know find"
    " thought through here".split()
)
#: Contexts of one word that are looked at.
MOST = 150_000
BARS = np.arange(0.5, 12, 0.25)
#: A bar that finds fewer is not worth its line.
LEAST_FOUND = 0.08
#: Nats below the bar at which a lead counts for a third of a false alarm.
TAIL = 0.8
#: A lead that is taken to be there besides those seen: of a rare word few are.
UNSEEN = 3.0
OUT_OF_PLAY = -9.0


class Sample:
    """Contexts of one word: ids [contexts, 6], which have a capital, their tokens, how many there are in all."""

    def __init__(self) -> None:
        self.rows: list[list[int]] = []
        self.places: list[tuple[list[str], int]] = []
        self.seen = 0

    def add(self, ids: list[int], tokens: str, at: int) -> None:
        """Keep a context while there are not too many."""
        self.seen += 1
        if len(self.rows) < MOST:
            words = tokens.split(" ")
            self.rows.append(ids)
            self.places.append((words[max(0, at - 9) : at + 2], min(at, 9)))


def news(paths: list[Path]) -> Iterator[str]:
    """Every paragraph, with the apostrophe written as ``'``."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield from json.loads(line)["text"].replace("’", "'").split("\n")


def lead(sample: Sample, odds: np.ndarray, group: ConfusionSet, a: int, b: int) -> np.ndarray:
    """How far word b leads a in each context, as the detector sees it."""
    result = odds[:, b] - odds[:, a]
    result[odds.argmax(1) != b] = OUT_OF_PLAY
    right = group.words[b]
    for i, (tokens, at) in enumerate(sample.places):
        if result[i] > 0 and right == "than" and group.words[a] == "then":
            result[i] = result[i] if COMPARED.search(" ".join(tokens[:at]) + " ") else OUT_OF_PLAY
        if right in BOUND and not "".join(tokens[at + 1 : at + 2]).isalnum():
            result[i] = OUT_OF_PLAY
    return result


def false_alarms(leads: np.ndarray, bar: float) -> float:
    """How many leads of text like this pass the bar: one that stays below it counts less, the further the less.

    To count only those that pass would flatter a bar that was set just above them.
    """
    return float(np.exp(np.minimum(0.0, (np.append(leads, UNSEEN) - bar) / TAIL)).sum())


def best_bar(wrong: np.ndarray, right: np.ndarray, share: float, worth: float) -> float | None:
    """The bar with the highest gain; None when none is worth it.

    ``wrong``, ``right``: leads where a and b stand. ``share``: false alarms in a million words for each lead.
    ``worth``: what a share of 1 found is worth in false alarms.
    """
    gains = []
    for bar in BARS:
        found = float((right > bar).mean())
        gain = worth * found - share * false_alarms(wrong, float(bar))
        gains.append(gain if found > LEAST_FOUND else 0.0)
    best = int(np.argmax(gains))
    return float(BARS[best]) if gains[best] > 0 else None


def pairs(group: ConfusionSet, samples: dict[str, Sample], scale: float) -> Iterator[str]:
    """``wrong>right=bar,safe bar`` of each direction of a set."""
    model = load_model()
    table = np.frombuffer(model.weights, dtype=np.int8)[: 1 << BITS]
    odds = {}
    for word in group.words:
        if samples[word].rows:
            rows = matrix(np.array(samples[word].rows), group.number, model.classes)
            odds[word] = scores(table, model.biases[group.number - 1], rows)
    name = "/".join(group.words)
    for a, wrong in enumerate(group.words):
        for b, right in enumerate(group.words):
            if a == b or wrong not in odds or right not in odds or wrong in UNWATCHED:
                continue
            leads, found = (lead(samples[w], odds[w], group, a, b) for w in (wrong, right))
            leads = np.sort(leads)[: len(leads) - MISTAKES.get(f"{wrong}>{right}", 0)]
            value = VALUES.get(f"{wrong}>{right}", USUAL if name in COMMON else RARE)
            share = scale * samples[wrong].seen / len(samples[wrong].rows)
            bar = best_bar(leads, found, share, value / COST)
            safe = best_bar(leads, found, share, value / SAFE_COST)
            if bar is not None:
                yield f"{wrong}>{right}={bar:.2f}" + (f",{max(bar, safe):.2f}" if safe is not None else "")


def main() -> None:
    """Collect, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path, nargs="+")
    texts = list(news(parser.parse_args().news))
    scale = 1e6 / sum(text.count(" ") + 1 for text in texts if text)
    sets = load_model().sets
    samples: dict[str, Sample] = defaultdict(Sample)
    for word, ids, tokens, at in contexts(texts, {w for s in sets for w in s.words}, written_out=False):
        samples[word].add(ids, tokens, at)
    head = [line for line in OUT.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    lines = ["/".join(s.words) + "\t" + " ".join(pairs(s, samples, scale)) for s in sets]
    OUT.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
