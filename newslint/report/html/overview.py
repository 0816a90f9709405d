"""What stands above the articles: the counts, and charts that are filters and links as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape

from newslint.model import SEVERITIES, Severity
from newslint.report import FileReport
from newslint.report.visible import visible
from newslint.summary import plural

#: Lines of a chart before the rest is folded away.
LISTED = 10


class Overview:
    """Counts of a run, article by article."""

    def __init__(self, summaries: Mapping[str, str]) -> None:
        self._summaries = summaries
        self._files = 0
        self._safe = 0
        self._rules: dict[str, Counter[Severity]] = {}
        self._articles: list[tuple[str, Counter[Severity]]] = []
        #: Findings seen so far; each has its number on the page.
        self.findings = 0

    def add(self, file: FileReport) -> int | None:
        """Count a file; the number of its article, or None when nothing was found in it."""
        self._files += 1
        if not file.findings:
            return None
        for f in file.findings:
            self._rules.setdefault(f.rule, Counter())[f.severity] += 1
        self._safe += sum(f.safety == "safe" and bool(f.edits) for f in file.findings)
        self._articles.append((file.path, Counter(f.severity for f in file.findings)))
        return len(self._articles) - 1

    def rule_class(self, rule: str) -> str:
        """The CSS class of a rule's findings."""
        return f"r{list(self._rules).index(rule)}"

    def summary(self, shown: int) -> str:
        """The figures of the page's head."""
        total = sum(count.total() for _, count in self._articles)
        figures = [
            (f"{self._files:,}", "article checked" if self._files == 1 else "articles checked"),
            (f"{len(self._articles):,}", "with findings"),
            (f"{total:,}", "finding" if total == 1 else "findings"),
            (f"{self._safe:,}", "with a safe fix"),
        ]
        rows = "".join(f"<div><dd>{number}</dd><dt>{what}</dt></div>" for number, what in figures)
        if shown < len(self._articles):
            rows += f"<div class=note>The first {plural(shown, 'article')} with findings are shown below.</div>"
        return rows

    def severities(self) -> str:
        """A switch a severity."""
        total = sum((count for _, count in self._articles), Counter[Severity]())
        return "".join(
            f'<label class="chip {s}"><input type="checkbox" data-severity="{s}" checked>'
            f"{s} <b>{total[s]:,}</b></label>"
            for s in SEVERITIES
            if total[s]
        )

    def rules(self) -> str:
        """A bar and a switch a rule, most findings first."""
        rows = sorted(self._rules.items(), key=lambda row: (-row[1].total(), row[0]))
        most = max((count.total() for _, count in rows), default=1)
        return _chart(
            f'<label class="line" title="{escape(self._summaries.get(rule, ""))}">'
            f'<input type="checkbox" data-rule="{self.rule_class(rule)}" checked>'
            f"{_cells(escape(rule), count, most)}</label>"
            for rule, count in rows
        )

    def articles(self, shown: int) -> str:
        """A bar an article, most findings first; each leads to its article."""
        rows = sorted(enumerate(self._articles[:shown]), key=lambda row: (-row[1][1].total(), row[0]))
        return _chart(self._links(rows))

    def _links(self, rows: Sequence[tuple[int, tuple[str, Counter[Severity]]]]) -> Iterator[str]:
        most = max((count.total() for _, (_, count) in rows), default=1)
        for number, (path, count) in rows:
            name = escape(visible(path))
            cells = _cells(f"<bdi>{name}</bdi>", count, most)
            yield f'<a class="line" href="#a{number}" title="{name}">{cells}</a>'


def _cells(name: str, count: Counter[Severity], most: int) -> str:
    return f'<span class="name">{name}</span>{bar(count, most)}<span class="count">{count.total():,}</span>'


def _chart(lines: Iterable[str]) -> str:
    lines = list(lines)
    first, rest = (lines, []) if len(lines) <= LISTED + 1 else (lines[:LISTED], lines[LISTED:])
    html = f'<div class="chart">{"".join(first)}</div>'
    if rest:
        html += f'<details><summary>{len(rest):,} more</summary><div class="chart">{"".join(rest)}</div></details>'
    return html


def bar(count: Counter[Severity], most: int) -> str:
    """A bar of ``count`` against the longest, worst severity first."""
    at, parts = 0.0, ""
    for severity in SEVERITIES:
        if count[severity]:
            width = 100 * count[severity] / most
            parts += f'<rect class="{severity}" x="{at:.2f}" width="{width:.2f}" height="8"/>'
            at += width
    return f'<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{parts}</svg>'
