"""Lines that are leftovers because nothing of the story stands below them: a writer's biography, a credit."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.datafiles import read_sections
from newslint.linemodel.evidence import NARRATED
from newslint.linemodel.runs import Leftover
from newslint.prose import is_prose

#: A longer line is a paragraph of the story, whatever it begins with.
MAX_CHARS = 600
#: Paragraphs that must stand above: a text of few lines has no ending of its own.
MIN_ABOVE = 3


def closing(article: Article, gone: Sequence[Leftover]) -> list[Leftover]:
    """The last lines that are leftovers there (``rules/leftovers/last.txt``), from the bottom up.

    ``gone``, in order, is what goes anyhow: it is passed over, so that the story's last line is reached.
    """
    left = [run for run in gone if run.safety == "safe"]
    found: list[Leftover] = []
    for number in range(len(article.lines) - 1, 0, -1):
        line = article.lines[number]
        while left and left[-1].start > line.start:
            left.pop()
        if left and line.end <= left[-1].end:
            continue
        kind = _kind(line.text)
        if not kind:
            return found[::-1] if found and _is_story(article.lines[: number + 1]) else []
        found.append(Leftover(line.start, line.end, kind, "safe", "below the article"))
    return []


def _is_story(lines: Sequence[Line]) -> bool:
    """Whether some paragraphs are left."""
    return sum(is_prose(line.text) for line in lines[-4 * MIN_ABOVE :]) >= MIN_ABOVE


def _kind(text: str) -> str:
    """The rule of a line that is a leftover at the end of a text; "" for any other."""
    if len(text) > MAX_CHARS or NARRATED.search(text):
        return ""
    kinds, pattern = _patterns()
    found = pattern.match(text)
    return kinds[(found.lastindex or 1) - 1] if found else ""


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The lines as one alternation, a group a rule."""
    sections = read_sections("leftovers/last.txt")
    return tuple(sections), compile_pattern("|".join(f"({'|'.join(lines)})" for lines in sections.values()))
