"""The edit log gives back what a fix took, byte for byte, or says why it does not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Command

from newslint import editlog, run, writer
from newslint.cli import main

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


def test_a_second_undo_restores_nothing(newslint: Command, articles: Path) -> None:
    newslint("--fix", "--edit-log", "log.jsonl")

    assert not newslint("undo", "log.jsonl").stderr.startswith("0 files")
    assert newslint("undo", "log.jsonl").stderr.startswith("0 files restored, 0 refused")


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


def test_a_log_that_was_cut_off_undoes_all_that_was_fixed(newslint: Command, articles: Path) -> None:
    log = articles / "log.jsonl"
    newslint("--fix", "dos.txt", "--edit-log", log)
    whole = log.read_bytes()
    newslint("--fix", "plain.txt", "--edit-log", log)
    (articles / "plain.txt").write_bytes(ARTICLES["plain.txt"])  # a run was killed before it fixed this
    log.write_bytes(log.read_bytes()[:-30])
    newslint("--fix", "marked.txt", "--edit-log", log)  # goes on behind the torn line

    done = newslint("undo", log)

    number = whole.count(b"\n") + len(log.read_bytes()[len(whole) :].split(b"\n")) - 2
    assert f"log.jsonl:{number}: is cut off" in done.stderr
    assert done.returncode == 2
    assert {name: (articles / name).read_bytes() for name in ARTICLES} == ARTICLES


@pytest.mark.parametrize(("key", "value"), [("start", '"0"'), ("path", "7"), ("edit", "null"), ("after", "[]")])
def test_a_log_that_was_tampered_with_is_refused(newslint: Command, articles: Path, key: str, value: str) -> None:
    newslint("--fix", "dos.txt", "--edit-log", "log.jsonl")
    row = json.loads((articles / "log.jsonl").read_text()) | {key: json.loads(value)}
    (articles / "log.jsonl").write_text(json.dumps(row) + "\n")

    done = newslint("undo", "log.jsonl")

    assert (done.returncode, done.stderr) == (2, "newslint: log.jsonl:1: is no line of an edit log\n")


@pytest.mark.parametrize("line", ["no json", "[]", '{"path": "plain.txt"}'])
def test_what_is_no_log_is_refused(newslint: Command, articles: Path, line: str) -> None:
    (articles / "log.jsonl").write_text("\n" + line + "\n")

    done = newslint("undo", "log.jsonl")

    assert done.returncode == 2
    assert "log.jsonl:2: is no line of an edit log" in done.stderr


def test_a_file_that_cannot_be_fixed_leaves_no_edit_in_the_log(newslint: Command, articles: Path) -> None:
    (articles / "dos.txt").chmod(0o444)
    (articles / "link.txt").hardlink_to(articles / "marked.txt")
    newslint("--fix", "plain.txt", "--edit-log", "log.jsonl")
    before = (articles / "log.jsonl").read_bytes()

    done = newslint("--fix", "dos.txt", "marked.txt", "wide.txt", "--edit-log", "log.jsonl")
    added = (articles / "log.jsonl").read_bytes().removeprefix(before).splitlines()

    assert done.returncode == 2
    assert {Path(json.loads(line)["path"]).name for line in added} == {"wide.txt"}
    (articles / "dos.txt").chmod(0o644)
    (articles / "dos.txt").write_bytes(b"my own words\n")
    assert newslint("undo", "log.jsonl").returncode == 0  # nothing was done to it that could be undone


@pytest.mark.parametrize("call", ["replace", "fsync", "chmod"])
def test_a_disk_that_fails_leaves_no_edit_in_the_log(
    articles: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.chdir(articles)
    monkeypatch.setattr(writer.os, call, fail)

    assert main(["--fix", "plain.txt", "--edit-log", "log.jsonl"]) == 2
    assert (articles / "log.jsonl").read_bytes() == b""
    assert (articles / "plain.txt").read_bytes() == ARTICLES["plain.txt"]


def test_nothing_is_fixed_when_the_log_is_not_on_the_disk(articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.chdir(articles)
    monkeypatch.setattr(editlog.os, "fsync", fail)
    monkeypatch.setattr(run, "replace_file", lambda path, data, _: path.write_bytes(data))

    assert main(["--fix", "plain.txt", "--edit-log", "log.jsonl"]) == 2
    assert (articles / "plain.txt").read_bytes() == ARTICLES["plain.txt"]


def test_undo_leaves_a_fix_that_a_killed_run_only_announced(newslint: Command, articles: Path) -> None:
    newslint("--fix", "plain.txt", "--edit-log", "log.jsonl")
    (articles / "plain.txt").write_bytes(ARTICLES["plain.txt"])

    done = newslint("undo", "log.jsonl")

    assert (done.returncode, done.stderr) == (0, "0 files restored, 0 refused, 1 not changed: as before the fix\n")
