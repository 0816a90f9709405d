"""Which words their neighbours leave in doubt: the first look of the classifier, at one word on either side.

Most words of the sets are settled by it, and nobody looks further.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from newslint.article import Article
from newslint.detectors import context as cx
from newslint.detectors.classifier import MASK, SCALE, load_model
from newslint.detectors.confusionsets import ConfusionSet

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
