"""The different words of one article, shared by the spelling rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Set
from itertools import compress, count

from newslint.article import Article


def word_set(article: Article) -> frozenset[str]:
    """Every different word, as written."""
    return frozenset(article.words)


def lower_word_set(article: Article) -> frozenset[str]:
    """Every different word in lower case."""
    return frozenset(article.lower_words)


def word_counts(article: Article) -> Counter[str]:
    """How often each word stands, as written."""
    return Counter(article.words)


def lower_word_counts(article: Article) -> Counter[str]:
    """How often each word stands, in lower case."""
    return Counter(article.lower_words)


def numbers_of(article: Article, wanted: Set[str]) -> list[int]:
    """Which of the article's words, as written, are among those."""
    return list(compress(count(), map(wanted.__contains__, article.words))) if wanted else []


def lower_numbers_of(article: Article, wanted: Set[str]) -> list[int]:
    """The same in lower case."""
    return list(compress(count(), map(wanted.__contains__, article.lower_words))) if wanted else []
