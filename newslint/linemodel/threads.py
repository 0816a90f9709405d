"""Comment threads: readers' words, which read as prose, are known by the names and times above them."""

from __future__ import annotations

from collections.abc import Sequence

from newslint.compiled import compile_pattern
from newslint.linemodel.items import Item
from newslint.linemodel.shapes import DATE, TIME

#: "Dora Quill says:", as WordPress writes, or "Dora Quill • 3 years ago", as Disqus does.
SAYS = compile_pattern(r".{1,120} (?:says|wrote|commented)(?: on .{4,40})?:\Z")
AGED = compile_pattern(r".{1,60} [•·] (?:\d+|an?) (?:minute|hour|day|week|month|year)s? ago\Z")
STAMP_CHARS = 60
#: A thread has so many comments, and from one to the next are at most so many items.
LEAST, APART = 3, 12
#: Items of the last comment: its name, its time and a paragraph.
LAST = 3


def thread(found: Sequence[Item]) -> tuple[int, int]:
    """The first item of the longest comment thread and the one behind it; (0, 0) when there is none."""
    best: list[int] = []
    run: list[int] = []
    for i in (i for i in range(len(found)) if _opens(found, i)):
        run = [*run, i] if run and i - run[-1] <= APART else [i]
        best = max(best, run, key=len)
    return (best[0], min(len(found), best[-1] + LAST)) if len(best) >= LEAST else (0, 0)


def _opens(found: Sequence[Item], i: int) -> bool:
    """Whether an item stands above a comment."""
    text = found[i].text
    if text[-1] == ":":
        return i + 1 < len(found) and SAYS.match(text) is not None and _is_stamp(found[i + 1].text)
    return text.endswith("ago") and AGED.match(text) is not None


def _is_stamp(text: str) -> bool:
    """Whether an item is a date with a time and no more."""
    folded = text.lower()
    return len(text) <= STAMP_CHARS and bool(DATE.search(folded) and TIME.search(folded))
