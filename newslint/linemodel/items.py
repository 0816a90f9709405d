"""Items: the lines of a scrape, the pieces of a broken line put together.

``get_text("\\n")`` breaks a paragraph at every link and bold word, so a line there may be one word or a
lone full stop. A piece has no meaning of its own; it is judged with the paragraph it belongs to.
"""

from __future__ import annotations

from typing import NamedTuple

from newslint.article import Article, Line
from newslint.compiled import compile_pattern

#: What can only continue a sentence; "by STAFF REPORTER" does not.
CONTINUES = compile_pattern(r"(?!by (?:[A-Z]{2,} ?)+\Z)[a-zß-öø-ÿ]|[,.;:!?)\]”’%…]|['’]s\b|[–—] ?[a-z]")
#: A text that is surely not over: a comma, an opening mark, or a word that needs another.
UNFINISHED = compile_pattern(
    r"(?:[,(\[“‘/–—-]|\b(?:a|an|the|of|in|on|at|to|by|for|from|with|and|or|but|as|that|is|are|was|were|his|her|its"
    r"|their|our|my|who|which|into|than|about|called|titled|via|per|between|including|against|after|before|over"
    r"|under|said|told|by))\Z"
)
STOPS = compile_pattern(r"[.!?…][\"”’')\]]*\Z")
#: Pieces of one paragraph beyond this many lines are a list, not a paragraph.
MAX_PIECES = 60
#: Blank lines that white space between two tags leaves inside a paragraph.
MAX_GAP = 12


class Item(NamedTuple):
    """Lines ``first`` to ``last`` (indices into ``article.lines``) that make one paragraph."""

    first: int
    last: int
    start: int
    end: int
    text: str


def items(article: Article) -> list[Item]:
    """The article's lines as items, in order."""
    lines = article.lines
    joined = _joined(lines)
    found, first = [], 0
    for i in range(1, len(lines) + 1):
        if i < len(lines) and joined[i] and i - first < MAX_PIECES:
            continue
        a, b = lines[first], lines[i - 1]
        text = a.text if i - first == 1 else " ".join(line.text for line in lines[first:i])
        found.append(Item(first, i - 1, a.start, b.end, text))
        first = i
    return found


def _joined(lines: list[Line]) -> list[bool]:
    """For each line whether it continues the one before it."""
    joined = [False] * len(lines)
    for i in range(len(lines) - 1, 0, -1):
        before, line = lines[i - 1], lines[i]
        gap = line.number - before.number
        if gap > MAX_GAP:
            continue
        if STOPS.search(before.text, max(0, len(before.text) - 4)):
            joined[i] = gap == 1 and len(line.text) <= 2 and not line.text[0].isalnum()
        elif CONTINUES.match(line.text):
            joined[i] = gap == 1 or (len(before.text) > 25 and _open_sentence(before.text))
        elif len(before.text) > 25 and UNFINISHED.search(before.text):
            joined[i] = gap == 1 or _open_sentence(before.text)
        elif i + 1 < len(lines) and joined[i + 1] and len(before.text) > 40 and len(line.text) < 80:
            joined[i] = _open_sentence(before.text)
    return joined


def _open_sentence(text: str) -> bool:
    """Whether a line reads as the first half of a sentence: it holds small words and does not end."""
    words = text.split()
    small = sum(word.islower() for word in words)
    return small * 2 > len(words) and text[-1] not in ":;|"
