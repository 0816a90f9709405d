"""Unknown lower-case words that are one slip away from a frequent word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.datafiles import read_lines
from newslint.detectors.context import identify, load_classes, window
from newslint.detectors.corrections import correct
from newslint.detectors.dictionary import names, word_classes
from newslint.detectors.language import is_english
from newslint.detectors.vocabulary import lower_word_counts, lower_word_set, word_set
from newslint.finders import like_case
from newslint.model import Match

#: What may not touch a word that is corrected: it is part of an address, a handle, a compound, a name.
TIES = frozenset("-_@#/\\&[]{}<>=~^*+'’`´.:�")
SIC = compile_pattern(r"[^.!?\n]{0,25}[\[(]\s*sic\b", re.I)
MIN_LETTERS = 4
MIN_CAPITALIZED = 6
PREFIXES = tuple(
    "un re non pre anti multi bio cyber super over under out mis sub inter counter co de dis micro mega mini eco"
    " neuro geo hyper ultra semi self auto post tele photo electro nano crypto hydro thermo poly mono trans up"
    " down fore".split()
)
SUFFIXES = tuple(
    "like less wide ness ish ism ist ists able ability fold ward wards wise ship hood gate speak cam verse tech"
    " athon ification esque proof friendly".split()
)
#: Spellings of one dialect that SCOWL has for the other only.
VARIANTS = (("is", "iz"), ("iz", "is"), ("ys", "yz"), ("our", "or"), ("ae", "e"), ("oe", "e"))
#: Nouns that do not take a bare "s" for the plural: "familys", "churchs", "thiefs", "potatos".
IRREGULAR = compile_pattern(r"(?:[^aeiou]y|ch|sh|[sxzo]|fe?|children|women|men)s\Z")
DERIVED = ("ly", "ism", "ist", "ists", "ization", "izations", "isation", "isations", "ness")


@lru_cache(maxsize=1)
def pairs() -> Mapping[str, str]:
    """Misspellings that are certain, by hand."""
    listed = dict(line.split("\t") for line in read_lines("spelling/misspelling.tsv"))
    return listed | {wrong.replace("'", "’"): right for wrong, right in listed.items()}


def misspelling(article: Article, *, allow: frozenset[str] = frozenset(), dialect: str = "any") -> Iterator[Match]:
    """Words that are never spelled this way: certain pairs, and unknown words beside a frequent one."""
    certain, known = pairs(), word_classes()
    suspects = {w for w in article.view(word_set).difference(known) if _suspect(w)} - allow
    listed = (certain.keys() & article.view(lower_word_set)) - allow
    if not suspects and not listed:
        return
    low_words = article.lower_words
    for number, (word, low) in enumerate(zip(article.words, low_words, strict=True)):
        if not (word in suspects or (low in listed and word[1:] in (low[1:], word[1:].upper()))):
            continue
        start = article.word_starts[number]
        end = start + len(word)
        named = low in listed and certain[low][0].isupper()
        if word[0].isupper() and not named and not _opens(article.text, start):
            continue
        if _tied(article.text, start, end) or SIC.match(article.text, end) or not is_english(article, start):
            continue
        if low in listed:
            found: tuple[str, bool] | None = certain[low], True
        else:
            found = (
                None
                if article.view(lower_word_counts)[low] > 1 or _foreign(article, number)
                else _meant(article.text, word, start)
            )
        if found:
            spelled = in_dialect(found[0], dialect)
            right = like_case(word, spelled.replace("'", "’") if "’" in article.text else spelled)
            yield Match(start, end, right, {"right": right}, (), "safe" if found[1] else "unsafe")


#: Log odds that a correction must reach to be reported, and to be safe: 94 and 98 % right on words with known
#: corrections, more on edited news.
REPORTED, SAFE = 1.1, 2.6
#: And where the word is formed regularly, or opens a sentence and may be a name.
DOUBTFUL = 3.2


def _meant(text: str, word: str, start: int) -> tuple[str, bool] | None:
    """The word that was meant and whether that is sure; None when nothing is likely enough."""
    tokens = window(text, start, start + len(word))
    before, after = identify(tokens[2:4], load_classes()[0])
    best = correct(word.lower(), before, after, far=word[0].islower())
    if best is None:
        return None
    if is_formed(word.lower()):
        return None
    doubtful = word[0].isupper() or is_derived(word)
    if best.odds < (DOUBTFUL if doubtful else REPORTED):
        return None
    return best.word, not doubtful and best.odds >= SAFE


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


def _suspect(word: str) -> bool:
    """Whether an unknown word may be a slip: plain letters, no name, no capital but the first of a long word."""
    if len(word) < MIN_LETTERS or not word.isascii() or not word.isalpha():
        return False
    if word.islower():
        return word not in names()
    low = word.lower()
    return len(word) > MIN_CAPITALIZED and word[1:].islower() and low not in word_classes() and low not in names()


def is_formed(word: str) -> bool:
    """Whether known words make it up, regularly: with a prefix, as a plural, as two words, in the other dialect."""
    known = word_classes()
    stem = next((word[len(p) :] for p in PREFIXES if word.startswith(p) and known.get(word[len(p) :], 0) > 3), "")
    if len(stem) > 3 or (word.endswith("s") and word[:-1] in known and not IRREGULAR.search(word)):
        return True
    if any(word.endswith(end) and len(word) > len(end) + 3 and word[: -len(end)] in known for end in DERIVED):
        return not word.endswith("icly")
    for here, there in VARIANTS:
        if here in word and word.replace(here, there, 1) in known and len(word) > 5:
            return True
    return any(known.get(word[:i], 0) > 7 and known.get(word[i:], 0) > 7 for i in range(4, len(word) - 3))


def is_derived(word: str) -> bool:
    """Whether it looks like a known word with an ending that makes new words."""
    known = word_classes()
    return any(word.endswith(s) and known.get(word[: -len(s)], 0) > 3 for s in SUFFIXES if len(word) > len(s) + 2)


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


def _tied(text: str, start: int, end: int) -> bool:
    """Whether the word hangs together with what stands beside it."""
    if text[start - 1 : start] in TIES and start:
        return True
    after = text[end : end + 1]
    if after in (".", ":"):
        return text[end + 1 : end + 2].isalnum()
    return after in TIES and bool(after)


def _opens(text: str, start: int) -> bool:
    """Whether a sentence begins here, so that a capital says nothing."""
    before = text[max(0, start - 4) : start].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?\n:"
