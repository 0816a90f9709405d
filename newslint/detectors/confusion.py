"""Words that are taken for each other: patterns by hand and models of the context say which one may fit better.

``wordpatterns.py`` has the patterns. The models: ``neighbours.py`` looks at every word of a set, ``classifier.py`` at
the few that it suspects, and where that is in doubt the networks of ``judges.py``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from math import exp
from typing import NamedTuple

from newslint.article import Article
from newslint.detectors import context as cx
from newslint.detectors.articles import ARTICLES, wrong_article
from newslint.detectors.classifier import features, load_model, scores
from newslint.detectors.confusionsets import ConfusionSet
from newslint.detectors.corrections import Candidate, fits
from newslint.detectors.dictionary import is_common
from newslint.detectors.doubts import doubted
from newslint.detectors.judges import DOUBT, agreed, second_scores, seconded, ways, wide_window
from newslint.detectors.language import is_english
from newslint.detectors.neighbours import CLOSED, UNREAD, neighbours, suspects
from newslint.detectors.plausibility import plausible
from newslint.detectors.surroundings import SIC, joined, opens
from newslint.detectors.triggers import Place, in_doubt, watched
from newslint.detectors.vocabulary import lower_numbers_of, lower_word_counts, lower_word_set
from newslint.detectors.wordpatterns import UNSAFE_ODDS, by_pattern
from newslint.finders import like_case
from newslint.model import Match


def confused_word(article: Article, *, allow: frozenset[str] = frozenset()) -> Iterator[Match]:
    """A real word in the place of another one that the context asks for: "contribute too the"."""
    numbers = lower_numbers_of(article, article.view(lower_word_set) & watched() - allow)
    articles = wrong_articles(article, numbers)
    yield from articles.values()
    for place in in_doubt(article, numbers):
        best = None if place.number in articles else _settled(article, place)
        if best and not SIC.match(article.text, place.end) and is_english(article, place.start):
            yield _match(article.text, place.start, place.end, *best)


def wrong_articles(article: Article, numbers: Iterable[int]) -> dict[int, Match]:
    """Each wrong "a" or "an" among these words, by its number."""
    words = article.lower_words
    found = {number: _article(article, number) for number in numbers if words[number] in ARTICLES}
    return {number: match for number, match in found.items() if match}


def _article(article: Article, number: int) -> Match | None:
    """A wrong "a" or "an"."""
    low, start = article.lower_words[number], article.word_starts[number]
    found = wrong_article(article.text, start, low, article.lower_words[number + 1 : number + 2])
    if found is None or not is_english(article, start):
        return None
    return _or_and(found, article.text) if article.words[number] == "an" else found


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


def _settled(article: Article, place: Place) -> tuple[str, float, bool] | None:
    """What ``_better`` finds, unless a doubt speaks against it; a lesser doubt makes it unsafe."""
    best = _better(article, place)
    if best is None:
        return None
    right, odds, _ = best
    says = doubted(article.text, place.start, place.end, place.low, right)
    if says is None:
        return best
    return None if says == "never" else (right, min(odds, MOST_SURE) - LESS, False)


#: How sure (log odds) a word must be in the place of one with a capital inside a sentence: it may be a name, a title.
NAMED = 3.0


def _better(article: Article, place: Place) -> tuple[str, float, bool] | None:
    """The word that a pattern or the models put in the place of this one, its log odds, whether that is safe."""
    text, start, end = article.text, place.start, place.end
    if joined(text, start, end):
        return None
    if place.known is not None:
        best = by_pattern(article, start, end, place.known)
        if best and seconded(text, start, end, place.low, best[0]):
            return best
    best = None if place.left == CLOSED else _best(article, place)
    if best is None or _repeated(article, place.low):
        return None
    if text[start].isupper() and not opens(text, start):
        return (best[0], best[1], False) if best[1] > NAMED else None
    return best


def _best(article: Article, place: Place) -> tuple[str, float, bool] | None:
    """The word that fits better, its log odds, and whether that is safe; None when what stands there fits."""
    text, (number, start, end, low, left, right, _) = article.text, place
    sides = (left, right) if UNREAD not in (left, right) else neighbours(article, number, load_model().vocabulary)
    roles = suspects(low, *sides) if sides else None
    if roles == ():
        return None
    ids = cx.identify(cx.window(text, start, end), load_model().vocabulary)
    return _of_roles(text, start, end, ids, suspects(low, ids[2], ids[3]) if roles is None else roles)


def _repeated(article: Article, low: str) -> bool:
    """Whether a rare word comes again, so that the article is about it: "manger", "brake"."""
    return not is_common(low) and article.view(lower_word_counts)[low] > 1


def _of_roles(
    text: str, start: int, end: int, ids: list[int], roles: Sequence[tuple[ConfusionSet, int]]
) -> tuple[str, float, bool] | None:
    """The same by all judges, of the sets that may hold a better one."""
    context = features(ids, load_model().classes)
    found = [_of_set(text, start, end, context, *role) for role in roles]
    passed = [suggestion for suggestion in found if suggestion and suggestion.lead > suggestion.bar]
    if not passed:
        return None
    best = passed[0] if len(passed) == 1 else _fittest(passed, wide_window(text, start, end))
    return best.word, AT_BAR + BEYOND * (best.lead - best.bar), best.lead > best.safe_bar


class Suggestion(NamedTuple):
    """A word, its lead, and how far it must lead to be reported and to be safe."""

    word: str
    lead: float
    bar: float
    safe_bar: float


def _fittest(passed: Sequence[Suggestion], ids: Sequence[int]) -> Suggestion:
    """Of words of several sets the one that fits best: "was" or "were" for "where", which no set compares."""
    fit = fits(ids, [Candidate(suggestion.word, 0, ()) for suggestion in passed])
    return max(zip(passed, fit, strict=True), key=lambda pair: pair[0].lead + pair[1])[0]


def _of_set(text: str, start: int, end: int, context: list[int], group: ConfusionSet, wrong: int) -> Suggestion | None:
    """The word of a set that the models put here; None when they do not come near a bar."""
    first = scores(load_model(), group, context)
    asked = [b for (a, b), (bar, _) in group.bars.items() if a == wrong and first[b] - first[a] > bar - DOUBT]
    asked = [b for b in asked if plausible(group.words[wrong], group.words[b], text, start, end)]
    if not asked:
        return None
    right, lead = agreed(group, wrong, asked, first, wide_window(text, start, end))
    return Suggestion(group.words[right], lead, *group.bars[wrong, right]) if right in asked else None
