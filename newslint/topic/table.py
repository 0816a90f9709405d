"""The word table: how rare each of 27,000 words is in news, and a vector that says what it is about.

Words that it does not know share vectors by their letters, so that two sentences on one unknown name are alike.

``rules/topic/words.bin`` holds it; ``tools/topic_words.py`` builds it and says from what. Everything is plain
Python: an article has some hundred content words, and importing numpy costs more than them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from newslint.datafiles import read_bytes, read_lines
from newslint.topic.vectors import DIMENSIONS, Packed

#: The length of every vector, but for rounding: its components, -7 to 7, are then some 2.8 on average.
NORM = 32.0
#: Two components share a byte.
HIGH = bytes(byte >> 4 for byte in range(256))
LOW = bytes(byte & 15 for byte in range(256))
HALF = DIMENSIONS // 2
#: What the key of a shared vector begins with; no word does.
SHARED = "@"
#: What a function word weighs, so that it ties nothing.
FUNCTION_WORDS = frozenset(
    """a about above across after again against all almost along already also although always am among an and
    another any anyone anything are around as asked at away back be became because become been before began being below
    between both but by came can cannot come could d did do does doing done down during each either else even ever
    every everyone everything few for from further gave get give go going gone got had has have having he her here
    hers herself him himself his how however i if in instead into is it its itself just last later least less let
    like ll m made make many may me might more most much must my myself near neither never new next no none nor not
    nothing now of off often on once one only onto or other others our ours out over own per perhaps put rather re
    s said same say saying says see seen several shall she should since so some someone something still such t take
    taken than that the their theirs them themselves then there these they thing things this those though through
    thus to together told too took toward towards two under until up upon us ve very via was way we well went were
    what whatever when where whether which while who whom whose why will with within without would year years yet
    you your yours yourself mr mrs ms dr first second three four five also added according monday tuesday wednesday
    thursday friday saturday sunday january february march april june july august september october november
    december today yesterday tomorrow week month day time people""".split()
)


class Rarities(dict[str, float]):
    """Word -> how rare it is, filled as words are met; a word that the table lacks is not kept."""

    def __init__(self, index: Mapping[str, int], sixteenths: memoryview, unknown: float) -> None:
        super().__init__()
        self._index, self._sixteenths, self._unknown = index, sixteenths, unknown

    def __missing__(self, word: str) -> float:
        row = self._index.get(word)
        if row is None:
            return self._unknown
        rarity = self[word] = self._sixteenths[row] / 16
        return rarity


class Table:
    """Rarity and vector of every word it knows."""

    def __init__(self, data: bytes) -> None:
        start = data.index(b"\n") + 1
        self.about: dict[str, Any] = json.loads(data[:start])
        end = start + self.about["letters"]
        words = data[start:end].decode().split("\n")
        count = len(words)
        #: Vectors that unknown words share.
        self._buckets: int = self.about["buckets"]
        #: Word -> its row.
        self.index: dict[str, int] = dict(zip(words, range(count), strict=True))
        rest = memoryview(data)[end:]
        #: How rare a word (lower case) is, 0 to about 10; an unknown one is as rare as can be. In the file it is the
        #: log of documents over documents with the word, in sixteenths.
        self.rarity: Callable[[str], float] = Rarities(self.index, rest[:count], self.about["unknown"]).__getitem__
        #: What a word's vector counts for in its sentence, in 255ths (frequent words little).
        self._weight = rest[count : 2 * count + self._buckets]
        self._rows = rest[2 * count + self._buckets :]

    @cached_property
    def packed(self) -> Packed:
        """The vectors, ready to be added up."""
        return Packed(self.key, self.vector)

    def key(self, word: str) -> str:
        """Under what a word (lower case) has its vector: itself, or one that unknown words share (``@17``)."""
        return word if word in self.index or word[:1] == SHARED else f"{SHARED}{bucket(word, self._buckets)}"

    def vector(self, key: str) -> tuple[int, bytes]:
        """Weight (1 to 255) and components (bytes, 8 is zero) of the vector under a key."""
        row = len(self.index) + int(key[1:]) if key[:1] == SHARED else self.index[key]
        packed = bytes(self._rows[row * HALF : (row + 1) * HALF])
        components = bytearray(DIMENSIONS)
        components[::2], components[1::2] = packed.translate(HIGH), packed.translate(LOW)
        return self._weight[row], bytes(components)


def bucket(word: str, count: int) -> int:
    """Which of the shared vectors is an unknown word's; the count is prime, so that all its letters matter."""
    return int.from_bytes(word.encode(errors="replace"), "little") % count


@lru_cache(maxsize=1)
def table() -> Table:
    """The table of the rules' folder, read once in a process."""
    return Table(read_bytes("topic/words.bin"))


@lru_cache(maxsize=1)
def places() -> dict[str, str]:
    """Word -> the country it stands for: ``moscow`` -> ``russia``."""
    lines = [line.split() for line in read_lines("topic/places.txt")]
    return {word: line[0] for line in lines for word in line}


def encode(words: list[str], rarity: bytes, weight: bytes, rows: bytes, about: dict[str, Any]) -> bytes:
    """The bytes of a table, as :class:`Table` reads them."""
    letters = "\n".join(words).encode()
    header = json.dumps({**about, "letters": len(letters)}).encode()
    return header + b"\n" + letters + rarity + weight + rows
