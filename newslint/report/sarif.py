"""SARIF 2.1.0, as GitHub code scanning reads it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/ and GitHub's "SARIF support for code scanning".
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any, TextIO
from urllib.parse import quote

from newslint.model import Finding, Span
from newslint.report import FileReport, Look
from newslint.report.visible import visible
from newslint.rule import Rule

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "info": "note"}
PROBLEMS = {"error": "error", "warning": "warning", "info": "recommendation"}
#: GitHub's words for a share of right findings.
PRECISION = ((0.98, "very-high"), (0.95, "high"), (0.8, "medium"), (0.0, "low"))
#: GitHub cuts descriptions at this many characters.
LIMIT = 1024


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write one log with one run."""
    from newslint import __version__

    driver = {
        "name": "newslint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(rule) for rule in look.rules],
    }
    index = {rule.name: number for number, rule in enumerate(look.rules)}
    results = [_result(file, f, index) for file in files for f in file.findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, out, indent=1)
    out.write("\n")


def _rule(rule: Rule) -> dict[str, Any]:
    properties: dict[str, Any] = {"tags": [rule.family], "problem.severity": PROBLEMS[rule.severity]}
    if "precision" in rule.measured:
        share = rule.measured["precision"]
        properties["precision"] = next(word for least, word in PRECISION if share >= least)
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.summary[:LIMIT]},
        "fullDescription": {"text": " ".join(rule.why.split())[:LIMIT]},
        "help": {"text": " ".join(rule.why.split())},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": properties,
    }


def _result(file: FileReport, f: Finding, index: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": f.rule,
        "level": LEVELS[f.severity],
        "message": {"text": visible(f.message)},
        "locations": [_location(file.path, _region(f))],
        "partialFingerprints": {"primaryLocationLineHash": _fingerprint(file, f)},
    }
    if f.rule in index:
        result["ruleIndex"] = index[f.rule]
    if f.related:
        result["relatedLocations"] = [
            {"id": n, **_location(file.path, _region(span)), "message": {"text": "the other copy"}}
            for n, span in enumerate(f.related)
        ]
    if f.safety == "safe":
        result["fixes"] = [_fix(file, f)]
    return result


def _location(path: str, region: dict[str, int]) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": _uri(path)}, "region": region}}


def _uri(path: str) -> str:
    return quote(path.replace("\\", "/").encode("utf-8", "surrogateescape"))


def _region(place: Finding | Span) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(file: FileReport, f: Finding) -> dict[str, Any]:
    replacements = [
        {"deletedRegion": _region(file.article.span(e.start, e.end)), "insertedContent": {"text": e.text}}
        for e in f.edits
    ]
    change = {"artifactLocation": {"uri": _uri(file.path)}, "replacements": replacements}
    return {"description": {"text": "Cut" if f.removes else "Replace"}, "artifactChanges": [change]}


def _fingerprint(file: FileReport, f: Finding) -> str:
    """The same for the same artifact when lines above it come and go."""
    text = " ".join(file.article.text[f.start : f.end].split())
    return hashlib.sha256(f"{f.rule}\0{text}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
