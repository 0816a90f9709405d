"""Write a file so that it holds its old or its new bytes, whatever happens.

The bytes go to a temporary file in the same folder, are flushed to the disk, and take the place of
the old file by a rename. Black, Ruff, codespell and Prettier write in place and leave an empty file
when the disk is full.
"""

from __future__ import annotations

import os
import stat
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
        refuse(path, target, status, state)
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


def refuse(path: Path, target: Path, status: os.stat_result, state: tuple[int, ...] | None) -> None:
    """Raises NewslintError when a file must not be replaced; ``path`` is what the user calls ``target``."""
    if status.st_nlink > 1:
        raise NewslintError("has several hard links, which a fix would part; not fixed", path)
    # A rename needs no right to the file itself, so it would get past a read-only mode.
    if not status.st_mode & stat.S_IWUSR or not os.access(target, os.W_OK):
        raise NewslintError("is read-only; not fixed", path)
    if state is not None and file_state(status) != state:
        raise NewslintError("changed while it was checked; not fixed", path)


def _swap(target: Path, data: bytes, status: os.stat_result | None) -> None:
    """Write beside the target, make it durable, then rename over it."""
    remove_orphans(target)
    name = target.with_name(f"{PREFIX}{short_hash(target)}-{os.getpid()}.tmp")
    try:
        handle = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o666)
        try:
            _write_all(handle, data)
            os.fsync(handle)
        finally:
            os.close(handle)
        if status is not None:
            keep_metadata(target, name, status)
        os.replace(name, target)  # noqa: PTH105 - every call that touches the disk goes through `os`
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    sync_folder(target.parent)


def _write_all(handle: int, data: bytes) -> None:
    """A disk that fills up may take a part of what it is given before it says so."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def short_hash(target: Path) -> str:
    """Names the target in its temporary file's name, which must stay short and free of odd characters."""
    import hashlib  # half of all runs write nothing

    return hashlib.blake2b(os.fsencode(target.name), digest_size=6).hexdigest()


def remove_orphans(target: Path) -> None:
    """Temporary files of the same target that a killed run left behind."""
    for orphan in target.parent.glob(f"{PREFIX}{short_hash(target)}-*.tmp"):
        pid = orphan.stem.rpartition("-")[2]
        if pid.isdigit() and not _alive(int(pid)):
            with suppress(OSError):
                orphan.unlink()


def _alive(pid: int) -> bool:
    """Whether a process runs; where that cannot be asked (Windows), its file is left alone."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return pid != os.getpid()


def keep_metadata(source: Path, copy: Path, status: os.stat_result) -> None:
    """Owner (where allowed), mode bits and extended attributes of the file that is replaced."""
    if hasattr(os, "chown"):
        with suppress(OSError):
            os.chown(copy, status.st_uid, status.st_gid)
    os.chmod(copy, stat.S_IMODE(status.st_mode))  # noqa: PTH101
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(source):
                os.setxattr(copy, name, os.getxattr(source, name))


def sync_folder(folder: Path) -> None:
    """A rename survives a power cut only when its folder is on the disk too (POSIX)."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(handle)
    finally:
        os.close(handle)
