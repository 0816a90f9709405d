"""What each command does, given its parsed options; each returns the exit status."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO, TextIO

from newslint import __version__, progress
from newslint.config import Config, find_config, read_config
from newslint.errors import NewslintError
from newslint.filters import Wanted
from newslint.job import STDIN, Action, Job
from newslint.parallel import all_cores
from newslint.places import exists, is_folder
from newslint.records.fields import Fields
from newslint.report import DESCRIBING, FileReport, Look, Writer, writer
from newslint.report.visible import visible
from newslint.rule import Rule
from newslint.run import Runner
from newslint.summary import nothing_found, plural, statistics, summary
from newslint.walk import refuse_input, walk


def check(options: argparse.Namespace) -> int:
    """Find, and with a flag fix, what is wrong in the articles named."""
    if not options.watch:
        return _once(options)
    from newslint.watch import state, watch

    paths = _paths(options)
    if STDIN in paths:
        raise NewslintError("--watch cannot watch standard input")
    config = _here()
    packs = [(config.path.parent if config.path else Path()) / pack for pack in config.packs]
    return watch(lambda: _once(options), lambda: state(paths, options.exclude, packs))


def _once(options: argparse.Namespace) -> int:
    with ExitStack() as files:
        return _run(options, files)


def _run(options: argparse.Namespace, files: ExitStack) -> int:
    """Run a check with the files it writes to beside the articles open."""
    runner = Runner(_job(options))
    if options.show_files:
        return _print(visible(str(item.path)) for item in runner.inputs())
    if options.edit_log:
        runner.job = runner.job._replace(edit_log=files.enter_context(_edit_log(options.edit_log)))
    to_stderr = runner.job.action == "fix" and "-" in options.paths  # standard output is the cleaned text
    out: TextIO = sys.stderr if to_stderr else sys.stdout
    if options.output_file:
        refuse_input(options.output_file, walk(runner.job.paths, runner.job.exclude))
        runner.job = runner.job._replace(output=options.output_file)
        out = files.enter_context(_open(options.output_file))
    try:
        _report(options, runner, out)
    except (KeyboardInterrupt, SystemExit):
        if not options.quiet:  # what was done until now stays done
            print(f"newslint: interrupted: {summary(runner)}", file=sys.stderr)
        raise
    if not options.quiet:
        if nothing_found(runner):
            print(f"newslint: {visible(nothing_found(runner))}", file=sys.stderr)
        print(summary(runner), file=sys.stderr)
    return _status(options, runner)


def _report(options: argparse.Namespace, runner: Runner, out: TextIO) -> None:
    """Do the work, and tell of it as it is done."""
    seen: Iterable[FileReport] = runner
    if not options.quiet and progress.wanted(sys.stderr):
        seen = progress.shown(runner, runner.count, sys.stderr)
    if options.statistics or runner.job.action == "diff":
        for _ in seen:
            pass
        if options.statistics:
            statistics(runner.tally, out, as_json=options.output_format == "json")
    else:
        name = options.output_format or _format_here()
        look = Look(_color(options.color, out), _described(name, runner), _width(out), runner.preview)
        _tell(iter(seen), writer(name), out, look, fixing=runner.job.action != "check")
    if runner.profile:
        print(*runner.profile.table(), sep="\n", file=sys.stderr)


def _tell(seen: Iterator[FileReport], write: Writer, out: TextIO, look: Look, *, fixing: bool) -> None:
    """Write of the files as they are done; fixing goes on when the reader (``| head``) has had enough."""
    try:
        write(seen, out, look)
    except OSError:  # or the disk that the report goes to is full
        if fixing:
            for _ in seen:
                pass
        raise


def _open(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8", newline="\n", errors="backslashreplace")
    except OSError as error:
        raise NewslintError(f"cannot be written: {error.strerror}", path) from None


def _edit_log(path: Path) -> BinaryIO:
    from newslint.editlog import open_log

    try:
        return open_log(path)
    except OSError as error:
        raise NewslintError(f"cannot be written: {error.strerror}", path) from None


def _job(options: argparse.Namespace) -> Job:
    if options.profile and options.jobs != 1:
        raise NewslintError("--profile times the rules in one process; leave out -j")
    if options.add and not options.write_to:
        raise NewslintError("--add needs --write-to")
    if options.edit_log and not (options.fix or options.write_to):
        raise NewslintError("--edit-log needs --fix or --write-to: nothing else edits")
    if options.statistics and options.output_format not in (None, "json", "full"):
        raise NewslintError("--statistics prints a table, or JSON with --output-format json")
    if options.write_to:
        _no_file(options.write_to)
    action: Action = "fix" if options.fix else "diff" if options.diff else "write-to" if options.write_to else "check"
    return Job(
        paths=_paths(options),
        action=action,
        unsafe_fixes=options.unsafe_fixes,
        write_to=options.write_to,
        stdin_filename=options.stdin_filename,
        config=options.config,
        isolated=options.isolated,
        select=tuple(options.select),
        extend_select=tuple(options.extend_select),
        ignore=tuple(options.ignore),
        exclude=tuple(options.exclude),
        force_exclude=options.force_exclude,
        jobs=options.jobs or all_cores(),
        fields=Fields(
            options.text_field, options.id_field, options.title_field, tuple(options.add), options.site_field
        ),
        overwrite=options.overwrite,
        profile=options.profile,
        show_fixes=options.show_fixes,
        wanted=Wanted(
            baseline=options.baseline,
            no_baseline=options.no_baseline,
            changed=options.changed or "",
            min_severity=options.min_severity,
            no_suppressions=options.isolated,
        ),
        templates=options.templates,
    )


def _no_file(folder: Path) -> None:
    """Raises NewslintError when a file stands where the folder of ``--write-to``, or one above it, should be."""
    there = next((path for path in (folder, *folder.parents) if exists(path)), folder)
    if exists(there) and not is_folder(there):
        raise NewslintError("is a file, and --write-to needs a folder; name another", there)


def _paths(options: argparse.Namespace) -> list[Path]:
    """The files and folders that are named, on the command line or in a list of them."""
    listed: list[str] = []
    if options.file_list:
        try:
            text = sys.stdin.read() if options.file_list == STDIN else options.file_list.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise NewslintError(f"the list cannot be read: {error}", options.file_list) from None
        listed = [line for line in text.split("\n") if line]
    if "" in options.paths:
        raise NewslintError("a path is empty: an unset variable? The folder you are in is '.'")
    return [Path(p) for p in (*options.paths, *listed) or ([] if options.file_list else ["."])]


def _status(options: argparse.Namespace, runner: Runner) -> int:
    status = runner.tally.status(options.fail_on)
    changed = runner.tally.changed
    if status == 0 and changed and (options.diff or options.exit_non_zero_on_fix):
        status = 1
    return 0 if status == 1 and options.exit_zero else status


def _format_here() -> str:
    here = os.environ
    return "github" if here.get("GITHUB_ACTIONS") and here.get("GITHUB_WORKFLOW") else "full"


def _described(name: str, runner: Runner) -> Sequence[Rule]:
    return runner.settings(Path.cwd() / "x").active() if name in DESCRIBING else ()


def _color(wish: str, out: TextIO) -> bool:
    """``--color`` beats NO_COLOR (no-color.org) and FORCE_COLOR (force-color.org), which beat the terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _width(out: TextIO) -> int:
    """Columns of the terminal; 100 where there is none."""
    if not out.isatty():
        return 100
    from shutil import get_terminal_size

    return get_terminal_size((100, 24)).columns


