"""Which rule a rejected item belongs to: what its words and shape say it is.

An item that says nothing of itself has no category; it goes with its neighbours, and a run in which
nothing speaks is ``navigation``: residue of the page.
"""

from __future__ import annotations

import re
from functools import lru_cache

from newslint.compiled import compile_pattern
from newslint.datafiles import read_sections
from newslint.linemodel.phrases import load, scan
from newslint.linemodel.shapes import (
    BIO,
    CAPTION,
    CONTRIBUTED,
    COUNTER,
    CREDIT,
    DATE,
    LEAD,
    NAME,
    RIGHTS,
    ROLE,
    SOURCED,
    STAFF,
    TIME,
)

#: The rules of the family that the line model feeds; the order settles a tie.
KINDS = (
    "leftover-markup", "embedded-post", "paywall-page", "advertisement", "affiliate-note", "legal-notice", "caption",
    "comment-thread", "author-box", "byline-debris", "dateline-debris", "share-prompt", "related-links", "promo-box",
    "navigation",
)  # fmt: skip
MARKUP = compile_pattern(
    r"</?[a-z]+(?: [a-z-]+=[^>]*)?/?>|\[/[a-z_]+\]|\[[a-z_]+ [a-z_]+=[^\]]*\]|\{\{|\}\}"
    r"|&[a-z]+;|function ?\(|var [a-z]+ ?=",
    re.I,
)
POST = compile_pattern(r"pic\.twitter\.com|https?://t\.co/|\(@\w+\)|^@\w{2,}$|^RT @", re.I)
BYLINE = compile_pattern(r"by:?$|by:? [A-ZÀ-Þ][\w.’'-]+", re.I)
#: A word of a phrase list counts for its length: "all rights reserved" says more than "copyright".
SHAPE_WEIGHT = 4.0
#: One word of the lists ("cookies", "subscribe") says something only in a line of so few.
ALONE = 5
#: An agency's dateline opens a story, it credits no picture.
DATELINE = compile_pattern(r"[A-Z][^()]{2,40}\((?:AP|AFP|Reuters|REUTERS|UPI|CNN)\) ?[—–-]")
#: "1931 – 2024": the years of a life, or of a reign.
LIFE = compile_pattern(r"\d{4} ?[-–—] ?(?:\d|[a-z]+ \d)")
#: "$34.00", "8.67%": figures that look like a time.
FIGURE = compile_pattern(r"[$£€₹] ?\d[\d.,]*|\d[\d.,]* ?(?:%|per ?cent\b|percent\b)")
#: How strongly an item shows what it is. NAMED: it is a bare name, a byline above or below the article and anything
#: in it. SPEAKS: it says something. STRONG: a long phrase or a telling shape. VERY_STRONG: more than one of these.
#: SURE: a leftover wherever it stands, which goes whatever it scores.
NAMED, SPEAKS, STRONG, VERY_STRONG, SURE = 0.5, 1.0, 4.0, 8.0, 100.0


#: "…, her posters say": a story that quotes the page's words.
NARRATED = compile_pattern(
    r",[\"”’']? (?:[\w’' -]{1,40} )?(?:said|says?|told|tells|wrote|asked|warned|ends|(?:tell|ask) (?:me|him|her|them)"
    r"|reads? an?|turns out)\b"
)
#: "'Click here to claim your prize': how a widow lost her savings": what a headline quotes.
QUOTED = compile_pattern(r"[“\"‘'].{8,80}?[”\"’'](?=[:,] )")
#: Lines longer than this are judged by the model alone, paragraphs of so many characters that begin otherwise too.
SURE_CHARS, PARAGRAPH = 400, 160
OPENS = compile_pattern(
    r"\W*(?:this|the|by|we|our|when|if|any|necessary|citation|disclaimer|npr|quotes|comments)\b", re.IGNORECASE
)


