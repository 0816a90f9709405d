"""``newslint baseline``: take today's findings as known, see what is new or gone, drop what is gone."""

from __future__ import annotations

import argparse
import sys
from itertools import chain
from pathlib import Path

from newslint.baseline import NAME, Baseline, Entry, write_baseline
from newslint.config import Config
from newslint.errors import NewslintError
from newslint.filters import Wanted, baseline_path
from newslint.job import Job
from newslint.report import Look
from newslint.report.concise import write as write_concise
from newslint.report.visible import visible
from newslint.run import Runner
from newslint.summary import nothing_found, plural
from newslint.walk import Input, refuse_input


def create(options: argparse.Namespace) -> int:
    """Write every finding of today into the baseline."""
    runner = _runner(options)
    path = _path(options, runner)
    if path.exists() and not options.force:
        raise NewslintError(
            "is there already: `newslint baseline prune` drops what was fixed, --force takes in all of today's", path
        )
    # a file that is named is read, though it may look like a baseline
    named = (Input(p, p) for p in runner.job.paths)
    refuse_input(path, chain(named, runner.inputs()))
    baseline = Baseline(path, record=True)
    runner.filters.baselines[path] = baseline
    for _ in runner:
        pass
    if nothing := nothing_found(runner):
        raise NewslintError(f"is not written: {nothing}", path)
    if runner.tally.errors and not baseline.recorded:
        raise NewslintError("is not written: nothing was found in what could be read; mend what is named above", path)
    write_baseline(path, baseline.recorded)
    known = sum(isinstance(row, Entry) for row in baseline.recorded)
    print(f"{plural(known, 'finding')} of {plural(runner.tally.files, 'file')} written to {path}")
    if not _settings(runner).baseline:
        print(f'Commit it, and put baseline = "{path.as_posix()}" into newslint.toml (or pass --baseline {path}).')
    if _merge_by_union(path):
        print(f"{path.parent / '.gitattributes'} now lets Git join the baselines of two branches; commit it too.")
    return 2 if runner.tally.errors else 0


def check(options: argparse.Namespace) -> int:
    """List what is new and what is gone; 1 when there is any of either."""
    runner = _runner(options)
    _path(options, runner)
    write_concise(runner, sys.stdout, Look())
    gone = [entry for _, entry in runner.filters.stale(runner.whole_paths())]
    for entry in sorted(gone, key=lambda e: (e.path, e.rule, e.text)):
        print(visible(f"{entry.path}: {entry.rule} is gone: '{entry.text}'"))
    print(f"{runner.tally.findings:,} new, {len(gone):,} gone, {_known(runner):,} known", file=sys.stderr)
    return 2 if runner.tally.errors else 1 if runner.tally.findings or gone else 0


def prune(options: argparse.Namespace) -> int:
    """Drop the entries whose artifact is gone; a new finding is never taken in."""
    runner = _runner(options)
    _path(options, runner)
    for _ in runner:
        pass
    gone = {entry for _, entry in runner.filters.stale(runner.whole_paths())}
    for baseline in runner.filters.baselines.values():
        write_baseline(baseline.path, baseline.current(gone))
    print(f"{len(gone):,} dropped, {sum(len(b.entries) for b in runner.filters.baselines.values()) - len(gone):,} left")
    return 2 if runner.tally.errors else 0


def _runner(options: argparse.Namespace) -> Runner:
    return Runner(
        Job(
            paths=[Path(p) for p in options.paths or ["."]],
            config=options.config,
            wanted=Wanted(baseline=options.file),
        )
    )


def _settings(runner: Runner) -> Config:
    return runner.settings(Path.cwd() / "x")


def _path(options: argparse.Namespace, runner: Runner) -> Path:
    """The baseline's file, named by the flag, by the settings, or as it is by default."""
    path = baseline_path(runner.job.wanted, _settings(runner)) or Path(NAME)
    runner.filters.wanted = runner.job.wanted._replace(baseline=path)
    runner.job = runner.job._replace(wanted=runner.filters.wanted)
    return path


def _known(runner: Runner) -> int:
    return sum(len(baseline.met) for baseline in runner.filters.baselines.values())


def _merge_by_union(path: Path) -> bool:
    """Have Git keep the lines of both sides where two branches touch the same ones; whether that was news."""
    folder = path.absolute().parent
    line = f"{path.name} merge=union"
    attributes = folder / ".gitattributes"
    there = attributes.read_text(encoding="utf-8") if attributes.exists() else ""
    if line in there.split("\n") or not any((f / ".git").exists() for f in (folder, *folder.parents)):
        return False
    with attributes.open("a", encoding="utf-8", newline="\n") as file:
        file.write(("\n" if there and not there.endswith("\n") else "") + line + "\n")
    return True
