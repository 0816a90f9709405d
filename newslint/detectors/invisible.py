"""Characters that nobody sees: zero-width, direction and control characters."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import name

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.model import Match, Safety

#: Characters without a glyph. Not here: no-break and thin spaces, which are typography, and C1
#: controls, which are mojibake.
INVISIBLE = compile_pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u061c\u180e\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]+"
)
#: Scripts that need joiners, direction marks or break opportunities: Hebrew to Mongolian, Khmer, kana, Han.
NEEDS_MARKS = compile_pattern("[\u0590-\u18af\u1950-\u1cff\u3040-\u9fff\ua840-\uabff\ufb1d-\ufdff\ufe70-\ufefc]")
#: Characters of a line on either side that are looked at for them.
NEAR = 200
JOINERS = frozenset("\u200c\u200d")
#: Breaks of a line that no editor counts.
BREAKS = frozenset("\x0b\x0c\u2028\u2029")
#: In English the most common words are about a tenth of all; below this share it is another language,
#: whose typography may want soft hyphens.
ENGLISH = frozenset("the of and to in that is for was".split())
MIN_ENGLISH = 0.06


def invisible_characters(article: Article) -> Iterator[Match]:
    """Zero-width, direction and control characters that no reader sees and every program trips over."""
    text = article.text
    if not any(map(INVISIBLE.match, article.unusual)):
        return
    for m in INVISIBLE.finditer(text):
        start, end = m.span()
        if start == 0 and text[0] == "\ufeff":
            start = 1  # a byte order mark belongs to the file, not to the text
        run = text[start:end]
        if not run or _wanted(article, run, start, end):
            continue
        replacement = "\n" if not BREAKS.isdisjoint(run) else ""
        names = ", ".join(dict.fromkeys(name(c, f"control character U+{ord(c):04X}").lower() for c in run))
        yield Match(start, end, replacement, {"names": names}, safety=_cut_safety(text, run, start, end))


def _wanted(article: Article, run: str, start: int, end: int) -> bool:
    """Whether the script, an emoji or another language's typography asks for the characters."""
    text = article.text
    near = text[max(0, start - 1) : start] + text[end : end + 1]
    if "\xad" in run:
        return not article.view(_is_english) or not near.isalpha() or len(near) < 2
    if not JOINERS.isdisjoint(run) and any(c > "\u024f" for c in near):
        return True
    a, b = article.line_at(start)
    a, b = max(a, start - NEAR), min(b, end + NEAR)
    return NEEDS_MARKS.search(text, a, b) is not None and not any(c < " " for c in run)


def _is_english(article: Article) -> bool:
    words = article.lower_words
    return sum(word in ENGLISH for word in words) >= MIN_ENGLISH * len(words)


def _cut_safety(text: str, run: str, start: int, end: int) -> Safety:
    """A control character between two letters may stand for a lost one (a hyphen, an ``fi``)."""
    lost = any("\x00" < c < " " for c in run) and BREAKS.isdisjoint(run)
    return "unsafe" if lost and text[max(0, start - 1) : start].isalnum() and text[end : end + 1].isalnum() else "safe"
