"""Words that are taken for each other: a linear classifier on the words around says which one may fit better.

It looks at every word of a set, a small neural network (``opinion.py``) at the few that it suspects, and recurrent ones
(``recurrent.py``) at what is still in doubt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, count
from math import exp
from operator import mul
from typing import NamedTuple

from newslint.article import Article
from newslint.datafiles import read_bytes, read_lines
from newslint.detectors import context as cx
from newslint.detectors.articles import ARTICLES, wrong_article
from newslint.detectors.dictionary import is_common
from newslint.detectors.doubts import doubted
from newslint.detectors.language import is_english
from newslint.detectors.misspelling import SIC, opens
from newslint.detectors.opinion import SIDE, load_network
from newslint.detectors.plausibility import plausible
from newslint.detectors.recurrent import Recurrent, load_recurrent, load_wider
from newslint.detectors.slips import SECOND, slips
from newslint.detectors.vocabulary import lower_word_counts, lower_word_set
from newslint.detectors.wordpatterns import UNSAFE_ODDS, by_pattern, pattern_lines, screen
from newslint.finders import like_case
from newslint.model import Match

#: The table of weights has 2**BITS places; a weight is stored times SCALE.
BITS, SCALE = 21, 24
MASK = (1 << BITS) - 1


#: Most words in a set.
WIDEST = 3


class ConfusionSet(NamedTuple):
    """Words taken for each other.

    ``bars[a, b]``: how far b's score must pass a's (log odds) to say "b"; ``ways[a]``: each such b.
    """

    number: int
    words: tuple[str, ...]
    bars: dict[tuple[int, int], tuple[float, float]]
    near: tuple[int, ...]
    ways: dict[int, list[int]]


def load_sets() -> list[ConfusionSet]:
    """The sets, from ``confused-word.tsv``: words, then ``wrong>right=bar,safe bar`` for each pair."""
    sets: list[ConfusionSet] = []
    for line in read_lines("spelling/confused-word.tsv"):
        names, _, pairs = line.partition("\t")
        words = tuple(names.split("/"))
        bars = {}
        for pair in pairs.split():
            way, _, values = pair.partition("=")
            wrong, _, right = way.partition(">")
            bar, _, safe = values.partition(",")
            bars[words.index(wrong), words.index(right)] = (float(bar), float(safe or "inf"))
        ways = {wrong: [b for a, b in bars if a == wrong] for wrong, _ in bars}
        sets.append(ConfusionSet(len(sets) + 1, words, bars, near_slots(len(sets) + 1), ways))
    return sets


#: The combinations of the words next to the gap, of which the near score is made.
NEAR = ((2,), (3,), (2, 3))


def near_slots(group: int) -> tuple[int, ...]:
    """Where the features of ``NEAR`` begin in the table: of the words, then of their classes."""
    places = [i for i, c in enumerate(cx.WORDS) if c in NEAR]
    places += [len(cx.WORDS) + i for i, c in enumerate(cx.CLASSES) if c in NEAR]
    return tuple(group * cx.GROUP + (i + 1) * cx.SLOT for i in places)


def _terms() -> tuple[list[tuple[int, int]], list[tuple[int, int, int]]]:
    """(slot, place) of each feature of one number and (slot, place, place) of two; a class's place is that of its id
    and as many again."""
    sides = 2 * cx.SIDE
    found = [*cx.WORDS, *[tuple(place + sides for place in places) for places in cx.CLASSES]]
    found += [(word, kind + sides) for word, kind in cx.MIXED]
    slots = [(number * cx.SLOT, *places) for number, places in enumerate(found, 1)]
    return [t for t in slots if len(t) == 2], [t for t in slots if len(t) == 3]


SINGLE, DOUBLE = _terms()


def features(ids: list[int], classes: bytes, group: int) -> list[int]:
    """The numbers of the features of one context."""
    v = ids + [classes[i] for i in ids]
    p0, p1 = cx.PRIMES[:2]
    h = group * cx.GROUP
    sums = [h + slot + v[i] * p0 for slot, i in SINGLE]
    sums += [h + slot + v[i] * p0 + v[j] * p1 for slot, i, j in DOUBLE]
    return [(s ^ (s >> cx.FOLD)) & MASK for s in sums]


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


def scores(model: Model, group: ConfusionSet, ids: list[int]) -> list[float]:
    """The log odds of each word of the set against its first."""
    rows = features(ids, model.classes, group.number)
    w = model.weights
    result = [0.0]
    for output, bias in enumerate(model.biases[group.number - 1]):
        shift = output * cx.PRIMES[0]
        result.append(bias + sum([w[(row + shift) & MASK] for row in rows]) / SCALE)
    return result


#: A word whose lead by its two neighbours alone is less is not looked at: 1 in 100 of those found by all six.
NEAR_LEAD = -1.0


@lru_cache(maxsize=1 << 16)
def suspects(low: str, left: int, right: int) -> tuple[tuple[ConfusionSet, int], ...]:
    """The sets, and the word's place in them, of which its neighbours (their ids) alone leave another word open."""
    return tuple((group, wrong) for group, wrong in load_model().triggers[low] if _open(group, wrong, left, right))


