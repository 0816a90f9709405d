"""The flags of every command, and the parser that knows them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from newslint import __version__, commands
from newslint.errors import NewslintError
from newslint.model import SEVERITIES
from newslint.records.fields import ADDABLE
from newslint.report import FORMATS
from newslint.rule import did_you_mean


class _Parser(argparse.ArgumentParser):
    """Takes no flag cut short, as one that is added later would change its meaning; knows a slip."""

    def __init__(self, **settings: Any) -> None:
        # argparse lays out every flag as it is added; to ask for the terminal's width it would import ``shutil``.
        super().__init__(allow_abbrev=False, formatter_class=partial(argparse.HelpFormatter, width=80), **settings)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Parse as argparse does. Raises NewslintError on a flag that there is not."""
        self.formatter_class = argparse.HelpFormatter
        known, unknown = super().parse_known_args(args, namespace)
        if flags := [word.partition("=")[0] for word in unknown if word.startswith("-")]:
            near = did_you_mean(flags[0], self._option_string_actions) or f"; see {self.prog} --help"
            raise NewslintError(f"there is no flag '{flags[0]}'{near}")
        return known, unknown


def parser(only: str = "") -> _Parser:
    """The parser of all commands, or ``only`` of one: all take as long as two articles."""
    whole = _Parser(
        prog="newslint",
        description="Find and repair what scraping did to news text.",
        epilog="`newslint PATH…` is short for `newslint check PATH…`. "
        "Exit status: 0 clean, 1 findings, 2 something could not be done.",
    )
    whole.add_argument("-V", "--version", action="version", version=f"newslint {__version__}")
    subparsers = whole.add_subparsers(required=True, metavar="COMMAND", title="commands", prog="newslint")
    for name in (only,) if only in COMMANDS else COMMANDS:
        text, fill = COMMANDS[name]
        command = subparsers.add_parser(name, help=text)
        command.set_defaults(run=getattr(commands, name))
        fill(command)
    return whole


def _check_parser(check: argparse.ArgumentParser) -> None:
    check.usage = "newslint [check] [FLAG ...] [PATH ...]"
    check.description = "Find scraping artifacts in text files and in the text files of folders."
    check.epilog = "Explain a finding: newslint rule NAME. Pages: docs/ in the repository."
    check.add_argument("paths", metavar="PATH", nargs="*", help="files and folders; - is standard input (default: .)")
    fixing = check.add_argument_group("fixing")
    how = fixing.add_mutually_exclusive_group()
    how.add_argument("--fix", action="store_true", help="make safe fixes in place")
    how.add_argument("--diff", action="store_true", help="show what --fix would do; write nothing")
    how.add_argument("--write-to", metavar="DIR", type=Path, help="write cleaned copies into DIR; keep the originals")
    fixing.add_argument("--unsafe-fixes", action="store_true", help="make unsafe fixes too")
    fixing.add_argument("--exit-non-zero-on-fix", action="store_true", help="exit 1 when a file was changed")
    fixing.add_argument("--show-fixes", action="store_true", help="list each edit on standard error")
    fixing.add_argument("--edit-log", metavar="FILE", type=Path, help="append each edit to FILE, for newslint undo")
    choice = check.add_argument_group("choosing")
    for flag, text in (
        ("--select", "rules and families to run"),
        ("--extend-select", "rules and families to run besides"),
        ("--ignore", "rules and families not to run"),
    ):
        choice.add_argument(flag, metavar="NAME", action="extend", type=_names, default=[], help=f"{text}, with commas")
    choice.add_argument("--file-list", metavar="FILE", type=Path, help="a file with a path a line; - is standard input")
    choice.add_argument("--exclude", metavar="GLOB", action="append", default=[], help="files not to take from folders")
    choice.add_argument("--force-exclude", action="store_true", help="exclude files that are named, too")
    choice.add_argument("--show-files", action="store_true", help="print the files that would be checked, and stop")
    choice.add_argument("--config", metavar="FILE", type=Path, help="settings file to use instead of the nearest")
    choice.add_argument("--isolated", action="store_true", help="use no settings file")
    choice.add_argument("--templates", metavar="FILE", type=Path, help="template lines that newslint corpus wrote")
    records = check.add_argument_group("records", "JSON lines, CSV and Parquet: an article a record.")
    records.add_argument("--text-field", metavar="FIELD", default="text", help="the field (column) of the text")
    records.add_argument("--id-field", metavar="FIELD", default="id", help="the field that reports name a record by")
    records.add_argument("--title-field", metavar="FIELD", default="title", help="the field of the headline")
    records.add_argument("--site-field", metavar="FIELD", default="", help="default: url's host, else source")
    records.add_argument(
        "--add",
        metavar="FIELD",
        action="extend",
        type=_added,
        default=[],
        help=f"with --write-to, fields to add: {', '.join(ADDABLE)}; with clean_text the text itself stays",
    )
    records.add_argument("--overwrite", action="store_true", help="replace shards made of other input or settings")
    check.add_argument("-j", "--jobs", metavar="N", type=_jobs, default=1, help="processes; 0: one a core (default: 1)")
    leaving = check.add_argument_group("leaving out", "What is left out is neither reported nor fixed.")
    leaving.add_argument("--baseline", metavar="FILE", type=Path, help="leave out the findings that FILE knows")
    leaving.add_argument("--no-baseline", action="store_true", help="use no baseline, although the settings name one")
    leaving.add_argument("--changed", metavar="REV", type=_given, help="only lines changed since the Git revision REV")
    leaving.add_argument(
        "--min-severity", choices=SEVERITIES, default=SEVERITIES[-1], help="leave out what is less severe"
    )
    output = check.add_argument_group("output")
    formats = f"what the report is like (default: full; github under GitHub Actions): {', '.join(FORMATS)}"
    output.add_argument("--output-format", choices=FORMATS, metavar="FORMAT", help=formats)
    output.add_argument("-o", "--output-file", metavar="FILE", type=Path, help="write the report to FILE")
    output.add_argument("--statistics", action="store_true", help="count findings by rule instead of listing them")
    output.add_argument("--profile", action="store_true", help="say on standard error what each rule cost")
    output.add_argument("--stdin-filename", metavar="FILE", default="", help="what to call standard input")
    output.add_argument("--color", choices=("auto", "always", "never"), default="auto", help="default: on a terminal")
    output.add_argument("-w", "--watch", action="store_true", help="run again whenever a file changes")
    output.add_argument("-q", "--quiet", action="store_true", help="no summary and no progress bar")
    output.add_argument(
        "--fail-on", choices=SEVERITIES, default=SEVERITIES[-1], help="exit 0 when all findings are less severe"
    )
    output.add_argument("-e", "--exit-zero", action="store_true", help="exit 0 although there are findings")


