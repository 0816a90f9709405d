"""What ties a stretch of an article to the rest of it, in numbers that the trees can weigh."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import log

from newslint.topic.discourse import NAMES as DISCOURSE
from newslint.topic.discourse import discourse
from newslint.topic.links import NAMES as LINKS
from newslint.topic.links import Links
from newslint.topic.meaning import NAMES as MEANING
from newslint.topic.meaning import NAMES_OF_SEVERAL as MEANING_OF_SEVERAL
from newslint.topic.meaning import NEAR, NONE, WIDE, Meaning, Sense
from newslint.topic.outline import STEM, Outline
from newslint.topic.table import Table, places
from newslint.topic.unit import OFTEN_RARE, PAST, PRESENT, PRONOUNS, VOICES, Unit

#: An article has a main place when this share of its sentences names it.
MAIN_PLACE = 0.4
#: Words that a message names.
SHOWN = 4

NAMES = (
    (
        "words contents numbers pronouns leans quoted position units length rarity_sum rarity_mean"
        " tied_stem tied_token tied_sum tied_max tied_often novel_sum tied_title tied_previous tied_near tied_wide"
        " names_new names_tied places_new places_tied place_share"
        " voices_new voices_share she_new words_relative past_relative present_relative"
        " text_tied tied_apart tied_inside"
    ).split()
    + MEANING
    + DISCOURSE
)
#: What several sentences in a row have besides.
BLOCK_NAMES = NAMES + MEANING_OF_SEVERAL + LINKS
WHERE = [NAMES.index(name) for name in ("places_new", "places_tied", "place_share", "names_tied")]


class Document:
    """An outline with what only its doubtful stretches need: headline, places, sums of vectors."""

    def __init__(self, of: Outline, title: set[str], known: Table) -> None:
        self.outline = of
        #: Stems of the headline.
        self.title = title
        self.known = known
        self._rows: dict[tuple[int, int], list[float]] = {}

    @cached_property
    def meaning(self) -> Meaning:
        """Where the words of every sentence point."""
        return Meaning([self.known.packed.total(words) for words in self.outline.said])

    @cached_property
    def links(self) -> Links:
        """Which stems come again, and where."""
        return Links(self.outline, self.known)

    @cached_property
    def text_tied(self) -> float:
        """The share of a sentence's stems that stand in another one, over the whole body."""
        count = self.outline.count
        total = count.total()
        return 1 - sum(n == 1 for n in count.values()) / total if total else 0.0

    @cached_property
    def tense(self) -> tuple[int, int, int]:
        """How many words of the body are past and present forms, and how many there are."""
        count = self.outline.word_count
        return sum(map(count.__getitem__, PAST)), sum(map(count.__getitem__, PRESENT)), count.total()

    @cached_property
    def where(self) -> list[set[str]]:
        """The countries that each sentence names."""
        found = places().keys() & self.outline.token_count.keys()
        return [{places()[word] for word in words & found} for words in self.outline.content]

    @cached_property
    def where_count(self) -> Counter[str]:
        """Country -> number of sentences."""
        return Counter(place for here in self.where for place in here)

    def row(self, i: int, j: int) -> list[float]:
        """The features of the sentences ``i`` to ``j``: NAMES for one, BLOCK_NAMES for several."""
        if (i, j) not in self._rows:
            self._rows[i, j] = self._row(i, j)
        return self._rows[i, j]

    def _row(self, i: int, j: int) -> list[float]:
        unit, sense = Unit(self.outline, i, j, self.known), Sense(self.meaning, i, j)
        ties = self._ties(unit)
        row = [
            *self._shape(unit),
            *ties,
            *self._near(unit),
            *self._who_and_where(unit),
            *self._style(unit),
            self.text_tied,
            ties[0] - self.text_tied,
            unit.inside(self.outline.stems) if j > i + 1 else NONE,
            *sense.features(),
            *discourse(self.outline, unit, self.known),
        ]
        return row if j == i + 1 else [*row, *sense.of_several(), *self.links.of_several(unit)]

    def _shape(self, unit: Unit) -> list[float]:
        count, text = len(self.outline.sentences), unit.text
        total = sum(unit.tokens.values())
        return [
            len(unit.words), len(unit.tokens), sum(w[0].isdigit() for w in unit.words), unit.many(PRONOUNS),
            self.outline.leans(unit.i), text.count("“") + text.count('"') + text.count("”"),
            unit.i / count, count, unit.j - unit.i, total, total / (len(unit.tokens) or 1),
        ]  # fmt: skip

    def _ties(self, unit: Unit) -> list[float]:
        """How much of the unit's content stands elsewhere in the article."""
        tied, often, novel, most = 0.0, 0.0, 0.0, 0.0
        for stem, rarity in unit.stems.items():
            if n := unit.away[stem]:
                tied += rarity
                often += rarity * log(1 + n)
                most = max(most, rarity)
            else:
                novel += rarity
        tokens = sum(r for t, r in unit.tokens.items() if unit.elsewhere[t])
        total = sum(unit.tokens.values()) or 1.0
        return [tied / unit.weight, tokens / total, tied, most, often / unit.weight, novel]

    def _near(self, unit: Unit) -> list[float]:
        """What of it stands in the headline and the neighbours."""
        i, j, stems = unit.i, unit.j, self.outline.stems
        before, after = stems[max(0, i - WIDE) : i], stems[j : j + WIDE]
        return [
            unit.share([self.title]) if self.title else NONE,
            unit.share(before[-1:]) if i else NONE,
            unit.share(before[-NEAR:] + after[:NEAR]),
            unit.share(before + after),
        ]

    def _who_and_where(self, unit: Unit) -> list[float]:
        known = sum(unit.elsewhere.get(name, 0) > 0 for name in unit.names)
        away = self.where_count.copy()
        for here in self.where[unit.i : unit.j]:
            away.subtract(here)
        tied = sum(away[p] > 0 for p in unit.places)
        most = max(away.values(), default=0)
        return [len(unit.names) - known, known, len(unit.places) - tied, tied, most / len(self.outline.sentences)]

    def _style(self, unit: Unit) -> list[float]:
        """Who speaks and in what tense, against the rest."""
        whole, own, (past, present, total) = self.outline.word_count, unit.words, self.tense
        rest = (total - len(own)) or 1
        away = [sum(whole[w] - own.count(w) for w in VOICES[voice]) for voice in unit.voices]
        others = len(self.outline.sentences) - (unit.j - unit.i) or 1
        return [
            away.count(0), min(away, default=rest) / rest,
            "she" in unit.voices and not sum(whole[w] - own.count(w) for w in VOICES["she"]),
            len(own) / (unit.j - unit.i) / (rest / others),
            _more(unit.many(PAST), len(own), past, rest), _more(unit.many(PRESENT), len(own), present, rest),
        ]  # fmt: skip

    def evidence(self, i: int, j: int) -> tuple[list[str], list[str]]:
        """What of a span stands nowhere else (names, then rare words), and what the rest is about."""
        unit = Unit(self.outline, i, j, self.known)
        new = [t for t in unit.tokens if not unit.away[t[:STEM]]]
        new.sort(key=lambda t: (t not in unit.names, -min(unit.tokens[t], OFTEN_RARE), t))
        rest = {t: n - sum(t in c for c in self.outline.content[i:j]) for t, n in self.outline.token_count.items()}
        weight = {t: n * min(self.known.rarity(t), OFTEN_RARE) for t, n in rest.items() if n > 1 < len(t)}
        topic = sorted(weight, key=lambda t: (-weight[t], t))
        return [unit.names.get(t, t) for t in new[:SHOWN]], [self.outline.written(t) for t in topic[:SHOWN]]


def is_elsewhere(row: list[float]) -> bool:
    """Whether a span names two places or more, all new to an article that has a main one, and no name known to it."""
    new, tied, share_of_main, names = (row[k] for k in WHERE)
    return new > 1 and not tied and share_of_main >= MAIN_PLACE and not names


def _more(here: int, words: int, everywhere: int, rest: int) -> float:
    """By how much more of a unit's words are of a kind than of the rest's."""
    return here / (words or 1) - (everywhere - here) / rest