#: And one whose lead by one of them alone is less: 1 in 200 of those found.
ALONE_LEAD = -3.0


@lru_cache(maxsize=1 << 16)
def open_after(low: str, following: str) -> bool:
    """Whether the next word alone leaves another word of some set open; an unknown one does."""
    right = load_model().vocabulary.get(following)
    return right is None or any(_open(group, wrong, None, right) for group, wrong in load_model().triggers[low])


@lru_cache(maxsize=1 << 16)
def open_before(low: str, preceding: str) -> bool:
    """Whether the word before does."""
    left = load_model().vocabulary.get(preceding)
    return left is None or any(_open(group, wrong, left, None) for group, wrong in load_model().triggers[low])


def _open(group: ConfusionSet, wrong: int, left: int | None, right: int | None) -> bool:
    """Whether the word before, the one after, or both (their ids) leave another word of the set open."""
    model = load_model()
    p0, p1, fold = *cx.PRIMES[:2], cx.FOLD
    w, slots, kinds = model.weights, group.near, model.classes
    sums: list[int] = []
    if left is not None:
        sums += (slots[0] + left * p0, slots[3] + kinds[left] * p0)
    if right is not None:
        sums += (slots[1] + right * p0, slots[4] + kinds[right] * p0)
        if left is not None:
            sums += (slots[2] + left * p0 + right * p1, slots[5] + kinds[left] * p0 + kinds[right] * p1)
    rows = [n ^ (n >> fold) for n in sums]
    odds, shift = [0.0], 0
    for bias in model.biases[group.number - 1]:
        odds.append(bias + sum([w[(row + shift) & MASK] for row in rows]) / SCALE)
        shift += p0
    least = odds[wrong] + (ALONE_LEAD if len(rows) == 2 else NEAR_LEAD)
    return max([odds[b] for b in group.ways[wrong]]) > least


def confused_word(article: Article, *, allow: frozenset[str] = frozenset()) -> Iterator[Match]:
    """A real word in the place of another one that the context asks for: "contribute too the"."""
    triggers = watched().difference(allow) if allow else watched()
    if triggers.isdisjoint(article.view(lower_word_set)):
        return
    text, starts, low_words = article.text, article.word_starts, article.lower_words
    for number in list(compress(count(), map(triggers.__contains__, low_words))):
        start, low = starts[number], low_words[number]
        if low in ARTICLES:
            found = wrong_article(text, start, low, low_words[number + 1 : number + 2])
            if found and is_english(article, start):
                yield _or_and(found, text) if text[start : start + 2] == "an" else found
                continue
        if _closed(text, starts, low_words, number):
            continue
        best = _settled(article, number, start, start + len(low))
        if best and not SIC.match(text, start + len(low)) and is_english(article, start):
            yield _match(text, start, start + len(low), *best)


def _closed(text: str, starts: list[int], low_words: list[str], number: int) -> bool:
    """Whether what follows a word already settles that no pattern and no model speaks against it: of two in three."""
    low = low_words[number]
    end = starts[number] + len(low)
    follows = screen(low)
    if follows is not None and follows(text, end):
        return False
    return low not in load_model().triggers or not _open_to(text, starts, low_words, number)


def _open_to(text: str, starts: list[int], low_words: list[str], number: int) -> bool:
    """Whether the next word leaves another one open; what is no word, or does not follow a space, does."""
    end = starts[number] + len(low_words[number])
    if number + 1 == len(starts) or starts[number + 1] != end + 1 or text[end] != " ":
        return True
    return open_after(low_words[number], low_words[number + 1])


def _or_and(found: Match, text: str) -> Match:
    """What a wrong "an" should be: "a", or "and" where the network holds it to be likelier than any article."""
    group, an, conjunction = ways()["an", "and"]
    odds = second_scores(group, wide_window(text, found.start, found.end))
    if odds[conjunction] <= odds[an]:
        return found
    return _match(text, found.start, found.end, "and", min(UNSAFE_ODDS, odds[conjunction] - odds[an]), False)


