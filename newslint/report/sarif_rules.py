"""What SARIF says of a rule: descriptions, a help page, and how sure it is as measured."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from newslint.examplefile import Example
from newslint.pages import marked
from newslint.rule import Rule

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
#: GitHub's words for a share of right findings.
PRECISION = ((0.98, "very-high"), (0.95, "high"), (0.8, "medium"), (0.0, "low"))
FIXES = {
    "safe": "Made by `--fix`.",
    "unsafe": "Made only by `--fix --unsafe-fixes`.",
    "none": "None: a person has to decide.",
}
#: GitHub cuts descriptions at this many characters.
LIMIT = 1024
#: Examples on a help page; a rule file may hold dozens.
EXAMPLES = 2
FENCE = re.compile("`{3,}")


def describe(rule: Rule) -> dict[str, Any]:
    """The rule's ``reportingDescriptor``."""
    why = " ".join(rule.why.split())
    return {
        "id": rule.name,
        "name": "".join(word.title() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary[:LIMIT]},
        "fullDescription": {"text": why[:LIMIT]},
        "help": {"text": why, "markdown": "\n".join(_page(rule, why))},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": _properties(rule),
    }


def _properties(rule: Rule) -> dict[str, Any]:
    properties: dict[str, Any] = {"tags": [rule.family], "problem.severity": PROBLEMS[rule.severity]}
    if "precision" in rule.measured:
        share = rule.measured["precision"]
        properties["precision"] = next(word for least, word in PRECISION if share >= least)
    return properties


def _page(rule: Rule, why: str) -> Iterator[str]:
    yield f"## {rule.name}\n\n{rule.summary}\n\n{why}\n\n**Fix:** {FIXES[rule.fix]}"
    if rule.measured:
        yield "\n**Measured:** " + ", ".join(f"{key} {value}" for key, value in rule.measured.items())
    for title, examples in (("Found", rule.bad), ("Not found", rule.good)):
        if shown := [example for example in examples if not example.todo][:EXAMPLES]:
            yield f"\n### {title}\n"
            yield from map(_example, shown)


def _example(example: Example) -> str:
    fence = "`" * max(3, 1 + max(map(len, FENCE.findall(example.text)), default=0))
    return f"{fence}text\n{marked(example).strip(chr(10))}\n{fence}\n"
