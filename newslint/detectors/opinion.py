"""A second opinion on a suspected word: a small neural network reads the words on both sides.

A feed-forward network: the vectors of the words, each at its place, two hidden layers, and a vector for each word of
a set. It was taught besides to name any word that may stand in the gap, which is asked where a word is misspelled.
Weights are bytes; ``tools/train_confusion_net.py`` makes them, ``lanes.py`` says how they are multiplied.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from math import exp, log
from operator import mul

from newslint.datafiles import read_text
from newslint.detectors.context import load_classes
from newslint.detectors.lanes import Lanes, Table, load_tables, packed

#: Words read on each side.
SIDE = 8
#: Steps of a hidden value for each 1.
STEPS = 1024
FILE = "spelling/confused-word-net.bin"
#: A word's fit is measured against that of so many frequent ones.
COMPARED = 100


class Layer:
    """The end of a hidden layer: biases and lanes. ``unit``: how many of a lane's steps make one."""

    def __init__(self, biases: Sequence[float], unit: float) -> None:
        self.unit = unit
        self.biases = packed([round(unit * bias) for bias in biases])
        self.lanes = Lanes(len(biases))

    def steps(self, total: int) -> list[int]:
        """What the lanes hold where it is positive (the rectifier), in STEPS."""
        lanes = self.lanes.unpack(total)
        return list(map(int, map(mul, map(max, lanes, repeat(0)), repeat(STEPS / self.unit))))


@lru_cache(maxsize=1)
def load_weights() -> tuple[dict[str, Table], dict[str, list[float]]]:
    """All weights (a megabyte and a half): once, when the first suspected word is met."""
    return load_tables(FILE)


class Network:
    """The weights, ready to be used."""

    def __init__(self) -> None:
        tables, biases = load_weights()
        self.words, self.chosen, self.chosen_biases = tables["words"], tables["chosen"], biases["chosen"]
        self.wide, self.joint = tables["wide"].packed(), tables["joint"].packed()
        self.first = Layer(biases["wide"], tables["words"].scale * tables["wide"].scale)
        self.second = Layer(biases["joint"], STEPS * tables["joint"].scale)
        self.part = lru_cache(maxsize=2048)(self._part)

    def _part(self, place: int, word: int) -> int:
        """What the word with this id adds to the first layer when it stands at this place."""
        width = self.words.columns
        return sum(map(mul, self.words.row(word), self.wide[place * width : (place + 1) * width]))

    def read(self, ids: Sequence[int]) -> list[int]:
        """The second layer, in STEPS, of the gap between the first and the second half of the ids."""
        wide = self.first.steps(sum(map(self.part, range(2 * SIDE), ids), self.first.biases))
        return self.second.steps(sum(map(mul, wide, self.joint), self.second.biases))

    def opinion(self, ids: Sequence[int], words: Sequence[int]) -> list[float]:
        """How well each of the words (rows of ``chosen``) fits the gap."""
        joint = self.read(ids)
        unit = STEPS * self.chosen.scale
        return [sum(map(mul, joint, self.chosen.row(word))) / unit + self.chosen_biases[word] for word in words]


class Namer:
    """How likely any word is in a gap."""

    def __init__(self) -> None:
        tables, biases = load_weights()
        self.words, self.commonness = tables["words"], tables["commonness"]
        self.turn = tables["turn"].packed()
        self.turned = Layer(biases["turn"], STEPS * tables["turn"].scale)
        vocabulary, _ = load_classes()
        ids = [vocabulary[word] for word in read_text("spelling/frequent-words.txt").split()[:COMPARED]]
        self.unit = STEPS * self.words.scale
        rows = [self.words.row(number) for number in ids]
        self.frequent = [packed(column) for column in zip(*rows, strict=True)]
        self.frequent_biases = [self._bias(number) for number in ids]
        self.lanes = Lanes(len(ids))

    def _bias(self, number: int) -> float:
        return self.commonness.row(number)[0] / self.commonness.scale

    def fits(self, ids: Sequence[int], words: Sequence[int]) -> list[float]:
        """How much likelier each word (id) is than the frequent ones together, as a natural logarithm."""
        joint = load_network().read(ids)
        total = sum(map(mul, joint, self.turn), self.turned.biases)
        gap = [int(lane * STEPS / self.turned.unit) for lane in self.turned.lanes.unpack(total)]
        lanes = self.lanes.unpack(sum(map(mul, gap, self.frequent)))
        against = [lane / self.unit + bias for lane, bias in zip(lanes, self.frequent_biases, strict=True)]
        highest = max(against)
        norm = highest + log(sum([exp(value - highest) for value in against]))
        return [sum(map(mul, gap, self.words.row(word))) / self.unit + self._bias(word) - norm for word in words]


@lru_cache(maxsize=1)
def load_network() -> Network:
    """The second opinion."""
    return Network()


@lru_cache(maxsize=1)
def load_namer() -> Namer:
    """The words for a gap."""
    return Namer()
