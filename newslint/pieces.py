"""A text too long to be one article is checked in pieces, so that memory and time stay in bounds.

Nobody writes a story of a million characters: such a file is many stories in one, or no story. It is
cut at line ends (or, in a line without end, at spaces); what is found beside a cut is dropped, as it
would speak of the cut and not of the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from newslint.article import LINE_BREAK, Article
from newslint.model import Edit, Finding, Result, Span

#: Characters of the longest text that is taken whole. War and Peace has three million.
LONGEST = 500_000
#: Characters of a piece of a longer one: the views of a piece take some hundred bytes a character.
PIECE = 100_000
#: Characters before a cut that are searched for a place to cut.
SEARCH = 20_000
#: Characters beside a cut in a line without end in which nothing is reported.
MARGIN = 100


class Piece(NamedTuple):
    """A part of a long text and where it begins: code points, lines from 0, columns from 0."""

    article: Article
    start: int
    line: int
    column: int
    first: bool
    last: bool


def pieces(article: Article) -> Iterator[Piece]:
    """The pieces of a text, in order; together they are the text."""
    text, start, line, column = article.text, 0, 0, 0
    while start < len(text) or start == 0:
        end = _cut(text, start)
        part = Article(text[start:end], article.id, article.title, article.meta)
        yield Piece(part, start, line, column, start == 0, end == len(text))
        breaks = list(LINE_BREAK.finditer(text, start, end))
        line += len(breaks)
        column = end - breaks[-1].end() if breaks else column + end - start
        start = end
        if end == len(text):
            return


def _cut(text: str, start: int) -> int:
    """Where the piece that begins at ``start`` ends: behind an empty line, a line end or a space."""
    limit = start + PIECE
    if limit >= len(text) or len(text) <= LONGEST:
        return len(text)
    for mark in ("\n\n", "\n", "\r", " "):
        found = text.rfind(mark, limit - SEARCH, limit)
        if found >= 0 and not (mark == "\r" and text.startswith("\r\n", found)):
            return found + len(mark)
    return limit


def shifted(finding: Finding, piece: Piece) -> Finding:
    """A finding of a piece as a finding of the whole text."""
    return finding._replace(
        **_moved(Span(*(getattr(finding, name) for name in Span._fields)), piece)._asdict(),
        edits=tuple(shifted_edits(finding.edits, piece)),
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
    """The findings that do not stand beside a cut: on its line, or near it in a line without end."""
    article = piece.article
    ends = [line.end for line in article.lines] or [0]
    starts = [line.start for line in article.lines] or [0]
    top = 0 if piece.first else min(ends[0], MARGIN)
    bottom = len(article.text) if piece.last else max(starts[-1], len(article.text) - MARGIN)
    return [f for f in findings if f.start >= top and f.end <= bottom]


def joined(results: Sequence[tuple[Piece, Result]]) -> Result:
    """The results of all pieces as one."""
    return Result(
        text="".join(result.text for _, result in results),
        findings=tuple(shifted(f, p) for p, r in results for f in r.findings),
        edits=tuple(e for p, r in results for e in shifted_edits(r.edits, p)),
        remaining=tuple(_in_cleaned(results)),
        withheld="; ".join(dict.fromkeys(r.withheld for _, r in results if r.withheld)),
        failures=tuple(dict.fromkeys(failure for _, r in results for failure in r.failures)),
    )


def _in_cleaned(results: Sequence[tuple[Piece, Result]]) -> Iterator[Finding]:
    """What is left, with its place in the cleaned text."""
    start = line = column = 0
    for piece, result in results:
        here = piece._replace(start=start, line=line, column=column)
        yield from (shifted(f, here) for f in result.remaining)
        breaks = list(LINE_BREAK.finditer(result.text))
        start += len(result.text)
        line += len(breaks)
        column = len(result.text) - breaks[-1].end() if breaks else column + len(result.text)
