"""Bytes that are no text, and the mark that a decoder has put in the place of such."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.model import Match

#: Bytes that are not UTF-8, as ``surrogateescape`` keeps them.
BYTES = compile_pattern("[\udc80-\udcff]+")
#: What a decoder that gave up has written.
MARKS = compile_pattern("\ufffd+")
#: The two in the order of their places.
EITHER = compile_pattern(f"{BYTES.pattern}|{MARKS.pattern}")


def undecoded(article: Article) -> Iterator[Match]:
    """Bytes that are not UTF-8, once a text, as one command mends them all; each �, as each has lost something."""
    if not any(map(EITHER.match, article.unusual)):
        return
    count = sum(len(run) for run in BYTES.findall(article.text))
    told = False
    for m in EITHER.finditer(article.text):
        if m[0][0] == "\ufffd":
            yield Match(m.start(), m.end(), values={"how": "a decoder has put � for what it could not read"})
        elif not told:
            told = True
            yield Match(m.start(), m.end(), values={"how": _how(m[0], count)})


def _how(run: str, count: int) -> str:
    """What is wrong with the file, and what to do: which encoding it has is for the user to say."""
    bytes_here = " ".join(f"0x{ord(c) - 0xDC00:02X}" for c in run[:4])
    more = f" here, {count:,} such bytes in all" if count > len(run) else " here"
    return f"the file is not UTF-8 ({bytes_here}{more}); convert it, for example with iconv -f cp1252 -t utf-8"
