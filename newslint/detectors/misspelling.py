"""Unknown lower-case words that are one slip away from a frequent word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.detectors.context import identify, load_classes, window
from newslint.detectors.corrections import Candidate, Correction, correct, fits, lead, nearest
from newslint.detectors.dialects import in_dialect
from newslint.detectors.dictionary import word_classes
from newslint.detectors.formation import is_derived, is_formed, is_plural
from newslint.detectors.glued import dated, hung, led
from newslint.detectors.language import is_english
from newslint.detectors.opinion import SIDE
from newslint.detectors.propernames import misspelled_names
from newslint.detectors.unknownwords import MIN_CAPITALIZED, pairs, suspects
from newslint.finders import like_case
from newslint.model import Match


def misspelling(article: Article, *, allow: frozenset[str] = frozenset(), dialect: str = "any") -> Iterator[Match]:
    """Words that are never spelled this way: certain pairs, and unknown words beside a frequent one."""
    for word, start in suspects(article, allow):
        end = start + len(word)
        found = _meant(article.text, word, start)
        if found and is_english(article, start):
            spelled = in_dialect(found[0], dialect)
            right = like_case(word, spelled.replace("'", "’") if "’" in article.text else spelled)
            yield Match(start, end, right, {"right": right}, (), "safe" if found[1] else "unsafe")


#: Log odds that a correction must reach to be reported, to be safe; below which a missing space may be the slip.
REPORTED, SAFE, OPEN = 0.8, 2.0, -1.0
#: A short word with a capital is a name unless a lower-case word follows and it may be meant for one as frequent.
LOWER_AFTER, FREQUENT = compile_pattern(r" [a-z]"), 11
#: What known words make up is meant for another one only if that is as frequent as this.
KNOWN = 8
#: To be reported in a compound with a hyphen.
HYPHENED = 1.5


def _meant(text: str, word: str, start: int) -> tuple[str, bool] | None:
    """The word that was meant and whether that is sure; None when nothing is likely enough."""
    low = word.lower()
    if right := misspelled_names().get(low) or dated(low):
        return right, True
    if right := pairs().get(low):
        return _certain(text, start, low, right)
    if right := ending_slip(low):
        return right, low.endswith("ll")
    if is_plural(low) or (low.endswith("in") and low + "g" in word_classes()):
        return None
    short = word != low and len(word) <= MIN_CAPITALIZED
    if short and not (LOWER_AFTER.match(text, start + len(word)) and _near(low, FREQUENT, far=False)):
        return None
    if is_formed(low) and not _near(low, KNOWN, far=word == low):
        return None
    best = correct(low, around(text, start, start + len(word)), capital=word != low)
    if best is None or best.odds < _bar(text, start, start + len(word)):
        return _unglued(word, best)
    if short and word_classes()[best.word] < FREQUENT:
        return None
    if low == "a" + best.word:
        return f"a {best.word}", False
    return best.word, word == low and best.odds >= SAFE and not is_formed(low) and not is_derived(low)


def _near(low: str, rank: int, *, far: bool) -> bool:
    """Whether a word may be meant for one so frequent, or for two of which the first is "the"."""
    return any(candidate.rank >= rank for candidate in nearest(low, far)) or low.startswith("the")


def _bar(text: str, start: int, end: int) -> float:
    """The log odds to be reported."""
    return HYPHENED if "-" in text[start - 1 : start] + text[end : end + 1] else REPORTED


def _unglued(word: str, best: Correction | None) -> tuple[str, bool] | None:
    """The two words where a space may be missing; with another capital than that of "The" it may be a name."""
    if is_formed(word.lower()):
        return None
    two = hung(word)
    if two is None and (best is None or best.odds < OPEN) and (word.islower() or word.startswith("The")):
        two = led(word.lower())
    return (two, False) if two else None


#: Where another word leads a certain one's correction, or comes so near, the fix is unsafe: "he had to withdrawl".
AHEAD = 0.5
#: What an apostrophe is forgotten in, and the other word that it may have been meant to be.
ALSO = {"youre": "your"}
#: By so much the one must fit better than the other (log odds) to be safe.
FITTER = 3.0


def _certain(text: str, start: int, low: str, right: str) -> tuple[str, bool]:
    """The correction of a certain pair, and whether the words around speak for no other word."""
    if low in ALSO:
        return _fitting(around(text, start, start + len(low)), right, ALSO[low])
    if "'" in right or " " in right:
        return right, True
    return right, lead(low, right.lower(), around(text, start, start + len(low))) > AHEAD


def _fitting(ids: Sequence[int], one: str, other: str) -> tuple[str, bool]:
    """Which of two words fits between the tokens, and whether that is sure."""
    fit, against = fits(ids, [Candidate(one, 0, ()), Candidate(other, 0, ())])
    return (one if fit > against else other), abs(fit - against) > FITTER


def around(text: str, start: int, end: int) -> list[int]:
    """The ids of the tokens on both sides, as many as the network reads."""
    return identify(window(text, start, end, SIDE), load_classes()[0])


#: Endings of adjectives that learners put into the plural.
ADJECTIVE = ("ent", "ant", "ous", "ful")


def ending_slip(word: str) -> str | None:
    """The word without a letter that its ending has too many: "carefull", "differents"."""
    known, stem = word_classes(), word[:-1]
    plural = word[-1] == "s" and stem.endswith(ADJECTIVE) and known.get(stem, 0) > 6
    return stem if stem in known and (plural or word.endswith("full")) else None
