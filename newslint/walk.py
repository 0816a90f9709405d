"""Which files a list of paths means."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from newslint.errors import NewslintError
from newslint.places import exists, is_folder
from newslint.records import kind

#: What is taken from a folder; a file that is named is taken whatever its ending.
SUFFIXES = frozenset((".txt", ".md", ".markdown", ".text"))
#: newslint's own files, which look like records: the baseline, the template lines.
OWN = "newslint-*.jsonl"


class Input(NamedTuple):
    """A file to check, and where its cleaned copy stands below ``--write-to``."""

    path: Path
    relative: Path


def walk(paths: Iterable[Path], exclude: Sequence[str] = (), skip: Path | None = None) -> Iterator[Input]:
    """Every file once, folders in sorted order. A path that is missing is passed on, to be reported,
    and so is a folder that cannot be looked into.

    ``exclude`` are globs for files found in folders; ``skip`` is a folder not to enter (the output's).
    """
    seen: set[tuple[int, int]] = set()
    for path in paths:
        for found in _below(path, exclude, skip) if is_folder(path) else (Input(path, Path(path.name)),):
            try:
                status = found.path.stat()
            except OSError:
                yield found
                continue
            if (status.st_dev, status.st_ino) not in seen:
                seen.add((status.st_dev, status.st_ino))
                yield found


def refuse_input(target: Path, inputs: Iterable[Input]) -> None:
    """Raises NewslintError when a file that is to be written is one of those that are read."""
    if exists(target) and any(is_same(item.path, target) for item in inputs):
        problem = "is one of the files to read, which it would overwrite; name another, or --exclude it"
        raise NewslintError(problem, target)


def _below(root: Path, exclude: Sequence[str], skip: Path | None) -> Iterator[Input]:
    """Text files below a folder; hidden ones and links to folders are not entered, so loops end."""
    closed: list[OSError] = []
    for folder, folders, names in os.walk(root, onerror=closed.append):
        yield from _closed(closed, root, exclude)
        here = Path(folder)
        folders[:] = sorted(f for f in folders if not f.startswith(".") and not is_same(here / f, skip))
        for name in sorted(names):
            path = here / name
            if name.startswith(".") or not _wanted(path) or _outside(path, root):
                continue
            if not excluded(path, exclude):
                yield Input(path, path.relative_to(root))
    yield from _closed(closed, root, exclude)


def _closed(errors: list[OSError], root: Path, exclude: Sequence[str]) -> Iterator[Input]:
    """The folders that could not be looked into since the last time, without those that are left out."""
    folders = [Path(error.filename) for error in errors]
    errors.clear()
    for folder in folders:
        if not excluded(folder, exclude) and not excluded(folder / "_", exclude):
            yield Input(folder, folder.relative_to(root))


def _wanted(path: Path) -> bool:
    return path.suffix.lower() in SUFFIXES or (bool(kind(path)) and not fnmatch(path.name, OWN))


def excluded(path: Path, globs: Sequence[str]) -> bool:
    """Whether a glob matches the path, or one of its parts."""
    return any(fnmatch(path.as_posix(), glob) or any(fnmatch(part, glob) for part in path.parts) for glob in globs)


def is_same(path: Path, other: Path | None) -> bool:
    """Whether two paths, the second if there is one, are the same file or folder."""
    return other is not None and exists(other) and exists(path) and path.samefile(other)


def _outside(path: Path, root: Path) -> bool:
    """A link found by walking is not followed out of the folder that was named."""
    # `Path.resolve` raises on a loop of links
    return path.is_symlink() and Path(os.path.realpath(root)) not in Path(os.path.realpath(path)).parents
