"""Each finding with the line it stands in, and the lines it speaks of: for people.

With colour, what would be cut is struck through and what would be put in stands behind it; without,
carets mark the span.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from newslint.model import Finding
from newslint.report import EXCERPT, FileReport, Look
from newslint.report.paint import paint
from newslint.report.visible import visible

#: Context before a span that stands far to the right, in columns.
BEFORE = 32
#: The narrowest excerpt worth showing, in columns.
NARROW = 40
HELP = {"safe": "--fix", "unsafe": "--fix --unsafe-fixes"}


class _Excerpt(NamedTuple):
    """A line as shown: what comes before the span, the span, what comes after."""

    number: int
    before: str
    marked: str
    after: str
    #: Whether this is what the finding repeats, not the finding.
    other: bool = False


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write a block a finding."""
    for file in files:
        for finding in file.findings:
            out.write("\n".join(_block(file, finding, look)) + "\n\n")


def _block(file: FileReport, f: Finding, look: Look) -> Iterator[str]:
    gutter = max(3, len(str(max(f.end_line, *(span.line for span in f.related), 0))))
    new = _new(f) if look.color else ""
    excerpts = sorted(_excerpts(file, f, max(NARROW, look.width - gutter - 3 - len(new))))
    yield f"{paint(f.rule, f.severity, look.color)}: {visible(f.message)}"
    arrow = paint("-->".rjust(gutter + 1), "gutter", look.color)
    yield f"{arrow} {paint(f'{visible(file.place)}:{f.line}:{f.column}', 'path', look.color)}"
    for i, excerpt in enumerate(excerpts):
        if i and (between := excerpt.number - excerpts[i - 1].number - 1):
            gap = f"{between} line{'' if between == 1 else 's'}"
            yield paint(f"{':'.rjust(gutter + 2)} {gap}", "gutter", look.color)
        yield from _lines(excerpt, f, gutter, look.color)
    if fix := _fix(f):
        yield f"{paint('='.rjust(gutter + 2), 'gutter', look.color)} {paint('fix', 'help', look.color)}: {fix}"


def _lines(excerpt: _Excerpt, f: Finding, gutter: int, color: bool) -> Iterator[str]:
    """The line of an excerpt, and where colour cannot mark the span, its carets."""
    number, before, marked, after, other = excerpt
    bar = paint(f"{str(number).rjust(gutter)} |", "gutter", color)
    if other:
        yield f"{bar} {paint(before + marked + after, 'faint', color)}"
        return
    if color and marked:
        role = "cut" if f.safety in HELP else f.severity
        yield f"{bar} {before}{paint(marked, role, color)}{paint(_new(f), 'new', color)}{after}"
        return
    yield f"{bar} {before}{marked}{after}"
    carets = " " * _columns(before) + paint("^" * max(1, _columns(marked)), f.severity, color)
    yield f"{paint('|'.rjust(gutter + 2), 'gutter', color)} {carets}"


def _new(f: Finding) -> str:
    """What would stand in the place of the span, after a space: not every terminal strikes through."""
    if f.removes or len(f.edits) != 1 or not f.edits[0].text.strip() or len(f.edits[0].text) > EXCERPT:
        return ""
    return " " + visible(f.edits[0].text)


def _fix(f: Finding) -> str:
    """What the fix does and which flag makes it; empty when there is none."""
    if f.safety not in HELP or not f.edits:
        return ""
    if f.removes:
        what = "cut these lines" if f.end_line > f.line else "cut this"
    else:
        texts = (visible(edit.text) for edit in f.edits)
        what = "replace with " + ", ".join(f"'{t if len(t) <= EXCERPT else t[: EXCERPT - 1] + '…'}'" for t in texts)
    return f"{what} ({HELP[f.safety]})"


def _excerpts(file: FileReport, f: Finding, width: int) -> Iterator[_Excerpt]:
    """The first and the last line of a finding, and the first of what it repeats."""
    article = file.article
    line = article.line_at(f.start)
    yield _cut(f.line, article.text, line, (f.start, min(f.end, line[1])), width)
    last = f.line
    if f.end_line > f.line:
        line = article.line_at(max(f.start, f.end - 1))
        last = article.position(line[0])[0]
        if last > f.line:
            yield _cut(last, article.text, line, (line[0], f.end), width)
    for span in f.related[:1]:
        if not f.line <= span.line <= last:
            shown = _cut(span.line, article.text, article.line_at(span.start), (span.start, span.start), width)
            yield shown._replace(other=True)


def _cut(number: int, text: str, line: tuple[int, int], span: tuple[int, int], width: int) -> _Excerpt:
    """At most ``width`` columns of a line (more where characters are wide), the span's beginning among them."""
    first, last = line
    start, end = min(span[0], last), span[1]
    left = first if end - first < width else max(first, start - BEFORE)
    left = first if left - first < 4 else left
    right = min(last, left + width - (left > first) - 1)
    if right == last - 1:
        right += 1
    before = ("…" if left > first else "") + visible(text[left:start])
    marked = visible(text[start : min(end, right)])
    after = visible(text[max(start, min(end, right)) : right]) + ("…" if right < last else "")
    return _Excerpt(number, before, marked, after)


def _columns(text: str) -> int:
    """Terminal columns: East Asian wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
