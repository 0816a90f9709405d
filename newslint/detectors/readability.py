"""Readability by textstat's measures that need no dictionary."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.article import Article
from newslint.detectors.quality import tokens
from newslint.model import Match

#: Below this the measures say more of one sentence than of the text; Gopher's least document.
MIN_WORDS = 50


def readability(article: Article, *, min_lix: float = 20, max_lix: float = 70) -> Iterator[Match]:
    """LIX beyond its limits; the message gives RIX, ARI and Coleman–Liau too.

    textstat's other measures count syllables, for which it fetches a dictionary over the network. It is
    imported here because that takes a second.
    """
    if len(article.view(tokens)) < MIN_WORDS:
        return
    from textstat import textstat

    lix = textstat.lix(article.text)
    if min_lix <= lix <= max_lix:
        return
    values = {
        "lix": lix,
        "limit": f"at least {min_lix:g}" if lix < min_lix else f"at most {max_lix:g}",
        "rix": textstat.rix(article.text),
        "ari": textstat.automated_readability_index(article.text),
        "coleman_liau": textstat.coleman_liau_index(article.text),
    }
    yield Match(article.lines[0].start, article.lines[-1].end, values=values)
