"""Units: what a sentence, or several in a row, says: its words, names, places, and who speaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain

from newslint.topic.outline import STEM, Outline, plain
from newslint.topic.table import FUNCTION_WORDS, Table, places

PRONOUNS = frozenset("he she it they him her them his its their we i you this these those our us my me".split())
#: Who speaks and is spoken of: a class that the rest of the article never uses is a sign.
VOICES = {
    "he": "he him his himself".split(),
    "she": "she her hers herself".split(),
    "i": "i me my mine myself".split(),
    "we": "we us our ours ourselves".split(),
    "you": "you your yours yourself".split(),
    "they": "they them their themselves".split(),
}
VOICED = {word: voice for voice, words in VOICES.items() for word in words}
PRESENT = frozenset("is are has have will can may do does says isn't don't it's".split())
PAST = frozenset("was were had did said told added would could wasn't didn't".split())
#: Rarity beyond which words are equally rare for the reader.
OFTEN_RARE = 7.0


class Unit:
    """What the sentences ``i`` to ``j`` of an outline say."""

    def __init__(self, of: Outline, i: int, j: int, known: Table) -> None:
        self.i, self.j = i, j
        self.text = of.article.text[of.sentences[i].start : of.sentences[j - 1].end]
        self.words = of.words[i] if j == i + 1 else list(chain.from_iterable(of.words[i:j]))
        content = of.content[i] if j == i + 1 else set().union(*of.content[i:j])
        #: Content words and their stems -> rarity.
        self.tokens = dict(zip(content, map(known.rarity, content), strict=True))
        self.stems: dict[str, float] = {}
        for token, rarity in self.tokens.items():
            stem = token[:STEM]
            if rarity > self.stems.get(stem, 0.0):
                self.stems[stem] = rarity
        self.weight = sum(self.stems.values()) or 1.0
        #: Content word, and stem -> number of sentences outside that have it.
        self.elsewhere = _outside(of.token_count, content, of.content[i:j])
        self.away = _outside(of.count, self.stems, of.stems[i:j])
        #: Names (lower case) -> as written, and the countries they stand for.
        self.names = _names(of, i, j, known)
        gazetteer = places()
        self.places = {gazetteer[name] for name in self.names if name in gazetteer}
        self.voices = {VOICED[word] for word in VOICED.keys() & self.words}

    def many(self, kind: frozenset[str]) -> int:
        """How many of its words are of a kind."""
        return sum(map(kind.__contains__, self.words))

    def share(self, others: list[set[str]]) -> float:
        """The share of its content, by rarity, that one of the others has too."""
        known = others[0] if len(others) == 1 else set().union(*others)
        return sum(map(self.stems.__getitem__, self.stems.keys() & known)) / self.weight

    def inside(self, stems: list[set[str]]) -> float:
        """The share of its content that stands in more than one of its own sentences."""
        count = Counter(chain.from_iterable(stems[self.i : self.j]))
        return sum(rarity for stem, rarity in self.stems.items() if count[stem] > 1) / self.weight


def _outside(count: Counter[str], words: Iterable[str], own: list[set[str]]) -> dict[str, int]:
    """Word -> in how many sentences but its own it stands."""
    if len(own) == 1:
        return {word: count[word] - 1 for word in words}
    here = Counter(chain.from_iterable(own))
    return {word: count[word] - here[word] for word in words}


def _names(of: Outline, i: int, j: int, known: Table) -> dict[str, str]:
    """Words written large: in mid-sentence, or first and large elsewhere or unknown as a word."""
    names: dict[str, str] = {}
    for a, b in of.spans[i:j]:
        if a not in of.written_at:
            of.written_at[a] = dict(_names_of(of, a, b, known))
        names |= of.written_at[a]
    return names


def _names_of(of: Outline, a: int, b: int, known: Table) -> Iterator[tuple[str, str]]:
    """The names among the words ``a`` to ``b`` of a sentence: in lower case, as written."""
    for k, written in enumerate(of.article.words[a:b]):
        if not written[0].isupper():
            continue
        low = plain(written.lower())
        if low in FUNCTION_WORDS and written != "US":
            continue
        if k or low not in known.index or low in of.large:
            yield low, written
