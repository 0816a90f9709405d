"""What ties a stretch of an article to the rest of it, in numbers that the trees can weigh."""

from __future__ import annotations

from bisect import bisect_left
from math import log, sqrt
from operator import itemgetter, mul

from newslint.topic.table import NORM, Table
from newslint.topic.unit import STEM, Unit, Vector, counts, dot, merge, normal

Rows = list[list[float]]

#: Stands for "there is no such neighbour".
NONE = -1.0
#: Rarity of a word that few stories share: about 1 document in 50 and fewer.
RARE = 4.0
#: The lede: so many sentences at the top.
LEDE = 3
#: Beyond this, words are equally rare for the reader.
OFTEN_RARE = 6.0
#: An article has a main place when this share of its sentences names it.
MAIN_PLACE = 0.4

NAMES = (
    "words contents names numbers places pronouns leans speech quoted question position first last units"
    " rarity_sum rarity_max rarity_mean tied_stem tied_token tied_sum tied_max tied_second tied_count tied_often"
    " novel_rare novel_sum tied_title tied_lede tied_previous tied_next tied_near tied_wide gap"
    " names_new names_tied names_often places_new places_tied place_share place_is_main others_tied"
    " voices_new voices_share she_new money money_new words_relative past_relative present_relative quoted_rest"
    " next_leans cos_rest cos_previous cos_next cos_near cos_wide cos_title cos_lede cos_gap cos_best cos_top"
    " cos_mean cos_novel cos_names word_mean word_best word_second word_worst known tight"
    " rank_tied rank_rest rank_both mean_tied mean_rest z_tied z_rest z_best z_near z_wide z_novel z_words z_previous"
    " z_next low_neighbour break_tied break_cos"
).split()
STYLE = ("words", "money", "past", "present", "quoted")
PREVIOUS, NEXT = NAMES.index("tied_previous"), NAMES.index("tied_next")
WHERE = [NAMES.index(name) for name in ("places_new", "places_tied", "place_share", "names_tied")]
GAPS = [NAMES.index(n) for n in "gap tied_previous tied_next cos_gap cos_previous cos_next".split()]
#: What is also compared with the article's other sentences.
SCALED = [
    NAMES.index(name)
    for name in ("tied_stem cos_rest cos_best cos_near tied_wide cos_novel word_mean cos_previous cos_next".split())
]


