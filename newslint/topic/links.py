"""Words that come again: what links several sentences with the rest of the article, and the rest over them."""

from __future__ import annotations

from newslint.topic.outline import STEM, Outline
from newslint.topic.table import Table
from newslint.topic.unit import Unit
from newslint.topic.vectors import mean

NAMES = "links_out links_share link_max tied_less links_over".split()
#: Keeps a share of nothing from being a division by it.
LITTLE = 1e-6


class Links:
    """The stems of an article that stand in several sentences, each with its rarity."""

    def __init__(self, of: Outline, known: Table) -> None:
        self._of = of
        #: Stem -> the rarity of its rarest word.
        self._rarity: dict[str, float] = {}
        for word in of.token_count:
            stem, rarity = word[:STEM], known.rarity(word)
            if rarity >= self._rarity.get(stem, 0.0):
                self._rarity[stem] = rarity
        again = {stem for stem, n in of.count.items() if n > 1}
        #: Of each sentence the share of its content, by rarity, that stands in another one.
        self._tied = [self._share(stems, stems & again) for stems in of.stems]
        #: Stem, rarity, and the first and the last sentence that have it.
        self._again = [(stem, self._rarity[stem], of.first[stem], of.last[stem]) for stem in again]

    def of_several(self, unit: Unit) -> list[float]:
        """In the order of NAMES: links of a unit with the rest, its own, and those of what is before and after it."""
        i, j, count, total = unit.i, unit.j, self._of.count, len(self._of.stems)
        size, outside, inside, most = j - i, 0.0, 0.0, 0.0
        for stem, away in unit.away.items():
            rarity, here = self._rarity[stem], count[stem] - away
            outside += here * away * rarity
            inside += here * (here - 1) / 2 * rarity
            most = max(most, away * rarity)
        outside /= size * (total - size)
        inside /= size * (size - 1) / 2
        over = sum(r for stem, r, first, last in self._again if first < i and last >= j and stem not in unit.stems)
        return [
            outside, inside / (inside + outside + LITTLE), most,
            self._own_tied(unit) - mean(self._tied[:i] + self._tied[j:]), over / total,
        ]  # fmt: skip

    def _own_tied(self, unit: Unit) -> float:
        """The mean share of its sentences' content that stands outside of it."""
        away = {stem for stem, n in unit.away.items() if n}
        return mean(self._share(stems, stems & away) for stems in self._of.stems[unit.i : unit.j])

    def _share(self, stems: set[str], some: set[str]) -> float:
        """How much of the stems, by rarity, some of them are."""
        weigh = self._rarity.__getitem__
        return sum(map(weigh, some)) / (sum(map(weigh, stems)) or 1.0)
