"""How likely it is that one word was written in the place of another: the slips that lead from one to the other."""

from __future__ import annotations

from newslint.compiled import compile_pattern

VOWELS = frozenset("aeiouy")
#: Letters that sound alike, and letters beside each other on the keyboard.
ALIKE = frozenset(map(frozenset, ("sc", "sz", "ck", "td", "bp", "mn", "vf", "gj", "kq", "xc", "tc", "gc", "fp")))
ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qaz", "wsx", "edc", "rfv", "tgb", "yhn", "ujm", "ik", "ol")
KEYS = frozenset(frozenset(row[i : i + 2]) for row in ROWS for i in range(len(row) - 1))

#: Kinds of slip. "extra": the wrong word has a letter too many; "missing": it lacks one.
KINDS = (
    "swapped",
    "extra double",
    "missing double",
    "extra vowel",
    "extra consonant",
    "missing vowel",
    "missing consonant",
    "missing e",
    "missing h",
    "vowel",
    "alike",
    "key",
    "other",
    "first",
    "last",
    "second slip",
    "last s",
)
SWAPPED, EXTRA_DOUBLE, MISSING_DOUBLE, EXTRA_VOWEL, EXTRA_CONSONANT, MISSING_VOWEL, MISSING_CONSONANT = range(7)
MISSING_E, MISSING_H, VOWEL, ALIKE_KIND, KEY, OTHER, FIRST, LAST, SECOND, LAST_S = range(7, 17)
#: Cost of each kind in bits, to find the likeliest way; the weights of ``corrections`` are fitted.
COSTS = (1.0, 1.0, 1.0, 3.0, 4.0, 2.5, 3.5, 2.0, 2.5, 2.0, 3.0, 4.0, 6.0, 5.0, 1.5, 1.0, 1.0)
TOO_MUCH = 99.0


def slips(wrong: str, right: str) -> tuple[int, ...] | None:
    """The kinds of the slips, at most three, on the cheapest way from ``right`` to ``wrong``."""
    same, last = _common(wrong, right)
    n, m = len(wrong) - last, len(right) - last
    best: dict[tuple[int, int], tuple[float, tuple[int, ...]]] = {(same, same): (0.0, ())}
    nothing: tuple[float, tuple[int, ...]] = (TOO_MUCH, ())
    for i in range(same, n + 1):
        for j in range(max(same, i - 3), min(m, i + 3) + 1):
            cost, way = best.get((i, j), nothing)
            if i > same and j > same:
                before = best.get((i - 1, j - 1), nothing)
                if wrong[i - 1] != right[j - 1]:
                    cost, way = _better(cost, way, before, _changed(wrong[i - 1], right[j - 1]))
                elif before[0] < cost:
                    cost, way = before
            if i > same:
                cost, way = _better(cost, way, best.get((i - 1, j), nothing), _extra(wrong, i - 1))
            if j > same:
                cost, way = _better(cost, way, best.get((i, j - 1), nothing), _missing(right, j - 1, len(right)))
            if i > same + 1 and j > same + 1 and _turned(wrong, i, right, j):
                cost, way = _better(cost, way, best.get((i - 2, j - 2), nothing), SWAPPED)
            best[i, j] = (cost, way)
    cost, way = best.get((n, m), nothing)
    if cost >= TOO_MUCH or len(way) > 3:
        return None
    marks = [SECOND] * (len(way) - 1)
    if wrong[0] != right[0]:
        marks.append(FIRST)
    if wrong[-1] != right[-1]:
        marks.append(LAST_S if wrong[-1] == "s" or right[-1] == "s" else LAST)
    return (*way, *marks)


def _common(wrong: str, right: str) -> tuple[int, int]:
    """How many letters both begin with, and how many of the others both end with."""
    most = min(len(wrong), len(right))
    same = next((i for i in range(most) if wrong[i] != right[i]), most)
    most -= same
    return same, next((i for i in range(most) if wrong[-1 - i] != right[-1 - i]), most)


def _turned(wrong: str, i: int, right: str, j: int) -> bool:
    """Whether the two letters before ``i`` and ``j`` are the same in turned order."""
    return wrong[i - 1] == right[j - 2] and wrong[i - 2] == right[j - 1] and wrong[i - 1] != wrong[i - 2]


def _better(
    cost: float, way: tuple[int, ...], before: tuple[float, tuple[int, ...]], kind: int
) -> tuple[float, tuple[int, ...]]:
    new = before[0] + COSTS[kind]
    return (new, (*before[1], kind)) if new < cost else (cost, way)


def _changed(wrong: str, right: str) -> int:
    if wrong in VOWELS and right in VOWELS:
        return VOWEL
    pair = frozenset((wrong, right))
    return ALIKE_KIND if pair in ALIKE else KEY if pair in KEYS else OTHER


def _extra(word: str, i: int) -> int:
    if (i and word[i - 1] == word[i]) or word[i + 1 : i + 2] == word[i]:
        return EXTRA_DOUBLE
    return EXTRA_VOWEL if word[i] in VOWELS else EXTRA_CONSONANT


def _missing(word: str, i: int, length: int) -> int:
    if (i and word[i - 1] == word[i]) or word[i + 1 : i + 2] == word[i]:
        return MISSING_DOUBLE
    if word[i] == "e":
        return MISSING_E
    if word[i] == "h":
        return MISSING_H
    return MISSING_VOWEL if word[i] in VOWELS else MISSING_CONSONANT


DOUBLE = compile_pattern(r"(.)\1+")
FOLDED = str.maketrans("cqzv", "kksf", "aeiouyhw")


def skeleton(word: str) -> str:
    """The consonants of a word, alike ones folded and doubles made one; what survives bad spelling."""
    bones = ("A" if word[0] in VOWELS else "") + word.translate(FOLDED)
    return DOUBLE.sub(r"\1", bones)
