"""Write a file so that it holds its old or its new bytes, whatever happens.

The bytes go to a temporary file in the same folder, are flushed to the disk, and take the place of
the old file by a rename. Black, Ruff, codespell and Prettier write in place and leave an empty file
when the disk is full.
"""

from __future__ import annotations

import os
import re
import stat
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from newslint.compiled import compile_pattern
from newslint.errors import NewslintError
from newslint.files import file_state

#: What a temporary file is called: the hash of its target's name, and the process that writes it.
TEMPORARY = compile_pattern(r"\.newslint-[0-9a-f]{12}-(\d+)\.tmp", re.ASCII)
#: Attributes that users and access control rely on; others (security labels) the system sets itself.
OURS = ("user.", "system.posix_acl_")


def replace_file(path: Path, data: bytes, state: tuple[int, ...] | None) -> None:
    """Put ``data`` in the place of an existing file, keeping its mode bits and extended attributes.

    ``state`` is what :func:`newslint.files.file_state` said when the file was read: a file that
    changed since is left alone. Raises NewslintError, and then the file is as it was.
    """
    try:
        target = path.resolve(strict=True)
        status = target.stat()
        refuse(path, target, status, state)
        _swap(target, data, status, path)
    except OSError as error:
        raise NewslintError(f"cannot be written: {error.strerror}; it is unchanged", path) from None


def write_file(path: Path, data: bytes) -> None:
    """Create or replace a file of the output. Raises NewslintError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _swap(path, data)
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


def _swap(target: Path, data: bytes, status: os.stat_result | None = None, path: Path | None = None) -> None:
    """Write beside the target, make it durable, then rename over it, unless it changed in between."""
    name = temporary(target)
    try:
        handle = create(name, private=status is not None)
        try:
            write_all(handle, data)
            if status is not None:
                keep_metadata(target, name, status)
            os.fsync(handle)
        finally:
            os.close(handle)
        if status is not None:
            refuse(path or target, target, target.stat(), file_state(status))
        os.replace(name, target)  # noqa: PTH105 - every call that touches the disk goes through `os`
    except BaseException:
        with suppress(OSError):
            os.unlink(name)  # noqa: PTH108
        raise
    sync_folder(target.parent)


def temporary(target: Path) -> Path:
    """A name beside ``target`` that is free: short, without odd characters, and of this process alone."""
    sweep(target.parent)
    import hashlib  # half of all runs write nothing

    short = hashlib.blake2b(os.fsencode(target.name), digest_size=6).hexdigest()
    return target.with_name(f".newslint-{short}-{os.getpid()}.tmp")


def create(name: Path, *, private: bool) -> int:
    """Open a new file. One that takes a file's place is its owner's alone until it has that file's mode.

    In a folder that others may write to, a link may lie in wait under the name: it is not followed.
    """
    with suppress(FileNotFoundError):
        os.unlink(name)  # noqa: PTH108
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(name, flags, 0o600 if private else 0o666)


def write_all(handle: int, data: bytes) -> None:
    """A disk that fills up may take a part of what it is given before it says so."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


@lru_cache(maxsize=4096)
def sweep(folder: Path) -> None:
    """Remove what killed runs left behind in a folder; once a folder, as it may hold a million files.

    That comes before this process writes there, so that what bears its number is of an older one.
    """
    with suppress(OSError), os.scandir(folder) as entries:
        orphans = [entry.path for entry in entries if (m := TEMPORARY.fullmatch(entry.name)) and not _alive(int(m[1]))]
        for orphan in orphans:
            with suppress(OSError):
                Path(orphan).unlink()


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
    """Owner, mode bits and extended attributes of the file that is replaced. Raises OSError, NewslintError."""
    _keep_owner(source, copy, status)
    os.chmod(copy, stat.S_IMODE(status.st_mode))  # noqa: PTH101
    if hasattr(os, "listxattr"):
        for name in _attributes(source):
            try:
                os.setxattr(copy, name, os.getxattr(source, name))
            except OSError:
                if name.startswith(OURS):
                    raise


def _keep_owner(source: Path, copy: Path, status: os.stat_result) -> None:
    mine = copy.stat()
    if (mine.st_uid, mine.st_gid) == (status.st_uid, status.st_gid) or not hasattr(os, "chown"):
        return
    try:
        os.chown(copy, status.st_uid, status.st_gid)
    except PermissionError:
        raise NewslintError("belongs to another user or group, which a fix would change; not fixed", source) from None


def _attributes(path: Path) -> list[str]:
    """The names of a file's extended attributes; none where the file system has no such thing."""
    try:
        return os.listxattr(path)
    except OSError:
        return []


def sync_folder(folder: Path) -> None:
    """A rename survives a power cut only when its folder is on the disk too (POSIX)."""
    if os.name != "posix":
        return
    with suppress(OSError):  # the file is replaced already: a folder without read permission is no failure
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
