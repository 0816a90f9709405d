"""Names that one article spells in two ways."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from newslint.article import Article
from newslint.detectors.dictionary import word_classes
from newslint.model import Match

MIN_LETTERS = 6
#: Ways of writing one foreign sound; each side is folded to the same letter.
FOLDS = (
    (r"(?:iy|yi|yy|ij|ii|ie|y)\b", "i"),
    (r"yy|ii|ee|ie|y|e", "i"),
    ("kh", "h"),
    ("ck|q|c", "k"),
    ("ph", "f"),
    ("w", "v"),
    ("ou|oo|o", "u"),
    ("dj|zh|dzh", "j"),
    ("tz|ts", "z"),
    (r"(.)\1", r"\1"),
)
#: Endings that make another word of a name, not another spelling.
ENDINGS = (
    "s",
    "es",
    "a",
    "n",
    "an",
    "ian",
    "ians",
    "i",
    "ese",
    "ish",
    "er",
    "ers",
    "ism",
    "ist",
    "ists",
    "o",
    "us",
    "ic",
    "ed",
    "ing",
)


def inconsistent_name(article: Article) -> Iterator[Match]:
    """The rarer of two spellings of one name: same sound, or the same first name or title before it."""
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    before: dict[str, Counter[str]] = defaultdict(Counter)
    words = article.words
    for number, word in enumerate(words):
        name = word[:-2] if word.endswith(("'s", "’s")) else word
        if len(name) >= MIN_LETTERS and name[0].isupper() and name[1:].islower():
            start = article.word_starts[number]
            spans[name].append((start, start + len(name)))
            before[name][words[number - 1] if number else ""] += 1
    known = word_classes()
    unknown = [n for n in spans if n.lower() not in known]
    groups: dict[str, list[str]] = defaultdict(list)
    for name in unknown:
        groups[fold(name)].append(name)
    for variants in groups.values():
        if len(variants) < 2:
            continue
        variants.sort(key=lambda n: (-len(spans[n]), spans[n][0]))
        usual = variants[0]
        for other in variants[1:]:
            if _other_word(usual, other):
                continue
            start, end = spans[other][0]
            values = {"usual": usual, "count": len(spans[other]), "usual_count": len(spans[usual])}
            yield Match(start, end, None, values, (spans[usual][0], *spans[other][1:]))


def fold(name: str) -> str:
    """What two spellings of one name have in common."""
    folded = name.lower()
    for pattern, letter in FOLDS:
        folded = re.sub(pattern, letter, folded)
    return folded


def _other_word(a: str, b: str) -> bool:
    """Whether one is the other with an ending: "Ukraine", "Ukrainian"; "Ivanov", "Ivanova"."""
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and long[len(short) :] in ENDINGS
