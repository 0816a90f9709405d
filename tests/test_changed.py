"""A pull request answers for its own lines only."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Command

BAD = "The ferry waited untill dawn.\n\nThe crew slept on deck that night.\n\nNobody saw the lights untill noon.\n"


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., None]:
    """A repository whose first commit, tagged ``base``, has two dirty articles."""

    def run(*args: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "core.autocrlf=false")
        subprocess.run(["git", *identity, *args], cwd=tmp_path, check=True, capture_output=True)

    run("init", "-q", "-b", "main")
    (tmp_path / "news").mkdir()
    for name in ("a.txt", "ünter b.txt"):
        (tmp_path / "news" / name).write_text(BAD)
    run("add", ".")
    run("commit", "-qm", "base")
    run("tag", "base")
    return run


def places(newslint: Command, *args: str, **more: Path) -> list[str]:
    done = newslint("--changed", "base", *args, "--output-format", "concise", **more)
    assert done.returncode in (0, 1), done.stderr
    return [":".join(line.split(":")[:2]) for line in done.stdout.splitlines()]


def test_only_changed_lines_are_reported(newslint: Command, tmp_path: Path, git: Callable[..., None]) -> None:
    path = tmp_path / "news" / "ünter b.txt"
    path.write_text("A new top.\n\n" + BAD.replace("Nobody", "No one"))

    assert places(newslint) == ["news/ünter b.txt:7"]
    git("commit", "-qam", "change")
    assert places(newslint) == ["news/ünter b.txt:7"]
    assert places(newslint, cwd=tmp_path / "news") == ["ünter b.txt:7"]


def test_an_unchanged_tree_is_clean_and_no_file_is_read(newslint: Command, git: Callable[..., None]) -> None:
    done = newslint("--changed", "HEAD")

    assert (done.returncode, done.stdout) == (0, "")
    assert "0 files checked" in done.stderr


def test_a_new_article_is_all_new_and_a_renamed_one_is_not(
    newslint: Command, tmp_path: Path, git: Callable[..., None]
) -> None:
    (tmp_path / "news" / "new.txt").write_text(BAD)
    git("mv", "news/a.txt", "news/moved.txt")
    path = tmp_path / "news" / "moved.txt"
    path.write_text(path.read_text() + "\nMore came untill two.\n")

    assert places(newslint) == ["news/moved.txt:7", "news/new.txt:1", "news/new.txt:5"]


def test_what_changed_on_the_other_branch_is_not_ours(
    newslint: Command, tmp_path: Path, git: Callable[..., None]
) -> None:
    git("checkout", "-q", "-b", "ours")
    (tmp_path / "news" / "c.txt").write_text("Noon came untill two.\n")
    git("add", ".")
    git("commit", "-qm", "ours")
    git("checkout", "-q", "main")
    (tmp_path / "news" / "a.txt").write_text(BAD.replace("untill", "until"))
    git("commit", "-qam", "theirs")
    git("checkout", "-q", "ours")

    assert newslint("--changed", "main", "--output-format", "concise").stdout.startswith("news/c.txt:1:11")


def test_a_new_copy_of_an_old_paragraph_is_ours(newslint: Command, tmp_path: Path, git: Callable[..., None]) -> None:
    text = "The council voted on Tuesday to close the old bridge over the river Lorne for repairs until spring.\n"
    path = tmp_path / "news" / "a.txt"
    path.write_text(BAD + "\n" + text + "\nTraffic will be led over the ring road, the mayor of the town said.\n")
    git("commit", "-qam", "more")
    git("tag", "-f", "base")
    path.write_text(text + "\n" + path.read_text())

    assert places(newslint) != []


def test_only_changed_lines_are_fixed(newslint: Command, tmp_path: Path, git: Callable[..., None]) -> None:
    path = tmp_path / "news" / "a.txt"
    path.write_text(BAD.replace("Nobody", "No one"))

    newslint("--changed", "base", "--fix")

    assert path.read_text() == BAD.replace("Nobody", "No one").replace("lights untill", "lights until")


@pytest.mark.parametrize(("revision", "said"), [("no-such", "no revision 'no-such'"), ("--output=x", "no revision")])
def test_an_unknown_revision_is_status_2(
    newslint: Command, tmp_path: Path, git: Callable[..., None], revision: str, said: str
) -> None:
    done = newslint(f"--changed={revision}")

    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "x").exists()


def test_outside_a_repository_it_says_so(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BAD)

    done = newslint("--changed", "HEAD", GIT_CEILING_DIRECTORIES=str(tmp_path.parent))

    assert done.returncode == 2
    assert "not a git repository" in done.stderr
