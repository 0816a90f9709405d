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
from newslint.detectors.dictionary import lexicon, names, word_classes
from newslint.detectors.language import FUNCTION_WORDS, is_english
from newslint.detectors.slips import EXTRA_DOUBLE, EXTRA_VOWEL, MISSING_DOUBLE, MISSING_E, MISSING_VOWEL, slips
from newslint.detectors.vocabulary import lower_word_counts, lower_word_set
from newslint.finders import like_case
from newslint.model import Match

#: What may not touch a word that is corrected: it is part of an address, a handle, a compound, a name.
TIES = frozenset("-_@#/\\&[]{}<>=~^*+'’`´.:�")
#: A single word between quotation marks is quoted for its spelling.
OPENED, CLOSED = '"“‘', '"”’'
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
#: The second part of nouns made of a verb and an adverb: "writeoff".
ADVERBS = ("off", "out")
DERIVED = ("ly", "ism", "ist", "ists", "ization", "izations", "isation", "isations", "ness")


@lru_cache(maxsize=1)
def pairs() -> Mapping[str, str]:
    """Misspellings that are certain, by hand."""
    listed = dict(line.split("\t") for line in read_lines("spelling/misspelling.tsv"))
    return listed | {wrong.replace("'", "’"): right for wrong, right in listed.items() if "'" in wrong}


def misspelling(article: Article, *, allow: frozenset[str] = frozenset(), dialect: str = "any") -> Iterator[Match]:
    """Words that are never spelled this way: certain pairs, and unknown words beside a frequent one."""
    certain, unknown = pairs(), article.view(unknown_words) - allow
    suspects = {low for low in unknown if low in certain or _suspect(low)}
    if not suspects:
        return
    low_words = article.lower_words
    for number in [n for n, low in enumerate(low_words) if low in suspects]:
        word, low = article.words[number], low_words[number]
        if not _cased(word, low):
            continue
        start = article.word_starts[number]
        end = start + len(word)
        if word[0].isupper() and certain.get(low, low)[0].islower() and not opens(article.text, start):
            continue
        if _tied(article.text, start, end, low in certain) or SIC.match(article.text, end):
            continue
        if low in certain:
            found: tuple[str, bool] | None = certain[low], True
        elif article.view(lower_word_counts)[low] > 1 or _foreign(article, number):
            continue
        else:
            found = _meant(article.text, word, start)
        if found and is_english(article, start):
            spelled = in_dialect(found[0], dialect)
            right = like_case(word, spelled.replace("'", "’") if "’" in article.text else spelled)
            yield Match(start, end, right, {"right": right}, (), "safe" if found[1] else "unsafe")


def unknown_words(article: Article) -> frozenset[str]:
    """Every different word, in lower case, that the dictionary lacks; names among them."""
    return lexicon().unknown(article.view(lower_word_set))


#: Log odds that a correction must reach to be reported, and to be safe.
REPORTED, SAFE = 1.5, 2.3
#: And where the word looks coined, or opens a sentence and may be a name.
DOUBTFUL = 3.2
#: Taken off the odds of a word that ends like a foreign one.
FOREIGN = 1.0


def _meant(text: str, word: str, start: int) -> tuple[str, bool] | None:
    """The word that was meant and whether that is sure; None when nothing is likely enough."""
    low = word.lower()
    if right := ending_slip(low):
        return right, low.endswith("ll")
    if is_formed(low) or (low.endswith("in") and low + "g" in word_classes()):
        return None
    tokens = window(text, start, start + len(word))
    before, after = identify(tokens[2:4], load_classes()[0])
    best = correct(low, before, after, far=word == low)
    glued = parted(word)
    if best is None or is_coined(low, best.word) or (glued and best.odds < SAFE + 1):
        return (glued, False) if glued else None
    doubtful = word != low or is_derived(low)
    odds = best.odds - FOREIGN * (low[-1] in "aiou" and best.word[-1] != low[-1])
    if odds < (DOUBTFUL if doubtful else REPORTED):
        return None
    return best.word, not doubtful and odds >= SAFE


#: Endings of adjectives that learners put into the plural.
ADJECTIVE = ("ent", "ant", "ous", "ful")


def ending_slip(word: str) -> str | None:
    """The word without a letter that its ending has too many: "carefull", "differents"."""
    known, stem = word_classes(), word[:-1]
    plural = word[-1] == "s" and stem.endswith(ADJECTIVE) and known.get(stem, 0) > 6
    return stem if stem in known and (plural or word.endswith("full")) else None


