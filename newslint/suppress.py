"""Suppression: findings that a person has judged, named beside the articles and never in them.

``newslint-ignore.toml`` holds ``[[ignore]]`` tables. One leaves out a finding that fits all it says
(``rule``, ``path``, ``text``, ``fingerprint``); ``reason`` is required, ``until`` is its last day.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.article import Article
from newslint.errors import NewslintError
from newslint.model import Finding
from newslint.places import covers, fixed_part, is_file, matches, name_from
from newslint.rule import did_you_mean, parse

if TYPE_CHECKING:
    from datetime import date

NAME = "newslint-ignore.toml"
NARROWING = ("rule", "path", "text", "fingerprint")
#: What the findings about suppressions are called; no rule file has these names.
UNUSED, EXPIRED = "unused-suppression", "expired-suppression"


class Suppression(NamedTuple):
    """One ``[[ignore]]`` table and the line it stands in."""

    line: int
    reason: str
    rule: str = ""
    path: str = ""
    text: str = ""
    fingerprint: str = ""
    until: date | None = None

    def fits(self, name: str, article: Article, finding: Finding, mark: str) -> bool:
        """Whether a finding of the article called ``name`` is the one that was judged."""
        return (
            self.rule in ("", finding.rule, finding.family)
            and self.fingerprint in ("", mark)
            and (not self.path or matches(name, self.path))
            and (not self.text or self.text in _plain(article.text[finding.start : finding.end]))
        )


@cache
def _keys() -> Mapping[str, tuple[type, str]]:
    """Key -> (type, what the error message calls it)."""
    from datetime import date  # most runs have no suppressions

    return {
        "rule": (str, "the name of a rule or a family"),
        "path": (str, "a glob, from the folder of this file"),
        "text": (str, "a piece of the text that is found"),
        "fingerprint": (str, "a fingerprint, as --output-format json shows it"),
        "reason": (str, "a sentence"),
        "until": (date, "a date, such as 2027-01-31, without quotation marks"),
    }


def _plain(text: str) -> str:
    return " ".join(text.split())


class Suppressions:
    """The suppressions of one file: leaves out what they fit, and knows which fitted nothing."""

    def __init__(self, path: Path, source: str, entries: Iterable[Suppression], today: date) -> None:
        self.path = path
        self.source = source
        self.folder = path.absolute().parent
        every = list(entries)
        self.expired = [e for e in every if e.until is not None and e.until < today]
        self.active = [e for e in every if e not in self.expired]
        self.used: set[int] = set()
        self._ran: set[str] = set()

    def look_at(self, rules: Collection[str]) -> None:
        """An article is checked by these rules (and families): theirs are the suppressions that may be used."""
        self._ran.update(rules)

    def is_open(self, article: Article, finding: Finding, mark: str) -> bool:
        """Whether no suppression fits a finding. All that fit count as used."""
        name = name_from(self.folder, article.id)
        fitting = [e.line for e in self.active if e.fits(name, article, finding, mark)]
        self.used.update(fitting)
        return not fitting

    def findings(self, paths: Iterable[Path]) -> Iterator[Finding]:
        """What is wrong with the suppressions themselves; unused ones only when all their articles were seen."""
        article = Article(self.source)
        paths = list(paths)
        for e in self.expired:
            yield _finding(article, e, EXPIRED, f"this suppression ended on {e.until}: {e.reason}")
        for e in self.active:
            idle = e.line not in self.used and (not e.rule or e.rule in self._ran)
            if idle and covers(paths, self.folder / fixed_part(e.path)):
                yield _finding(article, e, UNUSED, f"this suppression fits no finding; drop it ({e.reason})")


def _finding(article: Article, entry: Suppression, rule: str, message: str) -> Finding:
    start, end = article.line_bounds(entry.line)
    place = article.span(start, end)
    return Finding(rule, "suppressions", "warning", message, **place._asdict(), safety="none")


def find_suppressions(start: Path) -> Path | None:
    """The nearest ``newslint-ignore.toml`` at or above a folder."""
    return next((path for folder in (start, *start.parents) if is_file(path := folder / NAME)), None)


def read_suppressions(path: Path, known: Collection[str], today: date | None = None) -> Suppressions:
    """The suppressions of a file; ``known`` are the rules and families there are.

    Raises NewslintError with the line of what is wrong.
    """
    from datetime import date

    try:
        source = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise NewslintError(f"cannot be read: {error}", path) from None
    data = parse(source, path)
    if data.keys() - {"ignore"} or not isinstance(data.get("ignore", []), list):
        raise NewslintError("may hold only tables that are each opened by [[ignore]]", path)
    lines = [source.count("\n", 0, m.start()) + 1 for m in re.finditer(r"(?m)^[ \t]*\[\[ *ignore *\]\]", source)]
    tables = data.get("ignore", [])
    if len(lines) != len(tables):
        raise NewslintError("each table must be opened by a line [[ignore]]", path)
    entries = [_entry(table, path, line, known) for table, line in zip(tables, lines, strict=True)]
    return Suppressions(path, source, entries, today or date.today())


def _entry(table: Any, path: Path, line: int, known: Collection[str]) -> Suppression:
    if problem := _problem(table, known):
        raise NewslintError(problem, path, line)
    return Suppression(line, **table)


def _problem(table: Mapping[str, Any], known: Collection[str]) -> str:
    """What is wrong with one table; empty when nothing is."""
    for key, value in table.items():
        if key not in _keys():
            return f"unknown key '{key}'{did_you_mean(key, _keys())}"
        kind, wanted = _keys()[key]
        if type(value) is not kind:  # a date and time is a date to isinstance
            return f"'{key}' must be {wanted}"
    if not table.get("reason", "").strip():
        return "'reason' is missing: say why this is to be left alone"
    if not any(table.get(key) for key in NARROWING):
        return "says nothing of what to ignore: give a rule, a path, a text or a fingerprint"
    if (rule := table.get("rule", "")) and rule not in known:
        return f"there is no rule or family '{rule}'{did_you_mean(rule, known)}"
    return ""
