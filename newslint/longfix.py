"""Clean a long text piece by piece, until the pieces that the fixes have moved are clean too."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable, Sequence
from hashlib import sha256

from newslint.article import Article
from newslint.edits import apply, compose, fits
from newslint.fix import MAX_PASSES
from newslint.leftout import Filter, PieceSieve, everything
from newslint.model import Edit, Finding, Result
from newslint.pieces import Piece, parts, shifted, shifted_edits

#: Cleans one piece under a filter.
CleanPiece = Callable[[Piece, Filter], Result]


def clean_long(article: Article, keep: Filter, clean_piece: CleanPiece) -> Result:
    """What :func:`newslint.fix.clean` gives, for a text that is taken in pieces."""
    sieve, settled = PieceSieve(keep, article), _Settled(clean_piece)
    whole = result = _one_pass(article, sieve, settled, ())
    for _ in range(MAX_PASSES):
        if not result.edits:
            return whole
        again = Article(result.text, article.id, article.title, article.meta)
        result = _one_pass(again, sieve, settled, whole.edits)
        edits = compose(whole.text, whole.edits, result.edits)
        whole = whole._replace(text=result.text, edits=tuple(edits), remaining=result.remaining)
    reason = f"the fixes did not settle in {MAX_PASSES} passes"
    return Result(article.text, whole.findings, (), whole.findings, reason, whole.failures)


def _one_pass(article: Article, sieve: PieceSieve, settled: _Settled, edits: Sequence[Edit]) -> Result:
    joined = _Joined()
    for piece in parts(article):
        joined.add(piece, settled.clean(piece, sieve.filter(piece, edits)))
    return joined.result(article.text)


class _Joined:
    """The results of pieces as one, taken in one after the other."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._edits: list[Edit] = []
        self._withheld: dict[str, None] = {}
        self._failures: dict[str, None] = {}

    def add(self, piece: Piece, result: Result) -> None:
        """Take in the result of the next piece."""
        self._findings += (shifted(f, piece) for f in result.findings)
        edits = list(shifted_edits(result.edits, piece))
        if piece.around is None:
            self._edits += edits
        elif all(fits(edit, self._edits) for edit in edits):  # else it waits for the next pass
            for edit in edits:
                insort(self._edits, edit)
        self._withheld |= dict.fromkeys(filter(None, [result.withheld]))
        self._failures |= dict.fromkeys(result.failures)

    def result(self, text: str) -> Result:
        """All that was taken in, for the text as a whole. What remains is known when nothing was to be fixed."""
        found = tuple(sorted(self._findings, key=lambda f: (f.start, -f.end)))
        return Result(
            text=apply(text, self._edits),
            findings=found,
            edits=tuple(self._edits),
            remaining=found,
            withheld="; ".join(self._withheld),
            failures=tuple(self._failures),
        )


class _Settled:
    """Cleans pieces, and knows those again in which nothing is left to fix."""

    def __init__(self, clean_piece: CleanPiece) -> None:
        self._clean = clean_piece
        self._remaining: dict[tuple[bytes, bool, bool], tuple[Finding, ...]] = {}

    def clean(self, piece: Piece, keep: Filter) -> Result:
        """The cleaned piece. What a filter keeps depends on the place in the whole: then every piece is
        new, as a seam always is."""
        if keep is not everything or piece.around:
            return self._clean(piece, keep)
        found = self._remaining.get(_key(piece, piece.article.text))
        if found is not None:
            return Result(piece.article.text, found, (), found)
        result = self._clean(piece, keep)
        self._remaining[_key(piece, result.text)] = result.remaining
        return result


def _key(piece: Piece, text: str) -> tuple[bytes, bool, bool]:
    return sha256(text.encode("utf-8", "surrogatepass")).digest(), piece.first, piece.last
