"""The one line that ends a run, and the counts of ``--statistics``."""

from __future__ import annotations

import json
from typing import TextIO

from newslint.job import STDIN, Tally
from newslint.records import KINDS
from newslint.run import Runner
from newslint.walk import SUFFIXES


def plural(number: int, noun: str) -> str:
    """``"1 file"``, ``"2 files"``."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def summary(runner: Runner) -> str:
    """One line: files, what was fixed, what remains, what could not be done."""
    tally, job = runner.tally, runner.job
    inputs = [plural(tally.files, "file")] if tally.files or not tally.records else []
    inputs += [plural(tally.records, "record")] if tally.records else []
    parts = [f"{' and '.join(inputs)} checked"]
    if job.action == "diff":
        parts.append(f"{tally.changed:,} would change")
    elif job.action != "check":
        piped = job.paths == [STDIN]
        where = f"in {job.write_to}" if job.write_to else "to standard output" if piped else "in place"
        parts.append(
            f"{tally.changed:,} cleaned {where} ({plural(sum(tally.fixed.values()), 'fix').replace('fixs', 'fixes')})"
        )
    if job.action != "diff":
        parts.append(plural(tally.findings, "finding") + (" left" if job.action != "check" else ""))
        if tally.fixable["safe"] and job.action == "check":
            parts.append(f"{tally.fixable['safe']:,} fixable with --fix")
    if tally.left_out:
        parts.append(f"{tally.left_out:,} left out")
    if gone := sum(1 for _ in runner.filters.stale(runner.whole_paths())):
        parts.append(f"{gone:,} of the baseline gone (newslint baseline prune)")
    if tally.withheld:
        parts.append(f"{tally.withheld:,} left as they were")
    if tally.errors:
        parts.append(plural(tally.errors, "error"))
    return ", ".join(parts)


def nothing_found(runner: Runner) -> str:
    """Says which folders held no article, so that a wrong path does not pass for a clean one; "" when one did."""
    tally, job = runner.tally, runner.job
    if tally.files or tally.records or tally.errors or job.wanted.changed or not job.paths:
        return ""
    folders = ", ".join(map(str, job.paths))
    endings = ", ".join((*sorted(SUFFIXES), *KINDS))
    return f"no article found in {folders} (looked for {endings}; not in hidden files, nor what --exclude names)"


def statistics(tally: Tally, out: TextIO, *, as_json: bool) -> None:
    """Findings by rule, and the share of articles that have one."""
    whole = tally.files + tally.records
    ordered = sorted(tally.rules.items(), key=lambda row: (-row[1], row[0]))
    rows = [{"rule": rule, "findings": count, "articles": tally.articles[rule] / whole} for rule, count in ordered]
    if as_json:
        json.dump(rows, out, indent=2)
        out.write("\n")
    elif rows:
        out.write("findings  articles  rule\n")
        out.writelines(f"{n:>8,}  {tally.articles[rule] / whole:>8.1%}  {rule}\n" for rule, n in ordered)
