"""What speaks against a cleaned text: edits that break a promise, or too much of the prose gone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from newslint.article import Article, Line
from newslint.edits import apply
from newslint.engine import Engine
from newslint.linemodel.extent import extent
from newslint.model import Edit
from newslint.promises import broken_promise
from newslint.prose import is_prose

#: The share of the prose that stays which may be the page's own: a notice that was not seen to be one.
STRAY = 0.2
ENGLISH = {"ink": "all but white space", "elsewhere": "one copy of what it cuts", "article": "the article"}


def objection(engine: Engine, article: Article, text: str, edits: Sequence[Edit], max_removed: float) -> str:
    """Why the cleaned text must not be used; empty when nothing speaks against it."""
    if apply(article.text, edits) != text:
        return "the edits do not rebuild the cleaned text (please report this)"
    if edits and not text.strip():
        return "the fixes would leave nothing"
    if rule := broken_promise(article.text, edits, engine.keeps):
        return f"'{rule}' would break its promise to keep {ENGLISH[engine.keeps[rule]]} (please report this)"
    share = removed_share(article, edits, engine.keeps)
    if share > max_removed:
        return f"the fixes would remove {share:.0%} of the prose (max_removed is {max_removed:.0%})"
    return ""


def removed_share(article: Article, edits: Sequence[Edit], keeps: Mapping[str, str]) -> float:
    """The share of the article's prose, by characters, that the edits take away for good.

    What stands elsewhere too is not lost, menus are no prose, and what rules that keep the article cut
    above and below all prose that stays was the page around it: half the prose of a whole page is its
    cookie notice.
    """
    cuts = [e for e in edits if not e.text.strip()]
    prose = [line for line in article.lines if is_prose(line.text)]
    stays = [not _overlap(line.start, line.end, cuts) for line in prose]
    top, bottom = _body(prose, stays) if any(stays) else (0, len(article.text))
    lost = [e for e in cuts if not _harmless({keeps.get(r) for r in e.rules}, e.end <= top or e.start >= bottom)]
    whole = sum(len(line.text) for line in prose)
    return sum(_overlap(line.start, line.end, lost) for line in prose) / whole if whole else 0.0


def _body(prose: Sequence[Line], stays: Sequence[bool]) -> tuple[int, int]:
    """Where the article begins and ends, by the prose that stays; a last notice far below does not belong to it."""
    chars = [len(line.text) for line in prose]
    first, last = extent(chars, [float(not s) for s in stays])
    kept = [size * s for size, s in zip(chars, stays, strict=True)]
    if sum(kept[:first]) + sum(kept[last + 1 :]) > STRAY * sum(kept):
        first, last = stays.index(True), len(stays) - 1 - [*reversed(stays)].index(True)
    return prose[first].start, prose[last].end


def _harmless(kept: set[str | None], around: bool) -> bool:
    """Whether a cut takes nothing of the article, by what its rules keep and whether it lies around it."""
    return kept == {"elsewhere"} or (around and kept <= {"article", "elsewhere"})


def _overlap(start: int, end: int, edits: Sequence[Edit]) -> int:
    """How many characters of a span the edits cover."""
    i = max(0, bisect_right(edits, start, key=lambda e: e.start) - 1)
    total = 0
    while i < len(edits) and edits[i].start < end:
        total += max(0, min(end, edits[i].end) - max(start, edits[i].start))
        i += 1
    return total
