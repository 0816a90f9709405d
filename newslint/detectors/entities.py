"""HTML entities that were left undecoded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.detectors.invisible import INVISIBLE
from newslint.model import Match

#: An entity, perhaps escaped more than once: ``&amp;#8217;``. Only curly quotes, dashes and the like are
#: known without their semicolon.
ENTITY = compile_pattern(
    r"&(?:amp;)*(?:(?:[a-zA-Z][a-zA-Z0-9]{1,24}|#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5});|#8[0-9]{3}(?![0-9;])|nbsp(?!\w))"
)
MAX_DEPTH = 4
WHITE = frozenset("\xa0\n\r\t \u2002\u2003\u2009")
#: Where ``&amp;`` may be meant as written.
ADDRESS = compile_pattern(r"://|www\.|[?/]\S*=")
MAX_ADDRESS = 500
SPACE = compile_pattern(r"\s")


def html_entities(article: Article) -> Iterator[Match]:
    """Entities that were left undecoded; not those of code samples and of addresses."""
    text = article.text
    if "&" not in text:
        return
    for m in ENTITY.finditer(text):
        plain = _decoded(m[0])
        if plain == m[0] or _is_code(text, m.start(), m.end()):
            continue
        if plain in WHITE or INVISIBLE.fullmatch(plain):
            plain = _space(text, m.start(), m.end(), plain)
        tag = plain == "<" and re.match(r"[/!a-zA-Z]", text[m.end() : m.end() + 1])
        yield Match(
            m.start(), m.end(), plain, {"right": plain.strip() or "a space"}, safety="unsafe" if tag else "safe"
        )


def _decoded(text: str) -> str:
    import html  # it brings a table of all entities

    for _ in range(MAX_DEPTH):
        plain = html.unescape(text)
        if plain == text:
            return text
        text = plain
    return text


def _space(text: str, start: int, end: int, plain: str) -> str:
    """A plain space, unless one stands there already or nothing was to be seen."""
    beside = text[max(0, start - 1) : start] + text[end : end + 1]
    inside = len(beside) == 2 and not any(c.isspace() for c in beside)
    return " " if plain in WHITE and inside else ""


def _is_code(text: str, start: int, end: int) -> bool:
    """Whether the entity stands in an address or between backticks."""
    least = max(0, start - MAX_ADDRESS)
    a = max(least, *(text.rfind(c, least, start) + 1 for c in " \n\t"))
    found = SPACE.search(text, end, end + MAX_ADDRESS)
    token = text[a : found.start() if found else end]
    return bool(ADDRESS.search(token)) or "`" in token
