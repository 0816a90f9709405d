"""Compile a pattern once on a machine, not once in every process.

Python compiles regular expressions in Python: for the built-in rules that takes longer than to check an
article. What the compiler makes is kept in a cache under the pattern itself and the version of the regex
engine; on a Python that works otherwise the pattern is compiled as always.
"""

from __future__ import annotations

import re
import sys
from array import array
from typing import Any

from newslint.cache import Cache

try:
    import _sre  # type: ignore[import-not-found]
except ImportError:  # not CPython
    _sre = None

#: Flags, code (32-bit numbers), number of groups, names of groups.
Parts = tuple[int, bytes, int, dict[str, int]]


def compile_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """``re.compile(pattern, flags)``, from the cache where that can be done. Raises re.error."""
    try:
        return _from_parts(pattern, int(flags))
    except (ImportError, AttributeError, TypeError, RuntimeError):
        return re.compile(pattern, flags)


def _from_parts(pattern: str, flags: int) -> re.Pattern[str]:
    parts: Parts = _CACHE.get((pattern, flags), lambda: _compile(pattern, flags))
    state, code, groups, names = parts
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


_CACHE = Cache(f"patterns-{sys.implementation.cache_tag}-{getattr(_sre, 'MAGIC', 0)}")
