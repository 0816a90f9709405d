"""Runs of rejected items, each with the rule it belongs to and, in words, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from newslint.article import Article
from newslint.linemodel.evidence import category
from newslint.linemodel.features import SMALL, reads_as_prose
from newslint.linemodel.items import Item
from newslint.linemodel.trees import scored
from newslint.model import Safety

#: Scores from which a removal is offered at all, and from which it is safe: with words that speak against
#: the item, without any, and inside the article without any (chosen on held-out pages, tools/train_lines.py).
OFFERED = 0.80
SAFE, SAFE_SILENT, SAFE_INSIDE = 0.90, 0.97, 0.995
#: A scrape of more items than this holds the page around the article; there silence is no excuse.
WHOLE_PAGE = 120
#: Strength of evidence (see ``evidence.category``) that counts.
SPEAKS = 1.0
#: A run of more items than this is page furniture of many kinds and is named after the most of it.
LONG = 12
#: What a reader calls each kind.
CALLED = {
    "leftover-markup": "markup", "embedded-post": "an embedded post", "paywall-page": "a paywall's words",
    "advertisement": "an advertisement marker", "affiliate-note": "an affiliate note", "legal-notice": "a legal notice",
    "caption": "a caption", "comment-thread": "a comment thread", "author-box": "an author box", "byline-debris": "a byline",
    "dateline-debris": "a time stamp", "share-prompt": "a share prompt", "related-links": "links to other stories",
    "promo-box": "a promotion", "navigation": "page furniture",
}  # fmt: skip


class Leftover(NamedTuple):
    """A run of items that are no part of the article."""

    start: int
    end: int
    kind: str
    safety: Safety
    where: str


class Judged(NamedTuple):
    """An item with its verdict: how surely it goes ("none": it stays), and its category ("" when it shows none)."""

    item: Item
    safety: Safety
    kind: str


def leftovers(article: Article) -> list[Leftover]:
    """Every run of leftovers in the article, in order."""
    judged = judge(article)
    segments: list[tuple[int, int, str]] = []
    i = 0
    while i < len(judged):
        j = i
        while j < len(judged) and judged[j].safety == judged[i].safety:
            j += 1
        if judged[i].safety != "none":
            segments += _segments(judged, i, j)
        i = j
    return [
        Leftover(judged[a].item.start, judged[b - 1].item.end, kind, judged[a].safety, _where(judged, a, b))
        for a, b, kind in segments
    ]


def judge(article: Article) -> list[Judged]:
    """The verdict on every item."""
    found = article.view(scored)
    body = [i for i, (item, p) in enumerate(found) if p < 0.5 and len(item.text) > 80 and reads_long(item.text)]
    first, last = (body[0], body[-1]) if body else (len(found), -1)
    spared = _headline(article, found, first)
    return [
        Judged(item, "none", "")
        if p < OFFERED or i == spared
        else _verdict(item, p, inside=first < i < last, whole_page=len(found) > WHOLE_PAGE)
        for i, (item, p) in enumerate(found)
    ]


def _verdict(item: Item, p: float, *, inside: bool, whole_page: bool) -> Judged:
    kind, strength = category(item.text)
    if strength >= SPEAKS:
        level = SAFE
    elif whole_page and not inside:
        level = SAFE
    else:
        level = SAFE_INSIDE if inside else SAFE_SILENT
    return Judged(item, "safe" if p >= level else "unsafe", kind)


def _headline(article: Article, found: Sequence[tuple[Item, float]], first: int) -> int:
    """Index of the item that is the article's headline: it stays. -1 when there is none.

    Above the article's first prose (item ``first``), the last line that shares its words with the known title
    or, without one, with the text's first line, which stays itself when no other does.
    """
    if not found or not first:
        return -1
    title = content_words(article.title or found[0][0].text)
    for i in range(min(first, len(found)) - 1, 0, -1):
        words = content_words(found[i][0].text)
        if len(words) >= 3 and len(found[i][0].text) < 250 and len(words & title) > 0.6 * len(words):
            return i
    return 0 if len(title) >= 2 and category(found[0][0].text)[1] < 3 else -1


def content_words(text: str) -> set[str]:
    """The words of a text that carry its subject."""
    return {word for word in text.lower().split() if len(word) > 3 and word not in SMALL}


def _segments(judged: Sequence[Judged], a: int, b: int) -> list[tuple[int, int, str]]:
    """One run cut where its category changes; a long one is one finding."""
    kinds = [judged[i].kind for i in range(a, b)]
    if b - a > LONG:
        shown = [kind for kind in kinds if kind]
        most = max(set(shown), key=shown.count, default="navigation")
        return [(a, b, most if shown.count(most) * 2 > len(shown) else "navigation")]
    cuts, current = [a], ""
    for i in range(a, b):
        kind = kinds[i - a]
        if kind and current and kind != current:
            cuts.append(i)
        current = kind or current
    cuts.append(b)
    return [
        (i, j, next((kind for kind in kinds[i - a : j - a] if kind), "navigation"))
        for i, j in zip(cuts, cuts[1:], strict=False)
    ]


def _where(judged: Sequence[Judged], a: int, b: int) -> str:
    """Where a run stands, in words."""
    if not any(j.safety == "none" and reads_long(j.item.text) for j in judged[:a]):
        return "above the article"
    if not any(j.safety == "none" and reads_long(j.item.text) for j in judged[b:]):
        return "below the article"
    sides = [judged[i] for i in (a - 1, b)]
    names = [CALLED[s.kind] if s.kind else "page furniture" if s.safety != "none" else "the text" for s in sides]
    return "between two paragraphs" if names == ["the text", "the text"] else f"between {names[0]} and {names[1]}"


def reads_long(text: str) -> bool:
    """Whether an item is running text."""
    return reads_as_prose(text, text.lower().split())
