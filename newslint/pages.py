"""The pages of ``newslint rules`` and ``newslint rule NAME``, made from the rule files alone."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from newslint.config import RULE_KEYS, Config
from newslint.examplefile import Example, marked
from newslint.finders import find_detector
from newslint.rule import Rule
from newslint.rulepage import toml

FIX = {
    "safe": "made by --fix",
    "unsafe": "made only by --fix --unsafe-fixes",
    "none": "none: a person has to decide",
}
#: Stands between two examples, which may be of several paragraphs.
BETWEEN = "· · ·"


def rule_table(rules: Iterable[Rule], running: set[str]) -> Iterator[str]:
    """A line a rule, for terminals."""
    rows = [(r.family, r.name, r.fix, "" if r.name in running else "off", r.summary) for r in rules]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    for row in rows:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()


def rule_markdown(rules: Iterable[Rule]) -> Iterator[str]:
    """The README's table: a row a family."""
    yield "| family | with a safe fix | reported, or fixed by `--unsafe-fixes` |"
    yield "|---|---|---|"
    for (family, on), group in groupby(rules, key=lambda rule: (rule.family, rule.on)):
        members = list(group)
        safe, rest = (
            ", ".join(f"`{r.name}`" for r in members if (r.fix == "safe") is wanted) for wanted in (True, False)
        )
        yield f"| {family}{'' if on else ' (off by default)'} | {safe} | {rest} |"


def rule_rows(rules: Iterable[Rule], running: set[str]) -> Iterator[dict[str, object]]:
    """What ``newslint rules --format json`` says of each rule."""
    for rule in rules:
        yield {
            **{key: getattr(rule, key) for key in ("name", "family", "summary", "severity", "fix")},
            "on": rule.name in running,
            "measured": dict(rule.measured),
        }


def rule_page(rule: Rule, config: Config) -> Iterator[str]:
    """All there is to say of a rule as it stands after merging the settings."""
    merged = config.merged(rule)
    table = config.rules.get(rule.name, {})
    yield f"{rule.name} ({rule.family})"
    yield ""
    yield rule.summary
    yield ""
    yield from rule.why.strip().split("\n")
    yield ""
    rows = [(key, getattr(merged, key), key in table) for key in RULE_KEYS]
    rows += _options(merged, config, table)
    for key, value, ours in rows:
        notes = [FIX[merged.fix]] if key == "fix" else []
        notes += [f"set in {config.path}"] if ours else []
        yield f"    {key} = {toml(value)}" + (f"   # {', '.join(notes)}" if notes else "")
    yield ""
    yield f"Defined in {rule.path}"
    yield from _measured(rule)
    for title, examples in (("Found:", rule.bad), ("Not found:", rule.good)):
        yield ""
        yield title
        for number, example in enumerate(examples):
            yield from ["", f"    {BETWEEN}"] if number else []
            yield from _example(example)


def _options(rule: Rule, config: Config, table: Mapping[str, object]) -> Iterator[tuple[str, object, bool]]:
    """The detector's options: name, value, whether the settings have it so."""
    if not rule.detector:
        return
    for name, parameter in inspect.signature(find_detector(rule)).parameters.items():
        if parameter.kind is parameter.KEYWORD_ONLY and name not in config.shared():
            yield name, rule.options.get(name, parameter.default), name in table


def _measured(rule: Rule) -> Iterator[str]:
    if rule.measured:
        yield ""
        yield "Measured: " + ", ".join(f"{key} {value}" for key, value in rule.measured.items())


def _example(example: Example) -> Iterator[str]:
    yield ""
    yield from (f"    {line}" if line else "" for line in marked(example).strip("\n").split("\n"))
    if example.todo:
        yield "    (a known miss or false alarm)"
