"""A run of leftovers seen beside the lines around it: what goes with it, and what speaks against it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.detectors.linklists import MAX_CHARS, heading_over_links, with_links
from newslint.linemodel.evidence import sure
from newslint.linemodel.runs import Leftover
from newslint.linemodel.shapes import STAFF
from newslint.prose import is_prose, word_count

#: A lone line of so few words with the story's own lines below it may be their heading.
HEADING_WORDS = 3
#: So few lines between two paragraphs may be anything.
FEW = 4
#: Of so many lines that say who reported or wrote, each belongs to a part of the text.
PARTS = 3
STAMP = compile_pattern(
    r"\d+|\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)",
    re.IGNORECASE,
)


def reconsidered(article: Article, runs: Sequence[Leftover]) -> Iterator[Leftover]:
    """The runs, less sure where a line may head what stays, or has fellows that stay; and what goes with them."""
    lines = article.lines
    going = [run for run in runs if run.safety == "safe"]
    starts = [line.start for line in lines]
    gone = {at for run in going for at in range(*_places(starts, run))}
    taken = 0
    for run in runs:
        if run.end <= taken:
            continue
        first, last = _places(starts, run)
        run = _weighed(run, lines, first, last, gone)
        if run.safety == "safe" and (heading := heading_over_links(lines[first:last])):
            run = with_links(run, heading, lines, last, gone)
            taken = run.end
        yield run


def _weighed(run: Leftover, lines: Sequence[Line], first: int, last: int, gone: set[int]) -> Leftover:
    """The run, unsafe if what it says is not sure enough for the place where it stands."""
    lone = run.safety == "safe" and last - first == 1 and not sure(lines[first].text)
    doubt = {"navigation": _may_head, "dateline-debris": _has_fellows, "author-box": _credits_parts}.get(run.kind)
    if _says_nothing_sure(run, lines[first:last]) or (
        lone and (_leads_rows(lines, first, gone) or (doubt and doubt(lines, first, gone)))
    ):
        return run._replace(safety="unsafe")
    return run


def _says_nothing_sure(run: Leftover, lines: Sequence[Line]) -> bool:
    """Whether a few lines between two paragraphs say nothing sure of themselves: three in four were furniture."""
    between = run.kind == "navigation" and run.safety == "safe" and run.where == "between two paragraphs"
    return between and len(lines) <= FEW and not any(sure(line.text) for line in lines)


def _places(starts: Sequence[int], run: Leftover) -> tuple[int, int]:
    """The first of a run's lines, and the one behind its last."""
    return bisect_left(starts, run.start), bisect_left(starts, run.end)


def _has_fellows(lines: Sequence[Line], at: int, gone: set[int]) -> bool:
    """Whether like time stamps stay: a live blog has one over every entry."""
    stamp = STAMP.sub("0", lines[at].text)
    return any(
        i not in gone and len(line.text) <= MAX_CHARS and STAMP.sub("0", line.text) == stamp
        for i, line in enumerate(lines)
    )


def _credits_parts(lines: Sequence[Line], at: int, gone: set[int]) -> bool:
    """Whether a credit is one of several, each below its part of the text."""
    return sum(len(line.text) <= MAX_CHARS and STAFF.match(line.text.lower()) is not None for line in lines) >= PARTS


def _may_head(lines: Sequence[Line], at: int, gone: set[int]) -> bool:
    """Whether a lone line is short and in words, with lines that stay above and below it."""
    text = lines[at].text
    stays = at + 1 < len(lines) and at and not {at - 1, at + 1} & gone
    return bool(stays) and word_count(text) <= HEADING_WORDS and text.replace(" ", "").isalpha()


def _leads_rows(lines: Sequence[Line], at: int, gone: set[int]) -> bool:
    """Whether a line announces one that stays ("Media contact:" and a name)."""
    below = at + 1 < len(lines) and at + 1 not in gone and not is_prose(lines[at + 1].text)
    return below and lines[at].text[-1] == ":" and not heading_over_links(lines[at : at + 1])
