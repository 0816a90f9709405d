"""A file that is written bit by bit and appears all at once: a shard is too large to hold in memory."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from newslint.errors import NewslintError
from newslint.writer import PREFIX, keep_metadata, refuse, remove_orphans, short_hash, sync_folder


class Staged:
    """A temporary file beside ``target``; :meth:`commit` gives it the target's name."""

    def __init__(self, target: Path) -> None:
        self.target = target
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            remove_orphans(target)
        except OSError as error:
            raise NewslintError(f"cannot be written: {error.strerror}", target) from None
        self.path = target.with_name(f"{PREFIX}{short_hash(target)}-{os.getpid()}.tmp")

    def commit(self, state: tuple[int, ...] | None = None) -> None:
        """Make the bytes durable, then rename. Raises NewslintError, and then the target is as it was.

        With the ``state`` of an original that is replaced: its metadata is kept, and one that changed
        since it was read is refused.
        """
        try:
            handle = os.open(self.path, os.O_RDWR)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)
            if state is not None:
                status = self.target.stat()
                refuse(self.target, self.target, status, state)
                keep_metadata(self.target, self.path, status)
            os.replace(self.path, self.target)  # noqa: PTH105 - as in writer.py
            sync_folder(self.target.parent)
        except OSError as error:
            self.discard()
            raise NewslintError(f"cannot be written: {error.strerror}", self.target) from None

    def discard(self) -> None:
        """Throw it away."""
        with suppress(OSError):
            self.path.unlink()
