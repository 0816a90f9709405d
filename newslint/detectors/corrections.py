"""The words that an unknown word may have been meant to be, and which of them is likeliest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from newslint.detectors.context import fits
from newslint.detectors.dictionary import lexicon, word_classes
from newslint.detectors.slips import KINDS, VOWELS, skeleton, slips

LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: Initials that are taken for each other.
ALIKE_FIRST = str.maketrans("cqzv", "kksf")
BONES = "bdfgjklmnprstx"
#: From here on two slips in one word are looked for.
LONG = 6
#: Rarer words are suggested only when one letter is wrong.
LEAST_RANK = 3

#: Weights of a conditional logit model of which candidate was meant, fitted on words with known corrections
#: (``tools/fit_slips.py``): of the rank, of each kind of slip (as ``KINDS``), of the fit to the words around.
RANK, LEFT, RIGHT, LENGTH, SUFFIX = 0.53, 0.5, 0.45, 0.07, -0.4
WEIGHTS = (-0.64, -0.31, -1.33, 0.74, 1.49, -0.9, 0.0, -1.4, -0.82, 0.42, 0.64, 2.03, 2.6, 1.57, 0.2, 2.49, 0.78)
assert len(WEIGHTS) == len(KINDS)
ENDINGS = ("ing", "ed", "ly", "tion", "ment")


#: Weights of a logistic model of whether the likeliest candidate is right: its score, its lead over the next (at
#: most MOST_LEAD), the letters of the word, whether it has fewer than LONG, and the constant.
SCORE, LEAD, LETTER, SHORT, CONSTANT = 0.40, 0.45, 0.24, -1.15, -3.0
MOST_LEAD = 6.0


class Correction(NamedTuple):
    """A word and the log odds that it is what was meant."""

    word: str
    odds: float


def correct(word: str, before: int, after: int, *, far: bool = True) -> Correction | None:
    """The likeliest known word near ``word``, between the tokens with the ids ``before`` and ``after``.

    ``far``: also look for two slips in one word.
    """
    known = word_classes()
    scored = []
    for candidate in candidates(word, far):
        kinds = slips(word, candidate)
        if kinds is None:
            continue
        left, right = fits(before, candidate, after)
        score = RANK * known[candidate] - sum([WEIGHTS[k] for k in kinds]) + LEFT * left + RIGHT * right
        score -= LENGTH * abs(len(candidate) - len(word)) - SUFFIX * candidate.endswith(ENDINGS)
        scored.append((score, candidate))
    if not scored:
        return None
    scored.sort(reverse=True)
    best = scored[0][0]
    lead = min(MOST_LEAD, best - scored[1][0]) if len(scored) > 1 else MOST_LEAD
    odds = CONSTANT + SCORE * best + LEAD * lead + LETTER * len(word) + SHORT * (len(word) < LONG)
    return Correction(scored[0][1], odds)


def candidates(word: str, far: bool = True) -> set[str]:
    """Known words one edit away, and for long words those with the same consonants but for one."""
    known = word_classes()
    found = {e for e in one_edit(word) if e in known and len(e) > 2}
    if len(word) < LONG or not far:
        return found
    bones, letters = skeleton(word), set(word)
    index = skeletons(_initial(word))
    for near in (bones, *one_edit(bones, BONES, 1)) if len(bones) > 2 else (bones,):
        for other in index.get(near, ()):
            alike = abs(len(other) - len(word)) <= 3 and len(letters.symmetric_difference(other)) <= 4
            if alike and (other[0] == word[0] or near == bones):
                found.add(other)
    return found


def one_edit(word: str, letters: str = LETTERS, first: int = 0) -> Iterator[str]:
    """Every string one edit away from ``first`` on: a letter dropped, two swapped, one changed, one added."""
    for i in range(first, len(word) + 1):
        a, b = word[:i], word[i:]
        if b:
            yield a + b[1:]
            if len(b) > 1:
                yield a + b[1] + b[0] + b[2:]
            for c in letters:
                yield a + c + b[1:]
        for c in letters:
            yield a + c + b


def _initial(word: str) -> str:
    return "A" if word[0] in VOWELS else word[0].translate(ALIKE_FIRST)


@lru_cache(maxsize=32)
def skeletons(initial: str) -> dict[str, list[str]]:
    """The words with this initial by skeleton; made when first asked for, 5 ms each."""
    index: dict[str, list[str]] = {}
    for first in (letter for letter in LETTERS if _initial(letter) == initial):
        for word, rank in lexicon().beginning(first):
            if rank >= LEAST_RANK and len(word) > 4:
                index.setdefault(skeleton(word), []).append(word)
    return index
