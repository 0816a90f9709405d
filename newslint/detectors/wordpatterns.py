"""Patterns by hand for words that are taken for each other: what never stands beside the one is the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from newslint.compiled import compile_pattern
from newslint.datafiles import read_lines
from newslint.detectors.surroundings import opens

#: The log odds of what patterns say, as it was read in scraped articles: 97 and 88 in 100.
SAFE_ODDS, UNSAFE_ODDS = 3.5, 2.0


class Written(NamedTuple):
    """A pattern by hand: what is right, whether that is sure, and what must stand before and after."""

    right: str
    safe: bool
    before: re.Pattern[str]
    after: re.Pattern[str]


@lru_cache(maxsize=1)
def pattern_lines() -> dict[str, list[list[str]]]:
    """The lines of the file by trigger word, with either apostrophe."""
    lines: dict[str, list[list[str]]] = {}
    for line in read_lines("spelling/confused-word-patterns.tsv"):
        wrong, *rest = line.split("\t")
        lines.setdefault(wrong, []).append(rest)
    return lines | {wrong.replace("'", "’"): rows for wrong, rows in lines.items() if "'" in wrong}


@lru_cache(maxsize=1024)
def screen(wrong: str) -> Callable[[str, int], object] | None:
    """Tells whether what follows at an offset of the text may fit a pattern of the word; None if it has none."""
    return patterns(wrong)[0].match if wrong in pattern_lines() else None


@lru_cache(maxsize=1024)
def patterns(wrong: str) -> tuple[re.Pattern[str], list[Written]]:
    """Of a trigger word: what must follow for any of its patterns, and the patterns. Compiled when it is met."""
    rows = pattern_lines()[wrong]
    follows = "|".join(dict.fromkeys(f"(?:{after})" for *_, after in rows))
    return compile_pattern(follows, re.I), [_written(*row) for row in rows]


def _written(right: str, safety: str, before: str, after: str) -> Written:
    return Written(right, safety == "safe", compile_pattern(f"(?:{before})\\Z", re.I), compile_pattern(after, re.I))


def by_pattern(text: str, start: int, end: int, low: str) -> tuple[str, float, bool] | None:
    """What a pattern says of the trigger word, the log odds of that, and whether it is safe."""
    if end - start > 1 and text[start : start + 2].isupper():
        return None
    titled = text[start].isupper() and text[end + 1 : end + 2].isupper() and not opens(text, start)
    for right, safe, before, after in patterns(low)[1]:
        if titled and right == "to":  # in a Title Case heading "to" has no capital
            continue
        if after.match(text, end) and before.search(text, max(0, start - 40), start):
            return right, SAFE_ODDS if safe else UNSAFE_ODDS, safe
    return None
