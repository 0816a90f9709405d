"""White space that is missing between two words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.detectors.dictionary import is_common, is_known, names
from newslint.model import Match

#: A mark with a letter on both sides; apostrophes, hyphens and slashes are not marks here.
GLUED = compile_pattern(
    r"[,;:.?!\"”“](?=[^\W\d_])(?:"
    r"(?<=[^\W\d_][,;:.?!])"
    r"|(?<=\d[,;.])(?=[A-Z][a-z])"
    r"|(?<=[)\]%][.,;])"
    r"|(?<=[,.?!][\"”])"
    r"|(?<=[a-z][.?!,]“)(?=[A-Z]))"
)
#: What a URL, a file, an address, a handle or a formula holds.
MACHINE = compile_pattern(
    r"[@/\\=#&_{}<>|~^*+$]|www\.|https?:|"
    r"\.(?:com|org|net|gov|edu|co|io|tv|uk|us|info|html?|php|aspx?|pdf|jpe?g|png|gif|txt|js|py)\b",
    re.I,
)
CHUNK_BEFORE, CHUNK_AFTER = compile_pattern(r"\S*\Z"), compile_pattern(r"\S*")
WORD_BEFORE, WORD_AFTER = compile_pattern(r"[\w'’-]*\Z"), compile_pattern(r"[\w'’-]+")
#: Initials and abbreviations hold their own dots: "U.S.", "Ph.D".
DOTTED = compile_pattern(r"(?:\b[A-Za-z]{1,2}\.)+\Z")
#: Ends of names of sites and firms: "Hill.TV", "DAIGn.DE", "Amazon.Com".
DOMAIN = compile_pattern(r"(?:[A-Z]{2,3}|Com|Net|Org|Gov|Edu|Info|Biz|Tv)\Z")
#: Characters looked at on each side.
REACH = 40


def missing_space(article: Article) -> Iterator[Match]:
    """A comma, full stop or other mark between two words without a space: "Paris,where"."""
    text = article.text
    for m in GLUED.finditer(text):
        start, end = article.line_at(m.start())
        left, right = text[max(start, m.start() - REACH) : m.start()], text[m.end() : min(end, m.end() + REACH)]
        before, after = WORD_BEFORE.search(left)[0], WORD_AFTER.match(right)[0]  # type: ignore[index]
        head, tail = CHUNK_BEFORE.search(left)[0], CHUNK_AFTER.match(right)[0]  # type: ignore[index]
        mark = m[0]
        if MACHINE.search(head + mark + tail) or not _parted(mark, before, after, head, text[start : m.end()]):
            continue
        space = " " + mark if mark == "“" else mark + " "
        yield Match(m.start(), m.end(), space, {"glued": before + left[len(left) - 1 :] * (not before) + mark + after})


def _parted(mark: str, before: str, after: str, head: str, line: str) -> bool:
    """Whether the mark parts two words of the sentence. ``head`` is what is glued on before the mark."""
    if mark == '"':
        return line.count('"') % 2 == 0
    if mark in "”“":
        return True
    if mark in ",;":
        return _comma(before, after, head)
    stem, low = before.rpartition("-")[2], re.split("['’-]", after, maxsplit=1)[0].lower()
    if mark == ":":
        return len(stem) > 1 and after.islower() and is_known(stem.lower()) and (is_known(low) or low == "a")
    return _stop(mark, stem, after, low, head)


def _comma(before: str, after: str, head: str) -> bool:
    if max(len(before), len(after)) < 3 and "," not in head:
        return False
    return not (before.isupper() and after.isupper() and len(before) < 6 and len(after) < 6) or head.count(",") > 3


#: Titles and pronouns that open a sentence though the dictionary has no such word.
OPENERS = frozenset(("mr", "ms", "mrs", "dr", "i", "a"))
#: Days and months that are no one's name: what follows their full stop is another sentence, known or not.
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february july september october november"
    " december".split()
)
#: Newer ends of addresses, in capitals on both sides of the dot: "HARBOUR.NEWS".
SITES = frozenset(
    "news online today world live media club shop store blog app agency global network press example".split()
)
#: Names that hold an exclamation or question mark: "Yahoo!News".
EXCLAIMED = frozenset(("yahoo", "jeopardy", "oh", "e", "wham"))


def _stop(mark: str, before: str, after: str, low: str, head: str) -> bool:
    """A full stop, question or exclamation mark: the next word has a capital, and both are words."""
    if not after[0].isupper() or DOTTED.search(head + mark) or (len(low) == 1 and low not in OPENERS):
        return False
    opens = low in OPENERS or is_common(low)
    if before.isupper() and after.isupper() and low in SITES:
        return False
    if mark != ".":
        return opens and before.lower() not in EXCLAIMED
    if before.istitle() and before.lower() in DAYS:
        return True
    if DOMAIN.match(after) and not (before.islower() and is_known(before) and len(after) > 2):
        return False
    if before[:1].isupper():
        named = len(before) > 3 and (before.lower() in names() or is_known(before.lower()))
        return (opens and len(before) > 3) or (named and is_known(low))
    if before and not (before.isdigit() or is_known(before)):
        return False
    return opens or is_known(low) or (before.islower() and len(after) > 2)