class Document:
    """An article's units and the sums over them, from which any unit can be taken out again."""

    def __init__(self, units: list[Unit], title: Unit | None, others: set[str], known: Table) -> None:
        self.units = units
        self.title = title
        #: Stems of lines that are not prose: headings, captions, lists.
        self.others = others
        self.known = known
        self.stems = counts(units, "stems")
        self.tokens = counts(units, "tokens")
        self.names = counts(units, "names")
        self.places = counts(units, "places")
        self.voices = counts(units, "voices")
        self.style = [sum(getattr(u, part) for u in units) for part in STYLE]
        self.total: Vector = [sum(parts) for parts in zip(*(u.vector for u in units), strict=True)]
        self.cosines = _cosines([u.vector for u in units])
        self.tight = sqrt(dot(self.total, self.total)) / len(units)

    def table(self, spans: list[tuple[int, int]], alone: Rows | None = None) -> Rows:
        """The features of each span of units (from, to), in the order of NAMES.

        ``alone`` are the rows of the single sentences, when the spans are longer: what all are compared with.
        """
        rows = [self._row(i, j) for i, j in spans]
        scales = [_scale([row[k] for row in alone or rows]) for k in SCALED]
        means = [scales[0][1], scales[1][1]]
        for row in rows:
            own = [row[k] for k in SCALED]
            ranks = [_rank(value, scale) for value, scale in zip(own[:2], scales, strict=False)]
            apart = [_z(value, scale) for value, scale in zip(own, scales, strict=True)]
            row += [*ranks, sum(ranks), *means, *apart, min(row[PREVIOUS], row[NEXT]), *_break(row)]
        return rows

    def _row(self, i: int, j: int) -> list[float]:
        unit = merge(self.units[i:j])
        own = self.units[i:j]
        stems = {s: self.stems[s] - sum(s in u.stems for u in own) for s in unit.stems}
        return [
            *self._shape(unit, i, j),
            *self._ties(unit, own, stems),
            *self._near(unit, i, j),
            *self._who_and_where(unit, own),
            *self._style(unit, own),
            self.units[j].leans if j < len(self.units) else NONE,
            *self._meaning(unit, i, j, own),
        ]

    def _shape(self, unit: Unit, i: int, j: int) -> list[float]:
        count = len(self.units)
        rarities = unit.tokens.values()
        total = sum(rarities)
        return [
            unit.words, len(unit.tokens), len(unit.names), unit.numbers, len(unit.places), unit.pronouns,
            unit.leans, unit.speech, unit.quoted, unit.question, i / count, i == 0, j == count, count,
            total, max(rarities, default=0.0), total / len(unit.tokens) if unit.tokens else 0.0,
        ]  # fmt: skip

    def _ties(self, unit: Unit, own: list[Unit], stems: dict[str, int]) -> list[float]:
        """How much of the unit's content stands elsewhere in the article."""
        total = sum(unit.stems.values()) or 1.0
        tied = sorted((unit.stems[s] for s, n in stems.items() if n), reverse=True)
        often = sum(unit.stems[s] * log(1 + n) for s, n in stems.items() if n)
        tokens = sum(r for t, r in unit.tokens.items() if self.tokens[t] > sum(t in u.tokens for u in own))
        novel = [unit.stems[s] for s, n in stems.items() if not n]
        return [
            sum(tied) / total, tokens / (sum(unit.tokens.values()) or 1.0), sum(tied),
            tied[0] if tied else 0.0, tied[1] if len(tied) > 1 else 0.0, len(tied), often / total,
            sum(r > RARE for r in novel), sum(novel),
        ]  # fmt: skip

    def _near(self, unit: Unit, i: int, j: int) -> list[float]:
        """What of it stands in the headline, the lede and the neighbours, and whether those tie over it."""
        units = self.units
        lede = [u for k, u in enumerate(units[:LEDE]) if not i <= k < j]
        near, wide = units[max(0, i - 2) : i] + units[j : j + 2], units[max(0, i - 5) : i] + units[j : j + 5]
        return [
            _share(unit, [self.title]) if self.title else NONE,
            _share(unit, lede),
            _share(unit, units[i - 1 : i]) if i else NONE,
            _share(unit, units[j : j + 1]) if j < len(units) else NONE,
            _share(unit, near),
            _share(unit, wide),
            _share(units[j], units[i - 1 : i]) if i > 0 and j < len(units) else NONE,
        ]

    def _who_and_where(self, unit: Unit, own: list[Unit]) -> list[float]:
        seen = [n for n in (self.names[x] - sum(x in u.names for u in own) for x in unit.names) if n]
        away = self.places.copy()
        for u in own:
            away.subtract(u.places)
        main, most = max(away.items(), key=lambda item: (item[1], item[0]), default=("", 0))
        tied = sum(away[p] > 0 for p in unit.places)
        stems = sum(r for s, r in unit.stems.items() if s in self.others)
        return [
            len(unit.names) - len(seen), len(seen), max(seen, default=0), len(unit.places) - tied, tied,
            most / len(self.units), main in unit.places, stems / (sum(unit.stems.values()) or 1.0),
        ]  # fmt: skip

    def _style(self, unit: Unit, own: list[Unit]) -> list[float]:
        """Who speaks, of money or not, and in what tense, against the rest."""
        away = [self.voices[v] - sum(v in u.voices for u in own) for v in unit.voices]
        words, money, past, present, quoted = (
            whole - getattr(unit, part) for whole, part in zip(self.style, STYLE, strict=True)
        )
        count = len(self.units) - len(own) or 1
        return [
            away.count(0), min(away, default=count) / count,
            "she" in unit.voices and self.voices["she"] == sum("she" in u.voices for u in own),
            unit.money, unit.money > 0 and not money, unit.words / len(own) / ((words / count) or 1),
            unit.past / (unit.words or 1) - past / (words or 1),
            unit.present / (unit.words or 1) - present / (words or 1), quoted / count,
        ]  # fmt: skip

    def _meaning(self, unit: Unit, i: int, j: int, own: list[Unit]) -> list[float]:
        """Cosines with the neighbours, the headline, the lede and the rest, all read off the matrix."""
        count, each = len(self.units), self._each(i, j)
        away = [*range(i), *range(j, count)]
        top = sorted((each[k] for k in away), reverse=True)
        rest = normal([t - sum(parts) for t, *parts in zip(self.total, *(u.vector for u in own), strict=True)])
        novel, words, names = self._words(unit, own, rest)
        return [
            self._toward(each, away),
            each[i - 1] if i else NONE,
            each[j] if j < count else NONE,
            self._toward(each, [*range(max(0, i - 2), i), *range(j, min(count, j + 2))]),
            self._toward(each, [*range(max(0, i - 5), i), *range(j, min(count, j + 5))]),
            dot(unit.vector, self.title.vector) if self.title else NONE,
            self._toward(each, [k for k in range(LEDE) if not i <= k < j]),
            self.cosines[i - 1][j] if i > 0 and j < count else NONE,
            top[0], sum(top[:3]) / 3, sum(top) / len(top),
            novel, names,
            sum(words) / len(words) if words else 0.0,
            words[0] if words else NONE, words[1] if len(words) > 1 else NONE, words[-1] if words else NONE,
            len(words) / (len(unit.tokens) or 1), self.tight,
        ]  # fmt: skip

    def _each(self, i: int, j: int) -> list[float]:
        """The cosine of a span with every unit (those inside it mean nothing)."""
        if j == i + 1:
            return self.cosines[i]
        summed = [sum(column) for column in zip(*self.cosines[i:j], strict=True)]
        length = sqrt(max(sum(summed[i:j]), 0.0)) or 1.0
        return [c / length for c in summed]

    def _toward(self, each: list[float], others: list[int]) -> float:
        """The cosine of a span, given its cosines with each unit, with the middle of some."""
        if not others:
            return NONE
        pick = itemgetter(*others) if len(others) > 1 else lambda row: (row[others[0]],)
        square = sum(sum(pick(self.cosines[k])) for k in others)
        return sum(pick(each)) / sqrt(square) if square > 0 else 0.0

    def _words(self, unit: Unit, own: list[Unit], rest: Vector) -> tuple[float, list[float], float]:
        """Cosines with the rest of: the words new to the article together, each word (best first), the names."""
        each, novel, names = [], 0.0, []
        weights = 0.0
        for word in unit.tokens:
            if (vector := self.known.vector(word)) is None:
                continue
            cosine = sum(map(mul, vector[1], rest)) / NORM
            each.append(cosine)
            if self.stems[word[:STEM]] <= sum(word[:STEM] in u.stems for u in own):
                novel += vector[0] * cosine
                weights += vector[0]
            if word in unit.names:
                names.append(cosine)
        each.sort(reverse=True)
        return novel / weights if weights else NONE, each, max(names, default=NONE)

    def evidence(self, i: int, j: int) -> tuple[list[str], list[str]]:
        """What of a span stands nowhere else (names, then rare words), and what the rest is about."""
        unit, own = merge(self.units[i:j]), self.units[i:j]
        away = [t for t in unit.tokens if self.stems[t[:STEM]] <= sum(t[:STEM] in u.stems for u in own)]
        away.sort(key=lambda t: (t not in unit.names, -min(unit.tokens[t], OFTEN_RARE)))
        rest = self.tokens.copy()
        for u in own:
            rest.subtract(u.tokens.keys())
        weight = {t: n * min(self.known.rarity(t), OFTEN_RARE) for t, n in rest.items() if n > 1 < len(t)}
        topic = sorted(weight, key=lambda t: (-weight[t], t))
        written = {name: form for u in self.units for name, form in u.names.items()}
        return [written.get(t, t) for t in away], [written.get(t, t) for t in topic]