@lru_cache(maxsize=1)
def _sure_patterns() -> tuple[tuple[str, ...], re.Pattern[str], tuple[str, ...], re.Pattern[str]]:
    """The sure lines as two alternations, a group a rule: those anchored at the line's start, then at its end."""
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    for kind, patterns in read_sections("leftovers/sure.txt").items():
        for pattern in patterns:
            (heads if pattern.startswith("^") else tails).setdefault(kind, []).append(pattern.removeprefix("^"))
    return tuple(heads), _alternation(heads), tuple(tails), _alternation(tails)


def _alternation(groups: dict[str, list[str]]) -> re.Pattern[str]:
    return compile_pattern("|".join(f"({'|'.join(patterns)})" for patterns in groups.values()))


def sure(text: str) -> str:
    """The rule of a line that is a leftover wherever it stands; "" for any other line."""
    paragraph = len(text) > PARAGRAPH and text[-1] == "." and "ollow" not in text and not OPENS.match(text)
    if paragraph or len(text) > SURE_CHARS:
        return ""
    kind = _sure_kind(text)
    return "" if kind and NARRATED.search(text) else kind


def _sure_kind(text: str) -> str:
    heads, head, tails, tail = _sure_patterns()
    if found := head.match(text):
        return heads[(found.lastindex or 1) - 1]
    if text[-1] not in ".!?”" and (found := tail.search(text, max(0, len(text) - 80))):
        return tails[(found.lastindex or 1) - 1]
    return ""


def category(text: str) -> tuple[str, float]:
    """The likeliest category of an item and how strongly it shows (0: nothing shows)."""
    if DATELINE.match(text):
        return "", 0.0
    if quoted := QUOTED.match(text):
        text = text[quoted.end() :]
    weights = dict.fromkeys(KINDS, 0.0)
    low = [word.lower().replace("’", "'") for word in re.findall(r"\w+(?:['’]\w+)*", text[:600])]
    names = load().categories
    for hit in scan(low):
        if hit.length > 1 or (len(low) <= ALONE and (low[hit.word] != "by" or not hit.word)):  # "Boy bitten by dog"
            weights[names[hit.category]] += hit.length**1.5
    _shape(text, len(low), weights)
    kind = max(KINDS, key=weights.__getitem__)
    return (kind, weights[kind]) if weights[kind] else ("", 0.0)


def _shape(text: str, words: int, weights: dict[str, float]) -> None:
    short = len(text) <= 100
    folded = text.lower()
    if MARKUP.search(text):
        weights["leftover-markup"] += SHAPE_WEIGHT
    if POST.search(text):
        weights["embedded-post"] += 2 * SHAPE_WEIGHT
    if len(text) < 600 and (
        CREDIT.search(folded) or (SOURCED.search(folded, max(0, len(folded) - 80)) and CAPTION.search(folded))
    ):
        weights["caption"] += SHAPE_WEIGHT
    if LEAD.match(folded):
        weights["related-links"] += SHAPE_WEIGHT
    if RIGHTS.search(folded[:300]):
        weights["legal-notice"] += SHAPE_WEIGHT
    if _credits_staff(folded) or (BIO.match(text) and ROLE.search(folded)):
        weights["author-box"] += SHAPE_WEIGHT
    if short and BYLINE.match(text):
        weights["byline-debris"] += SHAPE_WEIGHT
    if words <= 12 and not LIFE.search(folded) and (DATE.search(folded) or TIME.search(FIGURE.sub("", folded))):
        weights["dateline-debris"] += SHAPE_WEIGHT
    if COUNTER.match(folded) and text[-1] not in ".)":  # "4." is what a list was cut down to
        weights["navigation"] += 1
    if 2 <= words <= 4 and NAME.match(text) and not any(weights.values()):
        weights["byline-debris"] += NAMED


def _credits_staff(folded: str) -> bool:
    """Whether a line (in lower case) says who reported, wrote or edited."""
    return STAFF.match(folded) is not None or ("contributed" in folded and CONTRIBUTED.match(folded) is not None)
