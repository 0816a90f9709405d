"""Stretches of words that stand in the text twice: what every rule about copies looks at.

The whole text is one sequence of words; the places of every five words in a row are looked up in one
dictionary, so time grows with the length of the text and not with its square. Half of all articles say no six
words twice: they are known by the shared words alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise
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
#: Words within which a second repeat must begin for the two to be one, headlines between them counted: less is no
#: copy of anything.
NEAR = 200


class WordLine(NamedTuple):
    """A line by its words: ``first`` and ``last`` (exclusive) index ``WordSequence.words``."""

    first: int
    last: int
    start: int
    end: int
    text: str


class WordSequence(NamedTuple):
    """The words of the article, folded; each word of a line that is no part of the comparison is one of its own."""

    words: list[str]
    #: The lines that are compared.
    lines: list[WordLine]
    #: Where each word begins in the text.
    starts: list[int]
    #: Where the first line of the article begins.
    top: int
    #: Which of the article's words a line without words stands before: a mark stands there in ``words``.
    marks: list[int]

    def line_of(self, word: int) -> int:
        """The number, among ``lines``, of the line that a word of one of them stands in."""
        return bisect_right(self.lines, word, key=_last)


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


def _last(line: WordLine) -> int:
    return line.last


def word_sequence(article: Article) -> WordSequence:
    """The words to compare; headlines and contents lists are left to their own rules."""
    left_out = {line.start for line in article.view(title_lines)}
    left_out.update(line.start for run in article.view(contents_runs) for line in run.lines)
    all_words = _straight(article.lower_words) if "’" in article.text else article.lower_words
    starts, at = article.word_starts, 0
    words: list[str] = []
    offsets: list[int] = []
    lines: list[WordLine] = []
    marks: list[int] = []
    for line in article.lines:
        begin, at = at, bisect_left(starts, line.end, at)
        first = len(words)
        if line.start in left_out or " " not in line.text:  # an address may spell out the headline
            if begin == at:
                marks.append(at)
            words.extend(f"\n{number}" for number in range(first, first + max(1, at - begin)))
            offsets.extend(starts[begin:at] or (line.start,))
        else:
            words.extend(all_words[begin:at])
            offsets.extend(starts[begin:at])
            lines.append(WordLine(first, len(words), line.start, line.end, line.text))
    return WordSequence(words, lines, offsets, article.lines[0].start if article.lines else 0, marks)


def repeats(article: Article) -> list[Repeat]:
    """Every stretch that repeats an earlier one, small differences bridged, in order of the later copy."""
    twice = article.view(_twice)
    if not twice:
        return []
    sequence = article.view(word_sequence)
    if sequence.marks:
        twice = [at + bisect_right(sequence.marks, at) for at in twice]
    return list(_bridged(_runs(sequence.words, twice), sequence))


def _twice(article: Article) -> list[int]:
    """Where five words in a row stand that stand elsewhere too; none when they are too few to make a copy.

    That is, unless six words in a row come again, or five and, near them, five more.
    """
    words = article.lower_words
    if "’" in article.text and "'" in article.text:
        words = _straight(words)
    grams = list(zip(*(words[i:] for i in range(GRAM)), strict=False))
    first = dict(zip(reversed(grams), range(len(grams) - 1, -1, -1), strict=True))
    if len(first) == len(grams):
        return []
    again = [at for at, gram in enumerate(grams) if first[gram] != at]
    if all(late - early >= NEAR for early, late in pairwise(again)):
        return []
    copied = {grams[at] for at in again}
    return [at for at, gram in enumerate(grams) if gram in copied]


def _straight(words: list[str]) -> list[str]:
    """The words with one kind of apostrophe."""
    return " ".join(words).replace("’", "'").split(" ")


def _runs(words: list[str], twice: list[int]) -> Iterator[Piece]:
    """Exact repeats, each as long as can be; the search goes on behind it. ``twice``: where to look."""
    places: dict[tuple[str, ...], list[int]] = {}
    done = 0
    for at in twice:
        before = places.setdefault(tuple(words[at : at + GRAM]), [])
        if before and at >= done:
            early, length = max(((p, _length(words, p, at)) for p in before), key=lambda found: found[1])
            if length >= GRAM:
                yield Piece(at, early, length)
                done = at + length
        if len(before) < MAX_PLACES:
            before.append(at)


def _length(words: list[str], early: int, late: int) -> int:
    """How many words agree from two places on; the copies may not run into each other."""
    limit = min(late - early, len(words) - late)
    length = 0
    while length < limit and words[early + length] == words[late + length]:
        length += 1
    return length


def _bridged(runs: Iterable[Piece], sequence: WordSequence) -> Iterator[Repeat]:
    """Neighbouring runs with a few other words between them on either side are one repeat."""
    held: list[Piece] = []
    for run in runs:
        if held and not _follows(held[-1], run, sequence):
            yield Repeat(tuple(held))
            held = []
        held.append(run)
    if held:
        yield Repeat(tuple(held))


def _follows(run: Piece, after: Piece, sequence: WordSequence) -> bool:
    """Whether a run goes on, on both sides, where the one before stops."""
    gaps = (after.own - run.own - run.length, after.other - run.other - run.length)
    if min(gaps) < 0 or min(gaps) > MAX_GAP:
        return False
    if max(gaps) <= MAX_GAP:
        return True
    line = sequence.line_of
    return max(gaps) <= MAX_LEFT_OUT and line(run.own) == line(after.own) and line(run.other) == line(after.other)
