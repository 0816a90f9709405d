"""Patterns by hand for words that are taken for each other: what never stands beside the one is the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from newslint.article import Article
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


class Patterns(NamedTuple):
    """Those of one word: what must follow for any to hold, each of them, whether capitals tell.

    Where they do not, all are looked for in the text in lower case, which takes half as long as to ignore the case.
    """

    follows: Callable[[str, int], object]
    written: list[Written]
    cased: bool


@lru_cache(maxsize=1)
def pattern_lines() -> dict[str, list[list[str]]]:
    """The lines of the file by trigger word, with either apostrophe."""
    lines: dict[str, list[list[str]]] = {}
    for line in read_lines("spelling/confused-word-patterns.tsv"):
        wrong, *rest = line.split("\t")
        lines.setdefault(wrong, []).append(rest)
    return lines | {wrong.replace("'", "’"): rows for wrong, rows in lines.items() if "'" in wrong}


@lru_cache(maxsize=1024)
def patterns(wrong: str) -> Patterns | None:
    """Of a trigger word, compiled when it is met; None if it has none."""
    rows = pattern_lines().get(wrong)
    if rows is None:
        return None
    cased = any(CASED in part for row in rows for part in row)
    if not cased:
        rows = [[right, safety, lowered(before), lowered(after)] for right, safety, before, after in rows]
    flags = re.I if cased else 0
    follows = "|".join(dict.fromkeys(f"(?:{after})" for *_, after in rows))
    return Patterns(compile_pattern(follows, flags).match, [_written(flags, *row) for row in rows], cased)


#: Opens a part of a pattern in which capitals count.
CASED = "(?-i:"
#: A capital that is no class such as ``\\W``.
CAPITAL = compile_pattern(r"(?<!\\)[A-Z]")


def lowered(pattern: str) -> str:
    """A pattern for text in lower case."""
    return CAPITAL.sub(lambda m: m[0].lower(), pattern)


def _written(flags: int, right: str, safety: str, before: str, after: str) -> Written:
    ends = compile_pattern(f"(?:{before})\\Z", flags)
    return Written(right, safety == "safe", ends, compile_pattern(after, flags))


def by_pattern(article: Article, start: int, end: int, known: Patterns) -> tuple[str, float, bool] | None:
    """What a pattern says of the trigger word, the log odds of that, and whether it is safe."""
    text = article.text
    if end - start > 1 and text[start : start + 2].isupper():
        return None
    titled = text[start].isupper() and text[end + 1 : end + 2].isupper() and not opens(text, start)
    read, reach = text if known.cased else article.folded, max(0, start - 40)
    for right, safe, before, after in known.written:
        if titled and right == "to":  # in a Title Case heading "to" has no capital
            continue
        if after.match(read, end) and before.search(read, reach, start):
            return right, SAFE_ODDS if safe else UNSAFE_ODDS, safe
    return None
