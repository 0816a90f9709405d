"""Compile a pattern once on a machine, not once in every process.

Python compiles regular expressions in Python: for the built-in rules that takes longer than to check an
article. What the compiler makes is kept in a cache file, under the pattern itself and the version of
the regex engine, so it cannot be stale; without the file, or on a Python that works otherwise, the
pattern is compiled as always. ``NEWSLINT_NO_CACHE=1`` turns the cache off, ``NEWSLINT_CACHE_DIR`` moves it.
"""

from __future__ import annotations

import atexit
import marshal
import os
import re
import sys
import zlib
from array import array
from contextlib import suppress
from pathlib import Path
from typing import Any

#: pattern and flags -> flags, code (32-bit numbers), number of groups, names of groups.
Key = tuple[str, int]
Parts = tuple[int, bytes, int, dict[str, int]]
#: A cache that has grown beyond this holds the patterns of many versions, and starts anew.
MOST = 3000


class _Cache:
    """The parts of compiled patterns, read on first use and written at exit when there are new ones."""

    def __init__(self) -> None:
        self.path = _path()
        self.parts: dict[Key, Parts] = _read(self.path) if self.path else {}
        self.known = len(self.parts)
        if self.path:
            atexit.register(self.save)

    def save(self) -> None:
        """Write the cache; a folder that cannot be written to is no error."""
        if self.path is None or len(self.parts) == self.known:
            return
        with suppress(OSError):
            data = marshal.dumps(self.parts)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            temporary = self.path.with_suffix(f".{os.getpid()}")
            temporary.write_bytes(zlib.crc32(data).to_bytes(4, "big") + data)
            temporary.replace(self.path)


def compile_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(pattern, flags)``, from the cache where that can be done. Raises re.error."""
    try:
        return _from_parts(pattern, int(flags))
    except (ImportError, AttributeError, TypeError, RuntimeError):
        return re.compile(pattern, flags)


def _from_parts(pattern: str, flags: int) -> re.Pattern[str]:
    import _sre  # type: ignore[import-not-found]

    key = (pattern, flags)
    if key not in _CACHE.parts:
        _CACHE.parts[key] = _compile(pattern, flags)
    state, code, groups, names = _CACHE.parts[key]
    by_number: list[str | None] = [None] * (groups + 1)
    for name, number in names.items():
        by_number[number] = name
    numbers = array("I", code).tolist()
    return _sre.compile(pattern, state, numbers, groups, names, tuple(by_number))  # type: ignore[no-any-return]


def _compile(pattern: str, flags: int) -> Parts:
    """What ``re.compile`` does, up to the call into the engine."""
    compiler: Any = sys.modules.get("re._compiler") or __import__("re._compiler", fromlist=["_code"])
    parsed = compiler._parser.parse(pattern, flags)
    state = parsed.state
    code = array("I", map(int, compiler._code(parsed, flags))).tobytes()
    return flags | state.flags, code, state.groups - 1, dict(state.groupdict)


def _path() -> Path | None:
    """Where the cache stands; None when it is turned off or there is no home."""
    if os.environ.get("NEWSLINT_NO_CACHE"):
        return None
    try:
        import _sre
    except ImportError:
        return None
    name = f"patterns-{sys.implementation.cache_tag}-{_sre.MAGIC}.bin"
    with suppress(RuntimeError):
        return cache_home() / name
    return None


def cache_home() -> Path:
    """The user's folder for caches. Raises RuntimeError when there is no home."""
    if given := os.environ.get("NEWSLINT_CACHE_DIR"):
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home()) / "newslint" / "cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "newslint"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "newslint"


def _read(path: Path) -> dict[Key, Parts]:
    """The cache file's content; nothing when it is missing or damaged."""
    with suppress(OSError, ValueError, EOFError, TypeError):
        data = path.read_bytes()
        if zlib.crc32(data[4:]).to_bytes(4, "big") == data[:4]:
            parts = marshal.loads(data[4:])
            return parts if len(parts) <= MOST else {}
    return {}


_CACHE = _Cache()