def _match(text: str, start: int, end: int, right: str, odds: float, safe: bool) -> Match:
    """``odds``: the log odds that ``right`` is."""
    right = like_case(text[start:end], right.replace("'", "’") if "’" in text else right)
    sure = f"{1 / (1 + exp(-min(odds, MOST_SURE))):.0%}"
    return Match(start, end, right, {"right": right, "sure": sure}, (), "safe" if safe else "unsafe")


#: No finding says more than 98 %.
MOST_SURE = 3.9
#: How sure (log odds) a suggestion is at its bar, and by how much more for each nat beyond: read in text unseen before.
AT_BAR, BEYOND = -0.4, 1.1
#: By so much less where a doubt makes it unsafe.
LESS = 2.0


def _settled(article: Article, number: int, start: int, end: int) -> tuple[str, float, bool] | None:
    """What ``_better`` finds, unless a doubt speaks against it; a lesser doubt makes it unsafe."""
    best = _better(article, number, start, end)
    if best is None:
        return None
    right, odds, _ = best
    says = doubted(article.text, start, end, article.lower_words[number], right)
    if says is None:
        return best
    return None if says == "never" else (right, min(odds, MOST_SURE) - LESS, False)


def _better(article: Article, number: int, start: int, end: int) -> tuple[str, float, bool] | None:
    """The word that a pattern or the models put in the place of this one, its log odds, whether that is safe."""
    text, low = article.text, article.lower_words[number]
    follows = screen(low)
    if follows is not None and follows(text, end) and not _joined(text, start, end):
        best = by_pattern(text, start, end, low)
        if best and seconded(text, start, end, low, best[0]):
            return best
    return _best(article, number, start, end) if low in load_model().triggers else None


def _joined(text: str, start: int, end: int) -> bool:
    """Whether the word is tied to a neighbour: a part of a compound, of a name."""
    return text[start - 1 : start] in JOINED or text[end : end + 1] in JOINED


def _repeated(article: Article, low: str) -> bool:
    """Whether a rare word comes again, so that the article is about it: "manger", "brake"."""
    return not is_common(low) and article.view(lower_word_counts)[low] > 1


#: Marks that tie a word to its neighbour.
JOINED = ("-", "_", "@", "#", "/", "&", "[", "]")


@lru_cache(maxsize=1)
def watched() -> frozenset[str]:
    """Every word that is looked at, with either apostrophe."""
    return frozenset(pattern_lines().keys() | load_model().triggers.keys()) | ARTICLES


def _best(article: Article, number: int, start: int, end: int) -> tuple[str, float, bool] | None:
    """The word that fits better, its log odds, and whether that is safe; None when what stands there fits."""
    model, text, low = load_model(), article.text, article.lower_words[number]
    words, starts = article.lower_words, article.word_starts
    if not _open_to(text, starts, words, number):
        return None
    spaced = number > 0 and starts[number - 1] + len(words[number - 1]) == start - 1 and text[start - 1] == " "
    if spaced and not open_before(low, words[number - 1]):
        return None
    sides = neighbours(article, number, model.vocabulary)
    roles = suspects(low, *sides) if sides else model.triggers[low]
    if not roles or (text[start].isupper() and not opens(text, start)):
        return None
    if _joined(text, start, end) or _repeated(article, low):
        return None
    ids = cx.identify(cx.window(text, start, end), model.vocabulary)
    found = [_of_set(text, start, end, ids, *role) for role in (roles if sides else suspects(low, ids[2], ids[3]))]
    best = max((f for f in found if f), key=lambda f: f.lead + ONE_SLIP * _single(low, f.word), default=None)
    if best is None or best.lead <= best.bar:
        return None
    return best.word, AT_BAR + BEYOND * (best.lead - best.bar), best.lead > best.safe_bar


#: Between words of two sets, what the one that differs by a single slip has before the other: "where" is seldom "was".
ONE_SLIP = 1.5


def _single(low: str, word: str) -> bool:
    """Whether a single slip turns one word into the other."""
    kinds = slips(low, word)
    return kinds is not None and SECOND not in kinds


class Suggestion(NamedTuple):
    """A word, its lead, and how far it must lead to be reported and to be safe."""

    word: str
    lead: float
    bar: float
    safe_bar: float


