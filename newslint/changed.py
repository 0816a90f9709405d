"""Changed lines: what the working tree has that a revision had not, as ``git diff`` says."""

from __future__ import annotations

import re
import subprocess
import sys
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from newslint.article import Article
from newslint.errors import NewslintError
from newslint.model import Finding, Span

#: ``@@ -12,0 +13,2 @@``: the new side's first line and how many there are.
HUNK = re.compile(rb"(?m)^@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")
#: Diffs as they are everywhere, whatever the user's settings say.
DIFF = ("-c", "core.quotePath=false", "diff", "--no-ext-diff", "--no-textconv", "--no-color", "--find-renames")


class Changed:
    """The lines that changed since ``revision``, or since the commit where this branch left it."""

    def __init__(self, revision: str, here: Path) -> None:
        self._here = here
        self._top = Path(_git(here, "rev-parse", "--show-toplevel").decode().strip()).resolve()
        self._base = _base(here, revision)
        #: Name -> its name at the base; None for a file that Git does not know yet.
        self._files: dict[str, str | None] = dict(self._tracked())
        others = _git(self._top, "ls-files", "--others", "--exclude-standard", "-z")
        self._files.update((name, None) for name in _split(others))

    def _tracked(self) -> Iterator[tuple[str, str]]:
        """Files that differ from the base, with their names there."""
        fields = iter(_split(_git(self._top, *DIFF, "--name-status", "-z", "--diff-filter=d", self._base)))
        for status in fields:
            old = next(fields)
            yield (next(fields), old) if status[0] in "RC" else (old, old)

    def file(self, path: Path) -> bool:
        """Whether a file has any changed line. Raises NewslintError when it is in another repository."""
        return self._name(path) in self._files

    def _name(self, path: Path) -> str:
        resolved = path.resolve()
        if not resolved.is_relative_to(self._top):
            raise NewslintError(f"is not in {self._top}, so what changed is not known", path)
        return resolved.relative_to(self._top).as_posix()

    @lru_cache(maxsize=1)  # noqa: B019 - a run has one of these; the questions come file by file
    def lines(self, path: Path) -> list[tuple[int, int]]:
        """Runs of changed lines, first and last (from 1), in order."""
        name = self._name(path)
        old = self._files.get(name, name)
        if old is None:
            return [(1, sys.maxsize)]
        both = (f":(literal){name}", f":(literal){old}")
        diff = _git(self._top, *DIFF, "--unified=0", "--text", self._base, "--", *both)
        hunks = [(int(m[1]), int(m[2] or 1)) for m in HUNK.finditer(diff)]
        return [(first, first + count - 1) for first, count in hunks if count]

    def touches(self, article: Article, finding: Finding, mark: str) -> bool:
        """Whether a finding, or the other copy it speaks of, stands on a changed line."""
        runs = self.lines(Path(article.id))
        return _meets(article, finding, runs) or any(_meets(article, place, runs) for place in finding.related)


def _meets(article: Article, place: Finding | Span, runs: list[tuple[int, int]]) -> bool:
    first = article.text.count("\n", 0, place.start) + 1  # Git ends lines at \n alone
    last = first + article.text.count("\n", place.start, max(place.start, place.end - 1))
    i = bisect_right(runs, (last, sys.maxsize))
    return i > 0 and runs[i - 1][1] >= first


def _base(here: Path, revision: str) -> str:
    """Where this branch left the revision: what was changed there since is nobody's doing here."""
    commit = _git(
        here, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}", wanted=revision
    )
    try:
        return _git(here, "merge-base", commit.decode().strip(), "HEAD").decode().strip()
    except NewslintError:  # no common commit, as in a shallow clone
        return commit.decode().strip()


def _split(names: bytes) -> list[str]:
    return [name.decode("utf-8", "surrogateescape") for name in names.split(b"\0") if name]


def _git(here: Path, *args: str, wanted: str = "") -> bytes:
    try:
        done = subprocess.run(["git", *args], cwd=here, capture_output=True, check=False)
    except FileNotFoundError:
        raise NewslintError("--changed needs git, which is not installed") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().split("\n")[0]
        problem = f"there is no revision '{wanted}' (a shallow clone?)" if wanted else said
        raise NewslintError(f"--changed: {problem or 'git ' + args[0] + ' failed'}")
    return done.stdout
