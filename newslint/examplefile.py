"""The examples of a rule file: texts in which ⟦ ⟧ mark what must be found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from newslint.errors import NewslintError
from newslint.rule import parse, read_source

KEYS: Mapping[str, type] = {"text": str, "clean": str, "title": str, "todo": bool}


@dataclass(frozen=True, slots=True)
class Example:
    """A text of a rule file: ``marks`` are the offsets that must be found (none in a good one)."""

    text: str
    marks: tuple[tuple[int, int], ...]
    clean: str | None
    title: str | None
    todo: bool
    line: int


@lru_cache(maxsize=256)
def read_examples(path: Path) -> Mapping[str, tuple[Example, ...]]:
    """The examples of a rule file under "bad" and "good". Raises NewslintError with file and line."""
    source = read_source(path)
    data = parse(source, path)
    return {key: tuple(_examples(data, key, path, source)) for key in ("bad", "good")}


def _examples(data: Mapping[str, Any], key: str, path: Path, source: str) -> Iterator[Example]:
    """The ``[[bad]]`` or ``[[good]]`` tables; ``⟦ ⟧`` in a text mark what must be found."""
    at = [source.count("\n", 0, m.start()) + 1 for m in re.finditer(rf"(?m)^\[\[{key}\]\]", source)]
    for number, table in enumerate(data.get(key, [])):
        line = at[number] if number < len(at) else 0
        for name, value in table.items():
            if name not in KEYS or not isinstance(value, KEYS[name]):
                raise NewslintError(f"[[{key}]]: '{name}' is unknown or of the wrong type", path, line)
        if "text" not in table:
            raise NewslintError(f"[[{key}]]: 'text' is missing", path, line)
        text, marks = unmark(table["text"])
        if bool(marks) != (key == "bad"):
            wants = "must mark what is found with ⟦ ⟧" if key == "bad" else "must not hold ⟦ ⟧"
            raise NewslintError(f"[[{key}]]: the text {wants}", path, line)
        yield Example(text, marks, table.get("clean"), table.get("title"), table.get("todo", False), line)


def unmark(marked: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """``"a ⟦b⟧"`` -> ``("a b", ((2, 3),))``."""
    text, marks, opened = "", [], 0
    for part in re.split("([⟦⟧])", marked):
        if part == "⟦":
            opened = len(text)
        elif part == "⟧":
            marks.append((opened, len(text)))
        else:
            text += part
    return text, tuple(marks)


def marked(example: Example) -> str:
    """An example as its rule file has it: ``⟦ ⟧`` round what is found."""
    text, at = "", 0
    for start, end in example.marks:
        text += f"{example.text[at:start]}⟦{example.text[start:end]}⟧"
        at = end
    return text + example.text[at:]