def _of_set(text: str, start: int, end: int, ids: list[int], group: ConfusionSet, wrong: int) -> Suggestion | None:
    """The word of a set that the models put here; None when they do not come near a bar."""
    first = scores(load_model(), group, ids)
    asked = [b for (a, b), (bar, _) in group.bars.items() if a == wrong and first[b] - first[a] > bar - DOUBT]
    asked = [b for b in asked if plausible(group.words[wrong], group.words[b], text, start, end)]
    if not asked:
        return None
    right, lead = agreed(group, wrong, asked, first, wide_window(text, start, end))
    return Suggestion(group.words[right], lead, *group.bars[wrong, right]) if right in asked else None


#: How much the classifier, the network and both pairs of recurrent networks count together, and the first of them.
WEIGHTS = (0.25, 0.25, 0.25, 0.25)
#: By so much the network may raise the classifier's lead: it is asked of no word that this would not bring to its bar.
DOUBT = 3.5
#: And by so much the recurrent networks may raise the lead that the other two find, the wider ones that of those three.
LATE_DOUBT, LAST_DOUBT = 2.0, 1.0


def second_scores(group: ConfusionSet, ids: list[int]) -> list[float]:
    """The network's log odds of each word of the set."""
    at = (group.number - 1) * WIDEST
    return load_network().opinion(ids, range(at, at + len(group.words)))


def third_scores(group: ConfusionSet, ids: list[int], network: Callable[[], Recurrent] = load_recurrent) -> list[float]:
    """Those of recurrent networks."""
    at = (group.number - 1) * WIDEST
    return network().opinion(ids, range(at, at + len(group.words)))


#: A pattern's word is not believed where the recurrent networks hold what stands there to be so much likelier.
AGAINST = 2.0


@lru_cache(maxsize=1)
def ways() -> dict[tuple[str, str], tuple[ConfusionSet, int, int]]:
    """The set of each pair of words, and the places of both in it."""
    return {
        (a, b): (s, s.words.index(a), s.words.index(b)) for s in load_model().sets for a in s.words for b in s.words
    }


def seconded(text: str, start: int, end: int, low: str, right: str) -> bool:
    """Whether the recurrent networks do not speak against a pattern's word."""
    way = ways().get((low.replace("’", "'"), right))
    if way is None:
        return True
    group, a, b = way
    odds = third_scores(group, wide_window(text, start, end))
    return odds[b] - odds[a] > -AGAINST


def wide_window(text: str, start: int, end: int) -> list[int]:
    """The ids of as many words on both sides as the networks read."""
    return cx.identify(cx.window(text, start, end, SIDE), load_model().vocabulary)


def mixed(parts: Sequence[Sequence[float]]) -> list[float]:
    """The scores of the first ones or of all, as they count together."""
    weights = WEIGHTS[: len(parts)]
    whole = sum(weights)
    return [sum(map(mul, weights, column)) / whole for column in zip(*parts, strict=True)]


def agreed(group: ConfusionSet, wrong: int, asked: list[int], first: list[float], ids: list[int]) -> tuple[int, float]:
    """The word that fits best by all, and its lead; below its bar as soon as it cannot come to it."""
    parts, limits = [first], [[score - first[wrong] + DOUBT for score in first]]
    for opinion, doubt in ((second_scores, LATE_DOUBT), (third_scores, LAST_DOUBT)):
        parts.append(opinion(group, ids))
        scores = mixed(parts)
        limits.append([score - scores[wrong] + doubt for score in scores])
        if max([limits[-1][b] - group.bars[wrong, b][0] for b in asked]) <= 0:
            return wrong, 0.0
    parts.append(third_scores(group, ids, load_wider))
    whole = mixed(parts)
    best = max(range(len(whole)), key=whole.__getitem__)
    return best, min(whole[best] - whole[wrong], *[limit[best] for limit in limits])


def neighbours(article: Article, number: int, vocabulary: Mapping[str, int]) -> tuple[int, int] | None:
    """The ids of the tokens on both sides; None where that takes a closer look: a figure, foreign letters."""
    text, starts = article.text, article.word_starts
    if not 0 < number < len(starts) - 1:
        return None
    start, following = starts[number], starts[number + 1]
    gap = text[starts[number - 1] + len(article.words[number - 1]) : start].rstrip(" ")
    left = vocabulary.get(gap[-1]) if gap else _word_id(article, number - 1, vocabulary)
    if left is None:
        return None
    gap = text[start + len(article.words[number]) : following].lstrip(" ")
    right = vocabulary.get(gap[0]) if gap else _word_id(article, number + 1, vocabulary)
    return None if right is None else (left, right)


def _word_id(article: Article, number: int, vocabulary: Mapping[str, int]) -> int | None:
    found = vocabulary.get(article.lower_words[number])
    if found is None:
        word = article.words[number]
        return cx.shape(word) if word.isascii() and word.isalpha() else None
    return found
