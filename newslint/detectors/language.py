"""Whether a text is English: the spelling rules say nothing of other languages."""

from __future__ import annotations

from collections.abc import Iterable

from newslint.article import Article
from newslint.detectors.dictionary import word_classes

#: The commonest words of English; 35–55 % of running news text, under 10 % of any other language.
FUNCTION_WORDS = frozenset(
    "the of and to in a is that for it on was with as be by at he his are this from have not they an which or "
    "were has had but their you we she her him i its who been will would there more when what if said about up "
    "out than so into no one can could all also after new how over just where our your my me do did".split()
)
#: Fewer words than this say nothing about the language.
MIN_WORDS = 8
#: Share of function words below which a text is not English prose, unless so many of its words are in the dictionary.
MIN_SHARE, MIN_KNOWN = 0.14, 0.8
#: Fewer words in lower case than this say nothing in the dictionary either.
MIN_LOWER = 4


def english_article(article: Article) -> bool:
    """Whether the whole article is English, judged by its share of function words; a list of names has few."""
    words = article.lower_words
    return len(words) < MIN_WORDS or _share(words) >= MIN_SHARE or _listed(article.words)


def is_english(article: Article, offset: int) -> bool:
    """Whether the article and the line that holds ``offset`` are English."""
    if not article.view(english_article):
        return False
    start, end = article.line_at(offset)
    known = article.view(_judged_lines)
    if start not in known:
        words = article.text[start:end].split()
        few = len(words) < 2 * MIN_WORDS or _share([word.lower() for word in words]) >= MIN_SHARE
        known[start] = few or _listed(words)
    return known[start]


def _judged_lines(_: Article) -> dict[int, bool]:
    """Start of a line -> whether it is English; filled line by line, as a line may be the whole text."""
    return {}


def _share(words: list[str]) -> float:
    return sum(word in FUNCTION_WORDS for word in words) / len(words)


def _listed(words: Iterable[str]) -> bool:
    """Whether nearly all words in lower case stand in the dictionary."""
    plain = [word for word in words if word.islower() and word.isalpha()]
    return len(plain) >= MIN_LOWER and sum(word in word_classes() for word in plain) >= MIN_KNOWN * len(plain)
