"""What else goes when a text is cut out: the break of an emptied line, the space beside a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from newslint.article import Article

SPACES = " \t\u00a0"


def widen(article: Article, start: int, end: int) -> tuple[int, int]:
    """The span to delete so that neither an empty line nor a doubled space is left behind."""
    lines = article.lines
    first = bisect_right(lines, start, key=lambda line: line.start) - 1
    last = bisect_left(lines, end, key=lambda line: line.end)
    if 0 <= first <= last < len(lines) and lines[first].start == start and lines[last].end == end:
        return _whole_lines(article, first, last)
    return _inside_line(article.text, start, end)


def _whole_lines(article: Article, first: int, last: int) -> tuple[int, int]:
    """Cut lines with the smaller of the gaps around them, so that the wider one still parts the rest."""
    lines, bounds = article.lines, article.line_bounds
    before = lines[first - 1] if first else None
    after = lines[last + 1] if last + 1 < len(lines) else None
    start_of_first = bounds(lines[first].number)[0]
    if after is None:
        return (bounds(before.number)[1] if before else start_of_first), bounds(lines[last].number)[1]
    start_of_after = bounds(after.number)[0]
    if before is None:
        return start_of_first, start_of_after
    if after.number - lines[last].number > lines[first].number - before.number:
        return bounds(before.number)[1], bounds(lines[last].number)[1]
    return start_of_first, start_of_after


def _inside_line(text: str, start: int, end: int) -> tuple[int, int]:
    """Take the spaces on one side too, when the cut would leave them doubled or at a line's edge."""
    at_left = start == 0 or text[start - 1] in SPACES or text[start - 1] in "\r\n"
    if at_left:
        while end < len(text) and text[end] in SPACES:
            end += 1
    if end == len(text) or text[end] in "\r\n":
        while start and text[start - 1] in SPACES:
            start -= 1
    return start, end
