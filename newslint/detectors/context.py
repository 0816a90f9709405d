"""The words round a word, as the numbers that the confusion classifier was trained on.

Used by the detector at run time and by ``tools/train_confusions.py``, so that both see the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import islice

from newslint.compiled import compile_pattern
from newslint.datafiles import read_text

TOKEN = compile_pattern(r"[A-Za-z]+(?:['’][A-Za-z]+)*|[^\w\s]|\d[\d.,]*\d|\w+|\n")
#: Characters looked at on each side for each word: a word of English and its space are six on average.
REACH = 20
#: Words on each side.
SIDE = 3

#: Ids below this are not words: 0 is the edge of a paragraph, the rest are shapes of unknown words.
EDGE, NAME, CAPITALS, NUMBER, YEAR, OTHER = 0, 1, 2, 3, 4, 5
ENDINGS = tuple("ing ed ly tion ness ment ity er al ous ive able ic est 's s y".split())
FIRST_WORD = OTHER + 1 + len(ENDINGS)


def _places(combinations: str) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(map(int, places)) for places in combinations.split())


#: Combinations of places (0–2 left, 3–5 right) that make a feature: of words, of classes, of both.
WORDS = _places("0 1 2 3 4 5 12 23 34 13 24")
CLASSES = _places("1 2 3 4 12 23 34")
#: (place of a word, place of a class)
MIXED = ((2, 3), (3, 2), (3, 4), (2, 1))
PRIMES = (2_654_435, 805_459, 367_121, 97_849)
SLOT, GROUP = 1_299_709_133, 15_485_863_277
FOLD = 19


def window(text: str, start: int, end: int, side: int = SIDE) -> list[str]:
    """The tokens before the span and after it, ``side`` each way; ``"\n"`` from where the paragraph ends."""
    first = max(0, start - side * REACH)
    near = text.find(" ", first + side * REACH // 2, start)  # no token goes across it, and mostly it suffices
    before = TOKEN.findall(text, near, start) if near > 0 else []
    if len(before) < side:
        before = TOKEN.findall(text, first, start)
    after = [m[0] for m in islice(TOKEN.finditer(text, end, end + side * REACH), side)]
    return to_edge(before[: -side - 1 : -1], side)[::-1] + to_edge(after, side)


def to_edge(tokens: list[str], side: int) -> list[str]:
    """The same tokens, filled up with ``"\n"`` from the first one on."""
    if "\n" in tokens:
        tokens = tokens[: tokens.index("\n")]
    return tokens + ["\n"] * (side - len(tokens))


def shape(token: str) -> int:
    """The id of a token that the vocabulary does not hold."""
    if token[0].isdigit():
        return YEAR if len(token) == 4 and token.isdigit() and token[0] in "12" else NUMBER
    if token[0].isupper():
        return CAPITALS if token.isupper() and len(token) > 1 else NAME
    for number, ending in enumerate(ENDINGS):
        if token.endswith(ending):
            return OTHER + 1 + number
    return OTHER


def identify(tokens: list[str], vocabulary: Mapping[str, int]) -> list[int]:
    """The id of each token: of the word in lower case, or of its shape."""
    ids = []
    for token in tokens:
        number = vocabulary.get(token)
        if number is None:
            number = vocabulary.get(token.lower().replace("’", "'"))
            if number is None:
                number = shape(token)
        ids.append(number)
    return ids


@lru_cache(maxsize=1)
def load_classes() -> tuple[dict[str, int], bytes]:
    """Vocabulary (word -> id) and the class of each id. The file holds one class of words a line."""
    words: list[str] = []
    classes = bytearray(range(FIRST_WORD))
    for number, line in enumerate(read_text("spelling/word-classes.txt").split("\n")):
        members = line.split(" ")
        words += members
        classes += bytes([FIRST_WORD + number]) * len(members)
    vocabulary = dict(zip(words, range(FIRST_WORD, FIRST_WORD + len(words)), strict=True))
    vocabulary["\n"] = EDGE
    return vocabulary, bytes(classes)
