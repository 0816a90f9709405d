"""The page of one rule in Markdown: for docs/rules, for an editor's hover, for code scanning's help."""

from __future__ import annotations

import inspect
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from newslint.compiled import compile_pattern
from newslint.config import Config
from newslint.examplefile import Example, marked
from newslint.finders import find_detector
from newslint.report.visible import visible
from newslint.rule import Rule

FIXES = {
    "safe": "Made by `--fix`.",
    "unsafe": "Made only by `--fix --unsafe-fixes`.",
    "none": "None: a person has to decide.",
}
QUOTES = {
    "find": "",
    "unsafe": " Inside a direct quotation only with `--unsafe-fixes`.",
    "ignore": " Direct quotations are left alone.",
}
#: Measures that are shares of one.
SHARES = ("precision", "recall")
#: Columns of a list of options that stands on one line.
WIDTH = 80
FENCE = compile_pattern("`{3,}")


def body(rule: Rule, examples: int) -> Iterator[str]:
    """The page without its heading; the shortest ``examples`` of each kind."""
    yield rule.summary + ("" if rule.on else " **Off unless selected.**")
    yield ""
    yield "\n\n".join(" ".join(part.split()) for part in rule.why.split("\n\n"))
    yield ""
    yield f"**Fix:** {FIXES[rule.fix]}{QUOTES[rule.in_quotes] if rule.fix != 'none' else ''}"
    yield ""
    yield f"**Measured:** {measured(rule.measured)}"
    yield from _options(rule)
    for title, kind in (("Found", rule.bad), ("Not found", rule.good)):
        shown = sorted((e for e in kind if not e.todo), key=lambda e: len(e.text))[:examples]
        if shown:
            yield f"\n### {title}\n"
            yield "\n\n".join(map(_fenced, shown))


def measured(values: Mapping[str, Any]) -> str:
    """The rule's ``[measured]`` table as a sentence."""
    if not values:
        return "not yet."
    parts = [f"{key.replace('_', ' ')} {_share(key, value)}" for key, value in values.items()]
    return ", ".join(parts) + "."


def _share(key: str, value: object) -> str:
    if key in SHARES and isinstance(value, (int, float)) and value <= 1:
        return f"{100 * value:.1f} %".replace(".0 %", " %")
    return str(value).strip().rstrip(".")


def _options(rule: Rule) -> Iterator[str]:
    options = dict(_defaults(rule)) | dict(rule.options)
    if options:
        yield "\n### Options\n"
        yield "```toml"
        yield f"[rules.{rule.name}]"
        yield from (f"{name} = {toml(value)}" for name, value in options.items())
        yield "```"


def _defaults(rule: Rule) -> Iterator[tuple[str, object]]:
    """The detector's options; what all rules share (``allow``, ``dialect``) is set elsewhere."""
    if rule.detector:
        for name, parameter in inspect.signature(find_detector(rule)).parameters.items():
            if parameter.kind is parameter.KEYWORD_ONLY and name not in Config().shared():
                yield name, parameter.default


def toml(value: object) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}'" if "\\" in value and "'" not in value else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Sequence):
        items = [toml(item) for item in value]
        return f"[{', '.join(items)}]" if sum(map(len, items)) < WIDTH else "[\n  " + ",\n  ".join(items) + ",\n]"
    return str(value)


def _fenced(example: Example) -> str:
    fence = "`" * max(3, 1 + max(map(len, FENCE.findall(example.text)), default=0))
    lines = map(visible, marked(example).strip("\n").split("\n"))
    return "\n".join((f"{fence}text", *lines, fence))
