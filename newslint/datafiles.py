"""The data files that stand beside the rules: word lists, phrases, patterns, weights.

Whoever needs one reads it on first use and keeps it: a clean article asks for few of them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from newslint.cache import Cache
from newslint.compiled import compile_pattern
from newslint.errors import NewslintError
from newslint.rule import read_source, rules_home

SECTION = compile_pattern(r"\[([a-z-]+)\]")


def read_text(name: str) -> str:
    """The text of a file, named from the rules' folder: ``spelling/words.txt``. Raises NewslintError."""
    return read_source(rules_home() / name)


def read_lines(name: str) -> list[str]:
    """The lines of a file that are neither empty nor comments."""
    return [line for line in read_text(name).split("\n") if line and line[0] != "#"]


def read_sections(name: str) -> dict[str, list[str]]:
    """The lines of a file by the ``[section]`` they stand below. Raises NewslintError on one above all sections."""
    sections: dict[str, list[str]] = {}
    lines: list[str] | None = None
    for line in read_lines(name):
        if opened := SECTION.fullmatch(line):
            lines = sections.setdefault(opened[1], [])
        elif lines is None:
            raise NewslintError(f"'{line}' must stand below a [section]", rules_home() / name)
        else:
            lines.append(line)
    return sections


@cache
def _parsed(name: str) -> Cache:
    """What a file of weights holds, by its text: to read it so takes half as long. Of each an older one is kept."""
    return Cache(name.replace("/", "-"), most=2)


def read_json(name: str) -> Any:
    """The content of a JSON file."""
    text = read_text(name)
    return _parsed(name.removesuffix(".json")).get(text, lambda: _from_json(text))


def _from_json(text: str) -> Any:
    import json

    return json.loads(text)


def read_bytes(name: str) -> bytes:
    """The bytes of a file of weights."""
    return (rules_home() / name).read_bytes()
