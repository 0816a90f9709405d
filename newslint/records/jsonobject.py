"""Where the values of a JSON object stand, and how one string among them is edited in place.

Parsing and writing again would change the spelling of numbers (``1.10``, ``2**70``, ``-0``), escapes,
white space and duplicate keys; here every byte outside the edits stays.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from json.decoder import JSONDecoder, scanstring  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from newslint.compiled import compile_pattern
from newslint.model import Edit

WHITE = compile_pattern(r"[ \t\n\r]*")
#: An escape that stands for one code point; a surrogate pair is one.
ESCAPE = compile_pattern(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
SURROGATE = compile_pattern("[\ud800-\udfff]")
#: Numbers stay as they are spelled: nothing is lost, and no long integer is refused.
_scan = JSONDecoder(parse_int=str, parse_float=str, parse_constant=str).scan_once  # type: ignore[attr-defined]


class Member(NamedTuple):
    """A key of an object, its value (numbers as their text), and where the value stands."""

    key: str
    value: Any
    start: int
    end: int
    #: Whether the value is a string.
    quoted: bool


def members(source: str) -> list[Member]:
    """The members of the one object in a text. Raises ValueError on anything else."""
    try:
        return _members(source)
    except StopIteration as error:
        raise ValueError(f"a value is missing at column {error.value + 1}") from None
    except RecursionError:
        raise ValueError("is nested too deeply") from None


def _members(source: str) -> list[Member]:
    at = _expect(source, 0, "{")
    found: list[Member] = []
    mark = source[at : at + 1]
    while mark != "}":
        at = _expect(source, at, '"')
        key, at = scanstring(source, at, True)
        start = _expect(source, at, ":")
        value, end = _scan(source, start)
        found.append(Member(key, value, start, end, source[start] == '"'))
        at = _skip(source, end)
        mark = source[at : at + 1]
        if mark not in ("}", ","):
            raise ValueError(f"',' or '}}' is missing at column {at + 1}")
        at = _skip(source, at + 1) if mark == "," else at
    if (at := _skip(source, at + 1)) != len(source):
        raise ValueError(f"something follows the object at column {at + 1}")
    return found


def _skip(source: str, at: int) -> int:
    return WHITE.match(source, at).end()  # type: ignore[union-attr]


def _expect(source: str, at: int, mark: str) -> int:
    """The place after ``mark`` and, outside strings, the white space behind it."""
    at = _skip(source, at)
    if source[at : at + 1] != mark:
        raise ValueError(f"'{mark}' is missing at column {at + 1}")
    return at + 1 if mark == '"' else _skip(source, at + 1)


def string_at(source: str, start: int) -> str:
    """The value of the string whose opening quotation mark stands at ``start``."""
    return scanstring(source, start + 1, True)[0]  # type: ignore[no-any-return]


def edit_string(source: str, member: Member, edits: Sequence[Edit]) -> str:
    """``source`` with the edits made inside a string value; their offsets are those of the value."""
    first = member.start + 1
    raw = source[first : member.end - 1]
    places = _raw_offsets(raw, [offset for e in edits for offset in (e.start, e.end)])
    parts, at = [source[:first]], 0
    for e, start, end in zip(edits, places[::2], places[1::2], strict=True):
        parts += (raw[at:start], encode(e.text, source.isascii())[1:-1])
        at = end
    parts += (raw[at:], source[member.end - 1 :])
    return "".join(parts)


def _raw_offsets(raw: str, offsets: Sequence[int]) -> list[int]:
    """Where ascending offsets of a string's value stand between its quotation marks."""
    found: list[int] = []
    shift = 0
    for escape in ESCAPE.finditer(raw):
        value_offset = escape.start() - shift
        while len(found) < len(offsets) and offsets[len(found)] <= value_offset:
            found.append(offsets[len(found)] + shift)
        shift += len(escape[0]) - 1
    return found + [offset + shift for offset in offsets[len(found) :]]


def encode(value: Any, ascii_only: bool) -> str:
    """``value`` as JSON; lone surrogates, which UTF-8 cannot hold, stay escapes."""
    text = json.dumps(value, ensure_ascii=ascii_only)
    return json.dumps(value) if not ascii_only and SURROGATE.search(text) else text
