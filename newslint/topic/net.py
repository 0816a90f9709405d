"""A small neural network: a second opinion on the stretches that the trees suspect.

The trees see steps, the network slopes: together they rank near topics better than either. It is asked about one
sentence in a hundred, so plain Python will do.
"""

from __future__ import annotations

from array import array
from binascii import a2b_base64
from math import copysign, log1p
from operator import mul
from struct import Struct
from typing import Any

#: Features are cut off at so many standard deviations.
FAR = 4.0
#: What stands for 1 among the inputs, as a whole number.
ONE = 1 << 12
#: Bits of a lane, and half of what it holds: lifts every lane above zero, so that none borrows from the next.
LANE, LIFT = 64, 1 << 63
#: The largest weight of a layer, as the file gives it: in one signed byte.
MOST = 127


class Layer:
    """Signed bytes as integers: the weights of one input for all outputs, a lane each, are one big integer.

    So one product for each input is enough for all the sums. A lane has room for three layers of the shipped size.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        weights, width = array("b", a2b_base64(data["rows"])), data["width"]
        self.unit: float = data["unit"]
        count = len(weights) // width
        self._lanes = Struct(f"<{count}Q")
        #: A one in every lane.
        ones = sum(1 << LANE * k for k in range(count))
        #: Of each input, and of the bias; a lane takes no sign, so it is lifted for a moment.
        self._columns = [self._packed(weights[i::width]) - MOST * ones for i in range(width)]
        self._lift = LIFT * ones

    def _packed(self, weights: array[int]) -> int:
        return int.from_bytes(self._lanes.pack(*(w + MOST for w in weights)), "little")

    def outputs(self, row: list[int], one: int) -> list[int]:
        """The weighted sums of a row in which ``one`` stands for 1, in units of the layer's own."""
        total = sum(map(mul, [*row, one], self._columns), self._lift)
        return [lane - LIFT for lane in self._lanes.unpack(total.to_bytes(self._lanes.size, "little"))]


class Net:
    """Networks of one shape, averaged: features -> hidden layers of rectified sums -> log odds."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._center: list[float] = data["center"]
        self._spread: list[float] = data["spread"]
        self._members = [list(map(Layer, member)) for member in data["members"]]

    def score(self, features: list[float]) -> float:
        """Log odds that the stretch came from elsewhere."""
        triples = zip(features, self._center, self._spread, strict=True)
        scaled = (max(-FAR, min(FAR, (squeezed(x) - center) / spread)) for x, center, spread in triples)
        row = [round(x * ONE) for x in scaled]
        return sum(_forward(row, layers) for layers in self._members) / len(self._members)


def squeezed(x: float) -> float:
    """The logarithm of a feature, whatever its sign: counts have long tails."""
    return copysign(log1p(abs(x)), x)


def _forward(row: list[int], layers: list[Layer]) -> float:
    one = ONE
    for layer in layers[:-1]:
        row = [max(0, x) for x in layer.outputs(row, one)]
        one = round(one / layer.unit)
    (total,) = layers[-1].outputs(row, one)
    return total * layers[-1].unit / one
