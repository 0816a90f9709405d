"""Teasers, paragraphs, captions and pull quotes that stand in the text a second time."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newslint.article import Article
from newslint.detectors.repeats import Line, Repeat, Sequence, repeats, word_sequence
from newslint.model import Match
from newslint.prose import ends_sentence, is_prose

#: A teaser that was cut to length ends so.
CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])(?:\s*(?:read|see|show|learn) more)?\W*\Z", re.IGNORECASE)
#: Words that a copy needs to be one: shorter lines repeat by chance (scores, "He declined to comment").
MIN_WORDS, MIN_CUT_WORDS = 10, 8
#: A copy this long need not end as a sentence does.
LONG_WORDS = 20
#: Share of a line's words that must stand in the other copy.
COVERED = 0.9
#: Paragraphs that a teaser may have.
MAX_LEDE_LINES = 2
#: Rows and items are alike by nature.
ROW = re.compile(r"[|\t]|[-*•–] |\d{1,3}[.)] ")


#: What may stand behind a question mark.
CLOSERS = "\"”’')]"


class Copy(NamedTuple):
    """Lines that may go, where what they repeat stands, and whether they stand above the body."""

    start: int
    end: int
    kept: tuple[int, int]
    lede: bool


def repeated_lede(article: Article) -> Iterator[Match]:
    """A teaser, whole or cut, that the body repeats; the body's copy stays."""
    for copy in article.view(copies):
        if copy.lede:
            yield Match(copy.start, copy.end, "", related=(copy.kept,))


def repeated_paragraph(article: Article) -> Iterator[Match]:
    """A paragraph, caption or pull quote that stands elsewhere in the text, whole."""
    for copy in article.view(copies):
        if not copy.lede:
            yield Match(copy.start, copy.end, "", related=(copy.kept,))


def copies(article: Article) -> list[Copy]:
    """The copies that may go. Of two, one always stays: no two of them rely on each other."""
    sequence = article.view(word_sequence)
    gone: list[tuple[int, int]] = []
    needed: list[tuple[int, int]] = []
    found = []
    for repeat in article.view(repeats):
        choice = _choose(sequence, repeat)
        if choice is None:
            continue
        lines, kept, lede = choice
        span = (lines[0].first, lines[-1].last)
        if _meets(span, needed) or _meets(span, gone) or _meets(kept, gone):
            continue
        gone.append(span)
        needed.append(kept)
        found.append(Copy(lines[0].start, lines[-1].end, _offsets(article, sequence, kept), lede))
    return sorted(found)


def _meets(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _offsets(article: Article, sequence: Sequence, words: tuple[int, int]) -> tuple[int, int]:
    """From the first to the last line that hold some words."""
    first = bisect_right(sequence.lines, words[0], key=lambda line: line.last)
    last = bisect_left(sequence.lines, words[1], key=lambda line: line.first) - 1
    return sequence.lines[first].start, sequence.lines[last].end


def _choose(sequence: Sequence, repeat: Repeat) -> tuple[list[Line], tuple[int, int], bool] | None:
    """Which lines of a repeat go, the words that must stay for it, and whether it is the lede."""
    early = _covered(sequence, repeat.early)
    late = _covered(sequence, repeat.late)
    if early and not _is_copy(sequence, early, repeat.late):
        early = []
    if late and not _is_copy(sequence, late, repeat.early):
        late = []
    if not early and not late:
        return None
    top = bool(early) and not _prose_between(sequence, 0, early[0].first)
    if early and (not late or _is_cut(early) or (top and _is_teaser(sequence, early, late))):
        return early, repeat.late, top
    return late, repeat.early, False


def _covered(sequence: Sequence, words: tuple[int, int]) -> list[Line]:
    """The lines nearly all of whose words lie in a range."""
    lines = sequence.lines
    first = bisect_right(lines, words[0], key=lambda line: line.last)
    covered = []
    for line in lines[first:]:
        if line.first >= words[1]:
            break
        overlap = min(line.last, words[1]) - max(line.first, words[0])
        size = line.last - line.first
        if overlap >= COVERED * size or (CUT.search(line.text) and overlap >= size - 1):
            covered.append(line)
    return covered


def _is_copy(sequence: Sequence, lines: list[Line], other: tuple[int, int]) -> bool:
    """Whether lines say nothing that the words of ``other`` do not, and are no mere phrase."""
    size = lines[-1].last - lines[0].first
    cut = _is_cut(lines)
    if size < (MIN_CUT_WORDS if cut else MIN_WORDS):
        return False
    if size < LONG_WORDS and not cut and not _is_statement(lines):
        return False
    extra = Counter(sequence.words[lines[0].first : lines[-1].last])
    extra.subtract(sequence.words[other[0] : other[1]])
    new = [word for word, count in extra.items() if count > 0]
    if cut:
        new = [word for word in new if word != sequence.words[lines[-1].last - 1]]
    return len(new) <= (1 - COVERED) * size and not any(_is_fact(word, lines) for word in new)


def _is_statement(lines: list[Line]) -> bool:
    """Whether a short copy is a sentence of the story: no row, no item, no question of an interview."""
    last = lines[-1].text
    return ends_sentence(last) and last.rstrip(CLOSERS)[-1:] not in "?:" and not ROW.match(lines[0].text)


def _is_fact(word: str, lines: list[Line]) -> bool:
    """Whether a word is a number or a name: copies that differ in one are different statements."""
    if any(c.isdigit() for c in word):
        return True
    name = word.capitalize()
    return any(name in line.text[1:] and word not in line.text for line in lines)


def _is_cut(lines: list[Line]) -> bool:
    return CUT.search(lines[-1].text) is not None


def _is_teaser(sequence: Sequence, early: list[Line], late: list[Line]) -> bool:
    """Whether two whole copies are a teaser and the body's opening: no body stands between them."""
    return len(early) <= MAX_LEDE_LINES and not _prose_between(sequence, early[-1].last, late[0].first)


def _prose_between(sequence: Sequence, first: int, last: int) -> bool:
    """Whether a line of prose stands between two places of the word sequence."""
    at = bisect_left(sequence.lines, first, key=lambda line: line.first)
    for line in sequence.lines[at:]:
        if line.first >= last:
            return False
        if is_prose(line.text):
            return True
    return False
