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
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from newslint.detectors.classifier import BITS, load_model
from newslint.detectors.confusionsets import WIDEST, ConfusionSet
from newslint.detectors.context import SIDE as NEXT
from newslint.detectors.judges import DOUBT, LAST_DOUBT, LATE_DOUBT, WEIGHTS
from newslint.detectors.lanes import load_tables
from newslint.detectors.opinion import FILE, SIDE
from newslint.detectors.plausibility import plausible
from tools.train_confusions import contexts, matrix, scores

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "confused-word.tsv"
#: What a false alarm costs in a million words, and one that would be fixed unasked.
COST, SAFE_COST = 0.4, 5
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
    "was>where": 1.5,
    "where>was": 1.5,
    "the>they": 1.5,
    "they>the": 0.8,
    "they>them": 0.6,
    "that>than": 1.5,
    "than>that": 0.8,
    "of>off": 1.2,
    "off>of": 1.0,
    "is>his": 0.8,
    "what>that": 0.6,
    "use>uses": 0.6,
    "an>and": 1.0,
    "and>an": 0.5,
    "on>one": 0.5,
    "us>use": 0.4,
    "chose>choose": 0.8,
}
#: The leads that a reader found to be mistakes of the news: direction, and a checksum of the words around (``key``).
READ = Path(__file__).with_name("read_mistakes.tsv")
COMMON = frozenset(
    "its/it's too/to/two your/you're their/there/they're then/than lose/loose affect/effect affects/effects who's/whose"
    " lead/led were/we're/where passed/past have/of accept/except accepted/excepted affected/effected"
    " principal/principle principals/principles quiet/quite weather/whether advice/advise breath/breathe".split()
)
USUAL, RARE = 1.5, 0.3
#: Words too frequent to look at every one of them for what it finds, and those where only the tense would differ.
UNWATCHED = frozenset(
    "are our by have her not new could must most week country the that is on and of was his one what from see no"
    " an use used uses".split()
)
#: Contexts of one word that are looked at.
MOST = 150_000
#: And of the right word, to see how many mistakes a bar finds.
FOUND = 20_000
BARS = np.arange(0.5, 12, 0.25)
#: A bar that finds fewer is not worth its line.
LEAST_FOUND = 0.08
#: Nats below the bar at which a lead counts for a third of a false alarm.
TAIL = 0.9
#: Of a rare word few leads are seen: besides, one is taken to pass this bar, three to pass one lower by the tail.
UNSEEN, UNSEEN_TAIL = 4.2, 1.2
OUT_OF_PLAY = -9.0


class Sample:
    """Contexts of one word: ids [contexts, 2 * SIDE], which have a capital, their tokens, how many there are in all."""

    def __init__(self) -> None:
        self.rows: list[list[int]] = []
        self.places: list[tuple[str, str, str]] = []
        self.seen = 0

    def array(self) -> np.ndarray:
        """The contexts."""
        return np.array(self.rows, np.int16).reshape(-1, 2 * SIDE).astype(np.int64)

    def add(self, ids: list[int], words: list[str], at: int) -> None:
        """Keep a context while there are not too many."""
        self.seen += 1
        if len(self.rows) < MOST:
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


def key(place: tuple[str, str, str]) -> str:
    """A checksum of a word and what stands around it; from it nobody can tell the text."""
    before, word, after = place
    return f"{zlib.crc32(f'{before[-30:]}{word}{after}'.encode()):08x}"


def mistakes() -> dict[str, set[str]]:
    """The keys of the mistakes by direction ("wrong>right")."""
    found: dict[str, set[str]] = defaultdict(set)
    for line in READ.read_text(encoding="utf-8").splitlines():
        way, number = line.split("\t")
        found[way].add(number)
    return found


def rectified(values: np.ndarray) -> np.ndarray:
    """What is positive of it."""
    return np.maximum(values, 0)


def logistic(values: np.ndarray) -> np.ndarray:
    """Between 0 and 1."""
    return 0.5 + 0.5 * np.tanh(0.5 * values)


