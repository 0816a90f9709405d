"""The first opinion: a linear classifier on the three words on either side, for every word of a set.

One logistic regression a set, on hashed features; all sets share one table of 8-bit weights, which
``tools/train_confusions.py`` makes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from newslint.datafiles import read_bytes
from newslint.detectors import context as cx
from newslint.detectors.confusionsets import ConfusionSet, load_sets

#: The table of weights has 2**BITS places; a weight is stored times SCALE.
BITS, SCALE = 21, 24
MASK = (1 << BITS) - 1


def _terms() -> tuple[list[tuple[int, int]], list[tuple[int, int, int]]]:
    """(slot, place) of each feature of one number and (slot, place, place) of two; a class's place is that of its id
    and as many again."""
    sides = 2 * cx.SIDE
    found = [*cx.WORDS, *[tuple(place + sides for place in places) for places in cx.CLASSES]]
    found += [(word, kind + sides) for word, kind in cx.MIXED]
    slots = [(number * cx.SLOT, *places) for number, places in enumerate(found, 1)]
    return [t for t in slots if len(t) == 2], [t for t in slots if len(t) == 3]


SINGLE, DOUBLE = _terms()


def features(ids: list[int], classes: bytes) -> list[int]:
    """The numbers of the features of one context, without that of the set and not yet folded."""
    v = ids + [classes[i] for i in ids]
    p0, p1 = cx.PRIMES[:2]
    return [slot + v[i] * p0 for slot, i in SINGLE] + [slot + v[i] * p0 + v[j] * p1 for slot, i, j in DOUBLE]


class Model(NamedTuple):
    """All that the classifier needs: sets by trigger word, weights, biases, vocabulary and classes."""

    sets: list[ConfusionSet]
    triggers: dict[str, list[tuple[ConfusionSet, int]]]
    weights: memoryview
    biases: list[list[float]]
    vocabulary: dict[str, int]
    classes: bytes


@lru_cache(maxsize=1)
def load_model() -> Model:
    """Read the weights (4 MB) and the vocabulary: 10 ms, once, when the first trigger word is met."""
    raw = read_bytes("spelling/confused-word.bin")
    biases = [[float(b) for b in line.split()] for line in raw[1 << BITS :].decode().split("\n")]
    triggers: dict[str, list[tuple[ConfusionSet, int]]] = {}
    sets = load_sets()
    for s in sets:
        for wrong in {wrong for wrong, _ in s.bars}:
            for spelling in {s.words[wrong], s.words[wrong].replace("'", "’")}:
                triggers.setdefault(spelling, []).append((s, wrong))
    return Model(sets, triggers, memoryview(raw)[: 1 << BITS].cast("b"), biases, *cx.load_classes())


def scores(model: Model, group: ConfusionSet, found: list[int]) -> list[float]:
    """The log odds of each word of the set against its first, from a context's features."""
    w, h = model.weights, group.number * cx.GROUP
    result = [0.0]
    for output, bias in enumerate(model.biases[group.number - 1]):
        shift = output * cx.PRIMES[0]
        steps = sum([w[((row := h + number) ^ row >> cx.FOLD) + shift & MASK] for number in found])
        result.append(bias + steps / SCALE)
    return result
