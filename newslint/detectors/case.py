"""Names in lower case, and sentences, headings and list items that begin in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.datafiles import read_lines
from newslint.detectors.dictionary import names, word_classes
from newslint.detectors.language import is_english
from newslint.detectors.vocabulary import numbers_of, word_counts, word_set
from newslint.model import Match

TIED = frozenset("-_@#/\\&=~^*+.’'`")
#: Followed by these a nationality is a thing of everyday life: "french fries", "swiss cheese".
THINGS = frozenset(
    "fry fries toast kiss kisses press window windows door doors bread cheese chard steel knife army sprout "
    "sprouts numeral "
    "numerals egg eggs blind blinds delight pastry pastries shepherd shepherds measles roulette dressing "
    "muffin muffins setter leather type "
    "ink hat hats wax bath baths coffee onion onions beans cut braid braids polish".split()
)


@lru_cache(maxsize=1)
def proper_words() -> dict[str, str]:
    """Words that are never written in lower case, and how they are written; from ``lowercase-name.txt``."""
    lines = read_lines("spelling/lowercase-name.txt")
    return {word.lower(): word for line in lines if line[0] != "=" for word in line.split()}


@lru_cache(maxsize=1)
def second_words() -> dict[str, frozenset[str]]:
    """The later words of names of several words: lower case -> the words with a capital before them."""
    lines = read_lines("spelling/lowercase-name.txt")
    found: dict[str, set[str]] = {}
    for first, second in (pair.split("_") for line in lines if line[0] == "=" for pair in line[1:].split()):
        found.setdefault(second.lower(), set()).add(first)
    return {second: frozenset(firsts) for second, firsts in found.items()}


def lowercase_name(article: Article, *, allow: frozenset[str] = frozenset()) -> Iterator[Match]:
    """A name in lower case: of a country, a people, a month, a weekday, or one that the article itself capitalizes."""
    proper = proper_words()
    text, words = article.text, article.words
    present = article.view(word_set)
    own = {w: w.capitalize() for w in present & names() if w.capitalize() in present and _is_slip(article, w)}
    wanted = (present & proper.keys() | own.keys()) - allow | present & {"i"}
    yield from _second_words(article, allow)
    for number in numbers_of(article, wanted):
        word, start = words[number], article.word_starts[number]
        end = start + len(word)
        if (text[start - 1 : start] in TIED and start) or _runs_on(text, end):
            continue
        following = words[number + 1] if number + 1 < len(words) else ""
        if following in names() or following in proper or (number and words[number - 1] in names()):
            continue
        if following in THINGS or not is_english(article, start) or _all_lower(article, start):
            continue
        right = "I" if word == "i" else own.get(word) or proper[word]
        if word == "i" and not _is_pronoun(text, start, end, following):
            continue
        yield Match(start, end, right, {"right": right}, (), "safe" if word in proper or word == "i" else "unsafe")


#: A name that an article writes in lower case more often than this does so on purpose.
MOST_SLIPS = 2


def _is_slip(article: Article, word: str) -> bool:
    """Whether the article writes a name with a capital, and without one only now and then."""
    counts = article.view(word_counts)
    return counts[word] <= MOST_SLIPS and counts[word.capitalize()] > counts[word]


def _second_words(article: Article, allow: frozenset[str]) -> Iterator[Match]:
    """The later word of a name in lower case: "the European commission". Some papers write it so: never safe."""
    firsts, words, starts = second_words(), article.words, article.word_starts
    for number in numbers_of(article, article.view(word_set) & firsts.keys() - allow):
        word, start = words[number], starts[number]
        if not number or words[number - 1] not in firsts[word] or article.text[start - 1] != " ":
            continue
        if starts[number - 1] + len(words[number - 1]) == start - 1 and not _runs_on(article.text, start + len(word)):
            right = word.capitalize()
            yield Match(start, start + len(word), right, {"right": right}, (), "unsafe")


def _runs_on(text: str, end: int) -> bool:
    after = text[end : end + 1]
    if after in ("'", "’"):
        return text[end + 1 : end + 2] != "s"
    return after in ("-", "_", "@", "/", "\\", "&", "=") or (after in (".", ":") and text[end + 1 : end + 2].isalnum())


def _is_pronoun(text: str, start: int, end: int, following: str) -> bool:
    """Whether a lone "i" is the pronoun: not a numeral (i), (i.e.), not an Italian article."""
    if text[end : end + 1] in (")", ".", "]") or text[start - 1 : start] in ("(", "["):
        return False
    return following.lower() in PRONOUN_FOLLOWS


PRONOUN_FOLLOWS = frozenset(
    "am was have had do did don't don’t didn't didn’t can can't can’t will would could should think thought "
    "know knew want wanted said say "
    "feel felt hope believe guess mean love like need see saw never just also really always went got get "
    "am was wasn't wasn’t".split()
)


def _all_lower(article: Article, offset: int) -> bool:
    """Whether the line has no capitals at all: then lower case is its style, not a slip."""
    if len(article.lines) < 2:
        return False
    start, end = article.line_at(offset)
    line = article.text[start:end]
    return line.lower() == line


#: A sentence ends, the next begins in lower case. The word before is a plain one, no abbreviation.
SMALL_START = compile_pattern(r"([.?])(?<=[a-z]{2}.)([\"”’)]?) +([a-z]{2,}|a)(?= [a-z])")
LAST_WORD = compile_pattern(r"[\w'’.-]*\Z")
ABBREVIATED = frozenset(
    "inc corp ltd co vs etc al no nos jan feb mar apr jun jul aug sep sept oct nov dec dr mr mrs ms prof gen "
    "sen rep gov col lt sgt st ave blvd rd "
    "dept est approx fig figs vol pp ed eds cf ca ie eg viz jr sr bros univ assn tel ext min max sec hr hrs "
    "mph ft lb lbs oz pct per yr yrs mo wk "
    "calif fla tex mass conn penn pa va md ga ala ark ariz colo del ill ind kan ky la me mich minn miss mo "
    "mont neb nev okla ore tenn vt wash wis wyo "
    "mt am pm op cit seq ibid trans repr rev supp ser plc llc tues wed thurs fri sat sun mon int'l nat'l "
    "gov't hon supt capt cmdr adm maj pvt cpl".split()
)
#: Names that begin in lower case on purpose.
SMALL_NAMES = compile_pattern(r"(?:i[A-Z]|e[A-Z]|de\b|van\b|von\b|al\b|bin\b|ibn\b|adidas|www|http)")


def lowercase_start(article: Article) -> Iterator[Match]:
    """A sentence that begins in lower case inside a paragraph, or a line where its fellows have capitals."""
    text = article.text
    for m in SMALL_START.finditer(text):
        start = m.start(3)
        before = LAST_WORD.search(text, max(0, m.start() - 25), m.start())[0]  # type: ignore[index]
        if (
            text.count(text[start : start + 16]) > 1
            or text[m.end(3) :][:8] == " caption"
            or _opens_small(article, start)
        ):
            continue
        if not _ends_sentence(before, m[1], m[2]) or SMALL_NAMES.match(text, start) or not is_english(article, start):
            continue
        # As often as a capital is lost, the full stop is one too many.
        yield Match(start, m.end(3), m[3][0].upper() + m[3][1:], {}, (), "unsafe")
    yield from _lines(article)


def _opens_small(article: Article, offset: int) -> bool:
    """Whether the line begins in lower case too: then the writer cares for no capitals."""
    start, end = article.line_at(offset)
    first = WORDY.search(article.text, start, end)
    return first is not None and first[0].islower()


def _ends_sentence(before: str, mark: str, closing: str) -> bool:
    before = before.rpartition("-")[2]
    low = before.lower()
    if "." in before or low in ABBREVIATED or closing or not low:
        return False
    if mark == ".":
        return word_classes().get(low, 0) >= 4 or (before[:1].isupper() and len(before) > 3)
    return before.islower() and word_classes().get(low, 0) >= 4


MARKER = compile_pattern(r"(?:[-*•–]|\d{1,2}[.)])\s+")
CELL = compile_pattern(r"(?<=\| )[^|\n]+(?= \|)")
WORDY = compile_pattern(r"[^\W\d_]")


def _lines(article: Article) -> Iterator[Match]:
    """Lines (and table cells) in lower case among lines with capitals."""
    lines = [line for line in article.lines if WORDY.search(line.text)]
    if len(lines) < 4:
        return
    inks = [_ink(line) for line in lines]
    small = [i for i, ink in enumerate(inks) if ink < lines[i].end and article.text[ink].islower()]
    if small and len(small) <= max(1, len(lines) // 8):
        for i in small:
            if _fresh(article, lines, i, inks[i]):
                yield _capital(article, inks[i])
    yield from _cells(article)


def _ink(line: Line) -> int:
    marker = MARKER.match(line.text)
    return line.start + (marker.end() if marker else 0)


def _capital(article: Article, at: int) -> Match:
    end = at
    while end < len(article.text) and article.text[end].isalpha():
        end += 1
    word = article.text[at:end]
    return Match(at, end, word[0].upper() + word[1:], {})


def _fresh(article: Article, lines: list[Line], i: int, at: int) -> bool:
    """Whether line i begins something of its own: it does not go on with what the line above left open."""
    if i == 0:
        return False
    text, above = lines[i].text, lines[i - 1]
    word = re.match(r"[\w’'-]+", article.text[at : at + 40])
    if (
        not word
        or SMALL_NAMES.match(article.text, at)
        or len(text) < 12
        or not word[0].isalpha()
        or word_classes().get(word[0], 0) < 4
        or not article.text[at + len(word[0]) : at + len(word[0]) + 1].isspace()
    ):
        return False
    if "/" in text or "@" in text or " caption " in text or not is_english(article, at):
        return False
    ended = above.text.rstrip('"”’)')[-1:] in (".", "!", "?")
    marked = MARKER.match(above.text)
    proselike = text[-1:] in '.!?”"' and len(text) > 60
    if proselike:
        return ended or bool(marked) or _is_heading(above.text)
    titled = sum(w[:1].isupper() for w in text.split()[1:]) >= 0.5 * len(text.split()[1:]) and len(text.split()) > 3
    listed = text.endswith(".") and ended and i + 1 < len(lines) and len(text) < 120
    return ended and (titled or listed)


def _is_heading(text: str) -> bool:
    parts = [w for w in text.split() if len(w) > 3]
    return len(text) < 100 and text[-1:] not in ".,;:" and len(parts) > 1 and all(w[:1].isupper() for w in parts)


def _cells(article: Article) -> Iterator[Match]:
    """Table cells in lower case, where nearly all others of the table have a capital."""
    rows = [line for line in article.lines if line.text.startswith("|") and line.text.endswith("|")]
    cells = [(row.start + m.start(), m[0].strip()) for row in rows for m in CELL.finditer(row.text)]
    worded = [(at, cell) for at, cell in cells if cell[:1].isalpha()]
    small = [(at, cell) for at, cell in worded if cell[0].islower()]
    if len(worded) >= 6 and 0 < len(small) <= len(worded) // 4:
        for at, cell in small:
            if word_classes().get(re.split(r"\W", cell, maxsplit=1)[0], 0) >= 4:
                yield _capital(article, at)
