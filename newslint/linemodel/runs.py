"""Runs of rejected items, each with the rule it belongs to and, in words, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from newslint.article import Article
from newslint.linemodel.evidence import KINDS, category
from newslint.linemodel.verdict import Judged, judge, reads_long
from newslint.model import Safety

#: A run of more items than this is page furniture of many kinds and is named after the most of it.
LONG = 6
#: What a reader calls each kind.
CALLED = {
    "leftover-markup": "markup", "embedded-post": "an embedded post", "paywall-page": "a paywall's words",
    "advertisement": "an advertisement marker", "affiliate-note": "an affiliate note", "legal-notice": "a legal notice",
    "caption": "a caption", "comment-thread": "a comment thread", "author-box": "an author box",
    "byline-debris": "a byline",
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


def _segments(judged: Sequence[Judged], a: int, b: int) -> list[tuple[int, int, str]]:
    """One run cut where its category changes; a long one is one finding."""
    kinds = [judged[i].kind for i in range(a, b)]
    if b - a > LONG:
        shown = [kind for kind in kinds if kind]
        most = max(KINDS, key=shown.count)
        return [(a, b, most if shown.count(most) * 2 > len(shown) else "navigation")]
    cuts, current = [a], ""
    for i in range(a, b):
        kind = kinds[i - a]
        if kind and current and kind != current:
            cuts.append(i)
        current = kind or current
    cuts.append(b)
    return [(i, j, _named(judged[i:j])) for i, j in pairwise(cuts)]


def _named(run: Sequence[Judged]) -> str:
    """The category of a run: the one that shows; of one or two bare names a byline; else page furniture."""
    if shown := next((judged.kind for judged in run if judged.kind), ""):
        return shown
    names = len(run) <= 2 and all(category(judged.item.text)[0] == "byline-debris" for judged in run)
    return "byline-debris" if names else "navigation"


def _where(judged: Sequence[Judged], a: int, b: int) -> str:
    """Where a run stands, in words."""
    if not any(j.safety == "none" and reads_long(j.item.text) for j in judged[:a]):
        return "above the article"
    if not any(j.safety == "none" and reads_long(j.item.text) for j in judged[b:]):
        return "below the article"
    sides = [judged[i] for i in (a - 1, b)]
    names = [CALLED[s.kind] if s.kind else "page furniture" if s.safety != "none" else "the text" for s in sides]
    return "between two paragraphs" if names == ["the text", "the text"] else f"between {names[0]} and {names[1]}"
