"""Teasers, paragraphs, captions and pull quotes that stand in the text a second time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from newslint.article import Article
from newslint.detectors.repeats import Repeat, WordLine, WordSequence, repeats, word_sequence
from newslint.detectors.sameness import Side, copied_side, is_caption, is_fragment
from newslint.model import Match, Safety
from newslint.prose import is_prose

#: Paragraphs that a teaser may have.
MAX_LEDE_LINES = 2
#: Words between a paragraph and what repeats a part of it: pull quotes and captions stand near their
#: source; an answer in an interview that its introduction quoted is far away and is no copy.
MAX_AWAY = 500
#: The same below an opening that is longer than the copy: it may be a summary, and the copy the story.
MAX_BELOW_TOP = 150
#: Share of a copy's words that may differ, all of them small.
MAX_NEW = 0.05
QUOTES = "\"“‘'"


class Copy(NamedTuple):
    """Lines that may go, where what they repeat stands, and whether they stand above the body."""

    start: int
    end: int
    kept: tuple[int, int]
    lede: bool
    safety: Safety


class Choice(NamedTuple):
    """The side of a repeat that goes, and what must stay for it."""

    side: Side
    kept: tuple[int, int]
    lede: bool
    sure: bool


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
    found = article.view(repeats)
    if not found:
        return []
    sequence = article.view(word_sequence)
    body = next((line for line in sequence.lines if is_prose(line.text)), sequence.lines[0])
    gone, needed = bytearray(len(sequence.words)), bytearray(len(sequence.words))
    copied = []
    rely: dict[tuple[str, ...], tuple[int, int]] = {}
    for repeat in found:
        choice = _choose(sequence, repeat, body)
        if choice is None:
            continue
        own = slice(*choice.side.span)
        words = tuple(sequence.words[own])
        if words in rely:  # a third copy: what the second one relies on stays for it as well
            choice = choice._replace(kept=rely[words])
        kept = slice(*choice.kept)
        if 1 in needed[own] or 1 in gone[own] or 1 in gone[kept]:
            continue
        gone[own] = b"\1" * len(gone[own])
        needed[kept] = b"\1" * len(needed[kept])
        rely[words] = choice.kept
        lines = choice.side.lines
        place = _offsets(sequence, choice.kept)
        copied.append(Copy(lines[0].start, lines[-1].end, place, choice.lede, "safe" if choice.sure else "unsafe"))
    return sorted(copied)


def _choose(sequence: WordSequence, repeat: Repeat, body: WordLine) -> Choice | None:
    """Which of two copies goes: the cut, the contained, the teaser; else the later."""
    late, early = copied_side(sequence, repeat), copied_side(sequence, repeat.turned())
    top = early is not None and early.span[0] <= body.first
    if early and (not late or _is_worse(sequence, early, late, top)):
        return Choice(early, repeat.own, top, _is_sure(sequence, early, repeat.own, late is not None))
    if late:
        sure = _is_sure(sequence, late, repeat.other, early is not None)
        if early is None and repeat.other[0] < body.last:  # a summary: the copy may be the story
            sure = sure and not late.new and _away(repeat.own, repeat.other) <= MAX_BELOW_TOP
        return Choice(late, repeat.other, False, sure)
    return None


def _is_worse(sequence: WordSequence, early: Side, late: Side, top: bool) -> bool:
    """Whether the earlier of two whole copies is the one to lose."""
    if early.is_cut != late.is_cut:
        return early.is_cut
    if early.new != late.new:
        return early.new < late.new
    if not top or len(early.lines) > MAX_LEDE_LINES:
        return False
    quote = early.lines[0].text[0] in QUOTES  # no story opens with a quotation and repeats it
    return quote or not _prose_between(sequence, early.span[1], late.span[0])


def _is_sure(sequence: WordSequence, side: Side, kept: tuple[int, int], whole: bool) -> bool:
    """Whether a careful editor need not read on: nothing said is lost, and the copies belong together."""
    if side.telling or side.new > _few(side) or is_fragment(sequence, side) or _only_caption(sequence, side, kept):
        return False
    return side.is_cut or _away(side.span, kept) <= MAX_AWAY or (whole and not side.new)


def _few(side: Side) -> float:
    """How many small words may differ: Bible verses and refrains come again with more."""
    return max(1, MAX_NEW * (side.span[1] - side.span[0]))


def _only_caption(sequence: WordSequence, side: Side, kept: tuple[int, int]) -> bool:
    """Whether what would stay is a caption, and what would go is not: then the story is what goes."""
    at = bisect_right(sequence.lines, kept[0], key=lambda line: line.last)
    return is_caption(sequence.lines[at].text) and not any(is_caption(line.text) for line in side.lines)


def _away(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Words between two stretches."""
    return max(one[0] - other[1], other[0] - one[1])


def _offsets(sequence: WordSequence, words: tuple[int, int]) -> tuple[int, int]:
    """From the first to the last line that hold some words."""
    first = bisect_right(sequence.lines, words[0], key=lambda line: line.last)
    last = bisect_left(sequence.lines, words[1], key=lambda line: line.first) - 1
    return sequence.lines[first].start, sequence.lines[last].end


def _prose_between(sequence: WordSequence, first: int, last: int) -> bool:
    """Whether a line of prose stands between two places of the word sequence."""
    for at in range(bisect_left(sequence.lines, first, key=lambda line: line.first), len(sequence.lines)):
        line = sequence.lines[at]
        if line.first >= last:
            return False
        if is_prose(line.text):
            return True
    return False
