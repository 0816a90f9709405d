"""How words are made of others: with prefixes and endings, as compounds, in the other dialect. These are no slips."""

from __future__ import annotations

from newslint.compiled import compile_pattern
from newslint.detectors.dictionary import word_classes
from newslint.detectors.language import FUNCTION_WORDS
from newslint.detectors.slips import EXTRA_DOUBLE, EXTRA_VOWEL, MISSING_DOUBLE, MISSING_E, MISSING_VOWEL, slips

PREFIXES = tuple(
    "un re non pre anti multi bio cyber super over under out mis sub inter counter co de dis micro mega mini eco"
    " neuro geo hyper ultra semi self auto post tele photo electro nano crypto hydro thermo poly mono trans up"
    " down fore".split()
)
SUFFIXES = tuple(
    "like less wide ness ish ism ist ists able ability fold ward wards wise ship hood gate speak cam verse tech"
    " athon ification esque proof friendly dom doms".split()
)
#: Spellings of one dialect that SCOWL has for the other only.
VARIANTS = (("is", "iz"), ("iz", "is"), ("ys", "yz"), ("our", "or"), ("ae", "e"), ("oe", "e"))
#: Nouns that do not take a bare "s" for the plural: "familys", "churchs", "thiefs", "potatos".
IRREGULAR = compile_pattern(r"(?:[^aeiou]y|ch|sh|[sxzo]|fe?|children|women|men)s\Z")
#: The second part of nouns made of a verb and an adverb: "writeoff".
ADVERBS = ("off", "out")
DERIVED = ("ly", "ism", "ist", "ists", "ization", "izations", "isation", "isations", "ness")

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


def is_formed(word: str) -> bool:
    """Whether known words make it up, regularly: with a prefix, as a plural, as two words, in the other dialect."""
    known = word_classes()
    stems = [word[len(p) :] for p in PREFIXES if word.startswith(p)]
    if any(len(stem) > 3 and known.get(stem, 0) > (3 if len(stem) < 8 else 1) for stem in stems):
        return True
    if is_plural(word) or _inflected(word):
        return True
    if any(word.endswith(end) and len(word) > len(end) + 3 and word[: -len(end)] in known for end in DERIVED):
        return not word.endswith("icly")
    for here, there in VARIANTS:
        if here in word and word.replace(here, there, 1) in known and len(word) > 5:
            return True
    return _is_compound(word)


def is_plural(word: str) -> bool:
    """Whether it is a known word with the plural's ending."""
    return word.endswith("s") and word[:-1] in word_classes() and not IRREGULAR.search(word)


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
