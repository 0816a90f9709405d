"""Filters: what stands between all that the rules find and what is reported and fixed.

Suppressions, the baseline, ``--changed`` and ``--min-severity`` each put one question to a finding.
What one of them leaves out is neither reported nor fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newslint.article import Article
from newslint.config import Config
from newslint.engine import Engine
from newslint.leftout import Filter, everything
from newslint.model import SEVERITIES, Finding, Severity
from newslint.places import exists, name_from
from newslint.report import FileReport
from newslint.suppress import Suppressions, find_suppressions, read_suppressions

if TYPE_CHECKING:
    from newslint.baseline import Baseline, Entry
    from newslint.changed import Changed

#: Whether a finding, given with its fingerprint, stays.
Question = Callable[[Article, Finding, str], bool]


def ask(questions: Iterable[Question]) -> Filter:
    """The filter that keeps what every question lets pass; a later one is asked only then."""
    from newslint.fingerprint import fingerprints

    asked = tuple(questions)

    def keep(article: Article, found: Sequence[Finding]) -> list[Finding]:
        marked = zip(found, fingerprints(article, found), strict=True) if found else ()
        return [f for f, mark in marked if all(question(article, f, mark) for question in asked)]

    return keep


def at_least(severity: Severity) -> Question:
    """Leaves out what is less severe."""
    wanted = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return lambda article, finding, mark: finding.severity in wanted


class Wanted(NamedTuple):
    """What the command line says of filters."""

    #: The baseline file; None: the one that the settings name.
    baseline: Path | None = None
    no_baseline: bool = False
    #: A revision; empty: all lines.
    changed: str = ""
    min_severity: Severity = "info"
    no_suppressions: bool = False


class Filters:
    """The filters of one run, and what they have to say when it is over."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.changed = _changed(wanted.changed) if wanted.changed else None
        self.baselines: dict[Path, Baseline] = {}
        self._suppressions: dict[Path, Suppressions] = {}
        self._nearest = cache(find_suppressions)

    def of(self, path: Path, engine: Engine, config: Config) -> Filter:
        """The filter for the findings of one file."""
        questions: list[Question] = []
        if suppressions := self._suppressions_of(path, config):
            suppressions.look_at({name for rule in engine.rules for name in (rule.name, rule.family)})
            questions.append(suppressions.is_open)
        if baseline := self.baseline(config):
            baseline.look_at(str(path), engine.rank.keys(), engine.digest)
            questions.append(baseline.is_new)
        if self.changed and exists(path):  # standard input is all new
            questions.append(self.changed.touches)
        if self.wanted.min_severity != SEVERITIES[-1]:
            questions.append(at_least(self.wanted.min_severity))
        return ask(questions) if questions else everything

    def baseline(self, config: Config) -> Baseline | None:
        """The baseline in force, read once."""
        path = baseline_path(self.wanted, config)
        if path is None or self.wanted.no_baseline:
            return None
        if path not in self.baselines:
            from newslint.baseline import read_baseline

            self.baselines[path] = read_baseline(path)
        return self.baselines[path]

    def _suppressions_of(self, path: Path, config: Config) -> Suppressions | None:
        found = None if self.wanted.no_suppressions else self._nearest(path.absolute().parent)
        if found is None:
            return None
        if found not in self._suppressions:
            known = {name for rule in config.known() for name in (rule.name, rule.family)}
            self._suppressions[found] = read_suppressions(found, known)
        return self._suppressions[found]

    def sources(self) -> list[Path]:
        """The files whose content decides what is left out, as far as they were read."""
        return [*self.baselines, *self._suppressions]

    def stale(self, paths: Sequence[Path]) -> Iterator[tuple[Baseline, Entry]]:
        """Entries of baselines whose artifacts are gone, as far as a run over ``paths`` can tell."""
        for baseline in self.baselines.values():
            yield from ((baseline, entry) for entry in baseline.stale(paths))

    def reports(self, paths: Sequence[Path]) -> Iterator[FileReport]:
        """What is wrong with the suppressions themselves, as findings in their files."""
        for path, suppressions in self._suppressions.items():
            if found := list(suppressions.findings(paths)):
                yield FileReport(name_from(Path.cwd(), path), Article(suppressions.source), found)


def _changed(revision: str) -> Changed:
    from newslint.changed import Changed

    return Changed(revision, Path.cwd())


def baseline_path(wanted: Wanted, config: Config) -> Path | None:
    """The baseline that the command line or the settings name."""
    if wanted.baseline or not config.baseline:
        return wanted.baseline
    return (config.path.parent if config.path else Path()) / config.baseline
