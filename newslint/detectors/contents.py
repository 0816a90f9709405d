"""Tables of contents: a list whose entries are the headings of the text itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.detectors.titles import fold
from newslint.model import Match
from newslint.prose import is_prose

#: What stands over such a list, whole line.
HEADING = compile_pattern(
    r"(?:#+ |\*\*|[-*•] )?(?:(?:table of )?contents|(?:in|on|inside) this (?:article|page|story|post|guide)"
    r"|what['’]s (?:in|inside) this (?:article|story|post|guide)|jump to(?: (?:a )?section)?|article contents"
    r"|page contents|quick (?:links|navigation))(?: ?\[?(?:hide|show|toggle)\]?)?:?(?:\*\*)?\Z",
    re.IGNORECASE,
)
#: The button that folds the list away, on a line of its own below the heading, as WordPress' plugins have it.
BUTTON = compile_pattern(
    r"\[?(?:toggle|hide|show|expand|collapse)(?: (?:the )?(?:table of )?contents)?\]?\Z", re.IGNORECASE
)
#: A bullet, a number, or both, before an entry.
MARKER = compile_pattern(r"(?:[-*•–‣◦+] ?)?(?:\(?\d{1,2}(?:\.\d{1,2})*[.):]? )?")
#: Entries that must stand in the text as headings: under a heading of the list's own, and without one.
MIN_ENTRIES, MIN_UNTITLED = 2, 4
#: Longer lists without a heading of their own are menus.
MAX_ENTRIES = 60
#: Share of an entry's words that a heading must have (and the other way round) to be the same.
SAME = 0.75
#: Lines below that are looked through for a heading nearly equal to an entry.
MAX_COMPARED = 400
MAX_CHARS = 200


class Run(NamedTuple):
    """The lines of one table of contents, and those of them that stand in the text as headings."""

    lines: list[Line]
    verified: int
    headings: list[Line]


def contents_list(article: Article) -> Iterator[Match]:
    """A table of contents as one finding; safe when its entries stand in the text as headings."""
    for run in article.view(contents_runs):
        entries = len(run.lines) - _above(run.lines, 0)
        sure = run.verified >= max(MIN_ENTRIES, 0.8 * entries)
        related = tuple((line.start, line.end) for line in run.headings[:3])
        yield Match(
            run.lines[0].start,
            run.lines[-1].end,
            "",
            {"entries": entries, "verified": run.verified},
            related,
            "safe" if sure else "unsafe",
        )


def contents_runs(article: Article) -> list[Run]:
    """Every table of contents, in reading order."""
    return list(_runs(article.lines))


def _runs(lines: list[Line]) -> Iterator[Run]:
    heads = {i for i, line in enumerate(lines) if len(line.text) <= 50 and HEADING.match(line.text)}
    if not heads and sum(len(line.text) <= MAX_CHARS and not is_prose(line.text) for line in lines) < MIN_UNTITLED:
        return  # too few lines that may be entries
    places = _places(lines)
    repeated = any(len(at) > 1 for at in places.values())
    i = 0
    while i < len(lines) and (heads or repeated):
        run = _titled(lines, i, places) if i in heads else _untitled(lines, i, places) if repeated else None
        if run:
            yield run
        i += len(run.lines) if run else 1


def _places(lines: list[Line]) -> dict[str, list[int]]:
    """Folded text without its marker -> the lines that have it; only lines that may be headings."""
    places: dict[str, list[int]] = {}
    for i, line in enumerate(lines):
        if len(line.text) <= MAX_CHARS and (text := entry(line.text)):
            places.setdefault(text, []).append(i)
    return places


def entry(text: str) -> str:
    """An entry's words, folded, without bullet and number."""
    return fold(text[MARKER.match(text).end() :])  # type: ignore[union-attr]  # it matches the empty text


def _titled(lines: list[Line], at: int, places: dict[str, list[int]]) -> Run | None:
    """The run under a heading: entries that stand elsewhere too, or are marked as their fellows are."""
    found: list[tuple[int, int]] = []
    seen: set[str] = set()
    first = end = at + _above(lines, at)
    while end < len(lines) and len(lines[end].text) <= MAX_CHARS:
        text = entry(lines[end].text)
        if text in seen:
            break  # the first entry again: here it heads its section
        seen.add(text)
        copy = _copy(lines, end, at, places)
        if copy is not None:
            found.append((end, copy))
        elif not _marked(lines[end].text) or is_prose(lines[end].text):
            break
        end += 1
    if len(found) < MIN_ENTRIES:
        return None
    run = lines[at:end] if _marked(lines[first].text) else lines[at : found[-1][0] + 1]
    return Run(run, len(found), [lines[copy] for _, copy in found])


def _above(lines: list[Line], at: int) -> int:
    """How many lines from ``at`` on stand over the entries: the heading and its button."""
    if not HEADING.match(lines[at].text):
        return 0
    return 2 if at + 1 < len(lines) and BUTTON.match(lines[at + 1].text) else 1


def _marked(text: str) -> bool:
    return MARKER.match(text).end() > 0  # type: ignore[union-attr]


def _copy(lines: list[Line], i: int, head: int, places: dict[str, list[int]]) -> int | None:
    """The line that repeats entry ``i`` as a heading: equal, or nearly so among the short lines below."""
    text = entry(lines[i].text)
    for place in places.get(text, ()):
        if place != i and not (head <= place < i):
            return place
    words = set(text.split())
    if len(words) < 3:
        return None
    for j in range(i + 1, min(i + MAX_COMPARED, len(lines))):
        if len(lines[j].text) > MAX_CHARS or is_prose(lines[j].text):
            continue
        other = set(entry(lines[j].text).split())
        if len(words & other) >= SAME * max(len(words), len(other)):
            return j
    return None


def _untitled(lines: list[Line], at: int, places: dict[str, list[int]]) -> Run | None:
    """A run of lines each of which stands once more below, as a heading with text under it."""
    copies: list[int] = []
    for i in range(at, min(at + MAX_ENTRIES, len(lines))):
        known = places.get(entry(lines[i].text), [])
        later = bisect_right(known, i)
        if later != len(known) - 1 or is_prose(lines[i].text):
            break
        copies.append(known[later])
    end = at + len(copies)
    if len(copies) < MIN_UNTITLED or copies != sorted(copies):
        return None
    if not all(c + 1 < len(lines) and c >= end and is_prose(lines[c + 1].text) for c in copies):
        return None
    return Run(lines[at:end], len(copies), [lines[c] for c in copies])
