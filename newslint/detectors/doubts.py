"""Where a word that is taken for another may be right after all: what neither patterns nor models see."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from newslint.compiled import compile_pattern
from newslint.datafiles import read_lines

#: So many characters before the word are looked at.
BEFORE = 80


class Doubt(NamedTuple):
    """For which words it holds (``*``: any), what it says ("never", "unsafe"), what must stand before and after."""

    rights: frozenset[str]
    says: str
    before: re.Pattern[str]
    after: re.Pattern[str]

    def holds(self, right: str, text: str, start: int, end: int) -> bool:
        """Whether it speaks against ``right`` in the place of what stands from ``start`` to ``end``."""
        if right not in self.rights and "*" not in self.rights:
            return False
        return bool(self.after.match(text, end) and self.before.search(text, max(0, start - BEFORE), start))


@lru_cache(maxsize=1)
def doubts() -> dict[str, list[Doubt]]:
    """The doubts by the word that stands there, in the order of the file."""
    found: dict[str, list[Doubt]] = {}
    for line in read_lines("spelling/confused-word-doubts.tsv"):
        wrongs, rights, says, before, after = line.split("\t")
        before_it = compile_pattern(f"(?:{before})\\Z", re.I)
        doubt = Doubt(frozenset(rights.split()), says, before_it, compile_pattern(after, re.I))
        for wrong in wrongs.split():
            found.setdefault(wrong, []).append(doubt)
    return found


def doubted(text: str, start: int, end: int, wrong: str, right: str) -> str | None:
    """What the first doubt that holds says; None when there is none."""
    held = (d.says for d in doubts().get(wrong, ()) if d.holds(right, text, start, end))
    return next(held, None)
