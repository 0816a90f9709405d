"""What counts as prose: the one question that the fixer and many detectors ask of a line."""

from __future__ import annotations

from newslint.compiled import compile_pattern

#: A line of prose ends a sentence, perhaps inside a quotation or a bracket.
SENTENCE_END = compile_pattern(r"[.!?…:;][\"”’'»)\]]*\Z")
#: Gopher and C4 count from 3 or 5 words; a caption or a menu of 8 words rarely ends a sentence.
MIN_WORDS = 8


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return SENTENCE_END.search(text, max(0, len(text) - 6)) is not None


def word_count(text: str) -> int:
    """How many words a line has, by its spaces."""
    return text.count(" ") + 1


def is_prose(text: str) -> bool:
    """Whether a line reads as running text: some words, and an end."""
    return word_count(text) >= MIN_WORDS and ends_sentence(text)
