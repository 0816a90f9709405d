"""Words that are taken for each other: patterns by hand and models of the context say which one may fit better.

``wordpatterns.py`` has the patterns. The models: ``neighbours.py`` looks at every word of a set, ``classifier.py`` at
the few that it suspects, and where that is in doubt the networks of ``judges.py``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import compress, count
from math import exp
from typing import NamedTuple

from newslint.article import Article
from newslint.detectors import context as cx
from newslint.detectors.articles import ARTICLES, wrong_article
from newslint.detectors.classifier import load_model, scores
from newslint.detectors.confusionsets import ConfusionSet
from newslint.detectors.dictionary import is_common
from newslint.detectors.doubts import doubted
from newslint.detectors.judges import DOUBT, agreed, second_scores, seconded, ways, wide_window
from newslint.detectors.language import is_english
from newslint.detectors.neighbours import neighbours, open_after, open_before, suspects
from newslint.detectors.plausibility import plausible
from newslint.detectors.slips import SECOND, slips
from newslint.detectors.surroundings import SIC, joined, opens
from newslint.detectors.vocabulary import lower_word_counts, lower_word_set
from newslint.detectors.wordpatterns import UNSAFE_ODDS, by_pattern, pattern_lines, screen
from newslint.finders import like_case
from newslint.model import Match


@lru_cache(maxsize=1)
def watched() -> frozenset[str]:
    """Every word that is looked at, with either apostrophe."""
    return frozenset(pattern_lines().keys() | load_model().triggers.keys()) | ARTICLES


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


#: No finding says more than 98 %.
MOST_SURE = 3.9
#: How sure (log odds) a suggestion is at its bar, and by how much more for each nat beyond: read in text unseen before.
AT_BAR, BEYOND = -0.4, 1.1
#: By so much less where a doubt makes it unsafe.
LESS = 2.0


def _match(text: str, start: int, end: int, right: str, odds: float, safe: bool) -> Match:
    """``odds``: the log odds that ``right`` is."""
    right = like_case(text[start:end], right.replace("'", "’") if "’" in text else right)
    sure = f"{1 / (1 + exp(-min(odds, MOST_SURE))):.0%}"
    return Match(start, end, right, {"right": right, "sure": sure}, (), "safe" if safe else "unsafe")


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
    if follows is not None and follows(text, end) and not joined(text, start, end):
        best = by_pattern(text, start, end, low)
        if best and seconded(text, start, end, low, best[0]):
            return best
    return _best(article, number, start, end) if low in load_model().triggers else None


def _repeated(article: Article, low: str) -> bool:
    """Whether a rare word comes again, so that the article is about it: "manger", "brake"."""
    return not is_common(low) and article.view(lower_word_counts)[low] > 1


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
    if joined(text, start, end) or _repeated(article, low):
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
