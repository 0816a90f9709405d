"""Check or fix many files: one file after the other, none stops the next."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from newslint.article import Article
from newslint.config import Config, find_config, read_config
from newslint.edits import apply
from newslint.engine import Engine
from newslint.errors import NewslintError
from newslint.files import Document, decode, read_document
from newslint.filters import Filters, baseline_path
from newslint.fix import Limits, clean
from newslint.job import STDIN, Job, Tally
from newslint.leftout import Filter, everything
from newslint.model import Edit, Result
from newslint.places import exists, is_folder
from newslint.progress import CLEAR, wanted
from newslint.records import is_record, kind
from newslint.report import FileReport
from newslint.report.fixes import write_fixes
from newslint.report.visible import visible
from newslint.steps import Step, work_through
from newslint.suppress import NAME as SUPPRESSIONS
from newslint.walk import Input, excluded, is_same, walk
from newslint.work import Doc, Lost, Order, Outcome, Task
from newslint.writer import replace_file, write_file

if TYPE_CHECKING:
    from newslint.profile import Profile


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
        self.filters = Filters(job.wanted)
        self._said: set[str] = set()
        self._targets: dict[Path, Path] = {}
        self._settings = cache(self._read_settings)
        self.profile = _profile() if job.profile else None
        self._engine = lru_cache(maxsize=8)(partial(_make_engine, self.profile))
        self._order = lru_cache(maxsize=8)(self._pack)
        self.settings(Path.cwd() / "x").active()  # a broken setting stops the run before a file is touched

    def settings(self, path: Path) -> Config:
        """The settings for a file: the nearest settings file's, with the command line's over them."""
        return self._settings(path.parent)

    def _read_settings(self, folder: Path) -> Config:
        job = self.job
        found = job.config or (None if job.isolated else find_config(folder.absolute()))
        config = read_config(found) if found else Config()
        if job.select:
            config = config._replace(select=job.select)
        if job.extend_select:
            config = config._replace(extend_select=job.extend_select)
        if job.ignore:
            config = config._replace(ignore=job.ignore)
        if job.templates:
            config = config._replace(templates=str(job.templates.absolute()))
        return config

    def engine(self, path: Path) -> tuple[Engine, Config]:
        """The engine for a file, without the rules that ``per_file_ignores`` takes out."""
        key = self._key(path)
        return self._engine(key), key.config

    def order(self, path: Path) -> bytes:
        """What a worker is to do to the articles of a file."""
        return self._order(self._key(path))

    def _pack(self, key: _Key) -> bytes:
        return Order(key.config, key.ignored, self.job.action != "check", self.job.unsafe_fixes).pack()

    def settings_hash(self, path: Path) -> str:
        """A hash of all that decides what becomes of a file, besides its bytes."""
        from newslint.records.manifest import settings_hash, sha256

        key = self._key(path)
        leaves_out = self.filter(path) is not everything
        filters = [str(self.job.wanted), *map(sha256, self.filters.sources())] if leaves_out else []
        return settings_hash(key.config, [*key.ignored, *filters], self.job.unsafe_fixes, self.job.fields)

    def filter(self, path: Path) -> Filter:
        """What is to be left out of a file's findings; ``everything`` leaves nothing out."""
        return self.filters.of(path, *self.engine(path))

    def _key(self, path: Path) -> _Key:
        """The settings for a file, and the rules that ``per_file_ignores`` takes out of them."""
        config = self.settings(path)
        base = config.path.parent if config.path else Path()
        extra = [
            name for glob, names in config.per_file_ignores.items() if _matches(path, base, glob) for name in names
        ]
        return _Key(config, tuple(extra))

    def __iter__(self) -> Iterator[FileReport]:
        for step, outcome in work_through(self._steps(), self.job.jobs):
            try:
                report = step.finish(outcome)
            except NewslintError as error:
                self._complain(str(error))
                continue
            if report is not None:
                self.tally.files += report.record is None
                self.tally.add(report.findings)
                yield report
        for report in self.filters.reports(self.whole_paths()) if self.job.action != "diff" else ():
            self.tally.add(report.findings)
            yield report

    def _steps(self) -> Iterator[Step]:
        """The steps of the run: a file is one, a shard one a record and some around them."""
        for item in self.inputs():
            if kind(item.path):
                from newslint.records.shardrun import ShardRun

                yield from ShardRun(self, item).steps()
            elif self.job.jobs == 1:
                yield Step(partial(self._file, item))
            else:
                yield self._ahead(item)

    def _file(self, item: Input, _: Outcome | None) -> FileReport:
        return self._one(item)

    def _ahead(self, item: Input) -> Step:
        """Read a file ahead of its turn, so that a worker can have it."""
        try:
            document, name = self._read(item.path)
            if self.job.action != "check" and self.filter(Path(name)) is not everything:
                return Step(partial(self._file, item))  # a filter asks its questions here
            task: Task = self.order(Path(name)), Doc(document.text, str(name))
        except NewslintError:
            return Step(partial(self._file, item))  # fails again in its turn, and is reported then
        return Step(lambda outcome: self._one(item, (document, name), outcome), task)

    def whole_paths(self) -> list[Path]:
        """The paths on which all rules saw all lines; none when the command line chose among them."""
        job = self.job
        return [] if job.select or job.ignore or job.exclude or job.wanted.changed else job.paths

    def count(self) -> int:
        """How many files there are to check, as far as a walk can tell."""
        return sum(1 for _ in walk([p for p in self.job.paths if p != STDIN], self.job.exclude, skip=self.job.write_to))

    def inputs(self) -> Iterator[Input]:
        """The files to check, standard input first."""
        job = self.job
        named = [p for p in job.paths if p != STDIN]
        if len(named) < len(job.paths):
            yield Input(STDIN, Path(Path(job.stdin_filename or "stdin.txt").name))
        for item in walk(named, job.exclude, skip=job.write_to):
            left = (job.force_exclude and excluded(item.path, job.exclude)) or self._is_baseline(item.path)
            if not left and not is_same(item.path, job.output) and self._changed(item.path):
                yield item

    def _is_baseline(self, path: Path) -> bool:
        """Whether a file of records is the baseline, whatever its name."""
        if not kind(path):
            return False
        with suppress(NewslintError):  # broken settings are reported when the file's turn comes
            own = baseline_path(self.filters.wanted, self.settings(path))
            return own is not None and exists(own) and exists(path) and own.samefile(path)
        return False

    def _changed(self, path: Path) -> bool:
        try:
            # Nobody knows what has changed in a folder that cannot be looked into.
            return self.filters.changed is None or is_folder(path) or self.filters.changed.file(path)
        except NewslintError as error:
            self._complain(str(error))
            return False

    def _one(
        self, item: Input, read: tuple[Document, str | Path] | None = None, outcome: Outcome | None = None
    ) -> FileReport:
        """Read, check and, if asked for, fix one file; a worker may have done the work on its text."""
        document, name = read or self._read(item.path)
        shown = str(name)
        if isinstance(outcome, Lost):
            raise NewslintError(outcome.reason, shown)
        article = Article(document.text, id=shown)
        if self.job.action == "check":
            return self.check(article, outcome)
        result = with_text(outcome, article) if outcome else self.clean(article, Path(name))
        self.report_failures(shown, result.failures)
        if result.withheld:
            self.say(f"{shown}: not fixed: {result.withheld}")
            self.tally.withheld += 1
        path = self._deliver(item, document, Cleaned(shown, document.text, result.text, result.edits))
        self.tally.changed += bool(result.edits)
        if self.job.show_fixes:
            write_fixes(shown, document.text, result.edits, sys.stderr)
        self.tally.fixed.update(rule for edit in result.edits for rule in edit.rules)
        if self.job.action == "diff":
            return FileReport(shown, article, ())
        return FileReport(path, Article(result.text, id=path), result.remaining)

    def check(self, article: Article, checked: Result | None = None) -> FileReport:
        """What is reported of one article; its ``id`` is its path, which decides the settings.

        ``checked``: what a worker found in it.
        """
        path = Path(article.id)
        engine, config = self.engine(path)
        found = checked or engine.check(article)
        self.report_failures(article.id, found.failures)
        return self.sift(FileReport(article.id, article, found.findings), self.filters.of(path, engine, config))

    def sift(self, report: FileReport, keep: Filter) -> FileReport:
        """The report without the findings that are left out; those that stay keep their fingerprints."""
        findings = keep(report.article, report.findings)
        self.tally.left_out += len(report.findings) - len(findings)
        if not findings or len(findings) == len(report.findings):
            return report._replace(findings=findings)
        stay = set(map(id, findings))
        return report._replace(findings=findings, fingerprints=[m for f, m in report.marked() if id(f) in stay])

    def preview(self, report: FileReport) -> Result:
        """What fixing would make of a file that was checked; nothing is written."""
        path = Path(report.path)
        if path.name == SUPPRESSIONS:
            return Result(report.article.text)
        return self.clean(report.article, path)

    def clean(self, article: Article, path: Path) -> Result:
        """What fixing makes of an article, here and now, under the settings for ``path``."""
        engine, config = self.engine(path)
        limits = Limits(self.job.unsafe_fixes, config.max_removed)
        return clean(engine, article, limits, self.filters.of(path, engine, config))

    def _read(self, path: Path) -> tuple[Document, str | Path]:
        if path == STDIN:
            name = self.job.stdin_filename or "-"
            data = sys.stdin.buffer.read()
            if kind(Path(name)) or is_record(data):
                raise NewslintError("holds records; those are read from files alone: newslint FILE.jsonl", name)
            return decode(data, name), name
        return read_document(path), path

    def _deliver(self, item: Input, document: Document, cleaned: Cleaned) -> str:
        """Put a cleaned text where the job wants it; returns the path that the findings speak of."""
        action = self.job.action
        after = document.encode(cleaned.after)
        if action == "diff":
            self.diff(cleaned.path, cleaned.before, cleaned.after)
        elif action == "write-to":
            target = self.target(item)
            with self._logged(target, cleaned, document, after):
                write_file(target, after)
            return str(target)
        elif item.path == STDIN:
            sys.stdout.flush()
            sys.stdout.buffer.write(after)
        elif cleaned.edits:
            with self._logged(item.path, cleaned, document, after):
                replace_file(item.path, after, document.state)
        return cleaned.path

    def _logged(self, path: Path, cleaned: Cleaned, document: Document, after: bytes) -> AbstractContextManager[None]:
        """Say in the edit log what is done inside."""
        if self.job.edit_log is None:
            return nullcontext()
        from newslint.editlog import logged

        before = document.encode(cleaned.before)
        return logged(self.job.edit_log, path, (cleaned.before, cleaned.edits), before, after)

    def target(self, item: Input) -> Path:
        """Where the cleaned copy goes. Raises NewslintError rather than overwrite an input or a copy."""
        assert self.job.write_to is not None
        target = self.job.write_to / item.relative
        if exists(target) and exists(item.path) and target.samefile(item.path):
            raise NewslintError("--write-to would overwrite the original; name another folder", item.path)
        other = self._targets.setdefault(target, item.path)
        if other != item.path:
            raise NewslintError(f"its copy {target} would overwrite that of {other}; check them apart", item.path)
        return target

    def diff(self, path: str, before: str, after: str) -> None:
        """Show what a fix would do."""
        from newslint.report.diff import write_diff

        write_diff(path, before, after, sys.stdout)

    def report_failures(self, path: str, failures: Iterable[str]) -> None:
        """Rules that broke make exit status 2."""
        for failure in failures:
            self._complain(f"{path}: rule {failure}")

    def _complain(self, text: str) -> None:
        """Something could not be done: it makes exit status 2, and the rest goes on."""
        self.tally.errors += 1
        if text not in self._said:  # a baseline that is missing is so for every file
            self._said.add(text)
            self.say(text)

    def say(self, text: str) -> None:
        """A line on standard error."""
        print(f"{CLEAR if wanted(sys.stderr) else ''}newslint: {visible(text)}", file=sys.stderr)


def with_text(result: Result, article: Article) -> Result:
    """What a worker made of an article, with the text that it did not send."""
    return result._replace(text=apply(article.text, result.edits))


class _Key(NamedTuple):
    """Settings and extra ignores, compared by identity of the settings: they are read once a folder."""

    config: Config
    ignored: tuple[str, ...]

    def __hash__(self) -> int:
        return hash((id(self.config), self.ignored))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self.config is other.config and self.ignored == other.ignored


def _profile() -> Profile:
    from newslint.profile import Profile

    return Profile()


def _make_engine(profile: Profile | None, key: _Key) -> Engine:
    config = key.config._replace(ignore=key.config.ignore + key.ignored)
    return Engine(config.active(), config.shared(), profile)


def _matches(path: Path, base: Path, glob: str) -> bool:
    from fnmatch import fnmatch

    full = path.absolute()
    inside = full.relative_to(base.absolute()).as_posix() if full.is_relative_to(base.absolute()) else full.as_posix()
    return fnmatch(inside, glob) or fnmatch(path.name, glob) or fnmatch(inside, f"{glob.rstrip('/')}/*")