#: Short words that are left hanging on the word before.
HANGING = ("an", "as", "at", "of", "to", "the", "and", "for", "with", "that", "from", "was", "a")


def parted(word: str) -> str | None:
    """A common word and a function word, where the space between them is missing: "noticedan"."""
    known = word_classes()
    for end in HANGING:
        stem = word[: -len(end)]
        if word.endswith(end) and len(stem) > 3 and known.get(stem, 0) > (7 if len(end) > 1 else 10):
            return f"{stem} {end}"
    return None


#: Endings that new words are made with, of whatever is at hand.
COINING = (
    "y ee ees ism isms ist ists ish iness ing ings ed er ers able ably ize ized izes izing ise ised ises ising"
    " ity icity o ie ies ster sters ive ify ified"
).split()
#: Slips of spelling where an ending is joined: "occuring", "makeing".
JOINING = frozenset((MISSING_DOUBLE, EXTRA_DOUBLE, EXTRA_VOWEL, MISSING_VOWEL, MISSING_E))


def is_coined(word: str, right: str) -> bool:
    """Whether a known word with an ending makes it up, so that it is another word than ``right``."""
    known = word_classes()
    if word.endswith("bly") and word[:-1] + "e" in known:
        return True
    for end in COINING:
        stem = word[: -len(end)]
        if word.endswith(end) and right in ((stem,) if end[0] == "e" else (stem, stem + "e")):
            return True
        if word.endswith(end) and len(stem) > 3 and max(known.get(stem, 0), known.get(stem + "e", 0)) > 2:
            joined = right.endswith(end) and set(slips(word, right) or (0,)) <= JOINING
            return not joined
    return False


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
    """Whether a word is written as words are; one that is not listed may have a capital when it is long."""
    if word == low:
        return True
    if low in pairs():
        right = pairs()[low]
        named = len(word) >= MIN_CAPITALIZED or ("'" in right and len(word) > MIN_LETTERS)
        return named and (word[1:] == low[1:] or word.isupper())
    return len(word) > MIN_CAPITALIZED and word[1:] == low[1:]


def is_formed(word: str) -> bool:
    """Whether known words make it up, regularly: with a prefix, as a plural, as two words, in the other dialect."""
    known = word_classes()
    stems = [word[len(p) :] for p in PREFIXES if word.startswith(p)]
    if any(len(stem) > 3 and known.get(stem, 0) > (3 if len(stem) < 8 else 1) for stem in stems):
        return True
    if (word.endswith("s") and word[:-1] in known and not IRREGULAR.search(word)) or _inflected(word):
        return True
    if any(word.endswith(end) and len(word) > len(end) + 3 and word[: -len(end)] in known for end in DERIVED):
        return not word.endswith("icly")
    for here, there in VARIANTS:
        if here in word and word.replace(here, there, 1) in known and len(word) > 5:
            return True
    return _is_compound(word)


def _inflected(word: str) -> bool:
    """Whether it is a form that SCOWL lacks: "nasties", American "journaling"."""
    known = word_classes()
    if word.endswith("ies") and word[:-3] + "y" in known:
        return True
    return any(word.endswith("al" + end) and word[: -len(end)] in known for end in ("ing", "ed", "er", "ers"))


#: Short words that begin no compound: "perfact" and "anythink" are slips.
NO_PART = FUNCTION_WORDS | {"any", "per", "its", "did", "too", "yes", "got", "why"}


def _is_compound(word: str) -> bool:
    """Whether it is two known words: "grillmaster", or a verb and an adverb."""
    known = word_classes()
    for i in range(3, len(word) - 3):
        first, second = word[:i], word[i:]
        rank = 7 if i > 3 else 9
        if known.get(first, 0) > rank and known.get(second, 0) > 7 and first not in NO_PART:
            return True
    return word.endswith(ADVERBS) and known.get(word[:-3], 0) > 7


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


def _tied(text: str, start: int, end: int, certain: bool) -> bool:
    """Whether the word hangs together with what stands beside it; a hyphen does not tie what is certain."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if certain and "-" in (before, after):
        before, after = before.replace("-", " "), after.replace("-", " ")
    if (before in TIES and start) or (before in OPENED and after in CLOSED and before and after):
        return True
    if after in (".", ":"):
        return text[end + 1 : end + 2].isalnum()
    return after in TIES and bool(after)


def opens(text: str, start: int) -> bool:
    """Whether a sentence begins here, so that a capital says nothing."""
    before = text[max(0, start - 4) : start].rstrip(" \"“'‘(")
    return not before or before[-1] in ".!?\n:"
