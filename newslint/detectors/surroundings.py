"""What stands around a word: marks that tie it to another, the start of a sentence, a [sic] after it."""

from __future__ import annotations

import re

from newslint.compiled import compile_pattern
from newslint.detectors.dictionary import word_classes

#: What may not touch a word that is corrected: it is part of an address, a handle, a compound, a name.
TIES = frozenset("-_@#/\\&[]{}<>=~^*+'’`´.:�\u00ad")
#: A letter by itself is the rest of a word that was torn: "D emocratic".
LETTER_BEFORE, LETTER_AFTER = compile_pattern(r"(?<!\S)[b-hj-zB-HJ-Z] \Z"), compile_pattern(r" [b-hj-z](?!\S)")
#: A single word between quotation marks is quoted for its spelling.
OPENED, CLOSED = '"“‘', '"”’'
SIC = compile_pattern(r"[^.!?\n]{0,25}[\[(]\s*sic\b", re.I)
#: Marks that tie a word to its neighbour.
JOINED = ("-", "_", "@", "#", "/", "&", "[", "]")
#: What a compound with "too" has after the hyphen, unlike one with "two": "a too-long wait", "the two-hour debate".
DEGREE = compile_pattern(
    r"too-(?!(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|years?|decades?|miles?|points?|thirds|storey"
    r"|story|bedroom|way|part|party|state|track|tier|man|person|time|term)\b)",
    re.I,
)


#: A hyphen and the other part of a compound of two, after the word and before it.
OTHER_PART, FIRST_PART = compile_pattern(r"-\w+(?![\w-])"), compile_pattern(r"(?<![\w-])\w+-\Z")


def joined(text: str, start: int, end: int) -> bool:
    """Whether the word is tied to a neighbour: a part of a name, an address; of a compound, unless by one hyphen."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before not in JOINED and after not in JOINED:
        return False
    if before not in JOINED and OTHER_PART.match(text, end):
        return bool(DEGREE.match(text, start))
    return after in JOINED or not FIRST_PART.search(text, max(0, start - 25), start)


def tied(text: str, start: int, end: int, loose: bool) -> bool:
    """Whether the word hangs together with what stands beside it; one hyphen does not if that may be ``loose``."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if loose and "-" in (before, after) and before != after:
        before, after = before.replace("-", " "), after.replace("-", " ")
    if (start and (before in TIES or before == ")")) or (before in OPENED and after in CLOSED and before and after):
        return True
    if LETTER_BEFORE.search(text, max(0, start - 3), start) or LETTER_AFTER.match(text, end):
        return True
    if after in (".", ":", ";", "‘"):
        return text[end + 1 : end + 2].isalnum()
    return after in TIES and bool(after)


#: What a hyphen ties the word to.
PART_BEFORE, PART_AFTER = compile_pattern(r"[A-Za-z]+(?=-\Z)"), compile_pattern(r"-([A-Za-z]+)")


def compounded(text: str, start: int, end: int) -> bool:
    """Whether one hyphen ties the word to a known one: "air-conditionting", "self-explainatory"."""
    after, before = PART_AFTER.match(text, end), PART_BEFORE.search(text, max(0, start - 20), start)
    if (after is None) == (before is None):
        return False
    other = after[1] if after else before[0]  # type: ignore[index]
    return other.lower() in word_classes()


def opens(text: str, start: int) -> bool:
    """Whether a sentence begins here, so that a capital says nothing."""
    before = text[max(0, start - 4) : start].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?\n:"
