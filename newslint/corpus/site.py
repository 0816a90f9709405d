"""Which site an article comes from: lines recur within one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from newslint.compiled import compile_pattern

#: The address that a copy in the Wayback Machine was made of.
ARCHIVED = compile_pattern(r"https?://web\.archive\.org/web/\d+\w*/(?=\w)", re.IGNORECASE)
HOST = compile_pattern(r"(?:[a-z][a-z0-9+.-]*:)?(?://)?(?:[^/@?#]*@)?(?:www\d?\.)?([^/:?#\s]+)", re.IGNORECASE)
#: Fields looked at when none is named, in this order.
URL_FIELDS = ("url", "source_url")
NAME_FIELDS = ("source", "domain", "site")


def site_of(meta: Mapping[str, object], path: str = "", field: str = "") -> str:
    """The site in lower case: the host of the record's address, its source, or the folder of a file.

    ``field`` names the one field to look at. Empty when nothing says where the article comes from.
    """
    if field:
        value = _text(meta, field)
        return host(value) if "/" in value else value.lower()
    for name in URL_FIELDS:
        if found := host(_text(meta, name)):
            return found
    for name in NAME_FIELDS:
        if value := _text(meta, name):
            return value.lower()
    if meta or path in ("", "-"):
        return ""
    return _printable(Path(path).absolute().parent.name.lower())


def host(url: str) -> str:
    """``"https://www.example.org/a"`` -> ``"example.org"``; of an archived copy, the original's host."""
    found = HOST.match(ARCHIVED.sub("", url.strip()))
    name = found[1].lower() if found else ""
    return name if "." in name else ""


def _text(meta: Mapping[str, object], name: str) -> str:
    value = meta.get(name)
    return _printable(value) if isinstance(value, str) else ""


def _printable(name: str) -> str:
    """Without the lone surrogates that stand for bytes that are no text."""
    return name.encode("utf-8", "replace").decode("utf-8")
