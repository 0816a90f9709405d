"""Spaces and blank lines too many, and lists that change their marker."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.model import Match
from newslint.prose import is_prose

TRAILING = compile_pattern(r"(?<=\S)[ \t\u00a0]+(?=[\r\n]|\Z)")
DOUBLED = compile_pattern(r"(?<=[^\s|])[ \u00a0]{2,}(?=[^\s|])")
BEFORE_MARK = compile_pattern(r"(?<=[^\W_])[ \u00a0]+(?=[,;.](?:\s|\Z))(?! ?\. ?\.)")
MARKS = compile_pattern(r"[,;.](?=\s|\Z)")
#: "the mayor ,who lives there": the space stands on the wrong side.
WRONG_SIDE = compile_pattern(r"(?<=[^\W\d_])[ \u00a0]+,(?=[^\W\d_]{2})")
#: A text without these needs no search.
SPACES = (" ", "\t", "\u00a0")
ENDS = (" \n", " \r", "\t\n", "\t\r", "\u00a0\n", "\u00a0\r")
LOOSE = (" ,", " .", " ;", "\u00a0,", "\u00a0.", "\u00a0;")
LOOSE_COMMA = (" ,", "\u00a0,")
#: A text of fewer words cannot show that it has single spaces as a rule.
MIN_WORDS = 60
#: One gap in so many words may be doubled; more are the text's own layout.
SHARE = 100


def stray_space(article: Article) -> Iterator[Match]:
    """Spaces at the end of a line; where they are exceptions, doubled ones and those before a comma too."""
    text = article.text
    fixed = "\u00a0" in article.unusual
    for m in TRAILING.finditer(text) if _holds(text, ENDS, fixed) or text[-1:] in SPACES else ():
        yield Match(m.start(), m.end(), "", {"where": "at the end of the line"})
    doubled = (
        []
        if not fixed and "  " not in text
        else [m for m in DOUBLED.finditer(text) if not text[article.line_at(m.start())[0] : m.start()].isspace()]
    )
    words = text.count(" ")
    if words >= MIN_WORDS and len(doubled) <= 1 + words // SHARE:
        for m in doubled:
            yield Match(m.start(), m.end(), " ", {"where": "between two words"})
    before = list(BEFORE_MARK.finditer(text)) if _holds(text, LOOSE, fixed) else []
    if before and len(before) * 4 <= len(MARKS.findall(text)):
        for m in before:
            yield Match(m.start(), m.end(), "", {"where": "before a mark"})
    yield from _wrong_side(text, fixed)


def _wrong_side(text: str, fixed: bool) -> Iterator[Match]:
    """Spaces that stand before a comma and not after it, where they are exceptions."""
    found = list(WRONG_SIDE.finditer(text)) if _holds(text, LOOSE_COMMA, fixed) else []
    if found and len(found) * 4 <= len(MARKS.findall(text)):
        for m in found:
            yield Match(m.start(), m.end(), ", ", {"where": "before a comma, and none behind it"})


def _holds(text: str, parts: tuple[str, ...], fixed: bool) -> bool:
    """Whether a text holds one of the parts; ``fixed``: whether it has no-break spaces."""
    return any(part in text for part in parts if fixed or part[0] != "\u00a0")


#: Line breaks with nothing but spaces between: three make two blank lines.
BREAKS = compile_pattern(r"(?>\r\n|\r|\n)(?:[ \t]*(?>\r\n|\r|\n)){2,}")


def blank_lines(article: Article) -> Iterator[Match]:
    """Two blank lines or more in a row; one is left."""
    inked = [0, *(line.number for line in article.lines), len(article.line_starts) + 1]
    if all(below - above <= 2 for above, below in pairwise(inked)):
        return
    for m in BREAKS.finditer(article.text):
        if m.end() == len(article.text) or not m.start():
            continue
        newline = "\r\n" if "\r\n" in m[0] else m[0][0]
        yield Match(m.start(), m.end(), newline * 2, {"count": len(re.findall(r"\r\n|\r|\n", m[0])) - 1})


ITEM = compile_pattern(r"([-*•–])[ \t]+(?=\S)")
#: Lines between two items of one list: an item may have a paragraph of its own.
NEAR = 4
#: "Cost: nobody knows yet.": an item of a list that has lost its markers.
LABELLED = compile_pattern(r"[A-Z][^:.!?\n]{2,60}: \S")
#: So many such lines before an item are its list.
UNMARKED = 2


class Item(NamedTuple):
    """A line with a marker: its place among the lines, how far it is set in, the marker, and where its text begins."""

    number: int
    indent: int
    start: int
    mark: str
    text: int


def list_marker(article: Article) -> Iterator[Match]:
    """An item with another marker than the list it stands in or next to, or the only one of its list with any."""
    items = list(_items(article))
    usual, count = Counter(item.mark for item in items).most_common(1)[0] if items else ("", 0)
    if count < 2 * (len(items) - count):
        return
    for at, item in enumerate(items):
        beside = items[max(0, at - 1) : at] + items[at + 1 : at + 2]
        if item.mark == usual:
            continue
        if _alone(article, item):
            yield Match(item.start, item.text, "", {"mark": item.mark, "others": "the lines before it have none"})
        elif any(other.mark == usual and _one_list(article, item, other) for other in beside):
            yield Match(item.start, item.start + 1, usual, {"mark": item.mark, "others": f"the list has '{usual}'"})


def _items(article: Article) -> Iterator[Item]:
    for number, line in enumerate(article.lines):
        if (m := ITEM.match(line.text)) and not line.text.startswith("**"):
            indent = line.start - article.line_bounds(line.number)[0]
            yield Item(number, indent, line.start, m[1], line.start + m.end())


def _one_list(article: Article, item: Item, other: Item) -> bool:
    """Whether two items are set in alike, near each other and not parted by prose."""
    first, last = sorted((item.number, other.number))
    between = article.lines[first + 1 : last]
    return item.indent == other.indent and last - first <= NEAR and not any(is_prose(line.text) for line in between)


def _alone(article: Article, item: Item) -> bool:
    """Whether an item and the lines before it begin with a label alike, and those have no marker."""
    before = article.lines[max(0, item.number - UNMARKED) : item.number]
    labelled = all(LABELLED.match(line.text) for line in before) and LABELLED.match(article.text, item.text)
    return len(before) == UNMARKED and bool(labelled)
