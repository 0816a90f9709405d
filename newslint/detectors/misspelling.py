"""Unknown lower-case words that are one slip away from a frequent word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import compress, count

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.datafiles import read_lines
from newslint.detectors.context import identify, load_classes, window
from newslint.detectors.corrections import Candidate, Correction, correct, fits, lead, nearest
from newslint.detectors.dictionary import lexicon, names, word_classes
from newslint.detectors.formation import is_derived, is_formed, is_plural
from newslint.detectors.glued import dated, hung, led
from newslint.detectors.language import is_english
from newslint.detectors.opinion import SIDE
from newslint.detectors.propernames import misspelled_names
from newslint.detectors.vocabulary import lower_word_counts, lower_word_set
from newslint.finders import like_case
from newslint.model import Match

#: What may not touch a word that is corrected: it is part of an address, a handle, a compound, a name.
TIES = frozenset("-_@#/\\&[]{}<>=~^*+'’`´.:�\u00ad")
#: A letter by itself is the rest of a word that was torn: "D emocratic".
LETTER_BEFORE, LETTER_AFTER = compile_pattern(r"(?<!\S)[b-hj-zB-HJ-Z] \Z"), compile_pattern(r" [b-hj-z](?!\S)")
#: A single word between quotation marks is quoted for its spelling.
OPENED, CLOSED = '"“‘', '"”’'
SIC = compile_pattern(r"[^.!?\n]{0,25}[\[(]\s*sic\b", re.I)
MIN_LETTERS = 4
MIN_CAPITALIZED = 6


@lru_cache(maxsize=1)
def pairs() -> Mapping[str, str]:
    """Misspellings that are certain, by hand."""
    listed = dict(line.split("\t") for line in read_lines("spelling/misspelling.tsv"))
    return listed | {wrong.replace("'", "’"): right for wrong, right in listed.items() if "'" in wrong}


def misspelling(article: Article, *, allow: frozenset[str] = frozenset(), dialect: str = "any") -> Iterator[Match]:
    """Words that are never spelled this way: certain pairs, and unknown words beside a frequent one."""
    for word, start in suspects(article, allow):
        end = start + len(word)
        found = _meant(article.text, word, start)
        if found and is_english(article, start):
            spelled = in_dialect(found[0], dialect)
            right = like_case(word, spelled.replace("'", "’") if "’" in article.text else spelled)
            yield Match(start, end, right, {"right": right}, (), "safe" if found[1] else "unsafe")


def suspects(article: Article, allow: frozenset[str] = frozenset()) -> Iterator[tuple[str, int]]:
    """The words that may be misspelled, and where they begin: no names, no foreign words, none that comes again."""
    certain, text = pairs(), article.text
    looked_at = {low for low in article.view(unknown_words) - allow if _suspect(low) or low in listed() or dated(low)}
    if not looked_at:
        return
    low_words = article.lower_words
    for number in list(compress(count(), map(looked_at.__contains__, low_words))):
        word, low, start = article.words[number], low_words[number], article.word_starts[number]
        if word != low and not (_cased(word, low) and (opens(text, start) or _right(low)[0].isupper())):
            continue
        end = start + len(word)
        if _tied(text, start, end, low in certain or compounded(text, start, end)) or SIC.match(text, end):
            continue
        if low in certain or not low.isalpha():
            yield word, start
        elif article.view(lower_word_counts)[low] == 1 and not _foreign(article, number):
            yield word, start


@lru_cache(maxsize=1)
def listed() -> frozenset[str]:
    """Every word whose correction is listed."""
    return frozenset(pairs().keys() | misspelled_names().keys())


def _right(low: str) -> str:
    """The listed correction; else the word itself."""
    return pairs().get(low) or misspelled_names().get(low) or dated(low) or low


def unknown_words(article: Article) -> frozenset[str]:
    """Every different word, in lower case, that the dictionary lacks; names among them."""
    return lexicon().unknown(article.view(lower_word_set))


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


#: British and American spellings of the same ending or stem.
DIALECT_PAIRS = (
    ("isation", "ization"),
    ("ise", "ize"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("our", "or"),
    ("tre", "ter"),
)


def in_dialect(word: str, dialect: str) -> str:
    """The correction as the dialect ("british", "american", "any") spells it."""
    for british, american in DIALECT_PAIRS if dialect in ("british", "american") else ():
        old, new = (american, british) if dialect == "british" else (british, american)
        other = word.replace(old, new, 1)
        if old in word and new not in word and other in word_classes():
            return other
    return word


def _suspect(low: str) -> bool:
    """Whether an unknown word may be a slip: plain letters, no name."""
    return len(low) >= MIN_LETTERS and low.isascii() and low.isalpha() and low not in names()


def _cased(word: str, low: str) -> bool:
    """Whether a word is written as words are; one that is not listed may have a capital."""
    if word == low:
        return True
    if low in pairs():
        right = pairs()[low]
        named = len(word) >= MIN_CAPITALIZED or ("'" in right and len(word) >= MIN_LETTERS)
        return named and (word[1:] == low[1:] or word.isupper())
    return word[1:] == low[1:]


def _foreign(article: Article, number: int) -> bool:
    """Whether a neighbour is unknown too: a foreign phrase, a name, a garbled line."""
    known, words, starts = word_classes(), article.words, article.word_starts
    for other in (number - 1, number + 1):
        if (
            0 <= other < len(words)
            and words[other].islower()
            and words[other].isalpha()
            and words[other] not in known
            and abs(starts[other] - starts[number]) < 25
            and len(words[other]) > 1
        ):
            return True
    return False


#: What a hyphen ties the word to.
PART_BEFORE, PART_AFTER = compile_pattern(r"[A-Za-z]+(?=-\Z)"), compile_pattern(r"-([A-Za-z]+)")


def compounded(text: str, start: int, end: int) -> bool:
    """Whether one hyphen ties the word to a known one: "air-conditionting", "self-explainatory"."""
    after, before = PART_AFTER.match(text, end), PART_BEFORE.search(text, max(0, start - 20), start)
    if (after is None) == (before is None):
        return False
    other = after[1] if after else before[0]  # type: ignore[index]
    return other.lower() in word_classes()


def _tied(text: str, start: int, end: int, loose: bool) -> bool:
    """Whether the word hangs together with what stands beside it; one hyphen does not if that may be ``loose``."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if loose and "-" in (before, after) and before != after:
        before, after = before.replace("-", " "), after.replace("-", " ")
    if (start and (before in TIES or before == ")")) or (before in OPENED and after in CLOSED and before and after):
        return True
    if LETTER_BEFORE.search(text, max(0, start - 3), start) or LETTER_AFTER.match(text, end):
        return True
    if after in (".", ":", ";", "‘"):
        return text[end + 1 : end + 2].isalnum()
    return after in TIES and bool(after)


def opens(text: str, start: int) -> bool:
    """Whether a sentence begins here, so that a capital says nothing."""
    before = text[max(0, start - 4) : start].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?\n:"
