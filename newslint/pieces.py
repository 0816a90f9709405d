"""A text too long to be one article is checked in pieces, so that memory and time stay in bounds.

Nobody writes a story of a million characters: such a file is many stories in one, or no story. It is
cut at line ends (or, in a line without end, at spaces). What a piece shows beside a cut is dropped, as it
may speak of the cut and not of the text: what stands there is checked in a window around the cut, a seam.

Where to cut is decided by the text beside the cut, as in content-defined chunking (Muthitacharoen,
Chen and Mazières, SOSP 2001): when a fix has moved all that follows, the later pieces are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

from newslint.article import LINE_BREAK, Article
from newslint.compiled import compile_pattern
from newslint.model import Edit, Finding, Span

#: Characters of the longest text that is taken whole. War and Peace has three million.
LONGEST = 500_000
#: Characters of a piece of a longer one: the views of a piece take some hundred bytes a character.
PIECE = 100_000
#: Characters at the end of a piece that are searched for a place to cut.
SEARCH = 40_000
#: Places to cut behind, the best kind first.
ENDS = [compile_pattern(mark) for mark in (r"\n(?:[ \t\r]*\n)+", r"\n", r"\r(?!\n)", " (?! )")]
#: Characters behind a place that decide whether it is taken.
BESIDE = 32
#: Characters beside a cut, at most, in which a piece reports nothing.
MARGIN = 100
#: Characters of a seam on each side of its cut: as many as an article has.
CONTEXT = 3_000


class Piece(NamedTuple):
    """A part of a long text and where it begins: code points, lines from 0, columns from 0."""

    article: Article
    start: int
    line: int
    column: int
    first: bool
    last: bool
    #: Of a seam: the characters before and behind those that only it reports of.
    around: tuple[int, int] | None = None


def parts(article: Article) -> Iterator[Piece]:
    """The pieces of a text, and behind each but the first the seam between it and the one before."""
    before: Piece | None = None
    for piece in pieces(article):
        yield piece
        if before:
            yield _seam(article, before, piece)
        before = piece


def _seam(article: Article, before: Piece, behind: Piece) -> Piece:
    """The window around the cut between two pieces, which reports what neither of them does."""
    cut, left = behind.start, len(before.article.text)
    start = max(0, left - CONTEXT)
    start -= before.article.text[max(0, start - 1) : start + 1] == "\r\n"
    place = _behind(before.article.text[:start], before)
    window = article.text[place[0] : cut + CONTEXT]
    low = _edges(before)[1] - start
    high = left - start + _edges(behind)[0]
    part = Article(window, article.id, article.title, article.meta)
    first, last = place[0] == 0, place[0] + len(window) == len(article.text)
    return Piece(part, *place, first, last, (low, len(window) - high))


def pieces(article: Article) -> Iterator[Piece]:
    """The pieces of a text, in order; together they are the text."""
    text, start, line, column = article.text, 0, 0, 0
    while start < len(text) or start == 0:
        end = _cut(text, start)
        part = Article(text[start:end], article.id, article.title, article.meta)
        yield (piece := Piece(part, start, line, column, start == 0, end == len(text)))
        start, line, column = _behind(part.text, piece)
        if end == len(text):
            return


def _cut(text: str, start: int) -> int:
    """Where the piece that begins at ``start`` ends: behind an empty line, a line end or a space."""
    limit = start + PIECE
    if limit >= len(text) or len(text) <= LONGEST:
        return len(text)
    for mark in ENDS:
        if places := [found.end() for found in mark.finditer(text, limit - SEARCH, limit)]:
            return min(places, key=lambda place: crc32(text[place : place + BESIDE].encode("utf-8", "surrogatepass")))
    return limit


def shifted(finding: Finding, piece: Piece) -> Finding:
    """A finding of a piece as a finding of the whole text."""
    moved = _moved(Span(*(getattr(finding, name) for name in Span._fields)), piece)
    # Most edits span their finding: the same numbers for both, as there may be a hundred thousand.
    same = {moved.start: moved.start, moved.end: moved.end}
    edits = [
        e._replace(start=same.get(e.start, e.start), end=same.get(e.end, e.end))
        for e in shifted_edits(finding.edits, piece)
    ]
    return finding._replace(
        **moved._asdict(),
        edits=tuple(edits),
        related=tuple(_moved(span, piece) for span in finding.related),
    )


def _moved(span: Span, piece: Piece) -> Span:
    return Span(
        span.start + piece.start,
        span.end + piece.start,
        span.line + piece.line,
        span.column + (piece.column if span.line == 1 else 0),
        span.end_line + piece.line,
        span.end_column + (piece.column if span.end_line == 1 else 0),
    )


def shifted_edits(edits: Sequence[Edit], piece: Piece) -> Iterator[Edit]:
    """Edits of a piece as edits of the whole text."""
    for edit in edits:
        yield edit._replace(start=edit.start + piece.start, end=edit.end + piece.start)


def inside(findings: Sequence[Finding], piece: Piece) -> list[Finding]:
    """The findings that are a piece's to report: not beside its ends, and of a seam those beside its cut."""
    top, bottom = _edges(piece)
    found = [f for f in findings if f.start >= top and f.end <= bottom]
    if piece.around is None:
        return found
    low, high = piece.around[0], len(piece.article.text) - piece.around[1]
    beside = (f for f in found if f.end > low and f.start < high)
    # Of two copies one stays only if a single piece decides which.
    return [f for f in beside if all(low <= place.start and place.end <= high for place in f.related)]


def _edges(piece: Piece) -> tuple[int, int]:
    """Where a piece's first line, and where its last one, is far enough from a cut to be reported of."""
    article = piece.article
    ends = [line.end for line in article.lines] or [0]
    starts = [line.start for line in article.lines] or [0]
    top = 0 if piece.first else min(ends[0], MARGIN)
    return top, len(article.text) if piece.last else max(starts[-1], len(article.text) - MARGIN)


def _behind(text: str, piece: Piece) -> tuple[int, int, int]:
    """Offset, line and column behind a text that stands where a piece begins."""
    breaks = list(LINE_BREAK.finditer(text))
    column = len(text) - breaks[-1].end() if breaks else piece.column + len(text)
    return piece.start + len(text), piece.line + len(breaks), column
