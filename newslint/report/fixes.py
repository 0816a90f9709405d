"""What was fixed, one line an edit: ``path:line:column: rule 'before' -> 'after'``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TextIO

from newslint.article import Article
from newslint.model import Edit
from newslint.report import EXCERPT
from newslint.report.visible import visible


def write_fixes(path: str, before: str, edits: Sequence[Edit], out: TextIO) -> None:
    """Write the edits of one file; lines and columns are those of the text ``before``."""
    article = Article(before)
    for edit in edits:
        line, column = article.position(edit.start)
        out.write(visible(f"{path}:{line}:{column}: {', '.join(edit.rules)} {_change(before, edit)}") + "\n")


def _change(before: str, edit: Edit) -> str:
    old = before[edit.start : edit.end]
    if not edit.text.strip():
        return f"cut '{_short(old.strip())}'"
    return f"'{_short(old)}' -> '{_short(edit.text)}'"


def _short(text: str) -> str:
    flat = " ".join(text.split()) if text.strip() else text
    return flat if len(flat) <= EXCERPT else flat[: EXCERPT - 1] + "…"
