"""Each finding with its line and the span marked, as Ruff shows it: for people."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple, TextIO

from newslint.model import Finding
from newslint.report import FileReport, Look
from newslint.report.visible import visible

#: Columns of the article shown; a paragraph is longer than any terminal.
WIDTH = 96
#: Context before a span that stands far to the right.
BEFORE = 32
COLORS = {"error": "1;31", "warning": "1;33", "info": "1;36", "path": "2", "gutter": "1;34", "help": "1;32"}
HELP = {"safe": "--fix", "unsafe": "--fix --unsafe-fixes"}


class _Excerpt(NamedTuple):
    """A line as shown, and from where to where it is marked, in columns."""

    number: int
    text: str
    start: int
    end: int


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write a block a finding."""
    for file in files:
        for finding in file.findings:
            out.write("\n".join(_block(file, finding, look.color)) + "\n\n")


def _block(file: FileReport, finding: Finding, color: bool) -> Iterator[str]:
    excerpts = list(_excerpts(file, finding))
    gutter = len(str(excerpts[-1].number))
    bar = _paint("|", "gutter", color)
    head = _paint(finding.rule, finding.severity, color)
    yield f"{head}: {visible(finding.message)}"
    arrow = _paint("-->", "gutter", color)
    yield f"{' ' * gutter}{arrow} {visible(file.place)}:{finding.line}:{finding.column}"
    yield f"{' ' * gutter} {bar}"
    for i, shown in enumerate(excerpts):
        if i and shown.number > excerpts[i - 1].number + 1:
            yield _paint("...", "gutter", color)
        yield f"{_paint(str(shown.number).rjust(gutter), 'gutter', color)} {bar} {shown.text}"
        marks = " " * shown.start + _paint("^" * max(1, shown.end - shown.start), finding.severity, color)
        yield f"{' ' * gutter} {bar} {marks}"
    if finding.edits:
        yield f"{' ' * gutter} {_paint('=', 'gutter', color)} {_help(finding)}"


def _help(finding: Finding) -> str:
    """What the fix does and which flag makes it."""
    if finding.removes:
        lines = finding.end_line - finding.line + 1
        what = "cut these lines" if lines > 1 else "cut this"
    else:
        what = "replace with " + ", ".join(f"'{visible(edit.text)}'" for edit in finding.edits)
    return f"fix: {what} ({HELP.get(finding.safety, 'by hand')})"


def _excerpts(file: FileReport, finding: Finding) -> Iterator[_Excerpt]:
    """The first and, when the span runs over lines, the last line of a finding."""
    article = file.article
    start, end = article.line_at(finding.start)
    yield _cut(finding.line, article.text[start:end], finding.start - start, min(finding.end, end) - start)
    if finding.end_line > finding.line:
        start, end = article.line_at(max(finding.start, finding.end - 1))
        number = article.position(start)[0]
        if number > finding.line:
            yield _cut(number, article.text[start:end], 0, finding.end - start)


def _cut(number: int, line: str, start: int, end: int) -> _Excerpt:
    """At most WIDTH columns of a line, so that the span's beginning can be seen."""
    left = 0 if end <= WIDTH else max(0, start - BEFORE)
    left = 0 if left < 4 else left
    right = min(len(line), left + WIDTH)
    head = "…" if left else ""
    before, marked = visible(line[left:start]), visible(line[start : min(end, right)])
    tail = visible(line[min(end, right) : right]) + ("…" if right < len(line) else "")
    begin = _columns(head + before)
    return _Excerpt(number, head + before + marked + tail, begin, begin + _columns(marked))


def _columns(text: str) -> int:
    """Terminal columns: East Asian wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _paint(text: str, role: str, color: bool) -> str:
    return f"\x1b[{COLORS[role]}m{text}\x1b[0m" if color else text
