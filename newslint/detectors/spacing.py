"""White space that is missing, stray or piled up, and lists that change their marker."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator

from newslint.article import Article
from newslint.detectors.dictionary import is_known, is_common
from newslint.model import Match

#: A mark with a letter on both sides. Apostrophes, hyphens and slashes are not marks here.
GLUED = re.compile(r"(?<=[^\W\d_])[,;:](?=[^\W\d_])|(?<=[^\W\d_])[.?!](?=[^\W\d_])|(?<=[\w,.?!][,.?!])[\"”](?=[^\W\d_])|(?<=\d)[,;.](?=[A-Z][a-z])|(?<=[)\]%])[.,;](?=[^\W\d_])|(?<=[a-z][.?!])[“](?=[A-Z])")
#: The whole of what stands between white space: a URL, a file, an address, a handle is left alone.
CHUNK_START, CHUNK_END = re.compile(r"\S*\Z"), re.compile(r"\S*")
MACHINE = re.compile(r"[@/\\=#&_{}<>|~^*+]|www\.|https?:|\.(?:com|org|net|gov|edu|co|io|tv|uk|html?|php|pdf|jpe?g|png|txt|js|py)\b", re.I)
LETTERS_BEFORE, LETTERS_AFTER = re.compile(r"[\w'’-]*\Z"), re.compile(r"[\w'’-]+")
#: Dots inside these are part of them.
DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]?\Z")
DOMAIN = re.compile(r"[A-Z]{1,3}\Z|(?:Com|Net|Org|Gov|Edu|Info|Biz)\Z")


def missing_space(article: Article) -> Iterator[Match]:
    """A comma, full stop or other mark with a word on either side and no space: "Paris,where"."""
    text = article.text
    for m in GLUED.finditer(text):
        at = m.end()
        start, end = article.line_at(m.start())
        left = text[max(start, m.start() - 40) : m.start()]
        right = text[at : min(end, at + 40)]
        chunk = CHUNK_START.search(left)[0] + m[0] + CHUNK_END.match(right)[0]  # type: ignore[index]
        if MACHINE.search(chunk):
            continue
        mark = m[0]
        before = LETTERS_BEFORE.search(left)[0]  # type: ignore[index]
        after = LETTERS_AFTER.match(right)[0]  # type: ignore[index]
        if mark in '"”“':
            if mark == '"' and not _closes(text[start : m.end()]):
                continue
            if mark == "“":
                at -= 1
        elif not _parted(mark, before, after, chunk):
            continue
        yield Match(at, at, " ", {"left": before + mark, "right": after}) if False else Match(
            m.start() - len(before), m.end() + len(after), text[m.start() - len(before) : at] + " " + text[at : m.end() + len(after)]
        )


def _closes(line: str) -> bool:
    """Whether the straight quotation mark at the end of ``line`` closes a quotation."""
    return line.count('"') % 2 == 0


def _parted(mark: str, before: str, after: str, chunk: str) -> bool:
    """Whether two words with a mark between them are two words of the sentence."""
    low, high = before.lower(), after.lower()
    if mark in ",;":
        if len(before) == 1 and len(after) == 1 or chunk.count(mark) > 3 and len(after) < 3:
            return False
        return not (before.isupper() and after.isupper() and len(before) < 6 and len(after) < 6)
    if mark == ":":
        return len(before) > 1 and is_known(low) and is_known(high) and (after.islower() or is_common(high)) and len(after) > 1 or before.isdigit() is False and False
    if not after[0].isupper() or len(after) == 1 and after not in "IA":
        return False
    if DOMAIN.match(after) or before[:1].isupper() and mark == "!" :
        return False
    if "." in chunk[: chunk.find(after)][:-1].rstrip(".") and DOTTED.match(chunk[: chunk.find(after)]):
        return False
    if mark == "." and len(before) < 2:
        return False
    known = before.isdigit() or is_known(low) or before[:1].isupper() and before[1:].islower() and len(before) > 3
    return known and (is_known(high) or after[1:].islower() and len(after) > 2 and before.islower())
