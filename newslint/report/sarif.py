"""SARIF 2.1.0, as GitHub code scanning reads it.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/ and GitHub's "SARIF support for code scanning".
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from heapq import nsmallest
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import quote

from newslint.model import SEVERITIES, Finding, Span
from newslint.report import FileReport, Look
from newslint.report.paths import repository_path
from newslint.report.sarif_rules import LEVELS, describe
from newslint.report.visible import visible

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: GitHub refuses a run with more results.
RESULTS = 25_000
FIX = {"safe": "made by --fix", "unsafe": "made only by --fix --unsafe-fixes; look before you take it"}


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write one log with one run; of more than RESULTS findings, the worst."""
    from newslint import __version__

    driver = {
        "name": "newslint",
        "version": __version__,
        "semanticVersion": __version__,
        "informationUri": "https://github.com/newslint/newslint",
        "rules": [describe(rule) for rule in look.rules],
    }
    index = {rule.name: number for number, rule in enumerate(look.rules)}
    total = 0

    def rows() -> Iterator[tuple[int, int, dict[str, Any]]]:
        nonlocal total
        for file in files:
            for severity, result in _results(file, index):
                total += 1
                yield severity, total, result

    kept = nsmallest(RESULTS, rows(), key=lambda row: row[:2])
    results = [result for _, _, result in sorted(kept, key=lambda row: row[1])]
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [_invocation(total - len(results))],
        "results": results,
    }
    json.dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, out, indent=1)
    out.write("\n")


def _invocation(left_out: int) -> dict[str, Any]:
    if not left_out:
        return {"executionSuccessful": True}
    text = f"{left_out:,} findings of lower severity are left out: code scanning takes {RESULTS:,}."
    note = {"level": "warning", "message": {"text": text}}
    return {"executionSuccessful": True, "toolExecutionNotifications": [note]}


def _results(file: FileReport, index: Mapping[str, int]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each finding as a result, with the rank of its severity."""
    uri = _uri(repository_path(file.path))
    for f, mark in file.marked():
        result: dict[str, Any] = {
            "ruleId": f.rule,
            "level": LEVELS[f.severity],
            "message": {"text": visible(f.message)},
            "locations": [_location(uri, f)],
            # The one key that code scanning compares by.
            "partialFingerprints": {"primaryLocationLineHash": mark},
        }
        if f.rule in index:
            result["ruleIndex"] = index[f.rule]
        if f.related:
            result["relatedLocations"] = [
                {"id": n, **_location(uri, span), "message": {"text": "the other copy"}}
                for n, span in enumerate(f.related, 1)
            ]
        if f.safety in FIX and f.edits:
            result["fixes"] = [_fix(file, f, uri)]
        yield SEVERITIES.index(f.severity), result


def _uri(path: str) -> str:
    """Relative to the repository; whole for a file outside it."""
    return Path(path).as_uri() if Path(path).is_absolute() else quote(path.encode("utf-8", "surrogateescape"))


def _location(uri: str, place: Finding | Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(place)}}


def _region(place: Finding | Span) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fix(file: FileReport, f: Finding, uri: str) -> dict[str, Any]:
    replacements = []
    for edit in f.edits:
        replacement: dict[str, Any] = {"deletedRegion": _region(file.article.span(edit.start, edit.end))}
        if edit.text:
            replacement["insertedContent"] = {"text": edit.text}
        replacements.append(replacement)
    change = {"artifactLocation": {"uri": uri}, "replacements": replacements}
    what = "Cut" if f.removes else "Replace"
    return {"description": {"text": f"{what} ({FIX[f.safety]})"}, "artifactChanges": [change]}
