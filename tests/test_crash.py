"""Kill or fail the writer at each of its calls to the system: a file is old or new, never torn."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")

OLD, NEW = b"old " * 4000, b"new words " * 4000
#: What a run does: every call of `os` that the writer makes is counted; at call number N it dies
#: before or after it, fails with ENOSPC, or writes only half.
DRIVER = """
import os, signal, sys
from pathlib import Path
from newslint import writer
from newslint.errors import NewslintError

number, how, path = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
calls = 0

class Disk:
    def __getattr__(self, name):
        real = getattr(os, name)
        if name not in ("open", "write", "fsync", "close", "chmod", "chown", "setxattr", "replace", "unlink"):
            return real
        def call(*args, **kwargs):
            global calls
            calls += 1
            if calls != number:
                return real(*args, **kwargs)
            if how == "before":
                os.kill(os.getpid(), signal.SIGKILL)
            if how == "fail":
                raise OSError(28, "No space left on device")
            if name == "write":
                args = (args[0], bytes(args[1])[: len(args[1]) // 2])
            result = real(*args, **kwargs)
            if how == "after":
                os.kill(os.getpid(), signal.SIGKILL)
            return result
        return call

writer.os = Disk()
try:
    writer.replace_file(path, b"new words " * 4000, None)
except NewslintError:
    sys.exit(3)
sys.exit(0 if calls >= number else 4)
"""


def run(number: int, how: str, path: Path) -> int:
    """The driver's exit status: 4 when the writer makes fewer calls than ``number``."""
    return subprocess.run(
        [sys.executable, "-c", DRIVER, str(number), how, str(path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    ).returncode


@pytest.mark.parametrize("how", ["before", "after", "fail", "half"])
def test_no_crash_point_tears_the_file(tmp_path: Path, how: str) -> None:
    path = tmp_path / "a.txt"
    for number in range(1, 40):
        path.write_bytes(OLD)
        status = run(number, how, path)

        assert path.read_bytes() in (OLD, NEW), f"torn by '{how}' at call {number}"
        if status == 4:
            break
        if status == 3:
            assert path.read_bytes() == OLD, f"changed, and reported as unchanged, by '{how}' at call {number}"
            assert [p.name for p in tmp_path.iterdir()] == ["a.txt"], "a failed write leaves litter"
    assert number > 5
    assert (path.read_bytes(), [p.name for p in tmp_path.iterdir()]) == (NEW, ["a.txt"]), "orphans are swept"


@pytest.mark.skipif(os.name != "posix", reason="needs ulimit")
def test_a_file_size_limit_leaves_the_article_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("We waited untill dawn.\n" * 200)
    before = path.read_bytes()

    done = subprocess.run(
        ["bash", "-c", f"trap '' XFSZ; ulimit -f 0; exec {sys.executable} -m newslint --fix a.txt"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "a.txt: cannot be written: File too large; it is unchanged" in done.stderr
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
