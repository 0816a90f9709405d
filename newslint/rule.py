"""Rule: a TOML file that says what to look for and proves itself with examples.

``rules/<family>/<name>.toml`` is the rule, its manual page and its tests. Anything unknown,
missing or malformed is a :class:`NewslintError` that names the file and the line, at load time.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from newslint.cache import Cache
from newslint.compiled import compile_pattern
from newslint.errors import NewslintError
from newslint.model import NOTHING, SAFETIES, SEVERITIES, Safety, Severity
from newslint.places import is_file
from newslint.promises import PROMISES

if TYPE_CHECKING:
    from tomllib import TOMLDecodeError

    from newslint.examplefile import Example

#: Families in the order in which their fixes are chosen; packs come after.
FAMILIES = (
    "encoding",
    "duplication",
    "leftovers",
    "truncation",
    "spacing",
    "spelling",
    "topic",
    "body-only",
    "corpus-quality",
)
#: What becomes of a match inside a direct quotation: found as anywhere, its fix made unsafe, dropped.
IN_QUOTES = ("find", "unsafe", "ignore")
NAME = compile_pattern(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")
FINDERS = ("words", "pattern", "detector")


class Rule(NamedTuple):
    """One rule as its file says it, before any settings."""

    name: str
    family: str
    path: Path
    summary: str
    why: str
    message: str
    severity: Severity = "warning"
    fix: Safety = "none"
    on: bool = True
    in_quotes: str = "find"
    #: What its safe fixes leave as it was; see :mod:`newslint.promises`.
    keeps: str = "nothing"
    #: wrong word (lower case) -> right word.
    words: Mapping[str, str] = MappingProxyType({})
    pattern: str = ""
    replace: str | None = None
    #: The pattern is tried only on texts that hold one of these (lower case).
    needs: tuple[str, ...] = ()
    #: A match is dropped when one of these patterns matches over it in its line.
    unless: tuple[str, ...] = ()
    detector: str = ""
    options: Mapping[str, Any] = NOTHING
    #: Measured: precision, recall, and what they were measured on.
    measured: Mapping[str, Any] = NOTHING
    #: Comes from a pack of the user's: its patterns are bounded in time.
    pack: bool = False

    @property
    def bad(self) -> tuple[Example, ...]:
        """The examples in which something must be found."""
        from newslint.examplefile import read_examples

        return read_examples(self.path)["bad"]

    @property
    def good(self) -> tuple[Example, ...]:
        """The examples in which nothing may be found."""
        from newslint.examplefile import read_examples

        return read_examples(self.path)["good"]


#: Key -> (type, what the error message calls it).
KEYS: Mapping[str, tuple[type, str]] = {
    "summary": (str, "a string"),
    "why": (str, "a string"),
    "message": (str, "a string"),
    "severity": (str, "one of " + ", ".join(SEVERITIES)),
    "fix": (str, "one of " + ", ".join(SAFETIES)),
    "on": (bool, "true or false"),
    "in_quotes": (str, "one of " + ", ".join(IN_QUOTES)),
    "keeps": (str, "one of " + ", ".join(PROMISES)),
    "words": (str, "the name of a .tsv file beside the rule"),
    "pattern": (str, "a regular expression"),
    "replace": (str, "a replacement, with \\1 for groups"),
    "needs": (list, "a list of strings"),
    "unless": (list, "a list of regular expressions"),
    "detector": (str, "a detector, as module.function"),
    "options": (dict, "a table"),
    "measured": (dict, "a table"),
    "bad": (list, "tables, each opened by [[bad]]"),
    "good": (list, "tables, each opened by [[good]]"),
}
CHOICES = {"severity": SEVERITIES, "fix": SAFETIES, "in_quotes": IN_QUOTES, "keeps": PROMISES}
#: The tables of rule files by their source: to parse all takes longer than to check an article.
_PARSED = Cache("rules", most=150)
#: The examples come last in a rule file. They are its tests and its manual page: a run does not need
#: them, and to read them takes most of the time that reading a rule takes.
EXAMPLES = compile_pattern(r"(?m)^\[\[(?:bad|good)\]\]")


def rules_home() -> Path:
    """The folder of the rules that come with newslint: in the wheel, or beside it in a checkout."""
    here = Path(__file__).parent
    installed = here / "rules"
    return installed if installed.is_dir() else here.parent / "rules"


def load_rules(folder: Path, *, pack: bool = False) -> list[Rule]:
    """Every rule below a folder, in the order of family and name.

    Raises NewslintError on a file that cannot be used and on a name that is used twice.
    """
    rules, problems = try_rules(folder, pack=pack)
    if problems:
        raise problems[0]
    return rules


def try_rules(folder: Path, *, pack: bool = False) -> tuple[list[Rule], list[NewslintError]]:
    """The rules below a folder (or of one file) that can be used, and what is wrong with the others."""
    problems: list[NewslintError] = []
    paths, home = ([folder], folder.parent) if is_file(folder) else (_files(folder, problems), folder)
    rules: dict[str, Rule] = {}
    for path in paths:
        try:
            rule = load_rule(path, home, pack=pack)
            if rule.name in rules:
                raise NewslintError(f"rule '{rule.name}' is also in {rules[rule.name].path}; rename one", path)
            rules[rule.name] = rule
        except NewslintError as error:
            problems.append(error)
    if not paths and not problems:
        problems.append(NewslintError("no rule files (*.toml) in this folder", folder))
    return sorted(rules.values(), key=order), problems


def _files(folder: Path, problems: list[NewslintError]) -> list[Path]:
    """The rule files below a folder; each folder that cannot be looked into becomes a problem."""

    def closed(error: OSError) -> None:
        if not isinstance(error, FileNotFoundError):
            problems.append(NewslintError(f"cannot be read: {error.strerror}", os.fspath(error.filename)))

    walked = os.walk(folder, onerror=closed)
    return sorted(Path(here, name) for here, _, names in walked for name in names if name.endswith(".toml"))


def order(rule: Rule) -> tuple[bool, int, str]:
    """Sort key: built-in families as FAMILIES lists them, then packs; by name inside a family."""
    known = not rule.pack and rule.family in FAMILIES
    return (not known, FAMILIES.index(rule.family) if known else 0, rule.name)


def load_rule(path: Path, home: Path, *, pack: bool = False) -> Rule:
    """Read and check one rule file; its family is the folder it stands in below ``home``.

    The examples of a pack are read too, so that whoever writes a rule hears of every mistake in it.
    """
    source = read_source(path)
    if pack:
        from newslint.examplefile import read_examples

        read_examples(path)
    elif examples := EXAMPLES.search(source):
        source = source[: examples.start()]
    data = _PARSED.get(source, lambda: parse(source, path))
    _check(data, path, source)
    values = {k: v for k, v in data.items() if k not in ("bad", "good", "words")}
    for key in ("needs", "unless"):
        values[key] = tuple(values.get(key, ()))
    return Rule(
        name=path.stem,
        family=path.parent.name if path.parent != home else home.name,
        path=path,
        words=_words(path.parent / data["words"]) if "words" in data else {},
        pack=pack,
        **values,
    )


def read_source(path: Path) -> str:
    """The text of a rule file or a word list, with LF alone. Raises NewslintError."""
    try:
        text = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise NewslintError(f"cannot be read: {error}", path) from None
    # a text file does the same, five times as slowly
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _check(data: Mapping[str, Any], path: Path, source: str) -> None:
    """Every key known, of its type, and none missing."""
    if not NAME.match(path.stem):
        raise NewslintError("a rule's file name must be kebab-case, such as 'repeated-lede.toml'", path)
    for key, value in data.items():
        if key not in KEYS:
            raise NewslintError(f"unknown key '{key}'{did_you_mean(key, KEYS)}", path, line_of(source, key))
        kind, wanted = KEYS[key]
        if not isinstance(value, kind) or value not in CHOICES.get(key, (value,)):
            raise NewslintError(f"'{key}' must be {wanted}", path, line_of(source, key))
    for key in ("precision", "recall"):
        share = data.get("measured", {}).get(key, 0)
        if isinstance(share, (str, bool)) or not 0 <= share <= 1:
            raise NewslintError(f"measured.{key} must be a number from 0 to 1", path, line_of(source, key))
    for key in ("summary", "why", "message"):
        if not data.get(key):
            raise NewslintError(f"'{key}' is missing", path)
    if sum(key in data for key in FINDERS) != 1:
        raise NewslintError("a rule needs exactly one of 'words', 'pattern' and 'detector'", path)
    _check_patterns(data, path, source)
    _check_message(data, path, source)


def _check_message(data: Mapping[str, Any], path: Path, source: str) -> None:
    """A message quotes what its finder gives; what a detector gives is known only when it has found something."""
    if "detector" in data:
        return
    given = {"text": "", **({"right": ""} if "words" in data else {})}
    if not data.keys().isdisjoint(("words", "replace")):
        given["replacement"] = ""
    try:
        data["message"].format_map(given)
    except KeyError as error:
        what = f"quotes {{{error.args[0]}}}{did_you_mean(str(error.args[0]), given)}"
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        what = f"is broken: {error}; a brace that is meant is written twice: {{{{"
    else:
        return
    raise NewslintError(f"'message' {what}; it may quote {quotable(given)}", path, line_of(source, "message"))


def quotable(values: Mapping[str, object]) -> str:
    """What a message may quote, as it is written there."""
    return ", ".join(f"{{{name}}}" for name in values)


def _check_patterns(data: Mapping[str, Any], path: Path, source: str) -> None:
    for key, patterns in (("pattern", [data.get("pattern", "")]), ("unless", data.get("unless", []))):
        for pattern in patterns:
            try:
                compiled = compile_pattern(pattern)
            except (re.error, TypeError) as error:
                raise NewslintError(f"'{key}' is a broken pattern: {error}", path, line_of(source, key)) from None
            if pattern and compiled.match(""):
                raise NewslintError(
                    f"'{key}' matches the empty text; it would match everywhere", path, line_of(source, key)
                )


def _words(path: Path) -> dict[str, str]:
    """A word list: ``wrong<TAB>right`` a line, ``#`` opens a comment."""
    words: dict[str, str] = {}
    for number, line in enumerate(read_source(path).split("\n"), 1):
        if not line or line.startswith("#"):
            continue
        wrong, tab, right = line.partition("\t")
        if not tab or not wrong or not right or wrong != wrong.lower():
            raise NewslintError("a line must be a lower-case word, one tab, and its correction", path, number)
        words[wrong] = right
    return words


