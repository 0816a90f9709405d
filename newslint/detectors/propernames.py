"""Names of places, peoples, months and weekdays with one letter missing, doubled or out of its place: "Ukranian"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from newslint.detectors.case import proper_words
from newslint.detectors.dictionary import names

#: In a shorter name one slip often makes the name of somebody else: "Korman", "Berlin" and "Bertin".
SHORTEST = 7
#: Names that are themselves spelled in many ways, as names of persons and in other languages.
VARYING = frozenset(
    "baghdad christian christians clinton houston manchester washington zelensky zelenskyy erdogan netanyahu kashmir"
    " kashmiri britons mormons kremlin catholic catholics islamic".split()
)


@lru_cache(maxsize=1)
def misspelled_names() -> Mapping[str, str]:
    """Each misspelling (in lower case), and the name that was meant; a few are other words, which nobody asks for."""
    wanted = [(low, name) for low, name in proper_words().items() if len(low) >= SHORTEST and low not in VARYING]
    found = {slip: name for low, name in wanted for slip in _slips(low)}
    return {slip: found[slip] for slip in found.keys() - names()}


def _slips(name: str) -> Iterator[str]:
    """The name without a letter, with two in turned order, with one doubled or a double made one; the ends stay."""
    for i in range(2, len(name) - 2):
        before, letter, after = name[:i], name[i], name[i + 1 :]
        yield before + after
        yield before + letter + letter + after
        if i < len(name) - 3:
            yield before + after[0] + letter + after[1:]
