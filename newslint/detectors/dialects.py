"""British and American spellings: both are right, and a correction is spelled as the reader's dialect has it."""

from __future__ import annotations

from newslint.detectors.dictionary import word_classes

#: British and American spellings of the same ending or stem.
DIALECT_PAIRS = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("our", "or"),
    ("tre", "ter"),
)


def in_dialect(word: str, dialect: str) -> str:
    """The correction as the dialect ("british", "american", "any") spells it."""
    for british, american in DIALECT_PAIRS if dialect in ("british", "american") else ():
        old, new = (american, british) if dialect == "british" else (british, american)
        other = word.replace(old, new, 1)
        if old in word and new not in word and other in word_classes():
            return other
    return word
