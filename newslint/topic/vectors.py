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
    """Word -> its weighted vector in lanes (half a kilobyte), filled as words are met; 0 for a word without one."""

    def __init__(self, vector: Callable[[str], tuple[int, bytes] | None]) -> None:
        super().__init__()
        self._vector = vector

    def __missing__(self, word: str) -> int:
        found = self._vector(word)
        if found is None:
            return 0
        lanes = bytearray(BYTES)
        lanes[: LANE * DIMENSIONS : LANE] = found[1]
        lanes[LANE * DIMENSIONS] = 1
        packed = self[word] = int.from_bytes(lanes, "little") * found[0]
        return packed

    def total(self, words: Iterable[str]) -> int:
        """The packed sum of the words' vectors."""
        total: int = sum(map(self.__getitem__, words))
        return total


class Direction:
    """An unpacked sum, ready for cosines."""

    def __init__(self, packed: int) -> None:
        *self._lanes, weight = LANES.unpack(packed.to_bytes(BYTES, "little"))
        self._offset = OFFSET * weight
        #: The sum of the words' weights: how much there is to go by.
        self.mass: int = weight
        length = dist(self._lanes, (self._offset,) * DIMENSIONS)
        #: Of the whole number that its square is: what ``dist`` rounds depends on the Python.
        self.length = sqrt(round(length * length)) if length < SURELY_WHOLE else length

    @cached_property
    def parts(self) -> list[float]:
        """The components. Floats: their products are twice as fast as those of such large integers, and as exact."""
        offset = float(self._offset)
        return [lane - offset for lane in self._lanes]

    def cosine(self, other: Direction) -> float:
        """The cosine with another sum; 0 when either has no words."""
        return self.per_length(self.product(other), other)

    def product(self, other: Direction) -> float:
        """The product with another sum."""
        product: float = sum(map(mul, self.parts, other.parts))
        return product

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
        parts = list(map(int, own.parts))
        total = sum(map(mul, parts, self._columns), self._lift)
        products = self._struct.unpack(total.to_bytes(self._struct.size, "little"))
        offset = OFFSET * sum(parts)
        return [p - LIFT - offset * mass for p, mass in zip(products, self._masses, strict=True)]
