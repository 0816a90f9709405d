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


class WordLine(NamedTuple):
    """A line by its words: ``first`` and ``last`` (exclusive) index ``WordSequence.words``."""

    first: int
    last: int
    start: int
    end: int
    text: str


class WordSequence(NamedTuple):
    """The words of all lines, folded; a line that is no part of the comparison is one token of its own."""

    words: list[str]
    lines: list[WordLine]
    #: The number of the line that each word stands in.
    line_of: list[int]
    #: Where each word begins in the text.
    starts: list[int]
    #: Where the first line of the article begins.
    top: int


class Piece(NamedTuple):
    """``length`` words from ``own`` on are those from ``other`` on."""

    own: int
    other: int
    length: int


class Repeat(NamedTuple):
    """A stretch and an earlier one, as the pieces that agree, in order; ``own`` is the later one."""

    pieces: tuple[Piece, ...]

    @property
    def own(self) -> tuple[int, int]:
        """The words from the first piece to the last."""
        return self.pieces[0].own, self.pieces[-1].own + self.pieces[-1].length

    @property
    def other(self) -> tuple[int, int]:
        """The same of the copy."""
        return self.pieces[0].other, self.pieces[-1].other + self.pieces[-1].length

    def turned(self) -> Repeat:
        """The repeat as seen from the earlier copy."""
        return Repeat(tuple(Piece(p.other, p.own, p.length) for p in self.pieces))


def word_sequence(article: Article) -> WordSequence:
    """The words to compare; headlines and contents lists are left to their own rules."""
    left_out = {line.start for line in article.view(title_lines)}
    left_out.update(line.start for run in article.view(contents_runs) for line in run.lines)
    words: list[str] = []
    lines: list[WordLine] = []
    line_of: list[int] = []
    offsets: list[int] = []
    all_words, starts, at = article.lower_words, article.word_starts, 0
    for line in article.lines:
        first = len(words)
        begin = at
        while at < len(starts) and starts[at] < line.end:
            at += 1
        if line.start in left_out or " " not in line.text:  # an address may spell out the headline
            words.append(f"\n{first}")
            offsets.append(line.start)
        else:
            words.extend(all_words[begin:at])
            offsets.extend(starts[begin:at])
            lines.append(WordLine(first, len(words), line.start, line.end, line.text))
        line_of.extend([line.number] * (len(words) - first))
    if "’" in article.text:
        words = [word.replace("’", "'") for word in words]
    return WordSequence(words, lines, line_of, offsets, article.lines[0].start if article.lines else 0)


def repeats(article: Article) -> list[Repeat]:
    """Every stretch that repeats an earlier one, small differences bridged, in order of the later copy."""
    sequence = article.view(word_sequence)
    words = sequence.words
    grams = list(zip(*(words[i:] for i in range(GRAM)), strict=False))
    if len(set(grams)) == len(grams):
        return []
    return list(_bridged(_runs(words, grams), sequence.line_of))


def _runs(words: list[str], grams: list[tuple[str, ...]]) -> Iterator[Piece]:
    """Exact repeats, each as long as can be; the search goes on behind it."""
    places: dict[tuple[str, ...], list[int]] = {}
    done = 0
    for at, gram in enumerate(grams):
        known = places.setdefault(gram, [])
        if known and at >= done:
            early, length = max(((p, _length(words, p, at)) for p in known), key=lambda found: found[1])
            if length >= GRAM:
                yield Piece(at, early, length)
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


def _bridged(runs: Iterable[Piece], line_of: list[int]) -> Iterator[Repeat]:
    """Neighbouring runs with a few other words between them on either side are one repeat."""
    held: list[Piece] = []
    for run in runs:
        if held and not _follows(held[-1], run, line_of):
            yield Repeat(tuple(held))
            held = []
        held.append(run)
    if held:
        yield Repeat(tuple(held))


def _follows(run: Piece, after: Piece, line_of: list[int]) -> bool:
    """Whether a run goes on, on both sides, where the one before stops."""
    gaps = (after.own - run.own - run.length, after.other - run.other - run.length)
    if min(gaps) < 0 or min(gaps) > MAX_GAP:
        return False
    same_lines = line_of[run.own] == line_of[after.own] and line_of[run.other] == line_of[after.other]
    return max(gaps) <= (MAX_LEFT_OUT if same_lines else MAX_GAP)
