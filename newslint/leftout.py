"""Left out: what a filter takes from the findings of an article is not fixed in any pass either."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from newslint.article import Article
from newslint.model import Edit, Finding, Span
from newslint.pieces import Piece, shifted

#: Which findings of an article stay. It is given all of them.
Filter = Callable[[Article, Sequence[Finding]], list[Finding]]


def everything(article: Article, found: Sequence[Finding]) -> list[Finding]:
    """The filter that leaves nothing out."""
    return list(found)


def still_kept(
    keep: Filter, original: Article, dropped: Sequence[Finding], found: Sequence[Finding], edits: Sequence[Edit]
) -> list[Finding]:
    """Those findings of a half-cleaned text that stay, judged by where they stood in the original.

    ``edits`` made that text of the original; ``dropped`` is what ``keep`` left out of the original's.
    """
    places = {id(f): _in_original(original, f, edits) for f in found}
    new = [f for f in places.values() if not any(_same(f, other) for other in dropped)]
    stay = {id(f) for f in keep(original, new)}
    return [f for f in found if id(places[id(f)]) in stay]


class PieceSieve:
    """A filter for the pieces that a long text is cleaned in: it is asked in terms of the whole."""

    def __init__(self, keep: Filter, original: Article) -> None:
        self._keep = keep
        self._original = original
        self._dropped: list[Finding] = []

    def filter(self, piece: Piece, edits: Sequence[Edit]) -> Filter:
        """The filter for one piece of what ``edits`` made of the original."""
        if self._keep is everything:
            return everything

        def keep(article: Article, found: Sequence[Finding]) -> list[Finding]:
            whole = [shifted(f, piece) for f in found]
            stay = {id(f) for f in self._stay(whole, edits)}
            return [f for f, same in zip(found, whole, strict=True) if id(same) in stay]

        return keep

    def _stay(self, found: Sequence[Finding], edits: Sequence[Edit]) -> list[Finding]:
        if edits:
            return still_kept(self._keep, self._original, self._dropped, found, edits)
        kept = self._keep(self._original, found)
        stay = {id(f) for f in kept}
        self._dropped.extend(f for f in found if id(f) not in stay)
        return kept


def _same(a: Finding, b: Finding) -> bool:
    return a.rule == b.rule and a.start < b.end and b.start < a.end


def _in_original(original: Article, finding: Finding, edits: Sequence[Edit]) -> Finding:
    """The finding with the original's places; it has no edits there."""
    related = tuple(_span(original, place, edits) for place in finding.related)
    return finding._replace(**_span(original, finding, edits)._asdict(), related=related, edits=())


def _span(original: Article, place: Finding | Span, edits: Sequence[Edit]) -> Span:
    start = _offset(place.start, edits, opens=True)
    return original.span(start, max(start, _offset(place.end, edits, opens=False)))


def _offset(offset: int, edits: Sequence[Edit], *, opens: bool) -> int:
    """Where an offset of the edited text lies in the original; inside an edit, that edit's own bound.

    Undoes the edits from the first on. At a cut, what opens comes after it and what ends before it.
    """
    for edit in edits:
        end = edit.start + len(edit.text)
        if offset < edit.start or (offset == edit.start and not opens):
            return offset
        if offset < end or (offset == end and not opens):
            return edit.start if opens else edit.end
        offset += (edit.end - edit.start) - len(edit.text)
    return offset
