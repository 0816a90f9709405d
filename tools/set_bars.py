"""Set the bars in rules/spelling/confused-word.tsv: how far a word's score must lead to be suggested.

usage: python -m tools.set_bars NEWS.jsonl.xz [...]

``NEWS`` has a JSON object with a ``text`` a line: edited news, in which nearly every word is the right one.
Where a word stands there, a lead of another one is a false alarm; where that other one stands, its lead
is what it would have in the first one's place, so that it says how many mistakes a bar finds. Each direction
gets the bar with the most found, less ``COST`` for every false alarm in six million words. The false alarms
are counted, and beyond what is left to count the tail of leads is taken to fall off exponentially.
Nothing of the news is kept but these figures. Needs numpy and scikit-learn.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from newslint.detectors.confusion import BITS, COMPARED, OPENING, POSSESSIVES, ConfusionSet, load_model
from tools.train_confusions import contexts, matrix, scores

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "confused-word.tsv"
#: What a false alarm costs, and one that would be fixed unasked.
COST, SAFE_COST = 0.3, 1.5
#: How often a set, or a direction, is confused, against the others of the eighteen common sets; the rest are RARE.
VALUES = {
    "its/it's": 5.0,
    "then>than": 5.0,
    "than>then": 2.0,
    "their/there/they're": 2.0,
    "were/we're/where": 2.0,
    "too/to/two": 2.5,
    "your/you're": 3.0,
    "affect/effect": 2.5,
    "loose>lose": 2.5,
    "quiet/quite": 1.5,
    "accept/except": 1.5,
    "this/these": 0.3,
}
#: What share of the leads that stand out are false alarms; the others are mistakes that the editors missed.
FALSE, FALSE_OF = 0.6, {"its>it's": 0.15, "it's>its": 0.2, "then>than": 0.45}
COMMON = frozenset(
    "lose/loose affects/effects who's/whose lead/led passed/past have/of accepted/excepted affected/effected"
    " principal/principle principals/principles weather/whether advice/advise breath/breathe".split()
)
RARE = 0.15
#: Words too frequent to look at every one of them for what it finds.
UNWATCHED = frozenset("to of that are our use by have her not very see now new us".split())
#: Contexts of one word that are looked at; words of news that COST speaks of.
MOST, WORDS = 150_000, 6e6
BARS = np.arange(0.5, 10, 0.25)
#: A bar that finds fewer is not worth its line.
LEAST_FOUND = 0.08
#: Leads that describe the tail.
TAIL = 40
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
        result[i] -= OPENING * tokens[at][0].isupper()
        if result[i] > 0 and right == "than" and group.words[a] == "then":
            result[i] = result[i] if COMPARED.search(" ".join(tokens[:at]) + " ") else OUT_OF_PLAY
        if right in POSSESSIVES and not tokens[at + 1 : at + 2]:
            result[i] = OUT_OF_PLAY
    return result


def false_alarms(leads: np.ndarray, share: float, false: float, bar: float) -> float:
    """How many leads pass the bar: counted, those that are false, or by the tail."""
    counted = float((leads > bar).sum()) * share
    known = np.sort(leads[leads > -3])[::-1]
    if len(known) < 4:
        return max(false * counted, math.exp(-bar / 0.7) * share) + 0.05
    m = min(TAIL, max(3, len(known) // 3), len(known) - 1)
    scale = max(0.25, float(np.median(known[:m] - known[m])) / math.log(2))
    tail = m * math.exp(-(bar - known[m]) / scale) * share if bar > known[m] else counted
    return max(min(1.0, false / FALSE) * tail, false * counted) + 0.05


def best_bar(wrong: np.ndarray, right: np.ndarray, share: float, false: float, worth: float) -> float | None:
    """The bar with the highest gain; None when none is worth it.

    ``wrong``, ``right``: leads where a and b stand. ``worth``: what a share of 1 found is worth in false alarms.
    """
    gains = []
    for bar in BARS:
        found = float((right > bar).mean())
        gain = worth * found - false_alarms(wrong, share, false, float(bar))
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
            leads = [lead(samples[w], odds[w], group, a, b) for w in (wrong, right)]
            value = VALUES.get(f"{wrong}>{right}", VALUES.get(name, 1.0 if name in COMMON else RARE))
            share = scale * samples[wrong].seen / len(samples[wrong].rows)
            false = FALSE_OF.get(f"{wrong}>{right}", FALSE_OF.get(name, FALSE))
            bar = best_bar(*leads, share, false, value / COST)
            safe = best_bar(*leads, share, false, value / SAFE_COST)
            if bar is not None:
                yield f"{wrong}>{right}={bar:.2f}" + (f",{max(bar, safe):.2f}" if safe is not None else "")


def main() -> None:
    """Collect, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path, nargs="+")
    texts = list(news(parser.parse_args().news))
    scale = WORDS / sum(text.count(" ") + 1 for text in texts if text)
    sets = load_model().sets
    samples: dict[str, Sample] = defaultdict(Sample)
    for word, ids, tokens, at in contexts(texts, {w for s in sets for w in s.words}, written_out=False):
        samples[word].add(ids, tokens, at)
    head = [line for line in OUT.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    lines = ["/".join(s.words) + "\t" + " ".join(pairs(s, samples, scale)) for s in sets]
    OUT.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
