"""How likely it is that one word was written in the place of another: the slips that lead from one to the other."""

from __future__ import annotations

from collections.abc import Sequence

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


#: Slips looked for in one word.
MOST = 3
#: A way: its cost, and its slips.
Way = tuple[float, tuple[int, ...]]
NO_WAY: Way = (TOO_MUCH, ())


def slips(wrong: str, right: str) -> tuple[int, ...] | None:
    """The kinds of the slips, at most ``MOST``, on the cheapest way from ``right`` to ``wrong``."""
    same, last = _common(wrong, right)
    n, m = len(wrong) - last, len(right) - last
    if n - same <= 1 and m - same <= 1:
        return _marked(wrong, right, (_one(wrong, right, same, n - same, m - same),))
    rows: list[dict[int, Way]] = [{}, {}]
    for i in range(same, n + 1):
        rows.append(_row(wrong, right, i, range(max(same, i - MOST), min(m, i + MOST) + 1), rows[-2:], i == same))
        if not rows[-1] and not rows[-2]:
            return None
    cost, way = rows[-1].get(m, NO_WAY)
    if cost >= TOO_MUCH:
        return None
    return _marked(wrong, right, way)


def _one(wrong: str, right: str, at: int, more: int, less: int) -> int:
    """The kind of the only slip, where one letter or none stands for one or none."""
    if more and less:
        return _changed(wrong[at], right[at])
    return _extra(wrong, at) if more else _missing(right, at)


def _marked(wrong: str, right: str, way: tuple[int, ...]) -> tuple[int, ...]:
    """The kinds of the slips, and what else tells: more than one, a wrong first or last letter."""
    marks = [SECOND] * (len(way) - 1)
    if wrong[0] != right[0]:
        marks.append(FIRST)
    if wrong[-1] != right[-1]:
        marks.append(LAST_S if wrong[-1] == "s" or right[-1] == "s" else LAST)
    return (*way, *marks)


def _row(wrong: str, right: str, i: int, places: range, above: list[dict[int, Way]], first: bool) -> dict[int, Way]:
    """The cheapest ways to the first ``i`` letters from each number of letters of ``right`` that has one.

    ``above``: the same for two letters less and for one.
    """
    row: dict[int, Way] = {}
    two, one = above
    for j in places:
        best: Way = (0.0, ()) if first and j == places[0] else NO_WAY
        if (way := one.get(j - 1)) is not None:
            if wrong[i - 1] != right[j - 1]:
                best = _better(best, way, _changed(wrong[i - 1], right[j - 1]))
            elif way[0] < best[0]:
                best = way
        if (way := one.get(j)) is not None:
            best = _better(best, way, _extra(wrong, i - 1))
        if (way := row.get(j - 1)) is not None:
            best = _better(best, way, _missing(right, j - 1))
        if (way := two.get(j - 2)) is not None and _turned(wrong, i, right, j):
            best = _better(best, way, SWAPPED)
        if best is not NO_WAY:
            row[j] = best
    return row


def _common(wrong: str, right: str) -> tuple[int, int]:
    """How many letters both begin with, and how many of the others both end with."""
    most = min(len(wrong), len(right))
    same = last = 0
    while same < most and wrong[same] == right[same]:
        same += 1
    most -= same
    while last < most and wrong[-1 - last] == right[-1 - last]:
        last += 1
    return same, last


def _turned(wrong: str, i: int, right: str, j: int) -> bool:
    """Whether the two letters before ``i`` and ``j`` are the same in turned order."""
    return wrong[i - 1] == right[j - 2] and wrong[i - 2] == right[j - 1] and wrong[i - 1] != wrong[i - 2]


def _better(best: Way, before: Way, kind: int) -> Way:
    cost, kinds = before
    cost += COSTS[kind]
    return (cost, (*kinds, kind)) if cost < best[0] and len(kinds) < MOST else best


def _changed(wrong: str, right: str) -> int:
    if wrong in VOWELS and right in VOWELS:
        return VOWEL
    pair = frozenset((wrong, right))
    return ALIKE_KIND if pair in ALIKE else KEY if pair in KEYS else OTHER


def _extra(word: str, i: int) -> int:
    if (i and word[i - 1] == word[i]) or word[i + 1 : i + 2] == word[i]:
        return EXTRA_DOUBLE
    return EXTRA_VOWEL if word[i] in VOWELS else EXTRA_CONSONANT


def _missing(word: str, i: int) -> int:
    if (i and word[i - 1] == word[i]) or word[i + 1 : i + 2] == word[i]:
        return MISSING_DOUBLE
    if word[i] == "e":
        return MISSING_E
    if word[i] == "h":
        return MISSING_H
    return MISSING_VOWEL if word[i] in VOWELS else MISSING_CONSONANT


#: A letter before the same letter.
DOUBLE = compile_pattern(r"(.)(?=\1)")
FOLDED = str.maketrans("cqzv", "kksf", "aeiouyhw")


def skeleton(word: str) -> str:
    """The consonants of a word, alike ones folded and doubles made one; what survives bad spelling."""
    bones = ("A" if word[0] in VOWELS else "") + word.translate(FOLDED)
    return DOUBLE.sub("", bones)


def all_skeletons(words: Sequence[str]) -> list[str]:
    """The skeleton of each of many words with one initial, ten times as fast."""
    bones = " ".join(words).translate(FOLDED)
    for letter in sorted(set(bones) - {" "}):
        while letter * 2 in bones:
            bones = bones.replace(letter * 2, letter)
    first = "A" if words and words[0][0] in VOWELS else ""
    return [first + part for part in bones.split(" ")] if words else []
