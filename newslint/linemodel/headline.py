"""The headline above the article: it stays, whatever stands between the two."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.article import WORD
from newslint.linemodel.doubt import told
from newslint.linemodel.evidence import SPEAKS, STRONG
from newslint.linemodel.items import Item
from newslint.linemodel.shapes import SMALL

#: A longer line is no headline.
MAX_CHARS = 250
#: Words of a headline that carry its subject, and the share of them that the known title or the article holds too.
WORDS, TITLED, FIRST_SHARED, SHARED = 3, 0.6, 0.3, 0.55
#: How many items of the article are read for them, and how far above it the headline is looked for.
READ, REACH = 15, 30
#: The first line is taken for the headline when it is so near the story and says nothing else of itself.
NEAR_TOP = 3


def headline(
    title: str | None,
    found: Sequence[tuple[Item, float]],
    shown: Sequence[tuple[str, float]],
    first: int,
    *,
    whole: bool,
) -> int:
    """Index of the headline above the article's first item; -1 when there is none.

    It is the last line there that says what the known title (or the text's first line) says; else the first line
    itself, when the article speaks of the same; else the nearest line that the article speaks of; else the
    first line, if it shows little and the text is not a ``whole`` page; else one right above the article that shows
    nothing; else the first line, if little stands between it and the article.
    """
    if first == 0:
        return -1
    above = [content_words(item.text) if len(item.text) < MAX_CHARS else set() for item, _ in found[:first]]
    known = content_words(title) if title else above[0]
    for i in range(first - 1, 0, -1):
        if len(above[i]) >= WORDS and len(above[i] & known) > TITLED * len(above[i]):
            return i
    article = _article_words(found, first)
    if len(above[0]) >= 2 and shown[0][1] < STRONG and len(above[0] & article) > FIRST_SHARED * len(above[0]):
        return 0
    for i in range(first - 1, max(-1, first - REACH), -1):
        silent = shown[i][1] < SPEAKS and not told(found[i][0].text)
        if silent and len(above[i]) >= WORDS and len(above[i] & article) > SHARED * len(above[i]):
            return i
    if not whole and shown[0][1] <= SPEAKS and len(above[0]) >= 2:
        return 0
    nearest = found[first - 1][0].text
    if not shown[first - 1][1] and nearest.count(" ") >= WORDS and not told(nearest):
        return first - 1
    return 0 if first <= NEAR_TOP and shown[0][1] < SPEAKS else -1


def _article_words(found: Sequence[tuple[Item, float]], first: int) -> set[str]:
    """What the article speaks of at its beginning, and in sentences above it that the trees doubt."""
    texts = [item.text for item, _ in found[first : first + READ]]
    texts += [item.text for item, _ in found[max(0, first - READ) : first] if told(item.text)]
    return set().union(*map(content_words, texts))


def content_words(text: str) -> set[str]:
    """The words of a text that carry its subject, in lower case."""
    return {word for word in WORD.findall(text.lower()) if len(word) > 3 and word not in SMALL}
