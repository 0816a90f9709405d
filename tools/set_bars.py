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

from newslint.detectors.confusion import BITS, DOUBT, WEIGHT, WIDEST, ConfusionSet, load_model
from newslint.detectors.context import SIDE as NEXT
from newslint.detectors.opinion import SIDE, load_tables
from newslint.detectors.plausibility import plausible
from tools.train_confusions import contexts, matrix, scores

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "confused-word.tsv"
#: What a false alarm costs in a million words, and one that would be fixed unasked.
COST, SAFE_COST = 0.45, 5
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
    "lead>led": 4,
    "were>where": 3.3,
    "affect>effect": 3.2,
    "effect>affect": 3.6,
    "quiet>quite": 2.4,
    "this>these": 2.0,
    "these>this": 1.0,
    "worst>worse": 2.0,
    "amount>number": 1.0,
    "principals>principles": 0.8,
    "less>fewer": 0.8,
}
#: How many of the highest leads, of those read in six million words of news and of scraped articles, are mistakes that
#: the editors missed.
MISTAKES = {
    "to>too": 1,
    "its>it's": 33,
    "it's>its": 21,
    "too>to": 2,
    "two>to": 1,
    "two>too": 1,
    "there>their": 3,
    "they're>there": 1,
    "then>than": 10,
    "affect>effect": 6,
    "effect>affect": 1,
    "affects>effects": 3,
    "whose>who's": 1,
    "lead>led": 6,
    "led>lead": 2,
    "were>we're": 1,
    "were>where": 1,
    "where>were": 3,
    "principle>principal": 6,
    "principals>principles": 3,
    "breath>breathe": 2,
    "worst>worse": 4,
    "no>now": 1,
    "though>through": 4,
    "though>thought": 5,
    "form>from": 2,
    "ever>every": 2,
    "then>them": 3,
    "sometime>sometimes": 1,
    "sole>soul": 1,
    "formally>formerly": 1,
    "beside>besides": 1,
    "these>this": 2,
    "amount>number": 3,
    "adopt>adapt": 1,
    "compliment>complement": 1,
    "your>you're": 1,
    "their>they're": 1,
    "quite>quiet": 1,
    "advise>advice": 1,
    "chose>choose": 1,
    "cold>could": 1,
    "live>life": 1,
    "rouge>rogue": 1,
    "personal>personnel": 1,
    "effected>affected": 1,
    "every>ever": 1,
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
    " thought through here this these think".split()
)
#: Contexts of one word that are looked at.
MOST = 150_000
BARS = np.arange(0.5, 12, 0.25)
#: A bar that finds fewer is not worth its line.
LEAST_FOUND = 0.08
#: Nats below the bar at which a lead counts for a third of a false alarm.
TAIL = 0.8
#: Of a rare word few leads are seen: besides, one is taken to pass this bar, three to pass one lower by the tail.
UNSEEN, UNSEEN_TAIL = 3.5, 1.2
OUT_OF_PLAY = -9.0


class Sample:
    """Contexts of one word: ids [contexts, 2 * SIDE], which have a capital, their tokens, how many there are in all."""

    def __init__(self) -> None:
        self.rows: list[list[int]] = []
        self.places: list[tuple[str, str, str]] = []
        self.seen = 0

    def add(self, ids: list[int], tokens: str, at: int) -> None:
        """Keep a context while there are not too many."""
        self.seen += 1
        if len(self.rows) < MOST:
            words = tokens.split(" ")
            self.rows.append(ids)
            before, after = (
                "".join(w + " " for w in words[max(0, at - 9) : at]),
                "".join(" " + w for w in words[at + 1 : at + 4]),
            )
            self.places.append((before, words[at], after))


def news(paths: list[Path]) -> Iterator[str]:
    """Every paragraph, with the apostrophe written as ``'``."""
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as file:
            for line in file:
                yield from json.loads(line)["text"].replace("’", "'").split("\n")