def _baseline_parser(baseline: argparse.ArgumentParser) -> None:
    baseline.description = "A baseline is a file of known findings, to be committed; check reports what is not in it."
    steps = baseline.add_subparsers(required=True, metavar="STEP", dest="step")
    for step, text in (
        ("create", "write every finding of today into the baseline"),
        ("check", "list what is new and what is gone; exit 1 when there is any"),
        ("prune", "drop the entries whose artifact is gone"),
    ):
        parser = steps.add_parser(step, help=text, description=text.capitalize() + ".")
        parser.add_argument("paths", metavar="PATH", nargs="*", help="files and folders (default: .)")
        parser.add_argument("--file", metavar="FILE", type=Path, help="the baseline (default: the settings', or here)")
        parser.add_argument("--config", metavar="FILE", type=Path, help="settings file to use instead of the nearest")
        if step == "create":
            parser.add_argument("--force", action="store_true", help="replace a baseline that is there")


def _corpus_parser(corpus: argparse.ArgumentParser) -> None:
    corpus.description = "Read a corpus twice; write each site's template lines, for check to know them by."
    corpus.add_argument("paths", metavar="PATH", nargs="+", type=Path, help="folders, text files, records")
    default = Path("newslint-templates.jsonl")
    corpus.add_argument("-o", "--output-file", metavar="FILE", type=Path, default=default, help=f"default: {default}")
    corpus.add_argument("--duplicates", metavar="FILE", type=Path, help="write the ids of near-duplicates to FILE")
    corpus.add_argument("--text-field", metavar="FIELD", default="text", help="the field of the text")
    corpus.add_argument("--id-field", metavar="FIELD", default="id", help="the field of the record's name")
    corpus.add_argument("--site-field", metavar="FIELD", default="", help="default: url's host, source, or the folder")
    corpus.add_argument("--index-dir", metavar="DIR", type=Path, help="where the index grows (default: the system's)")


def _undo_parser(undo: argparse.ArgumentParser) -> None:
    undo.description = "A file that was changed since is refused and stays as it is."
    undo.add_argument("log", metavar="FILE", type=Path, help="what --edit-log wrote")


def _rules_parser(rules: argparse.ArgumentParser) -> None:
    rules.add_argument("--format", choices=("text", "json", "markdown"), default="text", help="default: text")


def _rule_parser(rule: argparse.ArgumentParser) -> None:
    rule.add_argument("name", metavar="NAME", help="a rule; of a family, its rules are listed")


def _test_parser(test: argparse.ArgumentParser) -> None:
    test.add_argument(
        "folder", metavar="DIR", type=Path, nargs="?", help="your rule file, or a folder of them (default: ours)"
    )


def _lsp_parser(lsp: argparse.ArgumentParser) -> None:
    lsp.add_argument("--stdio", action="store_true", help="the only way there is to speak with it")


def _completion_parser(completion: argparse.ArgumentParser) -> None:
    completion.description = "For example: newslint completion fish > ~/.config/fish/completions/newslint.fish"
    completion.add_argument("shell", choices=("bash", "zsh", "fish"), help="the shell you use")


def _no_flags(_: argparse.ArgumentParser) -> None:
    pass


def _given(text: str) -> str:
    """A word that is not empty, as that of an unset variable is."""
    if not text:
        raise argparse.ArgumentTypeError("is empty: an unset variable?")
    return text


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _added(text: str) -> list[str]:
    names = _names(text)
    if unknown := [name for name in names if name not in ADDABLE]:
        raise argparse.ArgumentTypeError(f"'{unknown[0]}' is none of {', '.join(ADDABLE)}")
    return names


def _jobs(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("must be a number from 0")
    return int(text)


#: Command -> what the help says of it, and what adds its flags; each is a function of ``commands``.
COMMANDS: Mapping[str, tuple[str, Callable[[argparse.ArgumentParser], None]]] = {
    "check": ("find artifacts, and with --fix repair them", _check_parser),
    "baseline": ("take today's findings as known, and watch for new ones", _baseline_parser),
    "corpus": ("find what only many articles show: template lines, copies", _corpus_parser),
    "undo": ("give the files of an edit log their original bytes back", _undo_parser),
    "rules": ("list every rule", _rules_parser),
    "rule": ("explain one rule, as the settings here have it", _rule_parser),
    "test": ("run the examples of rule files", _test_parser),
    "lsp": ("serve an editor: the Language Server Protocol over standard input and output", _lsp_parser),
    "completion": ("print a completion script for your shell", _completion_parser),
    "version": ("print the version", _no_flags),
}
