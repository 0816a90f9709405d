"""Sums of word vectors as single big integers: one addition adds all 128 components at C speed.

A vector is packed into lanes of 32 bits, each component as an unsigned number times the word's weight; the
last lane holds the weight itself, from which the offset of the unsigned numbers is taken out again. A lane
has room for a million words.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable
from functools import cached_property
from math import dist, fsum, sqrt
from operator import mul
from struct import Struct

#: Components of a vector.
DIMENSIONS = 128
LANE = 4
BYTES = LANE * (DIMENSIONS + 1)
LANES = Struct(f"<{DIMENSIONS + 1}I")
#: A component, -7 to 7, stands in its lane with this added.
OFFSET = 8
#: The square of a shorter length, as far as it is rounded, rounds to the whole number that it is.
SURELY_WHOLE = 1 << 24
#: Half of what a lane of products holds.
LIFT = 1 << 63


def mean(values: Iterable[float]) -> float:
    """The mean as ``statistics.fmean`` has it, whose module takes 2 ms to import; ZeroDivisionError for none."""
    found = list(values)
    return fsum(found) / len(found)


class Packed(dict[str, int]):
    """Word -> its weighted vector in lanes (half a kilobyte), filled as words are met; unknown ones are not kept."""

    def __init__(self, key: Callable[[str], str], vector: Callable[[str], tuple[int, bytes]]) -> None:
        super().__init__()
        self._key, self._vector = key, vector

    def __missing__(self, word: str) -> int:
        if (key := self._key(word)) != word:
            return self[key]
        weight, components = self._vector(key)
        lanes = bytearray(BYTES)
        lanes[: LANE * DIMENSIONS : LANE] = components
        lanes[LANE * DIMENSIONS] = 1
        packed = self[key] = int.from_bytes(lanes, "little") * weight
        return packed

    def total(self, words: Iterable[str]) -> int:
        """The packed sum of the words' vectors."""
        total: int = sum(map(self.__getitem__, words))
        return total


class Direction:
    """An unpacked sum, ready for cosines."""

    def __init__(self, packed: int) -> None:
        self._lanes: tuple[int, ...] = LANES.unpack(packed.to_bytes(BYTES, "little"))
        #: The sum of the words' weights: how much there is to go by.
        self.mass = self._lanes[DIMENSIONS]
        self._offset = OFFSET * self.mass
        # The lane of the weight is as far from itself as it should be.
        length = dist(self._lanes, (self._offset,) * DIMENSIONS + (self.mass,))
        #: Of the whole number that its square is: what ``dist`` rounds depends on the Python.
        self.length = sqrt(round(length * length)) if length < SURELY_WHOLE else length

    @cached_property
    def _sum(self) -> int:
        """The sum of the components as they stand in their lanes."""
        return sum(self._lanes) - self.mass

    def parts(self) -> list[int]:
        """The components."""
        offset = self._offset
        return [lane - offset for lane in self._lanes[:DIMENSIONS]]

    def cosine(self, other: Direction) -> float:
        """The cosine with another sum; 0 when either has no words."""
        return self.per_length(self.product(other), other)

    def product(self, other: Direction) -> int:
        """The product with another sum, from the lanes as they stand: what the offsets add is taken off in the end."""
        lanes: int = sum(map(mul, self._lanes, other._lanes)) - self.mass * other.mass
        mine, theirs = self._offset, other._offset
        return lanes - theirs * self._sum - mine * other._sum + DIMENSIONS * mine * theirs

    def per_length(self, product: float, other: Direction) -> float:
        """The cosine with another sum, from their product."""
        return product / ((self.length or 1.0) * (other.length or 1.0))


class Bundle:
    """Sums side by side: a component of all of them is one big integer, a lane each.

    So 128 products of integers are enough for the products of a sum with all of them. A lane has room for texts of a
    million words.
    """

    def __init__(self, sums: list[int]) -> None:
        lanes = array("I", b"".join(packed.to_bytes(BYTES, "little") for packed in sums))
        self._struct = Struct(f"<{len(sums)}Q")
        wide = array("I", bytes(2 * BYTES * len(sums)))
        wide[::2] = lanes
        rows = memoryview(wide).cast("B").cast("Q")
        self._columns = [int.from_bytes(rows[k :: DIMENSIONS + 1].tobytes(), "little") for k in range(DIMENSIONS)]
        self._masses = lanes[DIMENSIONS :: DIMENSIONS + 1]
        #: Lifts every lane above zero, so that none borrows from the next.
        self._lift = int.from_bytes(self._struct.pack(*[LIFT] * len(sums)), "little")

    def products(self, own: Direction) -> list[int]:
        """The product of a sum with each of the bundle."""
        parts = own.parts()
        total = sum(map(mul, parts, self._columns), self._lift)
        products = self._struct.unpack(total.to_bytes(self._struct.size, "little"))
        offset = OFFSET * sum(parts)
        return [p - LIFT - offset * mass for p, mass in zip(products, self._masses, strict=True)]
