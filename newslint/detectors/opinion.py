"""A second opinion on a suspected word: a small neural network reads the words on both sides.

A feed-forward network: the vectors of the words, each at its place, two hidden layers, and a vector for each word of
a set. It needs no library: a vector of whole numbers is kept as one big number with a lane of 32 bits for each, so
that Python multiplies and adds a whole column of a matrix in one step (0.2 µs for 128, where a loop takes 5). Weights
are bytes; ``tools/train_confusion_net.py`` makes them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from operator import mul
from struct import Struct, pack

from newslint.datafiles import read_bytes

#: Words read on each side.
SIDE = 8
#: Bits of a lane: every sum stays below half of what fits in.
LANE = 32
#: Steps of a hidden value for each 1.
STEPS = 1024
#: What a byte holds besides its value.
ZERO = 128


def each(lanes: int) -> int:
    """A 1 in every lane."""
    return ((1 << LANE * lanes) - 1) // ((1 << LANE) - 1)


def packed(values: Sequence[int]) -> int:
    """Whole numbers as one big number, the first in the lowest lane. A negative one borrows from the lane above."""
    lowest = min(values)
    lifted = pack(f"<{len(values)}I", *[value - lowest for value in values])
    return int.from_bytes(lifted, "little") + lowest * each(len(values))


class Table:
    """A matrix of bytes, and how many of their steps make one."""

    def __init__(self, raw: bytes, columns: int, scale: float) -> None:
        self.raw, self.columns, self.scale = raw, columns, scale

    def row(self, number: int) -> list[int]:
        """The values of a row, in steps."""
        return [byte - ZERO for byte in self.raw[number * self.columns : (number + 1) * self.columns]]

    def packed(self) -> list[int]:
        """Each row as one big number."""
        return [packed(self.row(number)) for number in range(len(self.raw) // self.columns)]


class Layer:
    """The end of a hidden layer: biases and lanes. ``unit``: how many of a lane's steps make one."""

    def __init__(self, biases: Sequence[float], unit: float) -> None:
        self.unit = unit
        self.biases = packed([round(unit * bias) for bias in biases])
        self.sign = each(len(biases)) << (LANE - 1)
        self.struct = Struct(f"<{len(biases)}i")

    def steps(self, total: int) -> list[int]:
        """What the lanes hold where it is positive (the rectifier), in STEPS."""
        # Lifted above zero, so that none borrows, and the highest bit turned back: two's complement.
        lanes = self.struct.unpack((total + self.sign ^ self.sign).to_bytes(self.struct.size, "little"))
        return list(map(int, map(mul, map(max, lanes, repeat(0)), repeat(STEPS / self.unit))))


def load_tables() -> tuple[dict[str, Table], dict[str, list[float]]]:
    """The matrices ("words": vectors by id, "wide" and "joint": the layers, "chosen": the sets' words) and biases."""
    head, _, body = read_bytes("spelling/confused-word-net.bin").partition(b"\n")
    facts = json.loads(head)
    tables = {}
    for name, (rows, columns) in facts["shapes"].items():
        tables[name] = Table(body[: rows * columns], columns, facts["scales"][name])
        body = body[rows * columns :]
    return tables, facts["biases"]


class Network:
    """The weights, ready to be used."""

    def __init__(self) -> None:
        tables, biases = load_tables()
        self.words, self.chosen, self.chosen_biases = tables["words"], tables["chosen"], biases["chosen"]
        self.wide, self.joint = tables["wide"].packed(), tables["joint"].packed()
        self.first = Layer(biases["wide"], tables["words"].scale * tables["wide"].scale)
        self.second = Layer(biases["joint"], STEPS * tables["joint"].scale)
        self.part = lru_cache(maxsize=2048)(self._part)

    def _part(self, place: int, word: int) -> int:
        """What the word with this id adds to the first layer when it stands at this place."""
        width = self.words.columns
        return sum(map(mul, self.words.row(word), self.wide[place * width : (place + 1) * width]))

    def opinion(self, ids: Sequence[int], words: Sequence[int]) -> list[float]:
        """How well each of the words (rows of ``chosen``) fits between the first and the second half of the ids."""
        wide = self.first.steps(sum(map(self.part, range(2 * SIDE), ids), self.first.biases))
        joint = self.second.steps(sum(map(mul, wide, self.joint), self.second.biases))
        unit = STEPS * self.chosen.scale
        return [sum(map(mul, joint, self.chosen.row(word))) / unit + self.chosen_biases[word] for word in words]


@lru_cache(maxsize=1)
def load_network() -> Network:
    """Read the weights (under a megabyte): once, when the first suspected word is met."""
    return Network()
