"""What the shells make of the completion scripts: each is asked itself, where it is installed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Command


@pytest.fixture
def script(request: pytest.FixtureRequest, newslint: Command, tmp_path: Path) -> Path:
    shell = request.param
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    path = tmp_path / "_newslint"
    path.write_text(newslint("completion", shell).stdout)
    (tmp_path / "news").mkdir()
    (tmp_path / "news.txt").write_text("x")
    return path


def run(folder: Path, *command: str) -> list[str]:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=60)
    assert done.stderr == ""
    return done.stdout.split("\n")


WORDS = [
    ("newslint ba", ["baseline"]),
    ("newslint --sh", ["--show-files", "--show-fixes"]),
    ("newslint baseline pr", ["prune"]),
    ("newslint baseline create --fo", ["--force"]),
    ("newslint check --output-format sa", ["sarif"]),
    ("newslint --min-severity w", ["warning"]),
    ("newslint rule repeated-t", ["repeated-title"]),
    ("newslint completion z", ["zsh"]),
    ("newslint news", ["news", "news.txt"]),
]


@pytest.mark.parametrize("script", ["bash"], indirect=True)
def test_bash_completes(script: Path) -> None:
    asked = (
        "words() { COMP_WORDS=($1); COMP_CWORD=$((${#COMP_WORDS[@]}-1)); COMPREPLY=(); _newslint; "
        'echo $(printf "%s\\n" "${COMPREPLY[@]}" | sort); }; . ./_newslint; '
    ) + "; ".join(f"words '{line}'" for line, _ in WORDS)

    assert run(script.parent, "bash", "--norc", "-c", asked)[:-1] == [" ".join(found) for _, found in WORDS]


@pytest.mark.parametrize("script", ["fish"], indirect=True)
def test_fish_completes(script: Path) -> None:
    for line, found in WORDS:
        out = run(script.parent, "fish", "--no-config", "-c", f"source _newslint; complete -C '{line}'")
        assert sorted(row.split("\t")[0].rstrip("/") for row in out[:-1]) == found, line


@pytest.mark.parametrize("script", ["zsh"], indirect=True)
def test_zsh_takes_the_script(script: Path) -> None:
    asked = "autoload -U compinit; compinit -u -D; . ./_newslint; "
    asked += "print -r -- $_comps[newslint] $+functions[_newslint_baseline_create]"

    assert run(script.parent, "zsh", "-f", "-c", asked)[:-1] == ["_newslint 1"]


def test_every_command_is_in_the_help(newslint: Command) -> None:
    shown = newslint("--help").stdout

    for command in ("check", "baseline", "undo", "rules", "rule", "test", "lsp", "completion", "version"):
        assert f"\n    {command} " in shown
        assert newslint(command, "--help").returncode == 0
