"""Check or fix many files: one file after the other, none stops the next."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple, TextIO

from newslint.article import Article
from newslint.config import Config, find_config, read_config
from newslint.editlog import write_log
from newslint.engine import Engine
from newslint.errors import NewslintError
from newslint.files import Document, decode, read_document
from newslint.fix import Limits, clean
from newslint.model import Edit, Finding
from newslint.report import FileReport
from newslint.report.visible import visible
from newslint.walk import Input, excluded, walk
from newslint.writer import replace_file, write_file

Action = Literal["check", "fix", "diff", "write-to"]
STDIN = Path("-")


@dataclass(slots=True)
class Job:
    """What one call of the command is asked to do."""

    paths: list[Path]
    action: Action = "check"
    unsafe_fixes: bool = False
    write_to: Path | None = None
    stdin_filename: str = ""
    config: Path | None = None
    isolated: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    force_exclude: bool = False
    edit_log: TextIO | None = None
    templates: Path | None = None


@dataclass(slots=True)
class Tally:
    """What happened, for the summary and the exit status."""

    files: int = 0
    findings: int = 0
    fixable: Counter[str] = field(default_factory=Counter)
    fixed: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    withheld: int = 0
    errors: int = 0
    rules: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)

    def status(self) -> int:
        """2 outranks 1 outranks 0."""
        return 2 if self.errors else 1 if self.findings else 0

    def add(self, findings: Iterable[Finding]) -> None:
        """Count what is reported of one file."""
        names = [f.rule for f in findings]
        self.findings += len(names)
        self.rules.update(names)
        self.articles.update(set(names))
        self.fixable.update(f.safety for f in findings)


class Cleaned(NamedTuple):
    """What a fix made of one file."""

    path: str
    before: str
    after: str
    edits: tuple[Edit, ...]


class Runner:
    """Runs a job. Iterating gives a FileReport a file; ``tally`` fills up on the way."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.tally = Tally()
        self._targets: dict[Path, Path] = {}
        self._settings = cache(self._read_settings)
        self._engine = lru_cache(maxsize=8)(_make_engine)
        self.settings(Path.cwd() / "x")  # a broken setting stops the run before a file is touched

    def settings(self, path: Path) -> Config:
        """The settings for a file: the nearest settings file's, with the command line's over them."""
        return self._settings(path.parent)

    def _read_settings(self, folder: Path) -> Config:
        job = self.job
        found = job.config or (None if job.isolated else find_config(folder.absolute()))
        config = read_config(found) if found else Config()
        if job.select:
            config = replace(config, select=job.select)
        if job.ignore:
            config = replace(config, ignore=job.ignore)
        if job.templates:
            config = replace(config, templates=str(job.templates.absolute()))
        return config

    def engine(self, path: Path) -> tuple[Engine, Config]:
        """The engine for a file, without the rules that ``per_file_ignores`` takes out."""
        config = self.settings(path)
        base = config.path.parent if config.path else Path()
        extra = [
            name for glob, names in config.per_file_ignores.items() if _matches(path, base, glob) for name in names
        ]
        return self._engine(_Key(config, tuple(extra))), config

    def __iter__(self) -> Iterator[FileReport]:
        for item in self._inputs():
            try:
                report = self._one(item)
            except NewslintError as error:
                self._complain(str(error))
                continue
            self.tally.files += 1
            self.tally.add(report.findings)
            yield report

    def _inputs(self) -> Iterator[Input]:
        job = self.job
        named = [p for p in job.paths if p != STDIN]
        if len(named) < len(job.paths):
            yield Input(STDIN, Path(Path(job.stdin_filename or "stdin.txt").name))
        for item in walk(named, job.exclude, skip=job.write_to):
            if not (job.force_exclude and excluded(item.path, job.exclude)):
                yield item

    def _one(self, item: Input) -> FileReport:
        """Read, check and, if asked for, fix one file."""
        document, name = self._read(item.path)
        shown = str(name)
        engine, config = self.engine(Path(name))
        article = Article(document.text, id=shown)
        if self.job.action == "check":
            checked = engine.check(article)
            self._report_failures(shown, checked.failures)
            return FileReport(shown, article, checked.findings)
        result = clean(engine, article, Limits(self.job.unsafe_fixes, config.max_removed))
        self._report_failures(shown, result.failures)
        if result.withheld:
            self._say(f"{shown}: not fixed: {result.withheld}")
            self.tally.withheld += 1
        path = self._deliver(item, document, Cleaned(shown, document.text, result.text, result.edits))
        self.tally.changed += bool(result.edits)
        self.tally.fixed.update(rule for edit in result.edits for rule in edit.rules)
        if self.job.action == "diff":
            return FileReport(shown, article, ())
        return FileReport(path, Article(result.text, id=path), result.remaining)

    def _read(self, path: Path) -> tuple[Document, str | Path]:
        if path == STDIN:
            name = self.job.stdin_filename or "-"
            return decode(sys.stdin.buffer.read(), name), name
        return read_document(path), path

    def _deliver(self, item: Input, document: Document, cleaned: Cleaned) -> str:
        """Put a cleaned text where the job wants it; returns the path that the findings speak of."""
        action = self.job.action
        after = document.encode(cleaned.after)
        if action == "diff":
            _write_diff(cleaned)
        elif action == "write-to":
            target = self._target(item)
            self._log(target, cleaned, document, after)
            write_file(target, after)
            return str(target)
        elif item.path == STDIN:
            sys.stdout.flush()
            sys.stdout.buffer.write(after)
        elif cleaned.edits:
            self._log(item.path, cleaned, document, after)
            replace_file(item.path, after, document.state)
        return cleaned.path

    def _log(self, path: Path, cleaned: Cleaned, document: Document, after: bytes) -> None:
        """Say in the edit log what is about to be done."""
        if self.job.edit_log is not None:
            write_log(self.job.edit_log, path, cleaned.before, cleaned.edits, document.encode(cleaned.before), after)

    def _target(self, item: Input) -> Path:
        """Where the cleaned copy goes. Raises NewslintError rather than overwrite an input or a copy."""
        assert self.job.write_to is not None
        target = self.job.write_to / item.relative
        if target.exists() and item.path.exists() and target.samefile(item.path):
            raise NewslintError("--write-to would overwrite the original; name another folder", item.path)
        other = self._targets.setdefault(target, item.path)
        if other != item.path:
            raise NewslintError(f"its copy {target} would overwrite that of {other}; check them apart", item.path)
        return target

    def _report_failures(self, path: str, failures: Iterable[str]) -> None:
        for failure in failures:
            self._complain(f"{path}: rule {failure}")

    def _complain(self, text: str) -> None:
        """Something could not be done: it makes exit status 2, and the rest goes on."""
        self.tally.errors += 1
        self._say(text)

    def _say(self, text: str) -> None:
        print(f"newslint: {visible(text)}", file=sys.stderr)


class _Key(NamedTuple):
    """Settings and extra ignores, compared by identity of the settings: they are read once a folder."""

    config: Config
    ignored: tuple[str, ...]

    def __hash__(self) -> int:
        return hash((id(self.config), self.ignored))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.config is other.config and self.ignored == other.ignored


def _make_engine(key: _Key) -> Engine:
    config = replace(key.config, ignore=key.config.ignore + key.ignored)
    return Engine(config.active(), config.shared())


def _matches(path: Path, base: Path, glob: str) -> bool:
    from fnmatch import fnmatch

    full = path.absolute()
    inside = full.relative_to(base.absolute()).as_posix() if full.is_relative_to(base.absolute()) else full.as_posix()
    return fnmatch(inside, glob) or fnmatch(path.name, glob)


def _write_diff(cleaned: Cleaned) -> None:
    from newslint.report.diff import write_diff

    write_diff(cleaned.path, cleaned.before, cleaned.after, sys.stdout)
