"""Whether whole lines say again what stands elsewhere, and nothing else."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from newslint.article import WORD
from newslint.compiled import compile_pattern
from newslint.detectors.repeats import Repeat, WordLine, WordSequence
from newslint.prose import ends_sentence, is_prose

#: A teaser that was cut to length ends so.
CUT = compile_pattern(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])(?:\s*(?:read|see|show|learn) more)?\W*\Z", re.IGNORECASE)
#: The credit behind a caption's text, which no paragraph has.
CREDIT = compile_pattern(
    r"(?:\s\|\s|\((?:file|photo|picture|image|reuters|ap|afp|getty)\b|\bcredit:|©|\bphoto(?:graph)?(?: by|:)|\bpicture:"
    r"|\bgetty\b|\breuters\b|/ap\b).{0,80}\Z",
    re.IGNORECASE,
)
#: Who said it, behind a pull quote.
SPEAKER = compile_pattern(r"\s[—–-]{1,2} ?[A-Z][\w.’' -]{2,40}\Z")
#: What tells a caption from a paragraph besides a credit.
CAPTION = compile_pattern(r"\b(?:pinterest|caption|image \d|photograph)\b", re.IGNORECASE)
#: Words that a copy needs to be one: shorter lines repeat by chance (scores, "He declined to comment").
MIN_WORDS, MIN_CUT_WORDS = 10, 8
#: A copy this long need not end as a sentence does: a standfirst, a pull quote.
LONG_WORDS = 20
#: Words that may differ: so many of them, or this share.
LOOSE_WORDS, LOOSE_SHARE = 2, 0.12
#: Share of three words in a row that must agree; a fix is checked for it again (``newslint.promises``).
AGREEING = 0.65
#: Rows and items are alike by nature.
ROW = compile_pattern(r"[|\t]|[-*•–] |\d{1,3}[.)] ")
#: What may stand behind a question mark.
CLOSERS = "\"”’')]"
#: Words that an editor adds or takes away without saying anything new.
FUNCTION_WORDS = frozenset(
    "a an the and but or so that this these those which who it its he she they his her their there of to in on at by"
    " for from with as than then is are was were be been being has have had will would do does did also not only just"
    " very said says say told added adds while when".split()
)
#: Letters that two forms of one word share, and that one may have more: hope, hopes; doctor, doctors.
STEM, ENDING = 4, 2


class Side(NamedTuple):
    """The lines of one copy, and how many of their words the other does not have."""

    lines: list[WordLine]
    new: int
    #: Of these, how many are more than small words and other forms.
    telling: int
    #: Where, in the sequence of words, the other copy of them ends.
    kept_end: int

    @property
    def span(self) -> tuple[int, int]:
        """Their words."""
        return self.lines[0].first, self.lines[-1].last

    @property
    def is_cut(self) -> bool:
        """Whether it ends with an ellipsis."""
        return is_cut(self.lines[-1].text)


def is_cut(text: str) -> bool:
    """Whether a line was cut to length."""
    return CUT.search(text, max(0, len(text) - 30)) is not None


def copied_side(sequence: WordSequence, repeat: Repeat) -> Side | None:
    """The lines that a repeat makes up, when they say nothing that the other copy does not.

    Copies that differ in a number or a name are different statements.
    """
    lines = _covered(sequence, repeat.own)
    if lines and lines[0].start == sequence.top and not (is_prose(lines[0].text) or is_cut(lines[0].text)):
        lines = lines[1:]  # the headline stays, whatever repeats it
    if not lines or not _is_passage(lines):
        return None
    first, last = lines[0].first, lines[-1].last - _tail(lines[-1])
    if last - first < LONG_WORDS and not is_cut(lines[-1].text) and not _in_one_line(sequence, repeat, first, last):
        return None
    if _agreeing(repeat, first, last) < AGREEING * (lines[-1].last - first - 2):
        return None
    new, telling = 0, 0
    for own, other in _gaps(repeat, first, last):
        words = Counter(sequence.words[slice(*own)]) - Counter(sequence.words[slice(*other)])
        for word, count in words.items():
            if _is_fact(word, lines):
                return None
            new += count
            telling += word not in FUNCTION_WORDS and not _is_form(word, sequence.words[slice(*other)])
    return Side(lines, new, telling, _kept_end(repeat, last)) if new <= _loose(last - first) else None


def _is_form(word: str, others: list[str]) -> bool:
    """Whether one of the other words is the same in another form."""
    return any(word[:STEM] == other[:STEM] and abs(len(word) - len(other)) <= ENDING for other in others)


def is_fragment(sequence: WordSequence, side: Side) -> bool:
    """Whether the lines are part of a sentence that was broken over lines: the rest would stay behind.

    Markup breaks lines at links.
    """
    first, last = side.lines[0], side.lines[-1]
    if first.text[0].islower() or first.text[0] in ",.;:)(" or _goes_on(sequence, first):
        return True
    if _tail(last) or ends_sentence(last.text):
        return False
    at = bisect_right(sequence.lines, side.kept_end - 1, key=lambda line: line.last)
    behind = sequence.starts[side.kept_end - 1] + len(sequence.words[side.kept_end - 1]) - sequence.lines[at].start
    rest = sequence.lines[at].text[behind:].lstrip(CLOSERS)
    return bool(rest) and not rest.startswith((".", "!", "?", "…"))


def _goes_on(sequence: WordSequence, line: WordLine) -> bool:
    """Whether the line above stops at a word that ends no sentence, so that this one goes on with it."""
    before = sequence.words[line.first - 1] if line.first else ""
    return before in FUNCTION_WORDS and not ends_sentence(sequence.lines[_number(sequence, line) - 1].text)


def _number(sequence: WordSequence, line: WordLine) -> int:
    return bisect_left(sequence.lines, line.first, key=lambda other: other.first)


def _kept_end(repeat: Repeat, last: int) -> int:
    """Where the other copy of the words up to ``last`` ends."""
    piece = next((p for p in reversed(repeat.pieces) if p.own < last), repeat.pieces[0])
    return piece.other + min(last - piece.own, piece.length)


def _in_one_line(sequence: WordSequence, repeat: Repeat, first: int, last: int) -> bool:
    """Whether the other copy stands in one line, and is not a heading and the words under it."""
    pieces = [p for p in repeat.pieces if p.own < last and p.own + p.length > first]
    places = [p.other + max(0, first - p.own) for p in pieces]
    return bool(places) and sequence.line_of(places[0]) == sequence.line_of(_kept_end(repeat, last) - 1)


def _agreeing(repeat: Repeat, first: int, last: int) -> int:
    """How many three words in a row of ``first:last`` agree with the other copy."""
    shared = (min(p.own + p.length, last) - max(p.own, first) for p in repeat.pieces)
    return sum(max(0, length - 2) for length in shared)


def _loose(size: int) -> int:
    """How many of so many words may differ."""
    return max(LOOSE_WORDS, int(LOOSE_SHARE * size))


def _tail(line: WordLine) -> int:
    """How many words at a line's end are no words of the story: a credit, a speaker, the stump of a cut word."""
    text = line.text
    near = max(0, len(text) - 120)
    credit = CREDIT.search(text, near) or SPEAKER.search(text, near)
    return len(WORD.findall(credit[0])) if credit else int(is_cut(text))


