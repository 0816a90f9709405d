"""The different words of one article, shared by the spelling rules."""

from __future__ import annotations

from newslint.article import Article


def word_set(article: Article) -> frozenset[str]:
    """Every different word, as written."""
    return frozenset(article.words)


def lower_word_set(article: Article) -> frozenset[str]:
    """Every different word in lower case."""
    return frozenset(article.lower_words)
