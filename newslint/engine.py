"""Engine: run the rules over one article and stamp what they find."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.failure import failure, message_of
from newslint.finders import Finder, Search, make_finder, searcher
from newslint.model import NOTHING, SAFETIES, Edit, Finding, Match, Safety, Span
from newslint.pieces import LONGEST, Piece, inside, parts, shifted
from newslint.removal import widen
from newslint.rule import Rule, order

if TYPE_CHECKING:
    from newslint.profile import Profile

#: The writer's own word that what stands before it is meant to stand so.
SIC = compile_pattern(r"""["'”’]?\s?[\[(]\s*sic\b""", re.IGNORECASE)


class Checked(NamedTuple):
    """What one run over one article gave: findings in reading order, and rules that broke."""

    findings: list[Finding]
    failures: tuple[str, ...]


class Engine:
    """The rules of one set of settings, ready to run. Holds no state of any article."""

    def __init__(
        self, rules: Sequence[Rule], shared: Mapping[str, Any] | None = None, profile: Profile | None = None
    ) -> None:
        self.rules = tuple(sorted(rules, key=order))
        self.rank = {rule.name: number for number, rule in enumerate(self.rules)}
        self.keeps = {rule.name: rule.keeps for rule in self.rules}
        self._finders: list[tuple[Rule, Finder]] = [(r, make_finder(r, shared or {})) for r in self.rules]
        if profile:
            self._finders = [(r, profile.timed(r.name, find)) for r, find in self._finders]

    @cached_property
    def digest(self) -> str:
        """Eight hexadecimal digits: engines that share them find the same."""
        from hashlib import sha256  # only a baseline asks

        from newslint import __version__

        rules = [rule._replace(path=Path(), measured=NOTHING) for rule in self.rules]
        return sha256(repr((__version__, rules)).encode("utf-8", "surrogatepass")).hexdigest()[:8]

    def check(self, article: Article) -> Checked:
        """Every finding of every rule; one rule that breaks does not stop the others."""
        if len(article.text) <= LONGEST:
            return self._check(article)
        findings: list[Finding] = []
        failures: dict[str, None] = {}
        for piece in parts(article):
            checked = self.check_piece(piece)(piece.article)
            findings += [shifted(f, piece) for f in checked.findings]
            failures |= dict.fromkeys(checked.failures)
        findings.sort(key=lambda f: (f.start, -f.end))
        return Checked(findings, tuple(failures))

    def check_piece(self, piece: Piece) -> Callable[[Article], Checked]:
        """How to check an article that is a piece of a longer text, or what fixes have made of it."""

        def check(article: Article) -> Checked:
            checked = self._check(article)
            return checked._replace(findings=inside(checked.findings, piece._replace(article=article)))

        return check

    def _check(self, article: Article) -> Checked:
        found: list[Finding] = []
        failures = []
        for rule, find in self._finders:
            try:
                found.extend(_findings(rule, find(article), article))
            except Exception as error:  # a rule of a pack may raise anything
                failures.append(failure(rule, error))
        article.forget_views()
        found.sort(key=lambda f: (f.start, -f.end, self.rank[f.rule]))
        return Checked(self._uncovered(_without_orphans(found)), tuple(failures))

    def _uncovered(self, found: list[Finding]) -> list[Finding]:
        """Drop what lies inside a text that is safely cut anyway: one artifact, one finding.

        Of two cuts of the same span the rule that comes first in rule order keeps it.
        """
        cuts = [f for f in found if f.safety == "safe" and f.removes]
        if not cuts:
            return found
        kept, reach = [], 0
        cover: Finding | None = None
        pending = iter(cuts)
        upcoming = next(pending, None)
        for f in found:
            while upcoming is not None and upcoming.start <= f.start:
                if upcoming.end > reach:
                    cover, reach = upcoming, upcoming.end
                upcoming = next(pending, None)
            if cover is None or f is cover or f.end > reach:
                kept.append(f)
        return kept


def _without_orphans(found: list[Finding]) -> list[Finding]:
    """Drop repeats of a text that another rule cuts: what seemed the copy is then the only one left."""
    if not any(f.related for f in found):
        return found
    cuts = [f for f in found if f.safety == "safe" and f.removes]
    places = [(f.start, f.end) for f in cuts]
    copies = {id(f) for f in cuts if f.related and not any(_mostly_cut(place, places) for place in f.related)}
    # A copy of a copy is one of the text that stays.
    places = [(f.start, f.end) for f in cuts if id(f) not in copies]
    return [f for f in found if not (f.removes and any(_mostly_cut(place, places) for place in f.related))]


def _mostly_cut(place: Span, cuts: list[tuple[int, int]]) -> bool:
    """Whether more than half of a place lies in the cuts, which are sorted by their start."""
    gone, at = 0, place.start
    i = max(0, bisect_right(cuts, (place.start, place.start)) - 1)
    while i < len(cuts) and cuts[i][0] < place.end:
        gone += max(0, min(cuts[i][1], place.end) - max(cuts[i][0], at))
        at = max(at, cuts[i][1])
        i += 1
    return 2 * gone > place.end - place.start


def _findings(rule: Rule, matches: Iterable[Match], article: Article) -> Iterator[Finding]:
    excuses = [searcher(pattern, rule.pack) for pattern in rule.unless]
    for match in matches:
        if excuses and _excused(excuses, match, article):
            continue
        safety = _safety(rule, match, article)
        if safety is not None:
            yield _stamp(rule, match, article, safety)


def _excused(excuses: Sequence[Search], match: Match, article: Article) -> bool:
    """Whether an ``unless`` pattern matches over the finding, in the lines it stands in."""
    start, end = article.line_at(match.start)[0], article.line_at(match.end)[1]
    line = article.text[start:end]
    return any(
        m.start() + start < match.end and m.end() + start > match.start for search in excuses for m in search(line)
    )


def _safety(rule: Rule, match: Match, article: Article) -> Safety | None:
    """The lower of the rule's and the match's safety; None when the match is not to be reported."""
    if SIC.match(article.text, match.end):
        return None
    safety = max(rule.fix, match.safety, key=SAFETIES.index)
    if rule.in_quotes != "find" and article.in_quotes(match.start, match.end):
        if rule.in_quotes == "ignore":
            return None
        safety = max(safety, "unsafe", key=SAFETIES.index)
    return "none" if match.replacement is None else safety


def _values(match: Match, article: Article) -> dict[str, object]:
    """What a message may quote: the text found, its replacement, the line of what it repeats."""
    values: dict[str, object] = {"text": article.text[match.start : match.end], "replacement": match.replacement}
    if match.related:
        values["related_line"] = article.position(match.related[0][0])[0]
    return values | dict(match.values)


def _stamp(rule: Rule, match: Match, article: Article, safety: Safety) -> Finding:
    edits: tuple[Edit, ...] = ()
    if match.replacement is not None:
        start, end = match.start, match.end
        if match.replacement == "":
            start, end = widen(article, start, end)
        edits = (Edit(start, end, match.replacement, _alone(rule.name)),)
    return Finding(
        rule=rule.name,
        family=rule.family,
        severity=rule.severity,
        message=message_of(rule, _values(match, article)),
        **article.span(match.start, match.end)._asdict(),
        safety=safety,
        edits=edits,
        related=tuple(article.span(*place) for place in match.related),
    )


@cache
def _alone(name: str) -> tuple[str]:
    """The name as the one of an edit: the same tuple for all, as a long text has a hundred thousand edits."""
    return (name,)
