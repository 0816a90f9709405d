"""The words that an unknown word may have been meant to be, and which of them is likeliest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log
from typing import NamedTuple

from newslint.datafiles import read_lines
from newslint.detectors.context import identify, load_classes
from newslint.detectors.dictionary import lexicon, word_classes
from newslint.detectors.distance import Measure
from newslint.detectors.formation import is_coined, is_derived, is_formed
from newslint.detectors.opinion import load_namer
from newslint.detectors.slips import KINDS, MOST, OTHER, SECOND, VOWELS, all_skeletons, skeleton, slips

LETTERS = "abcdefghijklmnopqrstuvwxyz"
#: Initials that are taken for each other.
ALIKE_FIRST = str.maketrans("cqzv", "kksf")
BONES = "bdfgjklmnprstx"
NO_VOWELS = str.maketrans("", "", "".join(VOWELS))
#: No longer word is looked for: what there is of those is no English, and the work grows with the square of the length.
LONGEST = 30
#: From here on two slips in one word are looked for.
LONG = 6
#: Rarer words are suggested only when one letter is wrong.
LEAST_RANK = 3
ENDINGS = ("ing", "ed", "ly", "tion", "ment")
#: A lead over the next candidate that says no more when it is longer.
MOST_LEAD = 6.0
#: What counts more, or less, from some value on: the weight of ``name>value`` is for what is above it.
BENDS = {"score": (0, 3), "lead": (1, 3), "next": (-5, 0), "letters": (7,), "rank": (4, 9), "fit": (-7, -3)}
#: The slips between words that are farther apart than is looked for.
FAR = (OTHER, SECOND)
#: The score of the next candidate where there is none.
NO_NEXT = -9.0


class Candidate(NamedTuple):
    """A known word, its frequency class, and the slips that lead from it to what was written."""

    word: str
    rank: int
    kinds: tuple[int, ...]


class Correction(NamedTuple):
    """A word and the log odds that it is what was meant."""

    word: str
    odds: float


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, float]]:
    """``choice``: a conditional logit model of which candidate was meant; ``odds``: a logistic one of whether it was.

    Both were fitted on words whose corrections are known (``tools/fit_slips.py``).
    """
    tables: dict[str, dict[str, float]] = {}
    for line in read_lines("spelling/corrections.tsv"):
        model, name, weight = line.split("\t")
        tables.setdefault(model, {})[name] = float(weight)
    return tables


def correct(word: str, ids: Sequence[int], *, capital: bool = False) -> Correction | None:
    """The likeliest known word near ``word`` (in lower case), between the tokens with these ids, half on each side.

    ``capital``: it is written with one; then only one slip is looked for.
    """
    near = nearest(word, not capital)
    if not near:
        return None
    rows = choices(word, near, fits(ids, near))
    weight = weights()
    scores = [weigh(row, weight["choice"]) for row in rows]
    order = sorted(range(len(near)), key=lambda i: (scores[i], near[i].word), reverse=True)
    best = order[0]
    return Correction(near[best].word, weigh(evidence(word, near, rows, scores, order, capital), weight["odds"]))


def lead(word: str, right: str, ids: Sequence[int]) -> float:
    """How far ``right`` is ahead of every other word that may have been meant (log odds)."""
    near = nearest(word, True)
    if right not in [candidate.word for candidate in near]:
        near = (*near, Candidate(right, word_classes().get(right, 0), slips(word, right) or FAR))
    rows = choices(word, near, fits(ids, near))
    scores = {c.word: weigh(row, weights()["choice"]) for c, row in zip(near, rows, strict=True)}
    own = scores.pop(right)
    return own - max(scores.values(), default=NO_NEXT)


def weigh(values: Mapping[str, float], weight: Mapping[str, float]) -> float:
    """The sum of the values, each by its weight; ``constant`` counts always."""
    return weight.get("constant", 0.0) + sum([weight[name] * value for name, value in values.items() if value])


@lru_cache(maxsize=4096)
def nearest(word: str, far: bool) -> tuple[Candidate, ...]:
    """The known words that at most three slips turn into ``word``; ``far``: also those with two letters wrong."""
    if len(word) > LONGEST:
        return ()
    known, measure = word_classes(), Measure(word)
    near = [candidate for candidate in sorted(candidates(word, far)) if measure.to(candidate) <= MOST]
    found = [(candidate, slips(word, candidate)) for candidate in near]
    return tuple(Candidate(candidate, known[candidate], kinds) for candidate, kinds in found if kinds is not None)


def fits(ids: Sequence[int], near: Sequence[Candidate]) -> list[float]:
    """How well each candidate fits the words around (a natural logarithm); a rare one stands for all of its ending."""
    vocabulary, _ = load_classes()
    return load_namer().fits(ids, identify([candidate.word for candidate in near], vocabulary))


def choices(word: str, near: Sequence[Candidate], fit: Sequence[float]) -> list[dict[str, float]]:
    """What speaks for and against each candidate."""
    vocabulary, _ = load_classes()
    bones, sounds, rows = skeleton(word), consonants(word), []
    for candidate, fitting in zip(near, fit, strict=True):
        other = candidate.word
        row = dict.fromkeys([KINDS[kind] for kind in candidate.kinds], 0.0)
        for kind in candidate.kinds:
            row[KINDS[kind]] += 1
        row |= {"rank": candidate.rank, "fit": fitting, "listed": other in vocabulary}
        row |= {"length": abs(len(other) - len(word)), "ending": other.endswith(ENDINGS)}
        row["skeleton"] = skeleton(other) == bones
        row |= {"same consonants": consonants(other) == sounds, "same letters": set(other) == set(word)}
        rows.append(row)
    return rows


def consonants(word: str) -> str:
    """The word without its vowels."""
    return word.translate(NO_VOWELS)


def evidence(
    word: str,
    near: Sequence[Candidate],
    rows: Sequence[Mapping[str, float]],
    scores: Sequence[float],
    order: Sequence[int],
    capital: bool,
) -> dict[str, float]:
    """What says whether the best candidate, the first of ``order``, is what was meant."""
    best, second = order[0], order[1] if len(order) > 1 else None
    other, kinds, row = near[best].word, near[best].kinds, rows[best]
    following = NO_NEXT if second is None else scores[second]
    found = {f"slip {KINDS[kind]}": 1.0 for kind in kinds}
    found |= {name: row[name] for name in ("rank", "fit", "listed", "skeleton", "same consonants", "same letters")}
    found |= {"score": scores[best], "lead": min(MOST_LEAD, scores[best] - following), "next": following}
    found |= {"letters": len(word), "short": len(word) < LONG, "candidates": log(1 + len(near))}
    found |= {"alone": second is None, "slips": SECOND in kinds, "capital": capital}
    found["rarer"] = row["rank"] - (0 if second is None else rows[second]["rank"])
    found["fitter"] = row["fit"] - (0 if second is None else rows[second]["fit"])
    found["number"] = other + "s" == word or word + "s" == other or word[:-1] == other
    found |= {"derived": is_derived(word), "coined": is_coined(word, other), "formed": is_formed(word)}
    found |= {"same start": word[:3] == other[:3], "same end": word[-3:] == other[-3:]}
    found["foreign"] = word[-1] in "aiou" and other[-1] != word[-1]
    return found | {f"{n}>{bend}": max(0.0, found[n] - bend) for n, bends in BENDS.items() for bend in bends}


def candidates(word: str, far: bool = True) -> set[str]:
    """Known words one edit away, and for long words those with the same consonants but for one."""
    known = word_classes()
    found = {e for e in known.keys() & one_edit(word) if len(e) > 2}
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


def one_edit(word: str, letters: str = LETTERS, first: int = 0) -> list[str]:
    """Every string one edit away from ``first`` on: a letter dropped, two swapped, one changed, one added."""
    parts = [(word[:i], word[i:]) for i in range(first, len(word) + 1)]
    edits = [a + b[1:] for a, b in parts if b] + [a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1]
    edits += [a + c + b[1:] for a, b in parts if b for c in letters]
    return edits + [a + c + b for a, b in parts for c in letters]


def _initial(word: str) -> str:
    return "A" if word[0] in VOWELS else word[0].translate(ALIKE_FIRST)


@lru_cache(maxsize=32)
def skeletons(initial: str) -> dict[str, list[str]]:
    """The words with this initial by skeleton; made when first asked for, 1 ms each."""
    index: dict[str, list[str]] = {}
    for first in (letter for letter in LETTERS if _initial(letter) == initial):
        words = [word for word, rank in lexicon().beginning(first) if rank >= LEAST_RANK and len(word) > 4]
        for word, bones in zip(words, all_skeletons(words), strict=True):
            index.setdefault(bones, []).append(word)
    return index
