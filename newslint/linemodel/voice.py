"""The site's own voice: an appeal, a disclaimer or a note on how it earns reads as prose, and is no one's story."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from newslint.article import WORD
from newslint.compiled import compile_pattern
from newslint.datafiles import read_sections

QUOTED = compile_pattern(r"“[^”]*”|\"[^\"]*\"")
#: A shorter line is a prompt; the other lists know those. A longer one is no paragraph.
MIN_CHARS, MAX_CHARS = 60, 3000
#: Cues that make a paragraph the site's for certain, and probably: of the different lines of labelled scrapes with so
#: many 0 of 168 and 11 of 150 were the article's.
CERTAIN, PROBABLE = 3, 2
#: Without these it may be a story about websites: however many cues, it is the site's probably.
PERSON = frozenset("our we your you us".split())
#: A text without a word of each of these holds no two cues.
ADDRESS = frozenset("our we your you us website site cookies trademark trademarks copyright".split())
TELLING = frozenset(
    "account affiliate commission commissions compensation consent contribute contributing contribution cookies"
    " copyright donate donation donations editorial editors email inbox journalism journalists membership newsletter"
    " newsletters newsroom newsrooms opt parties paywall permission policies policy preferences privacy readers"
    " register reporters reporting sign site subscribe subscriber subscribers subscription support supporters terms"
    " trademark trademarks unsubscribe website browser advice log login commercial".split()
)


@lru_cache(maxsize=1)
def _cues() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every cue with its rule."""
    sections = read_sections("leftovers/voice.txt")
    return tuple((kind, compile_pattern(cue)) for kind, cues in sections.items() for cue in cues)


def tells(words: Sequence[str]) -> bool:
    """Whether words, in lower case, may be the site's own: nine paragraphs of a story in ten have none of them."""
    return not TELLING.isdisjoint(words)


def voice(text: str, words: Sequence[str]) -> tuple[str, int]:
    """The rule that a paragraph in the site's voice belongs to, and how many different cues it holds.

    ``words`` are the paragraph's, in lower case.
    """
    if not MIN_CHARS <= len(text) <= MAX_CHARS or not tells(words) or ADDRESS.isdisjoint(words):
        return "", 0
    said = QUOTED.sub("", text).lower()
    kinds = Counter(kind for kind, cue in _cues() if cue.search(said))
    return (kinds.most_common(1)[0][0], kinds.total()) if kinds else ("", 0)


def spoken_by_site(text: str) -> tuple[str, int]:
    """The rule that a paragraph belongs to by its voice, and CERTAIN, PROBABLE or 0."""
    if not MIN_CHARS <= len(text) <= MAX_CHARS:
        return "", 0
    words = WORD.findall(text.lower())
    kind, cues = voice(text, words)
    if cues >= CERTAIN and not PERSON.isdisjoint(words):
        return kind, CERTAIN
    return (kind, PROBABLE) if cues >= PROBABLE else ("", 0)
