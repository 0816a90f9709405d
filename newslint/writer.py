"""Write a file so that it holds its old or its new bytes, whatever happens.

The bytes go to a temporary file in the same folder, are flushed to the disk, and take the place of
the old file by a rename. Black, Ruff, codespell and Prettier write in place and leave an empty file
when the disk is full.
"""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from newslint.errors import NewslintError
from newslint.files import file_state

PREFIX = ".newslint-"


def replace_file(path: Path, data: bytes, state: tuple[int, ...] | None) -> None:
    """Put ``data`` in the place of an existing file, keeping its mode bits and extended attributes.

    ``state`` is what :func:`newslint.files.file_state` said when the file was read: a file that
    changed since is left alone. Raises NewslintError, and then the file is as it was.
    """
    try:
        target = path.resolve(strict=True)
        status = target.stat()
        _refuse(path, target, status, state)
        _swap(target, data, status)
    except OSError as error:
        raise NewslintError(f"cannot be written: {error.strerror}; it is unchanged", path) from None


def write_file(path: Path, data: bytes) -> None:
    """Create or replace a file of the output. Raises NewslintError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _swap(path, data, None)
    except OSError as error:
        raise NewslintError(f"cannot be written: {error.strerror}", path) from None


def _refuse(path: Path, target: Path, status: os.stat_result, state: tuple[int, ...] | None) -> None:
    if status.st_nlink > 1:
        raise NewslintError("has several hard links, which a fix would part; not fixed", path)
    # A rename needs no right to the file itself, so it would get past a read-only mode.
    if not status.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise NewslintError("is read-only; not fixed", path)
    if state is not None and file_state(status) != state:
        raise NewslintError("changed while it was checked; not fixed", path)


def _swap(target: Path, data: bytes, status: os.stat_result | None) -> None:
    """Write beside the target, make it durable, then rename over it."""
    handle, name = tempfile.mkstemp(prefix=PREFIX, suffix=".tmp", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if status is not None:
            _keep_metadata(target, Path(name), status)
        else:
            Path(name).chmod(0o666 & ~_umask())
        Path(name).replace(target)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    _sync_folder(target.parent)


def _keep_metadata(source: Path, copy: Path, status: os.stat_result) -> None:
    """Owner (where allowed), mode bits and extended attributes of the file that is replaced."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(copy, status.st_uid, status.st_gid)
    copy.chmod(stat.S_IMODE(status.st_mode))
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(source):
                os.setxattr(copy, name, os.getxattr(source, name))


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def _sync_folder(folder: Path) -> None:
    """A rename survives a power cut only when its folder is on the disk too (POSIX)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
