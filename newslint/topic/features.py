"""What ties a stretch of an article to the rest of it, in numbers that the trees can weigh."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from heapq import nlargest
from math import log
from statistics import fmean

from newslint.topic.discourse import NAMES as DISCOURSE
from newslint.topic.discourse import discourse
from newslint.topic.outline import STEM, Outline
from newslint.topic.table import NORM, Table, places
from newslint.topic.unit import OFTEN_RARE, PAST, PRESENT, PRONOUNS, VOICES, Unit
from newslint.topic.vectors import Bundle, Direction

#: Stands for "there is no such neighbour".
NONE = -1.0
#: Sentences on each side that count as near, and as the wider neighbourhood.
NEAR, WIDE = 2, 5
#: Of the likest sentences so many are averaged.
TOP = 3
#: A vector's length, and a weight, are counted in those of the word that weighs most.
UNIT_LENGTH, UNIT_WEIGHT = NORM * 255, 255.0
#: An article has a main place when this share of its sentences names it.
MAIN_PLACE = 0.4
#: Words that a message names.
SHOWN = 4

NAMES = (
    "words contents numbers pronouns leans quoted position units length rarity_sum rarity_mean"
    " tied_stem tied_token tied_sum tied_max tied_often novel_sum tied_title tied_previous tied_near tied_wide"
    " names_new names_tied places_new places_tied place_share"
    " voices_new voices_share she_new words_relative past_relative present_relative"
    " text_tied tied_apart tied_inside"
    " cos_rest cos_one cos_near cos_wide cos_previous cos_next cos_beside cos_gap cos_break cos_max cos_top"
    " cos_inside strength mass coherence along_rest along_wide"
).split() + DISCOURSE
WHERE = [NAMES.index(name) for name in ("places_new", "places_tied", "place_share", "names_tied")]


class Document:
    """An outline with what only its doubtful stretches need: headline, places, sums of vectors."""

    def __init__(self, of: Outline, title: set[str], known: Table) -> None:
        self.outline = of
        #: Stems of the headline.
        self.title = title
        self.known = known

    @cached_property
    def sums(self) -> list[int]:
        """The packed vector of every sentence."""
        return [self.known.packed.total(words) for words in self.outline.content]

    @cached_property
    def bundle(self) -> Bundle:
        """Where every sentence points."""
        return Bundle(self.sums)

    @property
    def directions(self) -> list[Direction]:
        """The same, one by one."""
        return self.bundle.directions

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
        """The features of the sentences ``i`` to ``j``, in the order of NAMES."""
        unit = Unit(self.outline, i, j, self.known)
        ties = self._ties(unit)
        return [
            *self._shape(unit),
            *ties,
            *self._near(unit),
            *self._who_and_where(unit),
            *self._style(unit),
            self.text_tied,
            ties[0] - self.text_tied,
            unit.inside(self.outline.stems) if unit.j > unit.i + 1 else NONE,
            *self._meaning(unit),
            *discourse(self.outline, unit, self.known),
        ]

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

    def _meaning(self, unit: Unit) -> list[float]:
        """Cosines with the rest, the neighbourhood and single sentences, and how much there is to go by."""
        i, j, sums = unit.i, unit.j, self.sums
        here = sum(sums[i:j])
        own = self.directions[i] if j == i + 1 else Direction(here)
        products = self.bundle.products(own)
        inside = sum(products[i:j])

        def others(a: int, b: int) -> float:
            return own.per_length(sum(products[a:b]) - inside, Direction(sum(sums[a:b]) - here))

        rest = others(0, len(sums))
        one, near, wide = (others(max(0, i - k), j + k) for k in (1, NEAR, WIDE))
        cosines = list(map(own.per_length, products, self.directions))
        strength, mass = own.length / UNIT_LENGTH, own.mass / UNIT_WEIGHT
        return [
            rest, one, near, wide, *self._single(cosines, i, j), self._inside(i, j),
            strength, mass, strength / (mass or 1), strength * rest, strength * wide,
        ]  # fmt: skip

    def _single(self, cosines: list[float], i: int, j: int) -> list[float]:
        """Cosines with the sentence before and the one after, theirs with one another, and with the likest ones."""
        others = self.directions
        before, after = cosines[:i], cosines[j:]
        previous, following = before[-1] if before else NONE, after[0] if after else NONE
        gap = others[i - 1].cosine(others[j]) if before and after else NONE
        likest = nlargest(TOP, before + after)
        return [
            previous, following, max(previous, following), gap,
            gap - (previous + following) / 2 if before and after else 0.0,
            likest[0], fmean(likest),
        ]  # fmt: skip

    def _inside(self, i: int, j: int) -> float:
        """The mean cosine of each of several sentences with the next."""
        pairs = zip(self.directions[i:j], self.directions[i + 1 : j], strict=False)
        return fmean(a.cosine(b) for a, b in pairs) if j > i + 1 else NONE

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
