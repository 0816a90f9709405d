"""What a person at a terminal sees: progress, watching, lists of files and of fixes."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Command

from newslint import check as find
from newslint import progress, watch
from newslint.article import Article
from newslint.report import FileReport, Look
from newslint.report.concise import write

BAD = "The ferry waited untill dawn.\n"


def files(number: int) -> Iterator[FileReport]:
    for i in range(number):
        article = Article(BAD if i == 2 else "All was well.\n")
        yield FileReport(f"{i}.txt", article, find(article.text))


def screen(written: str) -> list[str]:
    """The lines that a terminal shows in the end."""
    return [line.rpartition(progress.CLEAR)[2] for line in written.split("\n")]


def test_a_long_run_shows_a_bar_and_leaves_only_the_findings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    monkeypatch.setattr(progress, "INTERVAL", 0)
    terminal = io.StringIO()

    write(progress.shown(files(5), lambda: 5, terminal), terminal, Look())

    assert "[#########---------------] 2 of 5 files" in terminal.getvalue()
    assert screen(terminal.getvalue()) == ["2.txt:1:18: misspelling 'untill' should be 'until'.", ""]


def test_a_short_run_shows_no_bar() -> None:
    terminal = io.StringIO()

    assert len(list(progress.shown(files(5), lambda: 5, terminal))) == 5
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(
    ("terminal", "env", "bar"),
    [(True, {}, True), (False, {}, False), (True, {"CI": "true"}, False), (True, {"PRE_COMMIT": "1"}, False)],
)
def test_the_bar_is_for_people(monkeypatch: pytest.MonkeyPatch, terminal: bool, env: dict[str, str], bar: bool) -> None:
    for name in ("CI", "PRE_COMMIT", "TERM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    stream = io.StringIO()
    stream.isatty = lambda: terminal  # type: ignore[method-assign]

    assert progress.wanted(stream) == bar


def test_show_files_lists_what_would_be_checked(newslint: Command, tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.json", "skip.txt"):
        (tmp_path / name).write_text(BAD)

    done = newslint("--show-files", "--exclude", "skip*")

    assert (done.returncode, done.stdout) == (0, "a.md\nb.txt\n")


def test_show_fixes_names_each_edit_with_its_place(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("All was well.\n\n" + BAD)

    done = newslint("--fix", "--show-fixes", "a.txt")

    assert "a.txt:3:18: misspelling 'untill' -> 'until'\n" in done.stderr
    assert done.stdout == ""


def test_min_severity_leaves_out_what_is_less_severe(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BAD)
    (tmp_path / "newslint.toml").write_text('[rules.misspelling]\nseverity = "info"\n')

    assert newslint("--min-severity", "warning").returncode == 0
    assert newslint("--min-severity", "info").returncode == 1


def test_a_change_during_a_run_is_not_missed() -> None:
    looks = iter([{}, {Path("a"): (1,)}, {Path("a"): (1,)}, {Path("a"): (1,)}, {Path("a"): (2,)}, {Path("a"): (2,)}])
    slept: list[float] = []
    turns = watch.changes(lambda: next(looks), slept.append)

    next(turns), next(turns), next(turns)

    assert len(slept) == 1


def test_state_sees_articles_settings_and_rules_of_packs(tmp_path: Path) -> None:
    for name in ("news/a.txt", "newslint.toml", "house/style/rule.toml", "news/a.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")

    seen = watch.state([tmp_path / "news"], (), [tmp_path / "house"])

    assert {p.relative_to(tmp_path).as_posix() for p in seen} == {
        "news/a.txt",
        "newslint.toml",
        "house/style/rule.toml",
    }


@pytest.mark.skipif(os.name == "nt", reason="sends a signal")
def test_watch_runs_again_on_a_change_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BAD)
    command = [sys.executable, "-u", "-m", "newslint", "--watch", "--output-format", "concise"]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout
        first = [process.stdout.readline() for _ in range(3)]
        (tmp_path / "a.txt").write_text("All was well.\n")
        second = [process.stdout.readline() for _ in range(2)]
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130

    assert first[0].startswith("a.txt:1:18")
    assert [lines[-1] for lines in (first, second)] == ["watching for changes; Ctrl-C ends\n"] * 2
    assert second[0].startswith("1 file checked, 0 findings")
