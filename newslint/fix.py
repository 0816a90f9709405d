"""From findings to a cleaned text: choose, apply, check again, compose; refuse when unsure.

Every pass's edits are composed into those before, so the result always speaks of the original.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.edits import apply, compose, fits
from newslint.engine import Checked, Engine
from newslint.leftout import Filter, everything, still_kept
from newslint.model import Edit, Finding, Result
from newslint.objection import objection
from newslint.pieces import LONGEST

#: SQLFluff gives up after 10 loops, Ruff after 100; real articles settle in 2 to 3.
MAX_PASSES = 8
#: The break above a line, with the blank lines there.
BREAK = compile_pattern(r"[\r\n]\s*\Z")


class Limits(NamedTuple):
    """What a fix may do without being withheld."""

    unsafe_fixes: bool = False
    #: Share of the article's prose (by characters) that may go.
    max_removed: float = 0.5


def clean(engine: Engine, article: Article, limits: Limits, keep: Filter = everything) -> Result:
    """Fix what may be fixed until nothing changes; the original, and why, when that cannot be done.

    What ``keep`` leaves out is neither fixed nor part of the result.
    """
    if len(article.text) <= LONGEST:
        return _clean(engine, article, limits, engine.check, keep)
    from newslint.longfix import clean_long  # few texts are as long

    return clean_long(article, keep, lambda p, k: _clean(engine, p.article, limits, engine.check_piece(p), k))


def _clean(
    engine: Engine, article: Article, limits: Limits, check: Callable[[Article], Checked], keep: Filter
) -> Result:
    checked = check(article)
    first = checked._replace(findings=keep(article, checked.findings))
    stay = set(map(id, first.findings))
    dropped = [f for f in checked.findings if id(f) not in stay]
    text, found = article.text, first.findings
    edits: list[Edit] = []
    for _ in range(MAX_PASSES):
        chosen = choose(text, found, engine, limits.unsafe_fixes)
        if not chosen:
            break
        edits = compose(text, edits, chosen)
        text = apply(text, chosen)
        again = check(Article(text, article.id, article.title, article.meta)).findings
        found = again if keep is everything else still_kept(keep, article, dropped, again, edits)
    else:
        return _withhold(article, first, f"the fixes did not settle in {MAX_PASSES} passes")
    if reason := objection(engine, article, text, edits, limits.max_removed):
        return _withhold(article, first, reason)
    return Result(text, tuple(first.findings), tuple(edits), tuple(found), "", first.failures)


def _withhold(article: Article, first: Checked, reason: str) -> Result:
    found = tuple(first.findings)
    return Result(article.text, found, (), found, reason, first.failures)


def choose(text: str, findings: Iterable[Finding], engine: Engine, unsafe: bool = False) -> list[Edit]:
    """Edits to make in one pass: in family order, then by place; none that meets one already kept.

    Cuts of neighbouring lines that both take the break between them do not meet: the second leaves it to the first.
    """
    allowed = ("safe", "unsafe") if unsafe else ("safe",)
    wanted = [f for f in findings if f.edits and f.safety in allowed]
    wanted.sort(key=lambda f: (engine.rank[f.rule], f.start))
    kept: list[Edit] = []
    for finding in wanted:
        edits = [_beside(text, edit, kept) for edit in finding.edits]
        if all(fits(edit, kept) for edit in edits):
            for edit in edits:
                kept.insert(bisect_right(kept, edit[:2], key=lambda e: e[:2]), edit)
    return _closed(text, kept)


def _beside(text: str, edit: Edit, kept: Sequence[Edit]) -> Edit:
    """A cut without the white space at its edges that a neighbouring one of the sorted ``kept`` takes already."""
    if edit.text:
        return edit
    start, end = edit.start, edit.end
    i = bisect_right(kept, edit[:2], key=lambda e: e[:2])
    for other in kept[max(0, i - 1) : i + 1]:
        if other.text:
            continue
        if other.start <= start < other.end < end and text[start : other.end].isspace():
            start = other.end
        elif start < other.start < end <= other.end and text[other.start : end].isspace():
            end = other.start
    return edit._replace(start=start, end=end)


def _closed(text: str, kept: list[Edit]) -> list[Edit]:
    """The edits; when several cuts that touch end the text, the break above the first goes, as with one cut."""
    i = len(kept) - 1
    if i < 1 or text[kept[i].end :].strip():
        return kept
    while i and not kept[i].text and not kept[i - 1].text and kept[i - 1].end == kept[i].start:
        i -= 1
    gap = BREAK.search(text, 0, kept[i].start)
    if i == len(kept) - 1 or not gap:
        return kept
    wider = kept[i]._replace(start=gap.start())
    return [*kept[:i], wider, *kept[i + 1 :]] if fits(wider, kept[:i]) else kept
