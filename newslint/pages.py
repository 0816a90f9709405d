"""The pages of ``newslint rules`` and ``newslint rule NAME``, made from the rule files alone."""

from __future__ import annotations

import inspect
from collections.abc import Iterable, Iterator

from newslint.config import RULE_KEYS, Config
from newslint.examplefile import Example
from newslint.finders import find_detector
from newslint.rule import Rule

FIX = {
    "safe": "made by --fix",
    "unsafe": "made only by --fix --unsafe-fixes",
    "none": "none: a person has to decide",
}


def rule_table(rules: Iterable[Rule], running: set[str]) -> Iterator[str]:
    """A line a rule, for terminals."""
    rows = [(r.family, r.name, r.fix, "" if r.name in running else "off", r.summary) for r in rules]
    widths = [max(len(row[i]) for row in rows) for i in range(4)]
    for row in rows:
        yield "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]]).rstrip()


def rule_markdown(rules: Iterable[Rule]) -> Iterator[str]:
    """The README's table."""
    yield "| family | rule | finds | fix |"
    yield "|---|---|---|---|"
    for rule in rules:
        state = "" if rule.on else " (off by default)"
        yield f"| {rule.family} | `{rule.name}` | {rule.summary}{state} | {rule.fix} |"


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
    for key in ("severity", "fix", "on", "in_quotes"):
        source = config.path if key in table else rule.path
        note = f"   ({FIX[merged.fix]})" if key == "fix" else ""
        yield f"{key} = {_toml(getattr(merged, key))}{note}   # {source}"
    yield from _options(merged, config, table)
    yield from _measured(rule)
    for title, examples in (("Found:", rule.bad), ("Not found:", rule.good)):
        yield ""
        yield title
        for example in examples:
            yield from _example(example)


def _options(rule: Rule, config: Config, table: object) -> Iterator[str]:
    """The detector's options with their values and where each comes from."""
    if not rule.detector:
        return
    given = table if isinstance(table, dict) else {}
    for name, parameter in inspect.signature(find_detector(rule)).parameters.items():
        if parameter.kind is not parameter.KEYWORD_ONLY or name in config.shared():
            continue
        value = rule.options.get(name, parameter.default)
        source = config.path if name in given and name not in RULE_KEYS else rule.path
        yield f"{name} = {_toml(value)}   # {source}"


def _measured(rule: Rule) -> Iterator[str]:
    if rule.measured:
        yield ""
        yield "Measured: " + ", ".join(f"{key} {value}" for key, value in rule.measured.items())


def marked(example: Example) -> str:
    """An example as its rule file has it: ``⟦ ⟧`` round what is found."""
    text, at = "", 0
    for start, end in example.marks:
        text += f"{example.text[at:start]}⟦{example.text[start:end]}⟧"
        at = end
    return text + example.text[at:]


def _example(example: Example) -> Iterator[str]:
    yield ""
    yield from (f"    {line}" if line else "" for line in marked(example).strip("\n").split("\n"))
    if example.todo:
        yield "    (a known miss or false alarm)"


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else f'"{value}"' if isinstance(value, str) else str(value)