class Opinions:
    """The network, for many contexts at once."""

    def __init__(self) -> None:
        tables, biases = load_tables()
        self.biases = {name: np.array(row, np.float32) for name, row in biases.items()}
        self.tables = {
            name: (np.frombuffer(table.raw, np.uint8).reshape(-1, table.columns).astype(np.float32) - 128) / table.scale
            for name, table in tables.items()
        }

    def of(self, ids: np.ndarray, group: ConfusionSet) -> np.ndarray:
        """What ``Network.opinion`` says of each context [contexts, words]."""
        values = self.tables["words"][ids].reshape(len(ids), -1)
        for name in ("wide", "joint"):
            values = np.maximum(values @ self.tables[name] + self.biases[name], 0)
        words = slice((group.number - 1) * WIDEST, (group.number - 1) * WIDEST + len(group.words))
        return values @ self.tables["chosen"][words].T + self.biases["chosen"][words]


def odds(rows: np.ndarray, group: ConfusionSet, opinions: Opinions) -> tuple[np.ndarray, np.ndarray]:
    """The classifier's log odds and what both say together, of contexts [contexts, 2 * SIDE]."""
    model = load_model()
    table = np.frombuffer(model.weights, dtype=np.int8)[: 1 << BITS]
    near = rows[:, SIDE - NEXT : SIDE + NEXT]
    first = scores(table, model.biases[group.number - 1], matrix(near, group.number, model.classes))
    second = np.concatenate([opinions.of(part, group) for part in np.array_split(rows, len(rows) // 4096 + 1)])
    return first, (1 - WEIGHT) * first + WEIGHT * second


def lead(sample: Sample, first: np.ndarray, both: np.ndarray, group: ConfusionSet, a: int, b: int) -> np.ndarray:
    """How far word b leads a in each context, as the detector sees it."""
    result = np.minimum(both[:, b] - both[:, a], first[:, b] - first[:, a] + DOUBT)
    result[both.argmax(1) != b] = OUT_OF_PLAY
    for i in np.nonzero(result > 0)[0]:
        before, word, after = sample.places[i]
        if not plausible(group.words[a], group.words[b], before + word + after, len(before), len(before + word)):
            result[i] = OUT_OF_PLAY
    return result


def false_alarms(leads: np.ndarray, bar: float) -> float:
    """How many leads of text like this pass the bar: one that stays below it counts less, the further the less.

    To count only those that pass would flatter a bar that was set just above them.
    """
    seen = np.exp(np.minimum(0.0, (leads - bar) / TAIL)).sum()
    return float(seen + np.exp((UNSEEN - bar) / UNSEEN_TAIL))


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


def pairs(group: ConfusionSet, samples: dict[str, Sample], scale: float, opinions: Opinions) -> Iterator[str]:
    """``wrong>right=bar,safe bar`` of each direction of a set."""
    both = {w: odds(np.array(samples[w].rows), group, opinions) for w in group.words if samples[w].rows}
    name = "/".join(group.words)
    for a, wrong in enumerate(group.words):
        for b, right in enumerate(group.words):
            if a == b or right not in both or wrong in UNWATCHED:
                continue
            found = lead(samples[right], *both[right], group, a, b)
            leads = lead(samples[wrong], *both[wrong], group, a, b) if wrong in both else np.zeros(0)
            leads = np.sort(leads)[: len(leads) - MISTAKES.get(f"{wrong}>{right}", 0)]
            value = VALUES.get(f"{wrong}>{right}", USUAL if name in COMMON else RARE)
            share = scale * max(1, samples[wrong].seen) / max(1, len(samples[wrong].rows))
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
    for word, ids, tokens, at in contexts(texts, {w for s in sets for w in s.words}, written_out=False, side=SIDE):
        samples[word].add(ids, tokens, at)
    opinions = Opinions()
    head = [line for line in OUT.read_text(encoding="utf-8").split("\n") if line.startswith("#")]
    lines = ["/".join(s.words) + "\t" + " ".join(pairs(s, samples, scale, opinions)) for s in sets]
    OUT.write_text("\n".join([*head, *lines]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
