"""Paths as a committed file names them, and which of them a run looks at."""

from __future__ import annotations

import os
from collections.abc import Iterable
from fnmatch import fnmatch
from itertools import takewhile
from pathlib import Path


def exists(path: Path) -> bool:
    """Whether there is such a path, as far as one may look; ``Path.exists`` raises in a folder that is closed."""
    return os.path.exists(path)  # noqa: PTH110


def is_file(path: Path) -> bool:
    """Whether the path is a file that can be got at."""
    return os.path.isfile(path)  # noqa: PTH113


def is_folder(path: Path) -> bool:
    """Whether the path is a folder that can be got at."""
    return os.path.isdir(path)  # noqa: PTH112


def name_from(folder: Path, path: str | Path) -> str:
    """``path`` as seen from ``folder``, with slashes on every system."""
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive (Windows)
        return Path(path).absolute().as_posix()


def matches(name: str, glob: str) -> bool:
    """Whether a glob means a path: the whole of it, or its last part."""
    return fnmatch(name, glob) or fnmatch(name.rpartition("/")[2], glob)


def covers(paths: Iterable[Path], target: Path) -> bool:
    """Whether one of the paths is the target or a folder above it, so that all in it is looked at."""
    inside = Path(os.path.realpath(target))
    tops = ((path, Path(os.path.realpath(path))) for path in paths)
    return any(inside == top or (is_folder(path) and inside.is_relative_to(top)) for path, top in tops)


def fixed_part(glob: str) -> str:
    """The folder, or the file, that all paths which a glob means lie in; "." for all there are."""
    parts = glob.split("/")
    plain = [*takewhile(lambda part: not set(part) & set("*?["), parts)]
    return "/".join(plain) if len(parts) > 1 and plain else "."
