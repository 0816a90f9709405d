"""Which words their neighbours leave in doubt: the first look of the classifier, at one word on either side.

Most words of the sets are settled by it, and nobody looks further. What a neighbour alone adds to a score is kept:
the same pairs of words come again and again.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from operator import add

from newslint.article import Article
from newslint.detectors import context as cx
from newslint.detectors.classifier import MASK, SCALE, Model, load_model
from newslint.detectors.confusionsets import ConfusionSet

#: A word whose lead by its two neighbours alone is less is not looked at: 1 in 100 of those found by all six.
NEAR_LEAD = -1.0
#: And one whose lead by one of them alone is less: 1 in 200 of those found.
ALONE_LEAD = -3.0
#: What is said of a neighbour instead of its id: no other word is open beside it; it is none that the model knows.
CLOSED, UNREAD = -2, -1
#: So many are kept: of pairs of words, and of what takes longer and comes again less often.
KEPT, KEPT_SUMS = 1 << 15, 1 << 13

#: For each set that has a word, in the steps of the table: what is added to the score of each other word of the set.
Sums = tuple[tuple[int, ...], ...]


@lru_cache(maxsize=KEPT)
def after(low: str, following: str) -> int:
    """The id of the next word (empty: what follows is none), unless it alone settles that ``low`` is right."""
    number = load_model().vocabulary.get(following, UNREAD)
    return number if number < 0 or _any_open(low, _right(low, number)) else CLOSED


@lru_cache(maxsize=KEPT)
def before(low: str, preceding: str) -> int:
    """The same of the word before."""
    number = load_model().vocabulary.get(preceding, UNREAD)
    return number if number < 0 or _any_open(low, _left(low, number)) else CLOSED


def _any_open(low: str, sums: Sums) -> bool:
    model = load_model()
    return any(_open(model, *role, own, ALONE_LEAD) for role, own in zip(model.triggers[low], sums, strict=True))


@lru_cache(maxsize=KEPT_SUMS)
def suspects(low: str, left: int, right: int) -> tuple[tuple[ConfusionSet, int], ...]:
    """The sets, and the word's place in them, of which its neighbours (their ids) alone leave another word open."""
    model, p0, p1 = load_model(), *cx.PRIMES[:2]
    words, kinds = left * p0 + right * p1, model.classes[left] * p0 + model.classes[right] * p1
    found = []
    for role, one, other in zip(model.triggers[low], _left(low, left), _right(low, right), strict=True):
        group, wrong = role
        pair = _pair(model, group, group.near[2] + words, group.near[5] + kinds)
        if _open(model, group, wrong, tuple(map(add, map(add, one, other), pair)), NEAR_LEAD):
            found.append(role)
    return tuple(found)


@lru_cache(maxsize=KEPT_SUMS)
def _left(low: str, number: int) -> Sums:
    """What the word before (its id) adds."""
    return _alone(low, number, 0)


@lru_cache(maxsize=KEPT_SUMS)
def _right(low: str, number: int) -> Sums:
    """What the next word adds."""
    return _alone(low, number, 1)


def _alone(low: str, number: int, side: int) -> Sums:
    model, p0 = load_model(), cx.PRIMES[0]
    word, kind = number * p0, model.classes[number] * p0
    return tuple(
        [_pair(model, group, group.near[side] + word, group.near[side + 3] + kind) for group, _ in model.triggers[low]]
    )


def _pair(model: Model, group: ConfusionSet, word: int, kind: int) -> tuple[int, ...]:
    """The weights of two features, of words and of classes, added up."""
    w, shift = model.weights, cx.PRIMES[0]
    word, kind = word ^ word >> cx.FOLD, kind ^ kind >> cx.FOLD
    first = w[word & MASK] + w[kind & MASK]
    return (first,) if len(group.words) == 2 else (first, w[word + shift & MASK] + w[kind + shift & MASK])


def _open(model: Model, group: ConfusionSet, wrong: int, sums: tuple[int, ...], lead: float) -> bool:
    """Whether another word of the set leads the one that stands there by so much."""
    biases = model.biases[group.number - 1]
    if len(sums) == 1:
        odds = biases[0] + sums[0] / SCALE
        return odds + lead < 0.0 if wrong else odds > lead
    scores = [0.0, biases[0] + sums[0] / SCALE, biases[1] + sums[1] / SCALE]
    return max([scores[other] for other in group.ways[wrong]]) > scores[wrong] + lead


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
