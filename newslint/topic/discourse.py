"""How a stretch hangs on what stands around it: quotations, names left without an introduction, what "the" points to.

News introduces a person by the full name and then goes on with the surname, says "a magazine" before it says "the
magazine", and closes the quotations that it opens. A sentence from another story does not know what was introduced.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from newslint.topic.outline import STEM, Outline, plain
from newslint.topic.table import FUNCTION_WORDS, Table
from newslint.topic.unit import Unit

NAMES = (
    "closes_alone opens_alone open_before closed_after unmatched"
    " lone_new lone_known full_new spoken_new titled_new lone_rarest possessed_new initials_new"
    " definite_new definite_weight definite_tied definite_first numbered opener opener_after"
    " unknown_new capitals last_new beside_break beside_overlap tied_before tied_after"
).split()
TITLES = frozenset(
    "mr mrs ms miss sir dr judge lord lady president minister senator sen rep gov prof professor".split()
)
SPEAKS = frozenset("said says added told explained insisted argued warned admitted continued".split())
DEFINITE = frozenset("the this that these those his her their its our".split())
#: Words that count or choose among what was named before.
COUNTS = frozenset("two three four five six seven both trio pair duo latter former same other others".split())
#: First word -> the kind of opening it makes, for the trees to tell apart.
OPENERS = {
    word: kind
    for kind, words in enumerate(
        (
            "he she his her", "it its", "they their", "this these those that such", "the", "a an",
            "but and however also so then meanwhile", "in on at for after as with last if there", "i we you",
        ),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
#: Words after "the" in which its noun is looked for.
PHRASE = 3
#: Rarer words point no more.
RAREST = 8.0
NONE = -1.0


class Name(NamedTuple):
    """Words in a row written large: from, to (words of the article)."""

    start: int
    end: int


def discourse(of: Outline, unit: Unit, known: Table) -> list[float]:
    """The features of a unit, in the order of NAMES."""
    spans = of.spans[unit.i : unit.j]
    return [
        *_quotations(of, unit),
        *_introductions(of, unit, spans, known),
        *_references(of, unit, spans, known),
        *_words(of, unit, known),
        *_beside(of, unit),
    ]


def _quotations(of: Outline, unit: Unit) -> list[float]:
    """Quotation marks without their partner, here and in the sentences beside."""
    i, j = unit.i, unit.j
    closes, opens = of.quotation(i)[0], of.quotation(j - 1)[1]
    before = i > 0 and of.quotation(i - 1)[1]
    after = j < len(of.sentences) and of.quotation(j)[0]
    # A sentence inside a quotation has no marks of its own.
    amid = before and after and '"' not in unit.text and "“" not in unit.text
    return [closes, opens, before, after, 0 if amid else (closes != before) + (opens != after)]


def _introductions(of: Outline, unit: Unit, spans: list[tuple[int, int]], known: Table) -> list[float]:
    """How many names of one word and of several stand nowhere else, and how the new ones are used."""
    names = [name for a, b in spans for name in _names_of(of, a, b, known)]
    written, low = of.article.words, of.article.lower_words
    full = {w for a, b in names if b > a + 1 for w in low[a:b]}
    lone = [a for a, b in names if b == a + 1 and low[a] not in full]
    new = [k for k in lone if not _elsewhere(unit, low[k])]
    several = [(a, b) for a, b in names if b > a + 1]
    return [
        len(new), len(lone) - len(new), sum(not any(_elsewhere(unit, w) for w in low[a:b]) for a, b in several),
        sum(bool(SPEAKS & {*low[max(0, k - 1) : k], *low[k + 1 : k + 2]}) for k in new),
        sum(low[k - 1] in TITLES for k in new),
        max((known.rarity(plain(low[k])) for k in new), default=0.0),
        sum(written[k].endswith(("'s", "’s")) for k in new), sum(written[k].isupper() for k in new),
    ]  # fmt: skip


def _names_of(of: Outline, a: int, b: int, known: Table) -> list[tuple[int, int]]:
    """The names of a sentence, found once."""
    if a not in of.names_at:
        of.names_at[a] = list(names_in(of, a, b, known))
    return of.names_at[a]


def names_in(of: Outline, a: int, b: int, known: Table) -> Iterator[Name]:
    """The names among the words ``a`` to ``b`` of a sentence; its first word only when it is no usual one."""
    written = of.article.words
    k = a
    while k < b:
        end = k
        while end < b and _large(written[end]) and (end == k or _adjoin(of, end)):
            end += 1
        if end > k and (k > a or end > k + 1 or _rare(of, written[k], known)):
            yield Name(k, end)
        k = max(end, k + 1)


def _large(word: str) -> bool:
    if not word[0].isupper():
        return False
    low = plain(word.lower())
    return low not in FUNCTION_WORDS and low not in TITLES


def _rare(of: Outline, word: str, known: Table) -> bool:
    low = plain(word.lower())
    return low not in known.index or low in of.large


def _adjoin(of: Outline, k: int) -> bool:
    """Whether only a space stands between a word and the one before."""
    starts, words = of.article.word_starts, of.article.words
    return int(starts[k]) == starts[k - 1] + len(words[k - 1]) + 1


def _elsewhere(unit: Unit, low: str) -> int:
    """In how many sentences outside a word's stem stands."""
    return unit.away.get(plain(low)[:STEM], 0)


