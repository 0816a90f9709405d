"""What several tests need."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

# The first example pays for what is loaded on first use; a timing is never a test.
settings.register_profile("newslint", deadline=None)
settings.load_profile("newslint")

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def newslint(tmp_path: Path) -> Command:
    """Run the real command in a folder of its own, far from this repository's settings."""

    def run(
        *args: object, stdin: str | bytes = "", cwd: Path = tmp_path, **env: str
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "newslint", *map(str, args)],
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            cwd=cwd,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "error", "GITHUB_STEP_SUMMARY": ""} | env,
            timeout=60,
        )
        out, err = (stream.decode("utf-8", "surrogateescape") for stream in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    return run
