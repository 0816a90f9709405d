"""The edit log gives back what a fix took, byte for byte, or says why it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Command

ARTICLES = {
    "plain.txt": b"We waited untill dawn.\nUntill then, no one recieved a letter.\n",
    "dos.txt": "“Café”\r\nWe waited untill dawn.".encode(),
    "marked.txt": b"\xef\xbb\xbfWe waited untill dawn.\n",
    "wide.txt": "Wir – untill dawn.\n".encode("utf-16"),
    "broken.txt": b"caf\xe9 untill \xff dawn\n",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    for name, data in ARTICLES.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_undo_restores_every_byte(newslint: Command, articles: Path) -> None:
    newslint("--fix", "--edit-log", "log.jsonl")
    changed = {name: (articles / name).read_bytes() != data for name, data in ARTICLES.items()}
    done = newslint("undo", "log.jsonl")

    assert all(changed.values())
    assert done.returncode == 0
    assert {name: (articles / name).read_bytes() for name in ARTICLES} == ARTICLES


def test_the_log_says_what_was_done(newslint: Command, articles: Path) -> None:
    newslint("--fix", "dos.txt", "--edit-log", "log.jsonl")
    (row,) = map(json.loads, (articles / "log.jsonl").read_text().splitlines())

    assert (row["before"], row["after"], row["rules"]) == ("untill", "until", ["misspelling"])
    assert (row["start"], row["end"]) == (18, 24)


def test_two_runs_are_undone_in_reverse(newslint: Command, articles: Path) -> None:
    newslint("--fix", "plain.txt", "--edit-log", "log.jsonl")
    (articles / "plain.txt").write_bytes((articles / "plain.txt").read_bytes())
    newslint("undo", "log.jsonl")
    newslint("--fix", "plain.txt", "--edit-log", "log.jsonl")

    assert newslint("undo", "log.jsonl").returncode == 0
    assert (articles / "plain.txt").read_bytes() == ARTICLES["plain.txt"]


def test_a_file_edited_since_is_left_alone(newslint: Command, articles: Path) -> None:
    newslint("--fix", "--edit-log", "log.jsonl")
    (articles / "plain.txt").write_bytes(b"my own words\n")

    done = newslint("undo", "log.jsonl")

    assert done.returncode == 2
    assert "plain.txt: changed since it was fixed; not undone" in done.stderr
    assert (articles / "plain.txt").read_bytes() == b"my own words\n"
    assert (articles / "dos.txt").read_bytes() == ARTICLES["dos.txt"]


@pytest.mark.parametrize("line", ["no json", "[]", '{"path": "plain.txt"}'])
def test_what_is_no_log_is_refused(newslint: Command, articles: Path, line: str) -> None:
    (articles / "log.jsonl").write_text("\n" + line + "\n")

    done = newslint("undo", "log.jsonl")

    assert done.returncode == 2
    assert "log.jsonl:2: is no line of an edit log" in done.stderr
