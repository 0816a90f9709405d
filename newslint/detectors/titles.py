"""The headline, printed more than once."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.article import Article
from newslint.model import Match

#: Punctuation and spacing that may differ between two copies of a headline.
LOOSE = re.compile(r"[\W_]+")
#: Headlines are longer than a kicker ("Politics") and shorter than a paragraph.
MIN_WORDS, MAX_CHARS = 3, 250


def fold(text: str) -> str:
    """Case, punctuation and spacing set aside: what two copies of a line have in common."""
    return LOOSE.sub(" ", text.casefold()).strip()


def repeated_title(article: Article) -> Iterator[Match]:
    """Later lines that are the first line (or the known title) once more."""
    if not article.lines:
        return
    first = article.lines[0]
    title = fold(first.text)
    if len(first.text) > MAX_CHARS or title.count(" ") + 1 < MIN_WORDS:
        return
    for line in article.lines[1:]:
        if len(line.text) <= MAX_CHARS and fold(line.text) == title:
            yield Match(line.start, line.end, "", related=((first.start, first.end),))
