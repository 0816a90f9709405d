"""Make a text safe to print: no control character of an article reaches a terminal alive."""

from __future__ import annotations

from newslint.compiled import compile_pattern

#: C0 and C1 controls, DEL, line and paragraph separators, bidi controls, zero-width characters,
#: lone surrogates: an article can move the cursor, set a window's title, or turn a line round.
HIDDEN = compile_pattern(r"[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def visible(text: str) -> str:
    r"""``text`` with what would not show, or would do harm, written as ``\xNN`` or ``\uNNNN``."""
    return HIDDEN.sub(lambda m: _escape(m[0]), text)


def _escape(char: str) -> str:
    if char == "\t":
        return " "
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:  # a byte that was not UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
