"""Which rule a rejected item belongs to: what its words and shape say it is.

An item that says nothing of itself has no category; it goes with its neighbours, and a run in which
nothing speaks is ``navigation``: residue of the page.
"""

from __future__ import annotations

import re

from newslint.linemodel.features import COUNTER, CREDIT, DATE, NAME, TIME
from newslint.linemodel.phrases import load, scan

#: The rules of the family that the line model feeds; the order settles a tie.
KINDS = (
    "leftover-markup", "embedded-post", "paywall-page", "advertisement", "affiliate-note", "legal-notice", "caption",
    "comment-thread", "author-box", "byline-debris", "dateline-debris", "share-prompt", "related-links", "promo-box",
    "navigation",
)  # fmt: skip
MARKUP = re.compile(r"</?[a-z]+(?: [a-z-]+=[^>]*)?/?>|\[/?[a-z_]+(?: [a-z_]+=[^\]]*)?\](?!\()|\{\{|\}\}|&[a-z]+;|function ?\(|var [a-z]+ ?=", re.I)
POST = re.compile(r"pic\.twitter\.com|https?://t\.co/|\(@\w+\)|^@\w{2,}$|^RT @", re.I)
LEAD = re.compile(r"(?:related|read|see|also|more|watch|listen|don['’]t miss|up next|recommended)\b[^.]{0,40}(?::|$)", re.I)
BYLINE = re.compile(r"by:?$|by:? [A-ZÀ-Þ][\w.’'-]+", re.I)
#: A word of a phrase list counts for its length: "all rights reserved" says more than "copyright".
SHAPE_WEIGHT = 4.0


def category(text: str) -> tuple[str, float]:
    """The likeliest category of an item and how strongly it shows (0: nothing shows)."""
    weights = dict.fromkeys(KINDS, 0.0)
    low = [word.lower().replace("’", "'") for word in re.findall(r"\w+(?:['’]\w+)*", text[:600])]
    names = load().categories
    for hit in scan(low):
        if not (hit.length == 1 and len(low) > 12):
            weights[names[hit.category]] += hit.length**1.5
    _shape(text, len(low), weights)
    kind = max(KINDS, key=weights.__getitem__)
    return (kind, weights[kind]) if weights[kind] else ("", 0.0)


def _shape(text: str, words: int, weights: dict[str, float]) -> None:
    short = len(text) <= 100
    if MARKUP.search(text):
        weights["leftover-markup"] += SHAPE_WEIGHT
    if POST.search(text):
        weights["embedded-post"] += 2 * SHAPE_WEIGHT
    if len(text) < 600 and CREDIT.search(text):
        weights["caption"] += SHAPE_WEIGHT
    if LEAD.match(text):
        weights["related-links"] += SHAPE_WEIGHT
    if short and BYLINE.match(text):
        weights["byline-debris"] += SHAPE_WEIGHT
    if words <= 12 and (DATE.search(text) or TIME.search(text)):
        weights["dateline-debris"] += SHAPE_WEIGHT
    if COUNTER.match(text):
        weights["navigation"] += 1
    if words <= 4 and NAME.match(text) and not any(weights.values()):
        weights["byline-debris"] += 0.5
