"""How many slips part two words at least: the optimal string alignment distance, all rows of its table at once.

The bits of a number are the differences between neighbours in a column of the table (Hyyrö 2003, "A bit-vector
algorithm for computing Levenshtein and Damerau edit distances"): 5 µs for a pair of words, where ``slips.slips``,
which also says of what kind they are, takes 25.
"""

from __future__ import annotations


class Measure:
    """The distance of other words from one."""

    def __init__(self, word: str) -> None:
        self.size = len(word)
        self.places: dict[str, int] = {}
        for number, letter in enumerate(word):
            self.places[letter] = self.places.get(letter, 0) | 1 << number

    def to(self, other: str) -> int:
        """How many letters must be dropped, added, changed or turned with the next to make the other word."""
        whole, last, distance = (1 << self.size) - 1, 1 << self.size - 1, self.size
        above, below, equal, turned = whole, 0, 0, 0
        for letter in other:
            here = self.places.get(letter, 0)
            equal = ((here & above) + above ^ above | here | below | (~equal & here) << 1 & turned) & whole
            more, less = below | ~(equal | above), equal & above
            distance += bool(more & last) - bool(less & last)
            more, less, turned = more << 1 | 1, less << 1, here
            above, below = (less | ~(equal | more)) & whole, more & equal & whole
        return distance
