"""Progress: how far a long run is, on a terminal and nowhere else."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO

from newslint.report import FileReport

#: Seconds before the first bar is drawn, and between two: a short run shows none.
PATIENCE = 1.0
INTERVAL = 0.1
BAR = 24
CLEAR = "\r\x1b[K"


def wanted(err: TextIO) -> bool:
    """Whether somebody is looking: never when piped, in CI, in a hook, or on a terminal that cannot go back."""
    here = os.environ
    return err.isatty() and not (here.get("CI") or here.get("PRE_COMMIT")) and here.get("TERM") != "dumb"


def shown(files: Iterable[FileReport], count: Callable[[], int], err: TextIO) -> Iterator[FileReport]:
    """The same files, with a bar that is taken away before anything else is written.

    ``count`` says how many files there are; it is asked once the run turns out to be long.
    """
    began = time.monotonic()
    due = began + PATIENCE
    drawn, total = False, 0
    number = records = 0
    shard = ""
    try:
        for file in files:
            number += file.record is None or file.path != shard
            shard = file.path if file.record else ""
            records += file.record is not None
            if drawn and file.findings:
                err.write(CLEAR)
                err.flush()
                drawn = False
            yield file
            if (now := time.monotonic()) >= due:
                total = total or count()
                err.write(f"{CLEAR}{bar(number, total)}{rate(records, now - began)}")
                err.flush()
                drawn, due = True, now + INTERVAL
    finally:
        if drawn:
            err.write(CLEAR)
            err.flush()


def bar(number: int, total: int) -> str:
    """``[######------] 120 of 240 files``."""
    full = BAR * min(number, total) // max(total, 1)
    return f"[{'#' * full}{'-' * (BAR - full)}] {number:,} of {total:,} files"


def rate(records: int, seconds: float) -> str:
    """``, 12,000 records, 350 a second``; nothing when there are no records."""
    return f", {records:,} records, {records / seconds:,.0f} a second" if records and seconds else ""
