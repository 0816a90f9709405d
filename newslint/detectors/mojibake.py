"""Text that was decoded with the wrong encoding: ftfy's knowledge as exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.model import Match, Safety

#: Bytes 80 to BF, as Latin-1 and Windows-1252 show them.
_TAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
#: UTF-8 shown as Windows-1252: a lead byte's character and as many others as it asks for; the same
#: shown as MacRoman; or a lone control character of Windows-1252. Without any, ftfy is not imported.
GATE = compile_pattern(f"[Â-ß]{_TAIL}|[à-ï]{_TAIL}{{2}}|[ð-ô]{_TAIL}{{3}}|‚Ä|√[^\\s\\d]|[\x80-\x9f]")
#: What begins a match of the gate.
LEADS = compile_pattern("[Â-ô‚√\x80-\x9f]")
#: Mojibake is made of characters beyond ASCII, and of the spaces that no-break spaces became.
RUN = compile_pattern(r"[^\x00-\x7f]+(?: [^\x00-\x7f]+)* ?")
#: What may have been taken for UTF-8's encoding; strict, so that a repair can be undone.
CODECS = ("sloppy-windows-1252", "latin-1", "macroman")
MAX_LAYERS = 3
#: Windows-1252's ellipsis, quotes, bullet and dashes, undecoded. Others may be the rest of a longer character.
PUNCTUATION = frozenset("\x85\x91\x92\x93\x94\x95\x96\x97")


def mojibake(article: Article) -> Iterator[Match]:
    """Text decoded with the wrong encoding, as ftfy knows it; safe when the repair can be undone."""
    if not any(map(LEADS.match, article.unusual)) or not GATE.search(article.text):
        return
    from ftfy.badness import is_bad

    for line in article.lines:
        if GATE.search(line.text) and (is_bad(line.text) or re.search("[\x80-\x9f]", line.text)):
            yield from _repairs(line.text, line.start)


def _repairs(text: str, start: int) -> Iterator[Match]:
    """The runs of one line that ftfy repairs, or the line when it does so only as a whole."""
    whole = _repair(text)
    if whole == text:
        return
    repaired = ((m.start(), m[0], _repair(m[0])) for m in RUN.finditer(text))
    runs = [_span(start, wrong, right) for start, wrong, right in repaired if wrong != right]
    if _replaced(text, runs) != whole:
        runs = [_difference(text, whole)]
    for a, b, right in runs:
        yield Match(start + a, start + b, right, {"right": right}, safety=_safety(text[a:b], right))


def _repair(text: str) -> str:
    from ftfy import TextFixerConfig, fix_encoding

    repaired: str = fix_encoding(
        text,
        TextFixerConfig(
            unescape_html=False,
            remove_terminal_escapes=False,
            fix_latin_ligatures=False,
            fix_character_width=False,
            uncurl_quotes=False,
            fix_line_breaks=False,
            remove_control_chars=False,
            normalization=None,
        ),
    )
    return repaired


def _replaced(text: str, runs: list[tuple[int, int, str]]) -> str:
    """The text with the runs, which are in order, put right."""
    parts: list[str] = []
    at = 0
    for a, b, right in runs:
        parts += (text[at:a], right)
        at = b
    return "".join(parts) + text[at:]


def _span(start: int, wrong: str, right: str) -> tuple[int, int, str]:
    """A run and its repair, without the space behind it when that stays."""
    space = wrong.endswith(" ") and right.endswith(" ")
    return start, start + len(wrong) - space, right.removesuffix(" ") if space else right


def _difference(old: str, new: str) -> tuple[int, int, str]:
    """The one span that differs."""
    limit = min(len(old), len(new))
    a = next((i for i in range(limit) if old[i] != new[i]), limit)
    b = next((i for i in range(limit - a) if old[-1 - i] != new[-1 - i]), limit - a)
    return a, len(old) - b, new[a : len(new) - b]


def _safety(wrong: str, right: str) -> Safety:
    """Safe when decoding the other way round gives the text as it was: nothing was guessed.

    A repair that is still mojibake was made in part: characters between had been lost.
    """
    if GATE.search(right):
        return "unsafe"
    for codec in CODECS:
        text = right
        for _ in range(MAX_LAYERS):
            try:
                text = text.encode("utf-8").decode(codec)
            except UnicodeError:  # a lone surrogate has no bytes
                break
            if text == wrong:
                return "safe"
    return "safe" if wrong in PUNCTUATION else "unsafe"