def is_caption(text: str) -> bool:
    """Whether a line is no paragraph of the story but stands under a picture."""
    return CAPTION.search(text) is not None or CREDIT.search(text, max(0, len(text) - 120)) is not None


def _covered(sequence: WordSequence, words: tuple[int, int]) -> list[WordLine]:
    """The lines nearly all of whose words lie in a range."""
    lines = sequence.lines
    covered = []
    for at in range(bisect_right(lines, words[0], key=lambda line: line.last), len(lines)):
        line = lines[at]
        if line.first >= words[1]:
            break
        size = line.last - line.first
        overlap = min(line.last, words[1]) - max(line.first, words[0])
        if size and (overlap == size or overlap >= size - _tail(line) - _loose(size)):
            covered.append(line)
    return covered


def _is_passage(lines: list[WordLine]) -> bool:
    """Whether lines are long enough, and run as text does, not to be alike by chance."""
    last = lines[-1]
    size, tail = last.last - lines[0].first, _tail(last)
    if any(line.text.count("|") > 1 for line in lines):
        return False
    if tail:
        return size - tail >= MIN_CUT_WORDS
    if size >= LONG_WORDS:
        return any(line.last - line.first >= LONG_WORDS or is_prose(line.text) for line in lines)
    return size >= MIN_WORDS and _is_statement(lines)


def _is_statement(lines: list[WordLine]) -> bool:
    """Whether a short copy is a sentence of the story: no row, no item, no question of an interview."""
    last = lines[-1].text
    return ends_sentence(last) and last.rstrip(CLOSERS)[-1:] not in "?:" and not ROW.match(lines[0].text)


def _gaps(repeat: Repeat, first: int, last: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Words of ``first:last`` that no piece has, each with the words in the same place of the other copy."""
    at, there = first, max(0, repeat.pieces[0].other - (repeat.pieces[0].own - first) - LOOSE_WORDS)
    for piece in repeat.pieces:
        if at < piece.own:
            yield (at, min(piece.own, last)), (there, piece.other)
        at, there = max(at, piece.own + piece.length), piece.other + piece.length
    if at < last:
        yield (at, last), (there, there + last - at + LOOSE_WORDS)


def _is_fact(word: str, lines: list[WordLine]) -> bool:
    """Whether a word is a number or a name, that is, never written small but at a line's start."""
    if any(c.isdigit() for c in word):
        return True
    texts = [line.text.replace("’", "'") for line in lines]
    return not any(word in WORD.findall(text) or text.lower().startswith(word) for text in texts)
