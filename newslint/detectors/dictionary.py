"""The dictionary: which lower-case words are known, and how frequent they are. Loaded on first use."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from newslint.datafiles import read_text

#: Words of the free text's frequency class (see ``tools/build_words.py``) this high are common.
COMMON = 8
DIGITS = b"0123456789"
#: Blanks all but digits; and the numbers themselves: to read each takes longer than to look it up.
BLANKED = bytes(byte if byte in DIGITS else 32 for byte in range(256))
CLASSES = {b"%d" % number: number for number in range(64)}
#: So many look-ups by bisection cost as much as a table of all words.
FEW = 5_000


class Lexicon(Mapping[str, int]):
    """Each known word and its class: the binary logarithm of how often 15 million words hold it.

    ``text`` has a word and its class a line, in alphabetical order. One article asks for a thousand words:
    they are looked up in it by bisection, and only who asks for more pays for a table.
    """

    def __init__(self, text: str) -> None:
        self.text = f"\n{text}"
        self.asked = 0
        self.table: dict[str, int] | None = None

    def get(self, word: str, default: int = 0) -> int:  # type: ignore[override]
        """The class of a word."""
        if self.table is None:
            self.asked += 1
            if self.asked <= FEW:
                at = self.place(word)
                return default if at < 0 else int(self.text[at : self.text.index("\n", at)])
        return self.hashed().get(word, default)

    def __getitem__(self, word: str) -> int:
        found = self.get(word, -1)
        if found < 0:
            raise KeyError(word)
        return found

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and self.get(word, -1) >= 0

    def __iter__(self) -> Iterator[str]:
        return iter(self.hashed())

    def __len__(self) -> int:
        return len(self.hashed())

    def unknown(self, words: frozenset[str]) -> frozenset[str]:
        """Those of the words that the dictionary lacks."""
        if self.asked + len(words) > FEW:
            return words.difference(self.hashed())
        return frozenset([word for word in words if word not in self])

    def hashed(self) -> dict[str, int]:
        """The table."""
        if self.table is None:
            # Words and numbers apart: taken in turn, the numbers' strings would leave holes between the words for good.
            data = self.text.encode()
            words, numbers = data.translate(None, DIGITS).decode().split(), data.translate(BLANKED).split()
            self.table = dict(zip(words, map(CLASSES.__getitem__, numbers), strict=True))
        return self.table

    def place(self, word: str) -> int:
        """Where in ``text`` the class of a word stands; -1 when it is unknown."""
        key = f"\n{word} "
        at = self.bisect(key)
        return at + len(key) if self.text.startswith(key, at) else -1

    def bisect(self, key: str) -> int:
        """Where the first line begins that does not come before ``key``."""
        text, low, high = self.text, 0, len(self.text) - 1
        while low < high:
            middle = text.rfind("\n", low, (low + high) // 2 + 1)
            if text[middle : middle + len(key)] < key:
                low = text.index("\n", middle + 1)
            else:
                high = middle
        return low

    def beginning(self, letter: str) -> Iterator[tuple[str, int]]:
        """The words that begin with a letter, and their classes."""
        lines = self.text[self.bisect(f"\n{letter}") : self.bisect(f"\n{letter}{{")]
        parts = lines.split()
        return zip(parts[::2], map(int, parts[1::2]), strict=True)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The dictionary."""
    return Lexicon(read_text("spelling/words.txt"))


def word_classes() -> Mapping[str, int]:
    """Each known word and its class; a plain table once many were asked for."""
    known = lexicon()
    return known if known.table is None else known.table


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
