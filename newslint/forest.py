"""Boosted trees: walked in plain Python at first, and once they are asked often, run as the code they amount to.

numpy would cost more to import than an article costs to judge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

#: A tree is a leaf's value, or [feature, threshold, left (at most the threshold), right].
Tree = Any
#: Takes a sum and a row of features, gives the sum with the values of some trees added to it.
Adder = Callable[[float, Sequence[float]], float]
#: From so many rows on code pays: it takes 30 ms to make, and less than half of the time to run.
FEW = 500


class Forest:
    """Trees in steps of ``size``, so that a caller may stop between two of them."""

    def __init__(self, trees: Sequence[Tree], size: int) -> None:
        self._steps = [trees[k : k + size] for k in range(0, len(trees), size)]
        self._adders: list[Adder] = [partial(_walked, some) for some in self._steps]
        self._asked = 0

    def steps(self) -> list[Adder]:
        """What adds up each step's trees for one more row of floats."""
        self._asked += 1
        if self._asked == FEW:
            self._adders = list(map(_compiled, self._steps))
        return self._adders


def _walked(trees: Sequence[Tree], total: float, row: Sequence[float]) -> float:
    for node in trees:
        while node.__class__ is list:
            feature, threshold, left, right = node
            node = left if row[feature] <= threshold else right
        total += node
    return total


def _compiled(trees: Sequence[Tree]) -> Adder:
    """The same as one expression, which adds up in the same order."""
    source = " + ".join(["total", *map(_expression, trees)])
    adder: Adder = eval(f"lambda total, row: {source}")  # numbers and the names above, nothing else
    return adder


def _expression(node: Tree) -> str:
    if not isinstance(node, list):
        return repr(float(node))
    feature, threshold, left, right = node
    return f"({_expression(left)} if row[{int(feature)}] <= {float(threshold)!r} else {_expression(right)})"
