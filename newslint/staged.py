"""A file that is written bit by bit and appears all at once: a shard is too large to hold in memory."""

from __future__ import annotations

import atexit
import os
from contextlib import suppress
from pathlib import Path

from newslint.errors import NewslintError
from newslint.writer import create, keep_metadata, refuse, sync_folder, temporary


class Staged:
    """A temporary file beside ``target``; :meth:`commit` gives it the target's name.

    ``private``: it takes the place of a file, whose mode it gets in the end.
    """

    def __init__(self, target: Path, *, private: bool = False) -> None:
        self.target = target
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.path = temporary(target)
            os.close(create(self.path, private=private))
        except OSError as error:
            raise NewslintError(f"cannot be written: {error.strerror}", target) from None
        atexit.register(self._remove)  # Ctrl-C leaves no half of a shard behind

    def commit(self, state: tuple[int, ...] | None = None) -> None:
        """Make the bytes durable, then rename. Raises NewslintError, and then the target is as it was.

        With the ``state`` of an original that is replaced: its metadata is kept, and one that changed
        since it was read is refused.
        """
        try:
            self._commit(state)
        except OSError as error:
            raise NewslintError(f"cannot be written: {error.strerror}", self.target) from None
        finally:
            self.discard()

    def _commit(self, state: tuple[int, ...] | None) -> None:
        if state is not None:
            keep_metadata(self.target, self.path, self.target.stat())
        handle = os.open(self.path, os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if state is not None:
            refuse(self.target, self.target, self.target.stat(), state)
        os.replace(self.path, self.target)  # noqa: PTH105 - as in writer.py
        sync_folder(self.target.parent)

    def discard(self) -> None:
        """Throw it away, if it is still there."""
        atexit.unregister(self._remove)
        self._remove()

    def _remove(self) -> None:
        with suppress(OSError):
            self.path.unlink()
