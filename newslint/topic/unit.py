"""Units: what a sentence (or several in a row) is about, as words, names, places and one vector."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from math import sqrt
from operator import mul

from newslint.article import WORD
from newslint.compiled import compile_pattern
from newslint.topic.table import DIMENSIONS, FUNCTION_WORDS, Table, places

Vector = list[float]

POSSESSIVE = compile_pattern(r"['’].*")
#: A sentence that opens so leans on the one before it.
LEANS = frozenset(
    "he she it they this that these those his her its their but and however also yet so then such there another"
    " both meanwhile instead still other others".split()
)
PRONOUNS = frozenset("he she it they him her them his its their we i you this these those our us my me".split())
SPEECH = frozenset(
    "said says say told added asked explained according claimed stated argued insisted noted admitted warned".split()
)
#: Who speaks and is spoken of: a class that the rest of the article never uses is a sign.
VOICES = {
    **dict.fromkeys("he him his himself".split(), "he"),
    **dict.fromkeys("she her hers herself".split(), "she"),
    **dict.fromkeys("i me my mine myself".split(), "i"),
    **dict.fromkeys("we us our ours ourselves".split(), "we"),
    **dict.fromkeys("you your yours yourself".split(), "you"),
    **dict.fromkeys("they them their themselves".split(), "they"),
}
PRESENT = frozenset("is are has have will can may do does says isn't don't it's".split())
PAST = frozenset("was were had did said told added would could wasn't didn't".split())
MONEY = compile_pattern(r"[$£€%]")
#: Two words that agree so far are taken for forms of one: Ukraine and Ukrainian, elect and election.
STEM = 5


@dataclass(slots=True)
class Unit:
    """What a stretch of text is about. ``add`` makes a block of two."""

    words: int = 0
    #: Content words by stem -> rarity; ``tokens`` has the full words.
    stems: dict[str, float] = field(default_factory=dict)
    tokens: dict[str, float] = field(default_factory=dict)
    #: Names (lower case) -> as written.
    names: dict[str, str] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)
    vector: Vector = field(default_factory=lambda: [0.0] * DIMENSIONS)
    voices: set[str] = field(default_factory=set)
    present: int = 0
    past: int = 0
    money: int = 0
    pronouns: int = 0
    leans: bool = False
    speech: bool = False
    quoted: int = 0
    question: bool = False
    numbers: int = 0


def read_units(texts: list[str], known: Table) -> list[Unit]:
    """The sentences of an article as units."""
    words = [WORD.findall(text) for text in texts]
    capitals = {POSSESSIVE.sub("", w).lower() for sentence in words for w in sentence[1:] if w[0].isupper()}
    return [_read(text, found, known, capitals) for text, found in zip(texts, words, strict=True)]


def _read(text: str, found: list[str], known: Table, capitals: set[str]) -> Unit:
    """One sentence. ``capitals`` are words that the article writes large in mid-sentence."""
    unit = Unit(words=len(found))
    gazetteer = places()
    parts: list[tuple[float, memoryview]] = []
    for place, written in enumerate(found):
        word = (written if written.isalnum() else POSSESSIVE.sub("", written)).lower()
        if word in PRONOUNS and written != "US":
            unit.pronouns += 1
            if word in VOICES:
                unit.voices.add(VOICES[word])
        unit.present += word in PRESENT
        unit.past += word in PAST
        if word in SPEECH:
            unit.speech = True
        if word in FUNCTION_WORDS and written != "US":
            if place == 0 and word in LEANS:
                unit.leans = True
            continue
        if not word or word[0].isdigit():
            unit.numbers += 1
            continue
        large = written[0].isupper()
        if large and (place or word in capitals or word not in known.index):
            unit.names[word] = written
        if large and word in gazetteer:
            unit.places.add(gazetteer[word])
        if len(word) < 3 and not large:
            continue
        rarity = known.rarity(word)
        unit.tokens[word] = rarity
        stem = word[:STEM]
        if rarity > unit.stems.get(stem, 0.0):
            unit.stems[stem] = rarity
        vector = known.vector(word)
        if vector:
            parts.append(vector)
    unit.vector = combine(parts)
    unit.money = len(MONEY.findall(text))
    unit.quoted = text.count("“") + text.count('"') + text.count("”")
    unit.question = text.rstrip("\"”’' ").endswith("?")
    return unit


def combine(parts: list[tuple[float, memoryview]]) -> Vector:
    """The weighted sum of word vectors, of length 1; all zero when there are none."""
    total = [0.0] * DIMENSIONS
    for weight, row in parts:
        total = [a + weight * b for a, b in zip(total, row, strict=True)]
    return normal(total)


def normal(vector: Vector) -> Vector:
    """The vector at length 1 (all zero stays all zero)."""
    length = sqrt(sum(map(mul, vector, vector)))
    return [a / length for a in vector] if length else vector


def dot(a: Vector, b: Vector) -> float:
    """The cosine of two vectors of length 1."""
    return sum(map(mul, a, b), 0.0)


def merge(units: list[Unit]) -> Unit:
    """Several sentences in a row as one unit."""
    if len(units) == 1:
        return units[0]
    block = Unit(leans=units[0].leans, vector=[sum(parts) for parts in zip(*(u.vector for u in units), strict=True)])
    block.vector = normal(block.vector)
    for u in units:
        block.words += u.words
        block.stems.update(u.stems)
        block.tokens.update(u.tokens)
        block.names.update(u.names)
        block.places |= u.places
        block.voices |= u.voices
        block.present += u.present
        block.past += u.past
        block.money += u.money
        block.pronouns += u.pronouns
        block.numbers += u.numbers
        block.quoted += u.quoted
        block.speech |= u.speech
        block.question |= u.question
    return block


def counts(units: list[Unit], part: str) -> Counter[str]:
    """How many units hold each word, stem, name or place."""
    total: Counter[str] = Counter()
    for unit in units:
        total.update(getattr(unit, part).keys() if isinstance(getattr(unit, part), dict) else getattr(unit, part))
    return total
