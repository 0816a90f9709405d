"""The dictionary: which lower-case words are known, and how frequent they are. Loaded on first use."""

from __future__ import annotations

from functools import lru_cache

from newslint.datafiles import read_text

#: Words of the free text's frequency class (see ``tools/build_words.py``) this high are common.
COMMON = 8


@lru_cache(maxsize=1)
def ranked_words() -> list[list[str]]:
    """The known words of each class, in alphabetical order."""
    return [line.split() for line in read_text("spelling/words.txt").split("\n")]


@lru_cache(maxsize=1)
def word_classes() -> dict[str, int]:
    """Each known word and its class: the binary logarithm of how often 15 million words hold it."""
    text = read_text("spelling/words.txt")
    classes = b"".join(
        bytes((number,)) * (line.count(" ") + bool(line)) for number, line in enumerate(text.split("\n"))
    )
    return dict(zip(text.split(), classes, strict=True))


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    """Words that are always written with a capital, in lower case."""
    return frozenset(read_text("spelling/names.txt").lower().split())


def is_known(word: str) -> bool:
    """Whether a word (in lower case) stands in the dictionary, its possessive ``'s`` aside."""
    known = word_classes()
    if word in known:
        return True
    return word.endswith(("'s", "’s")) and word[:-2] in known


def is_common(word: str) -> bool:
    """Whether a word (in lower case) is frequent."""
    return word_classes().get(word, 0) >= COMMON