def _here() -> Config:
    found = find_config(Path.cwd())
    return read_config(found) if found else Config()


def rules(options: argparse.Namespace) -> int:
    """List every rule."""
    from newslint import pages
    from newslint.report.json import write_array

    config = _here()
    known = config.known()
    running = {rule.name for rule in config.active()}
    if options.format == "json":
        write_array(pages.rule_rows(known, running), sys.stdout)
        return 0
    return _print(pages.rule_markdown(known) if options.format == "markdown" else pages.rule_table(known, running))


def rule(options: argparse.Namespace) -> int:
    """Explain one rule, as the settings here have it; of a family, list its rules."""
    from newslint.pages import rule_page, rule_table
    from newslint.rule import did_you_mean

    config = _here()
    known = config.known()
    rules = {rule.name: rule for rule in known}
    families = {rule.family for rule in known}
    if options.name in families - rules.keys():
        running = {rule.name for rule in config.active()}
        return _print(rule_table([rule for rule in known if rule.family == options.name], running))
    if options.name not in rules:
        near = did_you_mean(options.name, rules.keys() | families)
        raise NewslintError(f"there is no rule or family '{options.name}'{near}")
    return _print(rule_page(rules[options.name], config))


def test(options: argparse.Namespace) -> int:
    """Run the examples of rule files; one that cannot be used is named, and the others are run."""
    from newslint.examples import failures
    from newslint.rule import try_rules

    config = _here()
    rules, problems = try_rules(options.folder, pack=True) if options.folder else (config.known(), [])
    for problem in problems:
        print(f"newslint: {visible(str(problem))}", file=sys.stderr)
    broken = [(rule, line, what) for rule in rules for line, what in failures(rule, config.shared())]
    for rule, line, what in broken:
        print(NewslintError(what, rule.path, line))
    examples = sum(len(rule.bad) + len(rule.good) for rule in rules)
    print(f"{plural(len(rules), 'rule')}, {plural(examples, 'example')}, {len(broken)} wrong", file=sys.stderr)
    return 2 if problems else 1 if broken else 0


def baseline(options: argparse.Namespace) -> int:
    """Make, check or prune the baseline."""
    from newslint import adopt

    steps = {"create": adopt.create, "check": adopt.check, "prune": adopt.prune}
    return steps[options.step](options)


def undo(options: argparse.Namespace) -> int:
    """Give the files of an edit log their original bytes back."""
    from newslint.editlog import Undone, undo

    restored = refused = same = 0
    for outcome in undo(options.log):
        restored += outcome.restored
        same += outcome == Undone(False)
        if outcome.problem:
            refused += 1
            print(f"newslint: {visible(outcome.problem)}", file=sys.stderr)
    rest = f", {same:,} not changed: as before the fix" if same else ""
    print(f"{plural(restored, 'file')} restored, {refused:,} refused{rest}", file=sys.stderr)
    return 2 if refused else 0


def lsp(options: argparse.Namespace) -> int:
    """Serve an editor over standard input and output."""
    try:
        from newslint.lsp import serve
    except ModuleNotFoundError as error:
        if error.name not in ("pygls", "lsprotocol"):
            raise
        raise NewslintError("the language server needs the extra 'lsp': pip install 'newslint[lsp]'") from None
    serve()
    return 0


def completion(options: argparse.Namespace) -> int:
    """Print the completion script of a shell."""
    from newslint.completion import SHELLS, words
    from newslint.flags import parser

    known = Config().known()
    names = sorted({name for rule in known for name in (rule.name, rule.family)})
    return _print(SHELLS[options.shell](words(parser(), names)))


def corpus(options: argparse.Namespace) -> int:
    """Find the template lines and the near-duplicates of a corpus."""
    from newslint.corpus.command import run

    return run(options)


def version(options: argparse.Namespace) -> int:
    """Print the version."""
    return _print([f"newslint {__version__}"])


def _print(lines: Iterable[str]) -> int:
    for line in lines:
        print(line)
    return 0