def parse(source: str, path: Path) -> dict[str, Any]:
    """A TOML source as a table. Raises NewslintError with the line."""
    import tomllib

    try:
        return tomllib.loads(source.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise _toml_error(error, source, path) from None


def _toml_error(error: TOMLDecodeError, source: str, path: Path) -> NewslintError:
    """The error for a file that is no TOML; the parser gives its line only in words, or says that the file ends."""
    at = re.search(r"line (\d+)", str(error))
    return NewslintError(f"not valid TOML: {error}", path, int(at[1]) if at else _unended(source))


def _unended(source: str) -> int:
    """The line that begins what the end of a file leaves open: all above it is TOML."""
    import tomllib

    lines = source.removeprefix("\ufeff").split("\n")
    for number in range(len(lines), 1, -1):
        with suppress(tomllib.TOMLDecodeError):
            tomllib.loads("\n".join(lines[: number - 1]))
            return number
    return 1


def did_you_mean(word: str, known: Any) -> str:
    """``"; did you mean 'pattern'?"``, or nothing when no known word is near."""
    from difflib import get_close_matches

    near = get_close_matches(word, list(known), 1)
    return f"; did you mean '{near[0]}'?" if near else ""


def line_of(source: str, *keys: str) -> int:
    """The line that sets the last of the keys (or opens its table) in a TOML source; 0 when none is found.

    Each key is looked for from the line of the one before it: a table, a key in it, what stands in its value.
    """
    at = -1
    for key in keys:
        below = _setting(source, key, max(at, 0))
        at = at if below < 0 else below
    return source.count("\n", 0, at) + 1 if at >= 0 else 0


def _setting(source: str, key: str, start: int) -> int:
    """Where the line begins that sets a key; one that has it further in, or in quotes, will do too."""
    name = re.escape(key)
    sets = re.compile(rf"(?m)^[ \t]*(?:\[+\s*)?(?:[\w.-]+\.)?[\"']?{name}[\"']?\s*(?:=|\.|\])")
    found = sets.search(source, start) or re.compile(rf"[\"'{{,\s]{name}(?:[\"']|\s*=)").search(source, start)
    return source.rfind("\n", 0, found.start() + 1) + 1 if found else -1
