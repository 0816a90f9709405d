"""A unified diff that ``git apply`` and ``patch`` take."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import TextIO

NO_NEWLINE = "\\ No newline at end of file\n"


def write_diff(path: str, before: str, after: str, out: TextIO) -> None:
    """Write the diff of one file; nothing when the texts are the same."""
    if before != after:
        out.writelines(unified(path, before, after))


def unified(path: str, before: str, after: str) -> Iterator[str]:
    """The diff's lines. Lines end at LF alone, as they do for Git."""
    name = path.replace("\\", "/").lstrip("/")
    for line in difflib.unified_diff(_lines(before), _lines(after), f"a/{name}", f"b/{name}"):
        yield line if line.endswith("\n") else line + "\n" + NO_NEWLINE


def _lines(text: str) -> list[str]:
    parts = text.split("\n")
    return [part + "\n" for part in parts[:-1]] + ([parts[-1]] if parts[-1] else [])
