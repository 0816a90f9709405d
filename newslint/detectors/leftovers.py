"""What the page around the article left in it: whole lines by the line model, and inserts inside a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.detectors.beside import reconsidered
from newslint.detectors.closing import closing
from newslint.detectors.shouted import shouted
from newslint.linemodel.runs import Leftover, leftovers
from newslint.model import Match, Safety


def by_kind(article: Article) -> dict[str, list[Leftover]]:
    """The leftovers of an article by the rule they belong to."""
    runs = list(reconsidered(article, leftovers(article)))
    found: dict[str, list[Leftover]] = {}
    for run in (*runs, *_apart(closing(article, runs), runs), *_apart(shouted(article), runs)):
        found.setdefault(run.kind, []).append(run)
    return found


def _apart(more: Sequence[Leftover], runs: Sequence[Leftover]) -> list[Leftover]:
    """Those that no run which goes for certain covers."""
    return [m for m in more if not any(r.start <= m.start < r.end and r.safety == "safe" for r in runs)]


def leftover(article: Article, *, kind: str, inserts: Sequence[str] = (), needs: Sequence[str] = ()) -> Iterator[Match]:
    """Runs of lines that the line model rejects as ``kind``, and matches of ``inserts`` inside lines.

    ``inserts`` are patterns; a group ``found`` narrows what goes, a group
    ``unsafe`` does so for what an editor would look at first. They are tried only on a text that holds one of
    ``needs`` (lower case).
    """
    taken = []
    for run in article.view(by_kind).get(kind, ()):
        taken.append((run.start, run.end))
        yield Match(run.start, run.end, "", {"where": run.where}, safety=run.safety)
    if inserts and (not needs or any(need in article.folded for need in needs)):
        for start, end, safety in _inserts(article.text, tuple(inserts)):
            if not any(a < end and start < b for a, b in taken):
                yield Match(start, end, "", {"where": _where(article, start, end)}, safety=safety)


def _where(article: Article, start: int, end: int) -> str:
    """Whether an insert is a paragraph or stands in one."""
    first, last = article.line_at(start)
    whole = article.text[first:last].strip() == article.text[start:end]
    return "a paragraph of its own" if whole else "inside a paragraph"


def _inserts(text: str, patterns: tuple[str, ...]) -> Iterator[tuple[int, int, Safety]]:
    for pattern in _compiled(patterns):
        group = next((name for name in ("found", "unsafe") if name in pattern.groupindex), 0)
        for found in pattern.finditer(text):
            yield (*found.span(group), "unsafe" if group == "unsafe" else "safe")


@lru_cache(maxsize=64)
def _compiled(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(compile_pattern(pattern) for pattern in patterns)
