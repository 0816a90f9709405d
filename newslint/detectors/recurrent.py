"""A third and a fourth opinion, on what is not settled: small recurrent networks read towards the gap from both sides.

Gated recurrent units (Cho and others 2014), one from each side, a hidden layer, and a vector for each word of a set;
twice, as two that were taught apart err at different places. They judge better than a network that reads each word at
its place, and take some milliseconds, so they are asked about one word in some 13,000. Weights are bytes, in the same
file.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import repeat
from math import tanh
from operator import mul

from newslint.detectors.lanes import ZERO, Lanes, Table, packed, packed_bytes
from newslint.detectors.opinion import SIDE, STEPS, Layer, load_weights

#: Steps of a lane for each step of a vector's byte: it is the state that needs the finer ones.
FINE = 16


class Reader:
    """A gated recurrent unit: lanes are reset gate, update gate, candidate from the state, candidate from the word."""

    def __init__(self, words: Table, entry: Table, recurrence: Table, biases: tuple[list[float], list[float]]) -> None:
        self.size = size = recurrence.columns // 3
        self.words = words
        self.unit = FINE * words.scale * entry.scale
        self.state_unit = self.unit / recurrence.scale
        self.entry = [FINE * packed_bytes(_spread(row, size)) for row in entry.rows()]
        self.recurrence = [packed_bytes(row + bytes([ZERO]) * size) for row in recurrence.rows()]
        from_word, from_state = biases
        word_steps = [round(self.unit * b) for b in from_word]
        state_steps = [round(self.unit * b) for b in from_state]
        self.biases = packed([*word_steps[: 2 * size], *[0] * size, *word_steps[2 * size :]])
        self.biases += packed([*state_steps, *[0] * size])
        self.lanes = Lanes(4 * size)
        self.enter = lru_cache(maxsize=2048)(self._enter)

    def _enter(self, word: int) -> int:
        """What a word (its id) adds to the lanes, with the biases."""
        total: int = sum(map(mul, self.words.row(word), self.entry), self.biases)
        return total

    def read(self, words: Sequence[int]) -> list[float]:
        """The state [size] after the last of the words."""
        size, half = self.size, repeat(0.5 / self.unit)
        state = [0.0] * size
        for number, word in enumerate(words):
            total = self.enter(word)
            if number:  # before the first word the state is zero
                total = sum(map(mul, map(int, map(mul, state, repeat(self.state_unit))), self.recurrence), total)
            lanes = self.lanes.unpack(total)
            gates = list(map(tanh, map(mul, lanes[: 2 * size], half)))
            parts = zip(gates[:size], lanes[2 * size : 3 * size], lanes[3 * size :], strict=True)
            fresh = map(tanh, [(new + (0.5 + 0.5 * reset) * old) / self.unit for reset, old, new in parts])
            state = [n + (s - n) * (0.5 + 0.5 * keep) for n, s, keep in zip(fresh, state, gates[size:], strict=True)]
        return state


def _spread(row: bytes, size: int) -> bytes:
    """A row for the word's lanes: its candidate has lanes above those of the state's."""
    return row[: 2 * size] + bytes([ZERO]) * size + row[2 * size :]


class Recurrent:
    """A reader from each side and what is made of their states; ``prefix``: of their tables' names."""

    def __init__(self, prefix: str) -> None:
        tables, biases = load_weights()
        self.readers = [
            Reader(
                tables["words"],
                tables[f"{prefix}{side} input"],
                tables[f"{prefix}{side} state"],
                (biases[f"{prefix}{side} input"], biases[f"{prefix}{side} state"]),
            )
            for side in ("left", "right")
        ]
        self.joint = tables[f"{prefix}meeting"].packed()
        self.layer = Layer(biases[f"{prefix}meeting"], STEPS * tables[f"{prefix}meeting"].scale)
        self.chosen, self.chosen_biases = tables[f"{prefix}preferred"], biases[f"{prefix}preferred"]

    def opinion(self, ids: Sequence[int], words: Sequence[int]) -> list[float]:
        """How well each of the words (rows of ``preferred``) fits between the first and the second half of the ids."""
        left, right = self.readers
        states = left.read(ids[:SIDE]) + right.read(ids[: SIDE - 1 : -1])
        steps = map(round, map(mul, states, repeat(float(STEPS))))
        gap = self.layer.steps(sum(map(mul, steps, self.joint), self.layer.biases))
        unit = STEPS * self.chosen.scale
        return [sum(map(mul, gap, self.chosen.row(word))) / unit + self.chosen_biases[word] for word in words]


@lru_cache(maxsize=1)
def load_recurrent() -> Recurrent:
    """The third opinion."""
    return Recurrent("")


@lru_cache(maxsize=1)
def load_wider() -> Recurrent:
    """The fourth, of networks half as wide again."""
    return Recurrent("wider ")
