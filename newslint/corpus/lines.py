"""The lines of an article that may be a site's furniture, in the form in which they are compared."""

from __future__ import annotations

import re
from enum import IntFlag

from newslint.article import Article
from newslint.compiled import compile_pattern

DIGITS = compile_pattern(r"\d+")
#: Curly to straight; ``str.translate`` takes five times as long.
STRAIGHT = (("‘", "'"), ("’", "'"), ("“", '"'), ("”", '"'))
LETTER = compile_pattern(r"[^\W\d_]")
#: A line this long is a whole story that came without line breaks.
MAX_CHARS = 1500
#: Where furniture stands: the first and the last lines of an article.
TOP, BOTTOM = 3, 4
#: The author's name is this article's own, although a site's authors recur.
BYLINE = compile_pattern(
    r"\W*(?:by|written by|story by|reported by)[: ]+[\w.'’-]+(?:[ ,|&/]+[\w.'’-]+){0,7}\Z", re.IGNORECASE
)
#: "HOLLIN, May 3 (Valley Press) —" alone on its line.
DATELINE = compile_pattern(r"[A-Z][A-Z.,'’ -]{2,}(?:[,(][^—–]{0,60})?[—–-]+\Z")
DATE = compile_pattern(
    r"(?:(?:published|posted|updated|last|on|at|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\W+)*"
    r"(?:\d{1,2}(?:st|nd|rd|th)?\W+)?(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\W.{0,30}\d\W*\Z",
    re.IGNORECASE,
)
#: What belongs to this one article is short.
MAX_OWN = 100


class Place(IntFlag):
    """Where a line stands in an article."""

    BODY = 0
    TOP = 1
    BOTTOM = 2
    #: It stands there more than once.
    TWICE = 4


def normalize(line: str) -> str:
    """A line in the form in which it is compared and kept: lower case, numbers as 0, single spaces."""
    if not line.isascii():
        for curly, straight in STRAIGHT:
            line = line.replace(curly, straight)
    return " ".join(DIGITS.sub("0", line.lower()).split())


def candidates(article: Article) -> dict[str, Place]:
    """Normalized line -> its places, of the lines that may be furniture: no byline, dateline or date."""
    found: dict[str, Place] = {}
    last = len(article.lines) - BOTTOM
    for i, line in enumerate(article.lines):
        if not may_be_template(line.text):
            continue
        key = normalize(line.text)
        place = (Place.TOP if i < TOP else Place.BODY) | (Place.BOTTOM if i >= last else Place.BODY)
        found[key] = found[key] | place | Place.TWICE if key in found else place
    return found


def may_be_template(line: str) -> bool:
    """Whether a line, as written, may be furniture."""
    if len(line) > MAX_CHARS or not LETTER.search(line):
        return False
    return len(line) > MAX_OWN or not any(own.match(line) for own in (BYLINE, DATELINE, DATE))


def key(*parts: str) -> int:
    """A hash that is the same everywhere, as SQLite keeps integers: 64 bits, signed."""
    from hashlib import blake2b  # a check of one article hashes no line

    data = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "big", signed=True)