def _references(of: Outline, unit: Unit, spans: list[tuple[int, int]], known: Table) -> list[float]:
    """Nouns after "the", "this", "his": how many stand nowhere else, their rarity, and how many do stand."""
    low, new, weight, tied = of.article.lower_words, 0, 0.0, 0
    for a, b in spans:
        for k in range(a, b - 1):
            if low[k] in DEFINITE and (noun := _noun(of, k + 1, b)) is not None:
                away = _elsewhere(unit, low[noun])
                tied += away > 0
                new += not away
                weight += 0.0 if away else min(known.rarity(plain(low[noun])), RAREST)
    a, b = spans[0]
    first = [_elsewhere(unit, w) for w in low[a + 1 : a + PHRASE] if w not in FUNCTION_WORDS]
    points = b > a and low[a] in DEFINITE and bool(first)
    numbered = bool(COUNTS & {*low[a : min(a + 2, b)]})
    after = of.words[unit.j] if unit.j < len(of.words) else []
    return [
        new, weight, tied, (1 if any(first) else 2) if points else 0, numbered, _opener(low[a:b]), _opener(after),
    ]  # fmt: skip


def _noun(of: Outline, start: int, end: int) -> int | None:
    """The last of the content words, written small, that follow; None without one."""
    noun = None
    for k in range(start, min(start + PHRASE, end)):
        if of.article.lower_words[k] in FUNCTION_WORDS or not of.article.words[k][0].islower():
            break
        noun = k
    return noun


def _opener(words: list[str]) -> int:
    return OPENERS.get(words[0], 0) if words else -1


def _words(of: Outline, unit: Unit, known: Table) -> list[float]:
    """Words nowhere else that the table does not know, the share of words written large, novelty at the end."""
    a, b = of.spans[unit.i][0], of.spans[unit.j - 1][1]
    large = sum(word[0].isupper() for word in of.article.words[a + 1 : b])
    end = [word for word in of.article.lower_words[a:b][-2 * PHRASE :] if word not in FUNCTION_WORDS][-2:]
    return [
        sum(word not in known.index and not away for word, away in unit.elsewhere.items()),
        large / (b - a or 1),
        sum(not _elsewhere(unit, word) for word in end),
    ]


def _beside(of: Outline, unit: Unit) -> list[float]:
    """What the sentences beside share over it, less what it shares with them; what stands before, and after."""
    i, j, own = unit.i, unit.j, unit.stems.keys()
    total = len(own) or 1
    before, after = sum(of.first[stem] < i for stem in own), sum(of.last[stem] >= j for stem in own)
    tied = [before / total, after / total]
    if i == 0 or j == len(of.stems):
        return [0.0, NONE, *tied]
    previous, following = of.stems[i - 1], of.stems[j]
    over = _overlap(previous, following)
    return [over - (_overlap(previous, own) + _overlap(following, own)) / 2, over, *tied]


def _overlap(some: set[str], others: Set[str]) -> float:
    return len(some & others) / (min(len(some), len(others)) or 1)
