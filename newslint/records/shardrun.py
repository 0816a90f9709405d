"""One shard of a run: read its records, have them worked on, report, write the copy, commit it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from newslint.article import Article
from newslint.edits import apply
from newslint.errors import NewslintError
from newslint.files import file_state
from newslint.leftout import Filter, everything
from newslint.model import Result
from newslint.records import PACKED, kind, manifest, open_shard
from newslint.records.manifest import NAMED, Counts, Seal
from newslint.records.record import NO_FIELD, Cleaned, Copy, NoTextError, Record, RecordError, Shard
from newslint.report import FileReport, RecordName
from newslint.report.fixes import write_fixes
from newslint.staged import Staged
from newslint.steps import Step
from newslint.walk import Input
from newslint.work import Doc, Lost, Outcome
from newslint.writer import refuse

if TYPE_CHECKING:
    from newslint.run import Runner

#: Bad records of a shard that are printed; all are counted.
PRINTED = 20
T = TypeVar("T")


class ShardRun:
    """A shard on its way through a run."""

    def __init__(self, runner: Runner, item: Input) -> None:
        self.runner = runner
        self.path = item.path
        self.item = item
        self.counts = Counts()
        self.failed = False
        self.state: tuple[int, ...] = ()
        self.staged: Staged | None = None
        self.copy: Copy | None = None
        self.keep: Filter = everything
        self.finish: Callable[[Staged], None] = self._replace

    def steps(self) -> Iterator[Step]:
        """The steps of the shard; what cannot be read becomes a last step that says so."""
        try:
            yield from self._steps()
        except NoTextError as error:
            yield Step(partial(self._fail if self.path in self.runner.job.paths else self._pass_over, error))
        except NewslintError as error:
            yield Step(partial(self._fail, error))

    def _steps(self) -> Iterator[Step]:
        job = self.runner.job
        target = self._target()
        if job.action == "write-to" and (done := self._resume(target)):
            yield Step(partial(self._already, done))
            return
        if job.wanted.changed:
            raise NewslintError("--changed knows lines, not records", self.path)
        shard = open_shard(self.path, job.fields)
        self.keep = self.runner.filter(self.path)
        if job.action in ("fix", "write-to"):
            yield Step(partial(self._begin, shard, target))
        order = self.runner.order(self.path)
        first = True
        for record in shard.records():
            if self.failed:
                return
            if first and record.row:
                first = False
                if record.problem.startswith(NO_FIELD) and self.path not in job.paths:
                    raise NoTextError(record.problem, self.path)
            # A filter asks its questions in this process: with one, the fixing is done here too; so is what is timed.
            apart = not job.profile and (self.keep is everything or job.action == "check")
            wanted = apart and record.text is not None and not record.problem
            task = (order, Doc(record.text or "", str(self.path), record.title, record.site)) if wanted else None
            yield Step(partial(self._record, record), task)
        yield Step(self._end)

    def _target(self) -> Path:
        """Where the copy goes. Raises NewslintError when it must not go there."""
        action = self.runner.job.action
        try:
            self.state = file_state(self.path.stat())
        except OSError as error:
            raise NewslintError(f"cannot be read: {error.strerror}", self.path) from None
        if action == "write-to":
            return self.runner.target(self.item)
        if action == "fix" and (kind(self.path) == "parquet" or self.path.suffix.lower() in PACKED):
            raise NewslintError("is never changed in place; use --write-to", self.path)
        if action == "fix" and self.runner.job.edit_log is not None:
            raise NewslintError("--edit-log does not cover records; use --write-to with --add edits", self.path)
        if action == "fix":  # now, not after hours of work
            refuse(self.path, self.path, self.path.stat(), self.state)
        return self.path.resolve()

    def _resume(self, target: Path) -> Counts | None:
        """The counts of a run before this one, if it finished this very shard."""
        job = self.runner.job
        assert job.write_to is not None
        seal = Seal(manifest.sha256(self.path), self.runner.settings_hash(self.path))
        place = manifest.path_of(job.write_to, target)
        self.finish = partial(self._publish, place, seal)
        return manifest.finished(place, target, seal, job.overwrite)

    def _already(self, counts: Counts, _: Outcome | None) -> None:
        """The shard is there: count it as the run that made it did."""
        self.runner.say(f"{self.path}: done before, {counts.rows:,} records")
        self.counts = counts
        tally = self.runner.tally
        for number, problem in counts.problems[:PRINTED]:
            self.runner.say(f"{self.path}#{number}: {problem}")
        tally.records += counts.rows
        tally.changed += counts.changed
        tally.withheld += counts.withheld
        tally.findings += sum(counts.left.values())
        tally.fixed.update(counts.fixed)
        tally.rules.update(counts.left)
        tally.articles.update(counts.articles)
        self._close_report()

    def _begin(self, shard: Shard, target: Path, _: Outcome | None) -> None:
        if not self.failed:
            self.staged = Staged(target, private=self.runner.job.action == "fix")
            self.copy = self._guarded(lambda: shard.copy(self.staged.path))  # type: ignore[union-attr]

    def _record(self, record: Record, outcome: Outcome | None) -> FileReport | None:
        """Count, report and write one record."""
        if self.failed:
            return None
        if record.row:
            self.counts.rows += 1
            self.runner.tally.records += 1
            if isinstance(outcome, Lost):
                record.problem = outcome.reason
            if record.problem:
                self._bad(record, record.problem)
            elif record.text is not None and outcome is None:
                outcome = self._here(Article(record.text, title=record.title, meta={"site": record.site}))
        if record.problem or not isinstance(outcome, Result):
            self.counts.empty += record.row and not record.problem
            self._put(record, None)
            return None
        assert record.text is not None
        cleaned = Cleaned(apply(record.text, outcome.edits), outcome)
        return self._cleaned(record, cleaned) if self._put(record, cleaned) else None

    def _here(self, article: Article) -> Result:
        """What is found in an article, and made of it, in this process."""
        if self.runner.job.action != "check":
            return self.runner.clean(article, self.path)
        checked = self.runner.engine(self.path)[0].check(article)
        return Result("", tuple(checked.findings), failures=checked.failures)

    def _put(self, record: Record, cleaned: Cleaned | None) -> bool:
        """Write a record to the copy; False when it could not take its cleaned text."""
        if (copy := self.copy) is None:
            return True
        try:
            self._guarded(lambda: copy.put(record, cleaned))
        except RecordError as error:
            self._bad(record, str(error))
            self._guarded(lambda: copy.put(record, None))
            return False
        return True

    def _cleaned(self, record: Record, cleaned: Cleaned) -> FileReport:
        """The report of a record; its findings speak of the text as it is now."""
        runner, result, text = self.runner, cleaned.result, record.text or ""
        name = RecordName(record.number, record.id)
        shown = f"{self.path}{name}"
        runner.report_failures(shown, result.failures)
        action = runner.job.action
        if action == "check":
            report = FileReport(str(self.path), Article(text, record.id), result.findings, record=name)
            return runner.sift(report, self.keep)
        self._count(result)
        if result.withheld:
            runner.say(f"{shown}: not fixed: {result.withheld}")
        if runner.job.show_fixes:
            write_fixes(shown, text, result.edits, sys.stderr)
        if action == "diff":
            runner.diff(shown, text, cleaned.text)
            return FileReport(str(self.path), Article(text, record.id), (), record=name)
        path = str(self.staged.target if self.staged else self.path)
        return FileReport(path, Article(cleaned.text, record.id), result.remaining, record=name)

    def _count(self, result: Result) -> None:
        counts, tally = self.counts, self.runner.tally
        made = [rule for edit in result.edits for rule in edit.rules]
        left = [f.rule for f in result.remaining]
        counts.changed += bool(result.edits)
        counts.withheld += bool(result.withheld)
        tally.changed += bool(result.edits)
        tally.withheld += bool(result.withheld)
        tally.fixed.update(made)
        for table, names in (
            (counts.found, [f.rule for f in result.findings]),
            (counts.fixed, made),
            (counts.left, left),
            (counts.articles, sorted(set(left))),
        ):
            for rule in names:
                table[rule] = table.get(rule, 0) + 1

    def _bad(self, record: Record, problem: str) -> None:
        """A record that cannot be worked on: named, as far as there are few; always counted."""
        text = f"{problem}; copied as it is" if self.copy else problem
        self.counts.reported += 1
        if self.counts.reported <= NAMED:
            self.counts.problems.append((record.number, text))
        if self.counts.reported <= PRINTED:
            self.runner.say(f"{self.path}{RecordName(record.number, record.id)}: {text}")

    def _end(self, _: Outcome | None) -> None:
        """All records are through: check that none is missing, and let the copy appear."""
        if self.failed:
            return
        self._close_report()
        copy, staged = self.copy, self.staged
        if copy is None or staged is None:
            return
        written = self._guarded(copy.close)
        if written != self.counts.rows:
            self._fail(NewslintError(f"{self.counts.rows:,} records read, {written:,} written", self.path), None)
        if file_state(self.path.stat()) != self.state:
            self._fail(NewslintError("changed while it was read; not written", self.path), None)
        self.finish(staged)

    def _close_report(self) -> None:
        """The bad records make exit status 2, and are counted though not all are named."""
        runner, reported = self.runner, self.counts.reported
        runner.tally.errors += reported
        if reported > PRINTED:
            runner.say(f"{self.path}: {reported - PRINTED:,} more records that could not be checked")

    def _publish(self, place: Path, seal: Seal, staged: Staged) -> None:
        """The manifest first: whatever interrupts this, a copy never stands without one."""
        manifest.write(place, seal, staged.path, self.counts)
        staged.commit()

    def _replace(self, staged: Staged) -> None:
        if self.counts.changed:
            staged.commit(self.state)
        else:
            staged.discard()

    def _guarded(self, act: Callable[[], T]) -> T:
        """Take a step of writing; a disk that is full ends the shard, not the run."""
        try:
            return act()
        except (OSError, ValueError) as error:  # pyarrow's errors are ValueErrors
            assert self.staged is not None
            failure = NewslintError(f"cannot be written: {error}", self.staged.target)
            self._fail(failure, None)
            raise failure from None

    def _pass_over(self, error: NewslintError, _: Outcome | None) -> None:
        """A folder may hold other tables; they are named, and no error."""
        self.failed = True
        if self.staged:
            self.staged.discard()
        self.runner.say(f"{error}; skipped")

    def _fail(self, error: NewslintError, _: Outcome | None) -> None:
        """Give the shard up: no half of a copy is left."""
        if not self.failed:
            self.failed = True
            if self.staged:
                self.staged.discard()
            raise error
