"""A cache on disk for what takes long to make and follows from its key alone.

It cannot be stale, as an entry stands under all that it was made from, and it is never required: without
the file everything is made as always. ``NEWSLINT_NO_CACHE=1`` turns it off, ``NEWSLINT_CACHE_DIR`` moves it.
"""

from __future__ import annotations

import atexit
import marshal
import os
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any

#: A cache that has grown beyond so many entries holds what many versions made, and keeps what this run asked for.
MOST = 600


class Cache:
    """Entries of what :mod:`marshal` can write, read on first use and written at exit when there are new ones."""

    def __init__(self, name: str, most: int = MOST) -> None:
        self.name = name
        self.most = most
        self._asked: set[Any] = set()
        self._made = False

    @cached_property
    def path(self) -> Path | None:
        """Where the cache stands; None when it is turned off or there is no home."""
        if os.environ.get("NEWSLINT_NO_CACHE"):
            return None
        with suppress(RuntimeError):
            return cache_home() / f"{self.name}.bin"
        return None

    @cached_property
    def entries(self) -> dict[Any, Any]:
        """What the file holds, and what was made since."""
        if self.path is None:
            return {}
        entries = _read(self.path)
        atexit.register(self.save)
        return entries

    def get(self, key: Any, make: Callable[[], Any]) -> Any:
        """The entry of a key, made when it is new."""
        if key not in self.entries:
            self.entries[key] = make()
            self._made = True
        self._asked.add(key)
        return self.entries[key]

    def save(self) -> None:
        """Write the cache if there is something new to it; a folder that cannot be written to is no error."""
        if self.path is None or not self._made:
            return
        self._made = False
        crowded = len(self.entries) > self.most
        entries = {key: self.entries[key] for key in self._asked} if crowded else self.entries
        with suppress(OSError, ValueError):
            data = marshal.dumps(entries)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.path.with_suffix(f".{os.getpid()}")
            temporary.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
            temporary.replace(self.path)


def cache_home() -> Path:
    """The user's folder for caches. Raises RuntimeError when there is no home."""
    if given := os.environ.get("NEWSLINT_CACHE_DIR"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "newslint" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "newslint"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newslint"


def _read(path: Path) -> dict[Any, Any]:
    """The cache file's content; nothing when it is missing or damaged."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = memoryview(path.read_bytes())
        if zlib.crc32(data[4:]).to_bytes(4, "big") == data[:4]:
            entries: dict[Any, Any] = marshal.loads(data[4:])
            return entries
    return {}
