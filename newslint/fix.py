"""From findings to a cleaned text: choose, apply, check again, compose; refuse when unsure.

Every pass's edits are composed into those before, so the result always speaks of the original.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.engine import Checked, Engine
from newslint.leftout import Filter, everything, still_kept
from newslint.linemodel.extent import extent
from newslint.model import Edit, Finding, Result
from newslint.pieces import LONGEST
from newslint.promises import broken_promise
from newslint.prose import is_prose

#: SQLFluff gives up after 10 loops, Ruff after 100; real articles settle in 2 to 3.
MAX_PASSES = 8
#: The share of the prose that stays which may be the page's own: a notice that was not seen to be one.
STRAY = 0.2
ENGLISH = {"ink": "all but white space", "elsewhere": "one copy of what it cuts", "article": "the article"}


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
    if reason := _objection(engine, article, text, edits, limits):
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


def fits(edit: Edit, kept: Sequence[Edit]) -> bool:
    """Whether an edit meets none of the sorted ``kept``; two that replace text may lie side by side."""
    i = bisect_right(kept, edit[:2], key=lambda e: e[:2])
    return not any(_meet(edit, other) for other in kept[max(0, i - 1) : i + 1])


def _meet(a: Edit, b: Edit) -> bool:
    """Whether two edits overlap, or one is an insertion at the other's edge."""
    if a.start < b.end and b.start < a.end:
        return True
    side_by_side = a.start == b.end or b.start == a.end
    return side_by_side and (a.start == a.end or b.start == b.end)


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with the edits made; they must be sorted and must not overlap."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += (text[at : edit.start], edit.text)
        at = edit.end
    parts.append(text[at:])
    return "".join(parts)


class _Piece(NamedTuple):
    """An edit as seen in the text between two passes: where its result, or its target, stands."""

    start: int
    end: int
    edit: Edit
    later: bool


def compose(between: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """One list of edits that does what ``first`` and then ``second`` do.

    ``between`` is the text after ``first``, which the offsets of ``second`` speak of.
    """
    pieces = [_Piece(e.start, e.end, e, True) for e in second]
    shift = 0
    for e in first:
        pieces.append(_Piece(e.start + shift, e.start + shift + len(e.text), e, False))
        shift += len(e.text) - (e.end - e.start)
    pieces.sort(key=lambda p: (p.start, p.end, p.later))
    merged: list[Edit] = []
    shift = 0
    for group in _groups(pieces):
        edit, shift = _merge(between, group, shift)
        merged.append(edit)
    return merged


def _groups(pieces: list[_Piece]) -> Iterable[list[_Piece]]:
    """Runs of pieces that overlap: an edit of the second pass reaches into a result of the first."""
    group: list[_Piece] = []
    end = 0
    for piece in pieces:
        same_point = bool(group) and piece.start == piece.end == group[0].start == end
        if group and not (piece.start < end or same_point):
            yield group
            group = []
        end = max(end, piece.end) if group else piece.end
        group.append(piece)
    if group:
        yield group


def _merge(between: str, group: list[_Piece], shift: int) -> tuple[Edit, int]:
    """One edit for a group. ``shift``: what to add to an offset before the group to get the original's."""
    start, end = group[0].start, max(p.end for p in group)
    later = [p.edit._replace(start=p.start - start, end=p.end - start) for p in group if p.later]
    text = apply(between[start:end], later)
    after = shift + sum((p.edit.end - p.edit.start) - len(p.edit.text) for p in group if not p.later)
    rules = tuple(sorted({rule for p in group for rule in p.edit.rules}))
    return Edit(start + shift, end + after, text, rules), after


def _objection(engine: Engine, article: Article, text: str, edits: Sequence[Edit], limits: Limits) -> str:
    """Why the cleaned text must not be used; empty when nothing speaks against it."""
    if apply(article.text, edits) != text:
        return "the edits do not rebuild the cleaned text (please report this)"
    if edits and not text.strip():
        return "the fixes would leave nothing"
    if rule := broken_promise(article.text, edits, engine.keeps):
        return f"'{rule}' would break its promise to keep {ENGLISH[engine.keeps[rule]]} (please report this)"
    share = removed_share(article, edits, engine.keeps)
    if share > limits.max_removed:
        return f"the fixes would remove {share:.0%} of the prose (max_removed is {limits.max_removed:.0%})"
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
