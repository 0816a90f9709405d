"""Where a confused word may stand: the trigger words that neither what follows nor what stands before settles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from newslint.article import Article
from newslint.detectors.articles import ARTICLES
from newslint.detectors.classifier import load_model
from newslint.detectors.neighbours import CLOSED, after, before
from newslint.detectors.wordpatterns import Patterns, pattern_lines, patterns


class Place(NamedTuple):
    """A trigger word in doubt, by its number in the article; ``low``: in lower case.

    ``left``, ``right``: what ``neighbours`` says of the words beside it; ``known``: its patterns, if one may hold.
    """

    number: int
    start: int
    end: int
    low: str
    left: int
    right: int
    known: Patterns | None


@lru_cache(maxsize=1)
def watched() -> frozenset[str]:
    """Every word that is looked at, with either apostrophe."""
    return frozenset(pattern_lines().keys() | load_model().triggers.keys()) | ARTICLES


def in_doubt(article: Article, numbers: Iterable[int]) -> Iterator[Place]:
    """The places of these words but those where no pattern may hold and a neighbour alone settles it: four in five.

    One loop, as it sees every sixth word of a text.
    """
    text, folded, starts, words = article.text, article.folded, article.word_starts, article.lower_words
    modelled, last = load_model().triggers, len(starts) - 1
    for number in numbers:
        low, start = words[number], starts[number]
        end = start + len(low)
        known = patterns(low)
        if known is not None and not known.follows(text if known.cased else folded, end):
            known = None
        spaced = number < last and starts[number + 1] == end + 1 and text[end] == " "
        left = right = after(low, words[number + 1] if spaced else "") if low in modelled else CLOSED
        if right != CLOSED:
            spaced = number > 0 and starts[number - 1] + len(words[number - 1]) + 1 == start and text[start - 1] == " "
            left = before(low, words[number - 1] if spaced else "")
        if left != CLOSED or known is not None:
            yield Place(number, start, end, low, left, right, known)
