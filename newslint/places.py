"""Paths as a committed file names them, and which of them a run looks at."""

from __future__ import annotations

import os
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path


def name_from(folder: Path, path: str | Path) -> str:
    """``path`` as seen from ``folder``, with slashes on every system."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive (Windows)
        return Path(path).absolute().as_posix()


def matches(name: str, glob: str) -> bool:
    """Whether a glob means a path: the whole of it, or its last part."""
    return fnmatch(name, glob) or fnmatch(name.rpartition("/")[2], glob)


def covers(paths: Iterable[Path], folder: Path) -> bool:
    """Whether one of the paths is the folder or a folder above it, so that all in it is looked at."""
    inside = folder.resolve()
    return any(path.is_dir() and inside.is_relative_to(path.resolve()) for path in paths)
