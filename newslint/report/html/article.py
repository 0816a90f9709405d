"""One article: its lines before and after, side by side, with the findings under the lines they are in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import NamedTuple, Protocol

from newslint.model import Edit, Finding, Result
from newslint.report import FileReport
from newslint.report.html.marks import Mark, after, before
from newslint.report.visible import visible

#: Lines shown beside one that holds a finding.
CONTEXT = 1
#: So many lines without a finding, and no fewer, are folded away.
FOLD = 3
HEADS = (
    '<div class="row heads"><span class="no"></span>'
    '<span class="old">Before</span><span class="new">After</span></div>\n'
)


class Page(Protocol):
    """What an article must know of the page it stands on."""

    findings: int

    def rule_class(self, rule: str) -> str:
        """The CSS class of a rule's findings."""


class _Row(NamedTuple):
    """One line of the article that is shown."""

    html: str
    #: Whether something is found or changed in it.
    touched: bool


def section(file: FileReport, result: Result | None, number: int, page: Page) -> str:
    """The article's part of the page; counts its findings on ``page``."""
    marks = _marks(file.findings, page)
    edits = result.edits if result else ()
    rows = list(_rows(file, marks, edits))
    path = escape(visible(file.path))
    withheld = (
        f'<p class="withheld">Left as it is: {escape(result.withheld)}.</p>' if result and result.withheld else ""
    )
    return (
        f'<section class="article{"" if edits else " plain"}" id="a{number}">\n<h2><bdi>{path}</bdi>'
        f"<small>{_share(file, edits)}</small></h2>{withheld}\n"
        f'<div class="lines">\n{HEADS if edits else ""}{"".join(_folded(rows))}</div>\n</section>\n'
    )


def _marks(findings: Sequence[Finding], page: Page) -> list[Mark]:
    """The findings and what they repeat, in order; of two at one place the finding comes last, on top."""
    marks = []
    for f in findings:
        rule = page.rule_class(f.rule)
        marks += [Mark(span.start, span.end, page.findings, f"other {rule}", f, True) for span in f.related]
        marks.append(Mark(f.start, f.end, page.findings, f"{f.severity} {rule}", f))
        page.findings += 1
    return sorted(marks, key=lambda mark: (mark.start, not mark.other, mark.number))


def _share(file: FileReport, edits: Sequence[Edit]) -> str:
    """How much of the text would go, to the editor's comfort."""
    lost = sum(e.end - e.start for e in edits if not e.text.strip())
    count = len(file.findings)
    found = f"{count:,} finding{'' if count == 1 else 's'}"
    return f"{found}, {lost / len(file.article.text):.1%} of the text would be cut" if lost else found


def _rows(file: FileReport, marks: Sequence[Mark], edits: Sequence[Edit]) -> Iterator[_Row]:
    """The lines that hold ink, or in which something is found."""
    article = file.article
    marks_of, edits_of = _by_line(file, marks), _edits_by_line(file, edits)
    notes: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if not mark.other:
            notes[mark.finding.line].append(mark)
    for number in range(1, len(article.line_starts) + 1):
        start, end = article.line_bounds(number)
        here, changes = marks_of.get(number, []), edits_of.get(number, [])
        if not (article.text[start:end].strip() or any(mark.start >= start for mark in here)):
            continue
        old = before(article.text, start, end, here, changes)
        new = after(article.text, start, end, changes)
        state = "" if not changes else " gone" if not new.strip() else " changed"
        cells = f'<div class="old" dir="auto">{old}</div><div class="new" dir="auto">{new}</div>'
        html = f'<div class="row{state}"><span class="no">{number}</span>{cells}</div>\n'
        yield _Row(html + "".join(map(_note, notes[number])), bool(here or changes))


def _by_line(file: FileReport, marks: Sequence[Mark]) -> Mapping[int, list[Mark]]:
    lines: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        first, last = (file.article.position(at)[0] for at in (mark.start, max(mark.start, mark.end - 1)))
        for number in range(first, last + 1):
            lines[number].append(mark)
    return lines


def _edits_by_line(file: FileReport, edits: Sequence[Edit]) -> Mapping[int, list[Edit]]:
    """The edits of each line, but for those that only take its break."""
    article = file.article
    lines: dict[int, list[Edit]] = defaultdict(list)
    for edit in edits:
        first, last = (article.position(at)[0] for at in (edit.start, max(edit.start, edit.end - 1)))
        for number in range(first, last + 1):
            start, end = article.line_bounds(number)
            if edit.text or (edit.start < end and edit.end > start):
                lines[number].append(edit)
    return lines


def _note(mark: Mark) -> str:
    f = mark.finding
    return (
        f'<div class="note {mark.css}" id="f{mark.number}" tabindex="-1"><span class="rule">{escape(f.rule)}</span> '
        f'<span class="message">{escape(visible(f.message))}</span> <span class="fix">{_fix(f)}</span></div>\n'
    )


def _fix(f: Finding) -> str:
    """What would be done, in an editor's words."""
    if not f.edits or f.safety == "none":
        return "for a person to decide"
    what = "cut" if f.removes else "put right"
    return f"safe to be {what}" if f.safety == "safe" else f"could be {what}, if you allow it"


def _folded(rows: Sequence[_Row]) -> Iterator[str]:
    """The rows, with runs of lines that hold nothing of interest folded away."""
    shown = [any(r.touched for r in rows[max(0, i - CONTEXT) : i + CONTEXT + 1]) for i in range(len(rows))]
    at = 0
    while at < len(rows):
        stop = at + 1
        while stop < len(rows) and shown[stop] == shown[at]:
            stop += 1
        html = "".join(row.html for row in rows[at:stop])
        if shown[at] or stop - at < FOLD:
            yield html
        else:
            yield f"<details><summary>{stop - at:,} lines without a finding</summary>\n{html}</details>\n"
        at = stop
