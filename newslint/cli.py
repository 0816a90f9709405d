"""The command line, and nothing else."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from newslint import __version__
from newslint.config import Config, find_config, read_config
from newslint.errors import NewslintError
from newslint.report import FORMATS, Look, writer
from newslint.rule import Rule
from newslint.run import Action, Job, Runner, Tally

COMMANDS = ("check", "rules", "rule", "test", "version")
INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status: 0 clean, 1 findings, 2 something could not be done."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = _dispatch(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return status
    except NewslintError as error:
        print(f"newslint: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `newslint | head`: the reader has had enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"newslint: output cannot be written: {error.strerror}", file=sys.stderr)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2


def _dispatch(argv: list[str]) -> int:
    if not argv or argv[0] not in (*COMMANDS, "-h", "--help", "-V", "--version"):
        argv.insert(0, "check")
    options = _parser().parse_args(argv)
    return options.run(options)  # type: ignore[no-any-return]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="newslint",
        description="Find and repair what scraping did to news text.",
        epilog="`newslint PATH…` is short for `newslint check PATH…`. "
        "Exit status: 0 clean, 1 findings, 2 something could not be done.",
    )
    parser.add_argument("-V", "--version", action="version", version=f"newslint {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _check_parser(commands.add_parser("check", help="find artifacts, and with --fix repair them"))
    rules = commands.add_parser("rules", help="list every rule")
    rules.add_argument("--format", choices=("text", "markdown"), default="text")
    rules.set_defaults(run=_rules)
    rule = commands.add_parser("rule", help="explain one rule, as the settings here have it")
    rule.add_argument("name", metavar="NAME")
    rule.set_defaults(run=_rule)
    test = commands.add_parser("test", help="run the examples of rule files")
    test.add_argument("folder", metavar="DIR", type=Path, nargs="?", help="a folder of your rules (default: ours)")
    test.set_defaults(run=_test)
    commands.add_parser("version", help="print the version").set_defaults(run=_version)
    return parser


def _check_parser(check: argparse.ArgumentParser) -> None:
    check.set_defaults(run=_check)
    check.add_argument("paths", metavar="PATH", nargs="*", help="files and folders; - is standard input (default: .)")
    fixing = check.add_argument_group("fixing")
    how = fixing.add_mutually_exclusive_group()
    how.add_argument("--fix", action="store_true", help="make safe fixes in place")
    how.add_argument("--diff", action="store_true", help="show what --fix would do; write nothing")
    how.add_argument("--write-to", metavar="DIR", type=Path, help="write cleaned copies into DIR; keep the originals")
    fixing.add_argument("--unsafe-fixes", action="store_true", help="make unsafe fixes too")
    fixing.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit 1 when a file was changed")
    choice = check.add_argument_group("choosing")
    for flag, text in (("--select", "rules and families to run"), ("--ignore", "rules and families not to run")):
        choice.add_argument(flag, metavar="NAME", action="extend", type=_names, default=[], help=f"{text}, with commas")
    choice.add_argument("--exclude", metavar="GLOB", action="append", default=[], help="files not to take from folders")
    choice.add_argument("--force-exclude", action="store_true", help="exclude files that are named, too")
    choice.add_argument("--config", metavar="FILE", type=Path, help="settings file to use instead of the nearest")
    choice.add_argument("--isolated", action="store_true", help="use no settings file")
    output = check.add_argument_group("output")
    output.add_argument("--output-format", choices=FORMATS, help="default: full; github under GitHub Actions")
    output.add_argument("-o", "--output-file", metavar="FILE", type=Path, help="write the report to FILE")
    output.add_argument("--statistics", action="store_true", help="count findings by rule instead of listing them")
    output.add_argument("--stdin-filename", metavar="FILE", default="", help="what to call standard input")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto")
    output.add_argument("-q", "--quiet", action="store_true", help="no summary")
    output.add_argument("-e", "--exit-zero", action="store_true", help="exit 0 although there are findings")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _check(options: argparse.Namespace) -> int:
    runner = Runner(_job(options))
    to_stderr = runner.job.action == "fix" and "-" in options.paths  # standard output is the cleaned text
    out: TextIO = sys.stderr if to_stderr else sys.stdout
    if options.output_file:
        out = options.output_file.open("w", encoding="utf-8", newline="\n", errors="backslashreplace")
    try:
        if options.statistics or runner.job.action == "diff":
            for _ in runner:
                pass
            if options.statistics:
                _statistics(runner.tally, out)
        else:
            name = options.output_format or _format_here()
            writer(name)(runner, out, Look(_color(options.color, out), _described(name, runner)))
    finally:
        if options.output_file:
            out.close()
    if not options.quiet:
        print(_summary(runner), file=sys.stderr)
    return _status(options, runner)


def _job(options: argparse.Namespace) -> Job:
    action: Action = "fix" if options.fix else "diff" if options.diff else "write-to" if options.write_to else "check"
    return Job(
        paths=[Path(p) for p in options.paths or ["."]],
        action=action,
        unsafe_fixes=options.unsafe_fixes,
        write_to=options.write_to,
        stdin_filename=options.stdin_filename,
        config=options.config,
        isolated=options.isolated,
        select=tuple(options.select),
        ignore=tuple(options.ignore),
        exclude=tuple(options.exclude),
        force_exclude=options.force_exclude,
    )


def _status(options: argparse.Namespace, runner: Runner) -> int:
    status = runner.tally.status()
    changed = runner.tally.changed
    if status == 0 and changed and (options.diff or options.exit_non_zero_on_fix):
        status = 1
    return 0 if status == 1 and options.exit_zero else status


def _format_here() -> str:
    here = os.environ
    return "github" if here.get("GITHUB_ACTIONS") and here.get("GITHUB_WORKFLOW") else "full"


def _described(name: str, runner: Runner) -> Sequence[Rule]:
    return runner.settings(Path.cwd() / "x").active() if name == "sarif" else ()


def _color(wish: str, out: TextIO) -> bool:
    """``--color`` beats NO_COLOR (no-color.org) and FORCE_COLOR (force-color.org), which beat the terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("FORCE_COLOR"):
        return True
    return out.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _plural(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _summary(runner: Runner) -> str:
    """One line: files, what was fixed, what remains, what could not be done."""
    tally, job = runner.tally, runner.job
    parts = [f"{_plural(tally.files, 'file')} checked"]
    if job.action == "diff":
        parts.append(f"{tally.changed:,} would change")
    elif job.action != "check":
        where = f"in {job.write_to}" if job.write_to else "in place"
        parts.append(
            f"{tally.changed:,} cleaned {where} ({_plural(sum(tally.fixed.values()), 'fix').replace('fixs', 'fixes')})"
        )
    if job.action != "diff":
        parts.append(_plural(tally.findings, "finding") + (" left" if job.action != "check" else ""))
        if tally.fixable["safe"] and job.action == "check":
            parts.append(f"{tally.fixable['safe']:,} fixable with --fix")
    if tally.withheld:
        parts.append(f"{tally.withheld:,} left as they were")
    if tally.errors:
        parts.append(_plural(tally.errors, "error"))
    return ", ".join(parts)


def _statistics(tally: Tally, out: TextIO) -> None:
    """Findings by rule, and the share of articles that have one."""
    for rule, count in sorted(tally.rules.items(), key=lambda row: (-row[1], row[0])):
        share = tally.articles[rule] / tally.files
        out.write(f"{count:>8,}  {share:>6.1%}  {rule}\n")


def _here() -> Config:
    found = find_config(Path.cwd())
    return read_config(found) if found else Config()


def _rules(options: argparse.Namespace) -> int:
    from newslint.pages import rule_markdown, rule_table

    config = _here()
    known = config.known()
    if options.format == "markdown":
        return _print(rule_markdown(known))
    return _print(rule_table(known, {rule.name for rule in config.active()}))


def _rule(options: argparse.Namespace) -> int:
    from newslint.pages import rule_page
    from newslint.rule import did_you_mean

    config = _here()
    rules = {rule.name: rule for rule in config.known()}
    if options.name not in rules:
        raise NewslintError(f"there is no rule '{options.name}'{did_you_mean(options.name, rules)}")
    return _print(rule_page(rules[options.name], config))


def _test(options: argparse.Namespace) -> int:
    from newslint.examples import failures
    from newslint.rule import load_rules

    config = _here()
    rules = load_rules(options.folder, pack=True) if options.folder else config.known()
    broken = [(rule, line, what) for rule in rules for line, what in failures(rule, config.shared())]
    for rule, line, what in broken:
        print(f"{rule.path}:{line}: {what}")
    examples = sum(len(rule.bad) + len(rule.good) for rule in rules)
    print(f"{len(rules)} rules, {examples} examples, {len(broken)} wrong", file=sys.stderr)
    return 1 if broken else 0


def _version(options: argparse.Namespace) -> int:
    return _print([f"newslint {__version__}"])


def _print(lines: Iterable[str]) -> int:
    for line in lines:
        print(line)
    return 0
