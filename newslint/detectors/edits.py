"""Edits of a word: what a slip of the finger or the ear may have turned it into."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.detectors.dictionary import word_classes

LETTERS = "abcdefghijklmnopqrstuvwxyz"
VOWELS = frozenset("aeiouy")
#: Letters that sound alike.
ALIKE = frozenset(map(frozenset, ("sc", "sz", "ck", "td", "bp", "mn", "vf", "gj", "kq", "xc", "iy", "ie", "tc", "gc")))
NEXT_KEYS = frozenset(
    frozenset(row[i : i + 2]) for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm", "qaz", "wsx", "edc", "rfv", "tgb", "yhn", "ujm") for i in range(len(row) - 1)
)


def one_edit(word: str) -> Iterator[str]:
    """Every string one edit away: a letter dropped, two swapped, one changed, one added."""
    for candidate, _ in weighed(word):
        yield candidate


def weighed(word: str) -> Iterator[tuple[str, float]]:
    """Every string one edit away, with how likely the slip is that led from it to ``word`` (in bits)."""
    n = len(word)
    for i in range(n + 1):
        a, b = word[:i], word[i:]
        first = -5.0 if i == 0 else 0.0
        if b:
            tail = b[1:]
            doubled = i > 0 and word[i] == word[i - 1]
            yield a + tail, first + (4.0 if doubled else 0.5)
            if len(b) > 1 and b[0] != b[1]:
                yield a + b[1] + b[0] + b[2:], first + 4.0
            for c in LETTERS:
                if c != b[0]:
                    yield a + c + tail, first + _likeness(b[0], c)
        for c in LETTERS:
            doubled = (i > 0 and c == word[i - 1]) or (i < n and c == word[i])
            yield a + c + b, (0.0 if doubled else first) + (4.0 if doubled else 2.5 if c in VOWELS else 1.5)


def _likeness(wrong: str, right: str) -> float:
    if wrong in VOWELS and right in VOWELS:
        return 3.0
    pair = frozenset((wrong, right))
    if pair in ALIKE:
        return 2.0
    return 1.0 if pair in NEXT_KEYS else -1.0


#: (letters, class of the correction, bits by which it must lead) that a correction must reach.
LEAST_SCORE = {4: 16.0, 5: 13.0, 6: 11.0, 7: 9.5}
LONG_SCORE = 8.0
LEAD, SAFE_LEAD, SAFE_SCORE = 1.5, 4.0, 3.0


def corrections(word: str) -> tuple[str, bool] | None:
    """The word that was meant and whether that is sure; None when nothing is likely enough."""
    known = word_classes()
    best: dict[str, float] = {}
    for candidate, bits in weighed(word):
        rank = known.get(candidate)
        if rank is not None and rank + bits > best.get(candidate, -99.0):
            best[candidate] = rank + bits
    if not best:
        return None
    order = sorted(best.items(), key=lambda item: -item[1])
    right, score = order[0]
    lead = score - (order[1][1] if len(order) > 1 else 0.0)
    least = LEAST_SCORE.get(len(word), LONG_SCORE)
    if score < least or lead < LEAD:
        return None
    return right, score >= least + SAFE_SCORE and lead >= SAFE_LEAD
