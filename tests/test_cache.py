"""The caches of compiled patterns, of rule files and of weights are never needed and never wrong."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Command

from newslint.cache import Cache
from newslint.compiled import compile_pattern

TEXT = "We waited untill dawn, “then” left.\nSEE ALSO: 12 more\n"


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [(r"(?P<a>\w+)(?:,| )(?P<b>\w+)", 0), (r"(?m)^see also", re.IGNORECASE), ("[“”]", 0), (r"(\d)(?=\d)|x", 0)],
)
def test_a_cached_pattern_is_the_pattern(pattern: str, flags: int) -> None:
    for _ in range(2):
        ours, theirs = compile_pattern(pattern, flags), re.compile(pattern, flags)

        assert ours == theirs
        assert ours.groupindex == theirs.groupindex
        assert [m.groupdict() for m in ours.finditer(TEXT)] == [m.groupdict() for m in theirs.finditer(TEXT)]


def test_a_broken_pattern_is_an_error() -> None:
    with pytest.raises(re.error, match="unterminated"):
        compile_pattern("(")


def test_a_run_gives_the_same_with_and_without_the_cache(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    cache = tmp_path / "cache"
    results = [
        newslint("a.txt", NEWSLINT_NO_CACHE="1").stdout,
        newslint("a.txt", NEWSLINT_CACHE_DIR=str(cache)).stdout,
        newslint("a.txt", NEWSLINT_CACHE_DIR=str(cache)).stdout,
    ]
    for file in sorted(cache.iterdir()):  # compiled patterns, rule files, the line model
        data = file.read_bytes()
        for damage in (data[: len(data) // 2], b"", data[:-9] + b"\xff" + data[-8:]):
            file.write_bytes(damage)
            results.append(newslint("a.txt", NEWSLINT_CACHE_DIR=str(cache)).stdout)

    assert len(results) == 3 + 3 * 3
    assert "untill" in results[0]
    assert len(set(results)) == 1


def test_a_home_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We waited until dawn.\n")

    done = subprocess.run(
        [sys.executable, "-m", "newslint", "a.txt", "--quiet"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "HOME": "/dev/null", "NEWSLINT_CACHE_DIR": "/dev/null/x"},
        capture_output=True,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")


def test_a_crowded_cache_keeps_what_this_run_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv("NEWSLINT_NO_CACHE", raising=False)
    for key in "abc":
        cache = Cache("x", most=2)
        cache.get("always", lambda: 0)
        cache.get(key, lambda: 1)
        with pytest.raises(ZeroDivisionError):
            cache.get("broken", lambda: 1 // 0)
        cache.save()

    assert Cache("x").entries == {"always": 0, "c": 1}
