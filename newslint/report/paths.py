"""Paths as code hosts want them: with slashes, and relative to the folder of the run."""

from __future__ import annotations

from pathlib import Path


def repository_path(path: str) -> str:
    """``path`` with slashes, and relative to this folder when it lies inside."""
    given = Path(path)
    here = Path.cwd()
    if given.is_absolute() and given.is_relative_to(here):
        given = given.relative_to(here)
    return given.as_posix()
