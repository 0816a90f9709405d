"""Stretches of words that stand in the text twice: what every rule about copies looks at.

The whole text is one sequence of words; the places of every five words in a row are looked up in one
dictionary, so time grows with the length of the text and not with its square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newslint.article import Article
from newslint.detectors.contents import contents_runs
from newslint.detectors.titles import title_lines

#: Words in a row that must agree. MinHash pipelines for web text (FineWeb) use 5 as well.
GRAM = 5
#: Earlier places of the same five words that are tried: the first ones.
MAX_PLACES = 4
#: Words that two copies may differ in at one place.
MAX_GAP = 4
#: Words that one copy may have more at one place: a pull quote leaves out what it does not need.
MAX_LEFT_OUT = 40


class Line(NamedTuple):
    """A line by its words: ``first`` and ``last`` (exclusive) index ``Sequence.words``."""

    first: int
    last: int
    start: int
    end: int
    text: str


class Sequence(NamedTuple):
    """The words of all lines, folded; a line that is no part of the comparison is one token of its own."""

    words: list[str]
    lines: list[Line]
    #: The number of the line that each word stands in.
    line_of: list[int]


class Repeat(NamedTuple):
    """Words ``early[0]:early[1]`` come again as ``late[0]:late[1]``."""

    early: tuple[int, int]
    late: tuple[int, int]


def word_sequence(article: Article) -> Sequence:
    """The words to compare; headlines and contents lists are left to their own rules."""
    left_out = {line.start for line in article.view(title_lines)}
    left_out.update(line.start for run in article.view(contents_runs) for line in run.lines)
    words: list[str] = []
    lines: list[Line] = []
    line_of: list[int] = []
    all_words, starts, at = article.lower_words, article.word_starts, 0
    for line in article.lines:
        first = len(words)
        begin = at
        while at < len(starts) and starts[at] < line.end:
            at += 1
        if line.start in left_out:
            words.append(f"\n{first}")
        else:
            words.extend(all_words[begin:at])
            lines.append(Line(first, len(words), line.start, line.end, line.text))
        line_of.extend([line.number] * (len(words) - first))
    if "’" in article.text:
        words = [word.replace("’", "'") for word in words]
    return Sequence(words, lines, line_of)


def repeats(article: Article) -> list[Repeat]:
    """Every stretch that repeats an earlier one, small differences bridged, in order of the later copy."""
    words, _, line_of = article.view(word_sequence)
    grams = list(zip(*(words[i:] for i in range(GRAM)), strict=False))
    if len(set(grams)) == len(grams):
        return []
    return list(_bridged(_runs(words, grams), line_of))


def _runs(words: list[str], grams: list[tuple[str, ...]]) -> Iterator[Repeat]:
    """Exact repeats, each as long as can be; the search goes on behind it."""
    places: dict[tuple[str, ...], list[int]] = {}
    done = 0
    for at, gram in enumerate(grams):
        known = places.setdefault(gram, [])
        if known and at >= done:
            early, length = max(((p, _length(words, p, at)) for p in known), key=lambda found: found[1])
            if length >= GRAM:
                yield Repeat((early, early + length), (at, at + length))
                done = at + length
        if len(known) < MAX_PLACES:
            known.append(at)


def _length(words: list[str], early: int, late: int) -> int:
    """How many words agree from two places on; the copies may not run into each other."""
    limit = min(late - early, len(words) - late)
    length = 0
    while length < limit and words[early + length] == words[late + length]:
        length += 1
    return length


def _bridged(runs: Iterable[Repeat], line_of: list[int]) -> Iterator[Repeat]:
    """Neighbouring runs with a few other words between them on either side are one repeat."""
    held: Repeat | None = None
    for run in runs:
        if held and _follows(held, run, line_of):
            held = Repeat((held.early[0], run.early[1]), (held.late[0], run.late[1]))
            continue
        if held:
            yield held
        held = run
    if held:
        yield held


def _follows(run: Repeat, other: Repeat, line_of: list[int]) -> bool:
    """Whether ``other`` goes on, on both sides, where ``run`` stops."""
    gaps = (other.early[0] - run.early[1], other.late[0] - run.late[1])
    if min(gaps) < 0 or min(gaps) > MAX_GAP:
        return False
    return max(gaps) <= MAX_GAP or (
        max(gaps) <= MAX_LEFT_OUT
        and line_of[run.early[0]] == line_of[other.early[0]]
        and line_of[run.late[0]] == line_of[other.late[0]]
    )
