"""Where a stretch's words point, and how near that is to the rest, the neighbourhood and single sentences."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from math import sqrt

from newslint.topic.table import NORM
from newslint.topic.vectors import Bundle, Direction, mean

#: Stands for "there is no such neighbour".
NONE = -1.0
#: Sentences on each side that count as near, and as the wider neighbourhood.
NEAR, WIDE = 2, 5
#: Of the likest sentences so many are averaged.
TOP = 3
#: A vector's length, and a weight, are counted in those of the word that weighs most.
UNIT_LENGTH, UNIT_WEIGHT = NORM * 255, 255.0

NAMES = (
    "cos_rest cos_one cos_near cos_wide cos_previous cos_next cos_beside cos_gap cos_break cos_max cos_top"
    " cos_inside strength mass coherence along_rest along_wide"
).split()
#: Of these, what is cheap enough to be asked of every doubtful stretch.
GLANCE = "cos_rest strength mass coherence".split()
#: What several sentences have besides.
NAMES_OF_SEVERAL = "cos_article cos_apart cos_own_max".split()


class Meaning:
    """The sum of the word vectors of every sentence of an article (packed), and where they point."""

    def __init__(self, sums: list[int]) -> None:
        self.sums = sums
        self._directions: dict[tuple[int, int], Direction] = {}

    def direction(self, i: int, j: int) -> Direction:
        """Where the sentences ``i`` to ``j`` point together."""
        if (i, j) not in self._directions:
            self._directions[i, j] = Direction(sum(self.sums[i:j]))
        return self._directions[i, j]

    def glance(self, i: int, j: int) -> list[float]:
        """The features in which a stretch differs most, without the others: GLANCE."""
        own, whole = self.direction(i, j), self.whole
        product = own.product(whole)
        strength, mass = own.length / UNIT_LENGTH, own.mass / UNIT_WEIGHT
        rest = _with_rest(own.length, product, own.length**2, whole.length, product, own.length)
        return [rest, strength, mass, strength / (mass or 1)]

    @cached_property
    def directions(self) -> list[Direction]:
        """Where each of the sentences points."""
        return [self.direction(i, i + 1) for i in range(len(self.sums))]

    @cached_property
    def bundle(self) -> Bundle:
        """The sums side by side."""
        return Bundle(self.sums)

    @cached_property
    def whole(self) -> Direction:
        """Where all sentences point together."""
        return Direction(sum(self.sums))

    @cached_property
    def with_whole(self) -> list[int]:
        """The product of each sentence with all of them."""
        return self.bundle.products(self.whole)

    @cached_property
    def mean(self) -> float:
        """The mean cosine of a sentence with the rest of the article."""
        length, pairs = self.whole.length, zip(self.with_whole, self.directions, strict=True)
        return mean(_with_rest(d.length, product, d.length**2, length, product, d.length) for product, d in pairs)


class Sense:
    """Where the sentences ``i`` to ``j`` point together."""

    def __init__(self, among: Meaning, i: int, j: int) -> None:
        self._among, self._i, self._j = among, i, j
        self._here = sum(among.sums[i:j])
        self._own = among.direction(i, j)
        #: The product with every sentence.
        self._products = among.bundle.products(self._own)
        self._inside = sum(self._products[i:j])

    def features(self) -> list[float]:
        """In the order of NAMES."""
        i, j, own = self._i, self._j, self._own
        rest, one, near, wide = self.rest, *(self._others(max(0, i - k), j + k) for k in (1, NEAR, WIDE))
        strength, mass = own.length / UNIT_LENGTH, own.mass / UNIT_WEIGHT
        return [
            rest, one, near, wide, *self._single(), self._cohesion(),
            strength, mass, strength / (mass or 1), strength * rest, strength * wide,
        ]  # fmt: skip

    @cached_property
    def rest(self) -> float:
        """The cosine with all other sentences together."""
        length, whole = self._own.length, sum(self._products)
        return _with_rest(length, whole, self._inside, self._among.whole.length, whole, length)

    def of_several(self) -> list[float]:
        """In the order of NAMES_OF_SEVERAL: how the article's sentences hang together, and its own with the others."""
        whole, length, mean = self._among.with_whole, self._among.whole.length, self._among.mean
        own = range(self._i, self._j)
        together = sum(whole[self._i : self._j])
        cosines = (
            _with_rest(one.length, whole[k], self._products[k], length, together, self._own.length)
            for k, one in zip(own, self._among.directions[self._i : self._j], strict=True)
        )
        return [mean, self.rest - mean, max(cosines)]

    def _others(self, a: int, b: int) -> float:
        """The cosine with the other sentences from ``a`` to ``b``."""
        others = Direction(sum(self._among.sums[a:b]) - self._here)
        return self._own.per_length(sum(self._products[a:b]) - self._inside, others)

    def _single(self) -> list[float]:
        """Cosines with the sentence before and the one after, theirs with one another, and with the likest ones."""
        others, i, j = self._among.directions, self._i, self._j
        length = self._own.length or 1.0
        cosines = [product / (length * (d.length or 1.0)) for product, d in zip(self._products, others, strict=True)]
        before, after = cosines[:i], cosines[j:]
        previous, following = before[-1] if before else NONE, after[0] if after else NONE
        gap = others[i - 1].cosine(others[j]) if before and after else NONE
        likest = sorted(before + after, reverse=True)[:TOP]
        return [
            previous, following, max(previous, following), gap,
            gap - (previous + following) / 2 if before and after else 0.0,
            likest[0], mean(likest),
        ]  # fmt: skip

    def _cohesion(self) -> float:
        """The mean cosine of each of several sentences with the next."""
        own = self._among.directions[self._i : self._j]
        pairs = pairwise(own)
        return mean(a.cosine(b) for a, b in pairs) if len(own) > 1 else NONE


def _with_rest(one: float, one_whole: float, one_own: float, whole: float, own_whole: float, own: float) -> float:
    """The cosine of a sum with the whole less another, from the three lengths and products."""
    rest = sqrt(max(whole**2 - 2 * own_whole + own**2, 0.0))
    return (one_whole - one_own) / ((one or 1.0) * (rest or 1.0))