class Opinions:
    """The networks, for many contexts at once."""

    def __init__(self) -> None:
        tables, biases = load_tables(FILE)
        self.biases = {name: np.array(row, np.float32) for name, row in biases.items()}
        self.tables = {
            name: (np.frombuffer(table.raw, np.uint8).reshape(-1, table.columns).astype(np.float32) - 128) / table.scale
            for name, table in tables.items()
        }

    def layer(self, values: np.ndarray, name: str) -> np.ndarray:
        """The values times a matrix, and its biases."""
        return values @ self.tables[name] + self.biases[name]

    def choose(self, values: np.ndarray, name: str, group: ConfusionSet) -> np.ndarray:
        """How well each word of the set fits [contexts, words]."""
        words = slice((group.number - 1) * WIDEST, (group.number - 1) * WIDEST + len(group.words))
        return values @ self.tables[name][words].T + self.biases[name][words]

    def second(self, ids: np.ndarray, group: ConfusionSet) -> np.ndarray:
        """What ``Network.opinion`` says of each context [contexts, words]."""
        values = self.tables["words"][ids].reshape(len(ids), len(self.tables["wide"]))
        joint = rectified(self.layer(rectified(self.layer(values, "wide")), "joint"))
        return self.choose(joint, "chosen", group)

    def read(self, ids: np.ndarray, side: str) -> np.ndarray:
        """The state after the last word [contexts, size]."""
        size = len(self.tables[f"{side} state"])
        state = np.zeros((len(ids), size), np.float32)
        for column in ids.T:
            word = self.layer(self.tables["words"][column], f"{side} input")
            old = self.layer(state, f"{side} state")
            gates = logistic(word[:, : 2 * size] + old[:, : 2 * size])
            fresh = np.tanh(word[:, 2 * size :] + gates[:, :size] * old[:, 2 * size :])
            state = fresh + (state - fresh) * gates[:, size:]
        return state

    def third(self, ids: np.ndarray, group: ConfusionSet, prefix: str = "") -> np.ndarray:
        """What ``Recurrent.opinion`` says."""
        sides = ((ids[:, :SIDE], f"{prefix}left"), (ids[:, : SIDE - 1 : -1], f"{prefix}right"))
        states = np.concatenate([self.read(part, side) for part, side in sides], 1)
        return self.choose(rectified(self.layer(states, f"{prefix}meeting")), f"{prefix}preferred", group)

    def fourth(self, ids: np.ndarray, group: ConfusionSet) -> np.ndarray:
        """What the wider ones say."""
        return self.third(ids, group, "wider ")


def classified(rows: np.ndarray, group: ConfusionSet) -> np.ndarray:
    """The classifier's log odds [contexts, words]."""
    model = load_model()
    table = np.frombuffer(model.weights, dtype=np.int8)[: 1 << BITS]
    near = rows[:, SIDE - NEXT : SIDE + NEXT]
    return scores(table, model.biases[group.number - 1], matrix(near, group.number, model.classes))


def in_parts(
    judge: Callable[[np.ndarray, ConfusionSet], np.ndarray], rows: np.ndarray, group: ConfusionSet
) -> np.ndarray:
    """A network's log odds, some thousand contexts at a time."""
    return np.concatenate([judge(part, group) for part in np.array_split(rows, len(rows) // 4096 + 1)])


def mixed(*parts: np.ndarray) -> np.ndarray:
    """As ``judges.mixed``, of many contexts."""
    weights = WEIGHTS[: len(parts)]
    return sum(w * part for w, part in zip(weights, parts, strict=True)) / sum(weights)


def lead(
    sample: Sample, first: np.ndarray, group: ConfusionSet, way: tuple[int, int], opinions: Opinions
) -> np.ndarray:
    """How far word b leads a in each context, as the detector sees it; ``way``: a and b."""
    a, b = way
    rows, least = sample.array(), BARS[0]
    result = np.full(len(first), OUT_OF_PLAY)
    at = np.nonzero(first[:, b] - first[:, a] + DOUBT > least)[0]
    second = in_parts(opinions.second, rows[at], group)
    parts, limit = [first[at], second], first[at] - first[at][:, [a]] + DOUBT
    for opinion, doubt in ((opinions.third, LATE_DOUBT), (opinions.fourth, LAST_DOUBT)):
        scores = mixed(*parts)
        limit = np.minimum(limit, scores - scores[:, [a]] + doubt)
        still = limit[:, b] > least
        at, limit, parts = at[still], limit[still], [part[still] for part in parts]
        parts.append(in_parts(opinion, rows[at], group))
    whole = mixed(*parts)
    result[at] = np.where(whole.argmax(1) == b, np.minimum(whole[:, b] - whole[:, a], limit[:, b]), OUT_OF_PLAY)
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
    read = mistakes()
    first = {w: classified(samples[w].array(), group) for w in group.words if samples[w].rows}
    name = "/".join(group.words)
    for a, wrong in enumerate(group.words):
        for b, right in enumerate(group.words):
            if a == b or right not in first or wrong in UNWATCHED:
                continue
            found = lead(samples[right], first[right][:FOUND], group, (a, b), opinions)
            leads = lead(samples[wrong], first[wrong], group, (a, b), opinions) if wrong in first else np.zeros(0)
            known = read[f"{wrong}>{right}"]
            leads = leads[[x <= 0 or key(samples[wrong].places[i]) not in known for i, x in enumerate(leads)]]
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
