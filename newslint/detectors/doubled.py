"""A word typed twice in a row."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache
from operator import eq
from typing import NamedTuple

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.datafiles import read_lines
from newslint.detectors.dictionary import word_classes
from newslint.detectors.language import is_english
from newslint.detectors.surroundings import SIC, opens
from newslint.model import Match

#: What may not stand before or after the two.
TIES = ("'", "’", ".", ",", "-", "_", "@", "#", "/")
#: Words of a lower class in the dictionary are rare: a doubled one is a term or a name ("boda boda").
KNOWN = 6
#: So many characters before the two are looked at.
BEFORE = 60


class Verdict(NamedTuple):
    """What is said of a word that stands twice ("good", "unsafe", "safe"), and what must stand before the two."""

    says: str
    before: re.Pattern[str]


@lru_cache(maxsize=1)
def verdicts() -> dict[str, list[Verdict]]:
    """The verdicts on each listed word, in the order of the file."""
    found: dict[str, list[Verdict]] = {}
    for line in read_lines("spelling/repeated-word.tsv"):
        says, words, before = line.split("\t")
        verdict = Verdict(says, compile_pattern(f"(?:{before})\\Z", re.I))
        for word in words.split():
            found.setdefault(word, []).append(verdict)
    return found


def repeated_word(article: Article) -> Iterator[Match]:
    """A function word, or any lower-case word, that stands twice with only a space between: "the the"."""
    text, low_words = article.text, article.lower_words
    same = map(eq, low_words, itertools.islice(low_words, 1, None))
    for number in itertools.compress(itertools.count(), same):
        first, second, low = article.words[number], article.words[number + 1], low_words[number]
        start, at = article.word_starts[number], article.word_starts[number + 1]
        end = at + len(second)
        if second != low or not low.isalpha() or text[start + len(first) : at].strip(" ") or _tied(text, start, end):
            continue
        if (first != low and _named(text, start, first)) or SIC.match(text, end):
            continue
        says = _verdict(text, start, low)
        if says == "good" or (says != "safe" and text.count(f"{low} {low}") > 1):
            continue
        if is_english(article, start):
            yield Match(start, end, first, {}, (), "safe" if says == "safe" else "unsafe")


def _named(text: str, start: int, first: str) -> bool:
    """Whether the first of the two is a name or letters for one: "Will will", "the WHO who", "grade A a"."""
    return (len(first) > 1 and first.isupper()) or not opens(text, start)


def _verdict(text: str, start: int, low: str) -> str:
    """What the first line of the file that fits says; a word on none may be doubled on purpose, a rare one is."""
    for says, before in verdicts().get(low, ()):
        if before.search(text, max(0, start - BEFORE), start):
            return says
    return "unsafe" if low not in verdicts() and len(low) > 3 and word_classes().get(low, 0) >= KNOWN else "good"


def _tied(text: str, start: int, end: int) -> bool:
    after = text[end : end + 2]
    return (
        text[max(0, start - 1) : start] in TIES
        or after[:1] in ("'", "’", "_", "@", "/")
        or (after[:1] == "-" and after[1:].isalnum())
    )
