"""Which words of an article may be misspelled: listed ones, unknown ones in lower case; no names, no foreign words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from newslint.article import Article
from newslint.datafiles import read_lines
from newslint.detectors.dictionary import lexicon, names, word_classes
from newslint.detectors.glued import dated
from newslint.detectors.propernames import misspelled_names
from newslint.detectors.surroundings import SIC, compounded, opens, tied
from newslint.detectors.vocabulary import lower_numbers_of, lower_word_counts, lower_word_set

MIN_LETTERS = 4
MIN_CAPITALIZED = 6


@lru_cache(maxsize=1)
def pairs() -> Mapping[str, str]:
    """Misspellings that are certain, by hand."""
    listed = dict(line.split("\t") for line in read_lines("spelling/misspelling.tsv"))
    return listed | {wrong.replace("'", "’"): right for wrong, right in listed.items() if "'" in wrong}


def suspects(article: Article, allow: frozenset[str] = frozenset()) -> Iterator[tuple[str, int]]:
    """The words that may be misspelled, and where they begin: no names, no foreign words, none that comes again."""
    certain, text = pairs(), article.text
    looked_at = {low for low in article.view(unknown_words) - allow if _suspect(low) or low in listed() or dated(low)}
    for number in lower_numbers_of(article, looked_at):
        word, low, start = article.words[number], article.lower_words[number], article.word_starts[number]
        if word != low and not (_cased(word, low) and (opens(text, start) or _right(low)[0].isupper())):
            continue
        end = start + len(word)
        if tied(text, start, end, low in certain or compounded(text, start, end)) or SIC.match(text, end):
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
