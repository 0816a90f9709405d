"""The one error a user can cause; the command turns it into one line and exit status 2."""

from __future__ import annotations

from pathlib import Path


class NewslintError(Exception):
    """Something newslint was given cannot be used: says where, what, and what to do about it."""

    def __init__(self, problem: str, path: Path | str = "", line: int = 0) -> None:
        where = ":".join(str(part) for part in (path, line) if part)
        super().__init__(f"{where}: {problem}" if where else problem)
