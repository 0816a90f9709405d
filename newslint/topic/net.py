"""A small neural network: a second opinion on the stretches that the trees suspect.

The trees see steps, the network slopes: together they rank near topics better than either. It is asked about one
sentence in a hundred, so plain Python will do.
"""

from __future__ import annotations

from array import array
from binascii import a2b_base64
from collections.abc import Sequence
from math import copysign, log1p
from operator import mul
from typing import Any, NamedTuple

#: Features are cut off at so many standard deviations.
FAR = 4.0
#: The largest weight of a layer, as the file gives it: in one signed byte.
MOST = 127


class Layer(NamedTuple):
    """One row of weights, and a bias, for each output."""

    weights: list[list[float]]
    biases: list[float]

    def outputs(self, row: Sequence[float]) -> list[float]:
        """The weighted sums of a row."""
        return [sum(map(mul, weights, row), bias) for weights, bias in zip(self.weights, self.biases, strict=True)]


class Net:
    """Networks of one shape, averaged: features -> hidden layers of rectified sums -> log odds."""

    def __init__(self, data: dict[str, Any]) -> None:
        self._center: list[float] = data["center"]
        self._spread: list[float] = data["spread"]
        self._members = [[_layer(layer) for layer in member] for member in data["members"]]

    def score(self, features: list[float]) -> float:
        """Log odds that the stretch came from elsewhere."""
        triples = zip(features, self._center, self._spread, strict=True)
        row = [max(-FAR, min(FAR, (squeezed(x) - center) / spread)) for x, center, spread in triples]
        return sum(_forward(row, layers) for layers in self._members) / len(self._members)


def squeezed(x: float) -> float:
    """The logarithm of a feature, whatever its sign: counts have long tails."""
    return copysign(log1p(abs(x)), x)


def _forward(row: list[float], layers: list[Layer]) -> float:
    for layer in layers[:-1]:
        row = [max(0.0, x) for x in layer.outputs(row)]
    return layers[-1].outputs(row)[0]


def _layer(data: dict[str, Any]) -> Layer:
    """A layer from the file: signed bytes in base64, the bias at the end of each row, all in units of its own."""
    weights = [byte * data["unit"] for byte in array("b", a2b_base64(data["rows"]))]
    rows = [weights[k : k + data["width"]] for k in range(0, len(weights), data["width"])]
    return Layer([row[:-1] for row in rows], [row[-1] for row in rows])
