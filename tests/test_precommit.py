"""The hooks, run by the real pre-commit in a repository that uses a clone of this one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import ROOT

BAD = "The ferry waited untill dawn.\n"
Git = Callable[..., str]
Done = subprocess.CompletedProcess[str]


def git(folder: Path, *args: str) -> str:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    done = subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A clone of this repository with the files as they are now, and its commit."""
    if not (ROOT / ".git").exists() or not shutil.which("git") or not find_spec("pre_commit"):
        pytest.skip("needs pre-commit and a git checkout of newslint")
    clone = tmp_path_factory.mktemp("clone") / "newslint"
    git(ROOT, "clone", "--quiet", "--no-local", str(ROOT), str(clone))
    for name in git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, clone / name)
    git(clone, "add", "--all")
    git(clone, "commit", "--quiet", "--allow-empty", "-m", "As it is now")
    return clone, git(clone, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def pre_commit(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Done]:
    home = tmp_path_factory.mktemp("pre-commit-home")

    def run(folder: Path, *args: str) -> Done:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "PYTHON"))}
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", *args],
            cwd=folder,
            capture_output=True,
            text=True,
            env=env | {"PRE_COMMIT_HOME": str(home)},
            timeout=600,
            check=False,
        )

    return run


@pytest.fixture
def repository(tmp_path: Path, hooks: tuple[Path, str], pre_commit: Callable[..., Done]) -> Path:
    """A team's repository with both hooks installed."""
    clone, commit = hooks
    git(tmp_path, "init", "--quiet")
    (tmp_path / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {clone.as_posix()}\n  rev: {commit}\n  hooks:\n  - id: newslint-fix\n  - id: newslint\n"
    )
    made = pre_commit(tmp_path, "install-hooks")
    if made.returncode:
        pytest.skip(f"pre-commit cannot install newslint here (offline?): {made.stdout.strip()[-300:]}")
    (tmp_path / "news").mkdir()
    return tmp_path


def test_a_bad_article_stops_the_commit_and_a_good_one_passes(
    repository: Path, pre_commit: Callable[..., Done]
) -> None:
    article = repository / "news" / "a.txt"
    article.write_text(BAD)
    git(repository, "add", ".")
    reported = pre_commit(repository, "run", "newslint")

    assert reported.returncode == 1
    assert "'untill' should be 'until'" in reported.stdout
    assert article.read_text() == BAD

    fixed = pre_commit(repository, "run", "newslint-fix")

    assert fixed.returncode == 1
    assert article.read_text() == BAD.replace("untill", "until")
    git(repository, "add", ".")
    assert pre_commit(repository, "run").returncode == 0


def test_what_can_be_mended_stops_one_commit_alone(repository: Path, pre_commit: Callable[..., Done]) -> None:
    (repository / "news" / "a.txt").write_text(BAD)
    git(repository, "add", ".")

    first = pre_commit(repository, "run")

    assert first.returncode == 1
    assert "newslint (safe fixes)" in first.stdout
    assert "should be" not in first.stdout, "the second hook has nothing to report of what the first has mended"
    git(repository, "add", ".")
    assert pre_commit(repository, "run").returncode == 0


@pytest.mark.parametrize("page", ["README.md", "docs/ci.md"])
def test_the_pages_have_the_hook_that_mends_before_the_one_that_reports(page: str) -> None:
    assert re.findall(r"- id: (newslint\S*)", (ROOT / page).read_text(encoding="utf-8")) == ["newslint-fix", "newslint"]


def test_the_hooks_know_the_baseline_of_the_repository(repository: Path, pre_commit: Callable[..., Done]) -> None:
    (repository / "news" / "old.txt").write_text(BAD)
    (repository / "newslint.toml").write_text('baseline = "newslint-baseline.jsonl"\n')
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-m", "newslint", "baseline", "create"], cwd=repository, env=env, check=True)
    git(repository, "add", ".")

    assert pre_commit(repository, "run", "--all-files").returncode == 0
