"""Long sentences that come again inside other paragraphs."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from newslint.article import Article, Sentence
from newslint.detectors.copies import copies
from newslint.detectors.repeats import Piece, WordSequence, repeats, word_sequence
from newslint.model import Match
from newslint.prose import ends_sentence

#: A full stop, a closing quotation mark, a space.
MAX_BETWEEN = 4


def repeated_sentence(article: Article, *, min_words: int = 12) -> Iterator[Match]:
    """A sentence, word for word, that an earlier paragraph holds; whole paragraphs have their own rule.

    It is safe to cut where it stands straight behind its first copy in one paragraph, as a slip leaves it.
    """
    found = article.view(repeats)
    if not found:
        return
    sequence = article.view(word_sequence)
    cuts = [(copy.start, copy.end) for copy in article.view(copies)]
    for repeat in found:
        for piece in repeat.pieces:
            if piece.length >= min_words:
                yield from _sentences(article, sequence, piece, cuts, min_words)


def _sentences(
    article: Article, sequence: WordSequence, piece: Piece, cuts: list[tuple[int, int]], min_words: int
) -> Iterator[Match]:
    """The sentences inside one stretch that agrees word for word."""
    starts = sequence.starts
    end = starts[piece.own + piece.length - 1]
    at = bisect_left(article.sentences, starts[piece.own], key=lambda sentence: sentence.end)
    for sentence in article.sentences[at:]:
        if sentence.start > end:
            return
        first = bisect_left(starts, sentence.start)
        last = bisect_left(starts, sentence.end)
        inside = piece.own <= first and last <= piece.own + piece.length
        if not inside or last - first < min_words or not _is_statement(sentence.text):
            continue
        place = first - piece.own + piece.other
        kept = (starts[place], starts[place + last - first - 1] + len(sequence.words[place + last - first - 1]))
        if any(_meet((sentence.start, sentence.end), cut) or _meet(kept, cut) for cut in cuts):
            continue
        yield _match(article, sentence, kept)


def _is_statement(text: str) -> bool:
    """Whether a sentence is whole and no question: interviews ask the same of everyone."""
    return ends_sentence(text) and "?" not in text[-4:]


def _match(article: Article, sentence: Sentence, kept: tuple[int, int]) -> Match:
    """The later copy; it may go unasked when nothing stands between it and the earlier one."""
    between = article.text[kept[1] : sentence.start]
    doubled = len(between) <= MAX_BETWEEN and "\n" not in between
    return Match(sentence.start, sentence.end, "", related=(kept,), safety="safe" if doubled else "unsafe")


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] < other[1] and other[0] < one[1]
