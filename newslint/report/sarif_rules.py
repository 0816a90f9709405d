"""What SARIF says of a rule: descriptions, a help page, and how sure it is as measured."""

from __future__ import annotations

from typing import Any

from newslint.rule import Rule
from newslint.rulepage import body

LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
#: GitHub's words for a share of right findings.
PRECISION = ((0.98, "very-high"), (0.95, "high"), (0.8, "medium"), (0.0, "low"))
#: GitHub cuts descriptions at this many characters.
LIMIT = 1024
#: Examples on a help page; a rule file may hold dozens.
EXAMPLES = 2


def describe(rule: Rule) -> dict[str, Any]:
    """The rule's ``reportingDescriptor``."""
    why = " ".join(rule.why.split())
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary[:LIMIT]},
        "fullDescription": {"text": why[:LIMIT]},
        "help": {"text": why, "markdown": f"## {rule.name}\n\n" + "\n".join(body(rule, EXAMPLES))},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": _properties(rule),
    }


def _properties(rule: Rule) -> dict[str, Any]:
    properties: dict[str, Any] = {"tags": [rule.family], "problem.severity": PROBLEMS[rule.severity]}
    if "precision" in rule.measured:
        share = rule.measured["precision"]
        properties["precision"] = next(word for least, word in PRECISION if share >= least)
    return properties
