"""Sums of word vectors as single big integers: one addition adds all 128 components at C speed.

A vector is packed into lanes of 32 bits, each component as an unsigned number times the word's weight; the
last lane holds the weight itself, from which the offset of the unsigned numbers is taken out again. A lane
has room for a million words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import sqrt
from operator import mul
from struct import Struct

#: Components of a vector.
DIMENSIONS = 128
LANE = 4
BYTES = LANE * (DIMENSIONS + 1)
LANES = Struct(f"<{DIMENSIONS + 1}I")
#: A component, -7 to 7, stands in its lane with this added.
OFFSET = 8
#: Packed vectors kept at a time (half a kilobyte each).
KEPT = 10_000


class Packed(dict[str, int]):
    """Word -> its weighted vector in lanes; 0 for a word without one. Filled as words are met."""

    def __init__(self, vector: Callable[[str], tuple[int, bytes] | None]) -> None:
        super().__init__()
        self._vector = vector

    def __missing__(self, word: str) -> int:
        if len(self) >= KEPT:
            self.clear()
        packed = self[word] = self._pack(word)
        return packed

    def _pack(self, word: str) -> int:
        found = self._vector(word)
        if found is None:
            return 0
        lanes = bytearray(BYTES)
        lanes[: LANE * DIMENSIONS : LANE] = found[1]
        lanes[LANE * DIMENSIONS] = 1
        return int.from_bytes(lanes, "little") * found[0]

    def total(self, words: Iterable[str]) -> int:
        """The packed sum of the words' vectors."""
        total: int = sum(map(self.__getitem__, words))
        return total


class Direction:
    """An unpacked sum, ready for cosines."""

    __slots__ = ("length", "mass", "parts")

    def __init__(self, packed: int) -> None:
        *lanes, weight = LANES.unpack(packed.to_bytes(BYTES, "little"))
        offset = float(OFFSET * weight)
        # Floats: their products are twice as fast as those of such large integers, and as exact.
        self.parts: list[float] = [lane - offset for lane in lanes]
        #: The sum of the words' weights: how much there is to go by.
        self.mass: int = weight
        self.length = sqrt(sum(map(mul, self.parts, self.parts)))

    def cosine(self, other: Direction) -> float:
        """The cosine with another sum; 0 when either has no words."""
        return self.cosines([other])[0]

    def cosines(self, others: list[Direction]) -> list[float]:
        """The cosine with each of the others."""
        parts, length = self.parts, self.length or 1.0
        return [sum(map(mul, parts, other.parts)) / (length * (other.length or 1.0)) for other in others]
