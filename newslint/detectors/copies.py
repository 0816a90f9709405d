"""Teasers, paragraphs, captions and pull quotes that stand in the text a second time."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newslint.article import WORD, Article
from newslint.detectors.repeats import Line, Sequence, repeats, word_sequence
from newslint.model import Match, Safety
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


#: Words between a paragraph and what repeats a part of it: pull quotes and captions stand near their
#: source; an answer in an interview that its introduction quoted is far away and is no copy.
MAX_AWAY = 800
#: The credit behind a caption's text, which no paragraph has.
CREDIT = re.compile(
    r"(?:\s\|\s|\((?:file|photo|picture|image|reuters|ap|afp|getty)\b|\bcredit:|©|\bphoto(?:graph)?(?: by|:)|\bpicture:"
    r"|\bgetty\b|\breuters\b|/ap\b).{0,80}\Z",
    re.IGNORECASE,
)


class Copy(NamedTuple):
    """Lines that may go, where what they repeat stands, and whether they stand above the body."""

    start: int
    end: int
    kept: tuple[int, int]
    lede: bool
    safety: Safety


class Side(NamedTuple):
    """The lines of one copy, and how many of their words the other does not have."""

    lines: list[Line]
    new: int

    @property
    def span(self) -> tuple[int, int]:
        """Their words."""
        return self.lines[0].first, self.lines[-1].last


def repeated_lede(article: Article) -> Iterator[Match]:
    """A teaser, whole or cut, that the body repeats; the body's copy stays."""
    for copy in article.view(copies):
        if copy.lede:
            yield Match(copy.start, copy.end, "", related=(copy.kept,), safety=copy.safety)


def repeated_paragraph(article: Article) -> Iterator[Match]:
    """A paragraph, caption or pull quote that stands elsewhere in the text, whole."""
    for copy in article.view(copies):
        if not copy.lede:
            yield Match(copy.start, copy.end, "", related=(copy.kept,), safety=copy.safety)


def copies(article: Article) -> list[Copy]:
    """The copies that may go. Of two, one always stays: no two of them rely on each other."""
    sequence = article.view(word_sequence)
    gone: list[tuple[int, int]] = []
    needed: list[tuple[int, int]] = []
    found = []
    for repeat in article.view(repeats):
        early, late = (_side(sequence, *pair) for pair in (repeat, repeat[::-1]))
        if early is None and late is None:
            continue
        top = early is not None and not _prose_between(sequence, 0, early.span[0])
        side, kept = (early, repeat.late) if _early_goes(sequence, early, late, top) else (late, repeat.early)
        if side is None or _meets(side.span, needed) or _meets(side.span, gone) or _meets(kept, gone):
            continue
        gone.append(side.span)
        needed.append(kept)
        safety: Safety = "safe" if _is_sure(side, kept, early is not None and late is not None) else "unsafe"
        place = _offsets(sequence, kept)
        found.append(Copy(side.lines[0].start, side.lines[-1].end, place, top and side is early, safety))
    return sorted(found)


def _early_goes(sequence: Sequence, early: Side | None, late: Side | None, top: bool) -> bool:
    """Which of two copies is the worse one: the cut, the contained, the teaser; else the later."""
    if early is None or late is None:
        return late is None
    if _is_cut(early.lines) != _is_cut(late.lines):
        return _is_cut(early.lines)
    if early.new != late.new:
        return early.new < late.new
    return top and _is_teaser(sequence, early.lines, late.lines)


def _is_sure(side: Side, kept: tuple[int, int], whole: bool) -> bool:
    """Whether the copy is one for certain: word for word, or near enough to be a caption or pull quote."""
    away = max(kept[0] - side.span[1], side.span[0] - kept[1])
    return _is_cut(side.lines) or away <= MAX_AWAY or (whole and not side.new)


def _meets(span: tuple[int, int], others: list[tuple[int, int]]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _offsets(sequence: Sequence, words: tuple[int, int]) -> tuple[int, int]:
    """From the first to the last line that hold some words."""
    first = bisect_right(sequence.lines, words[0], key=lambda line: line.last)
    last = bisect_left(sequence.lines, words[1], key=lambda line: line.first) - 1
    return sequence.lines[first].start, sequence.lines[last].end


def _side(sequence: Sequence, own: tuple[int, int], other: tuple[int, int]) -> Side | None:
    """One copy of a repeat, when whole lines make it up and say nothing that the other does not."""
    lines = _covered(sequence, own)
    if not lines or not _is_passage(lines):
        return None
    new = _new_words(sequence, lines, other)
    size = lines[-1].last - lines[0].first
    if len(new) > (1 - COVERED) * size or any(_is_fact(word, lines) for word in new):
        return None
    return Side(lines, len(new))


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
        credit = CREDIT.search(line.text)
        loose = len(WORD.findall(credit[0])) if credit else bool(CUT.search(line.text))
        if overlap >= min(COVERED * size, size - loose):
            covered.append(line)
    return covered


def _is_passage(lines: list[Line]) -> bool:
    """Whether lines are long enough, and run as text does, not to be alike by chance."""
    size = lines[-1].last - lines[0].first
    if _is_cut(lines) or CREDIT.search(lines[-1].text):
        return size >= MIN_CUT_WORDS
    if size >= LONG_WORDS:
        return any(line.last - line.first >= LONG_WORDS or is_prose(line.text) for line in lines)
    return size >= MIN_WORDS and _is_statement(lines)


def _new_words(sequence: Sequence, lines: list[Line], other: tuple[int, int]) -> list[str]:
    """The words that the other copy does not have; the stump of a cut word and a credit do not count."""
    extra = Counter(sequence.words[lines[0].first : lines[-1].last])
    extra.subtract(sequence.words[other[0] : other[1]])
    new = [word for word, count in extra.items() if count > 0]
    credit = CREDIT.search(lines[-1].text)
    allowed = set(WORD.findall(credit[0].lower())) if credit else set()
    if _is_cut(lines):
        allowed.add(sequence.words[lines[-1].last - 1])
    return [word for word in new if word not in allowed]


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