def is_elsewhere(row: list[float]) -> bool:
    """Whether all places of a span are new to an article that has a main one, and none of its names is known."""
    new, tied, share, names = (row[k] for k in WHERE)
    return new > 0 and not tied and share >= MAIN_PLACE and not names


def _share(unit: Unit, others: list[Unit]) -> float:
    """The share of the unit's content, by rarity, that one of the others has too."""
    total = sum(unit.stems.values())
    if not total or not others:
        return 0.0
    known = others[0].stems.keys() if len(others) == 1 else set().union(*(u.stems for u in others))
    return sum(r for s, r in unit.stems.items() if s in known) / total


def _cosines(vectors: list[Vector]) -> list[list[float]]:
    """Every vector with every one; each pair is computed once."""
    rows: list[list[float]] = []
    for i, here in enumerate(vectors):
        rows.append([row[i] for row in rows] + [dot(here, there) for there in vectors[i:]])
    return rows


def _scale(values: list[float]) -> tuple[list[float], float, float]:
    """Sorted values, their mean and spread."""
    mean = sum(values) / len(values)
    return sorted(values), mean, sqrt(sum((v - mean) ** 2 for v in values) / len(values)) or 1.0


def _break(row: list[float]) -> list[float]:
    """By how much the neighbours tie to one another more than to what stands between them."""
    if row[GAPS[0]] == NONE:
        return [0.0, 0.0]
    return [row[gap] - (row[before] + row[after]) / 2 for gap, before, after in (GAPS[:3], GAPS[3:])]


def _rank(value: float, scale: tuple[list[float], float, float]) -> float:
    return float(bisect_left(scale[0], value))


def _z(value: float, scale: tuple[list[float], float, float]) -> float:
    return (value - scale[1]) / scale[2]
