"""The wheel carries the rules, and works where there is no checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_the_wheel_holds_the_rules_and_nothing_else_at_the_top(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    packed = {name.removeprefix("newslint/rules/") for name in names if name.startswith("newslint/rules/")}
    ours = {p.relative_to(ROOT / "rules").as_posix() for p in (ROOT / "rules").rglob("*") if p.is_file()}

    assert packed == ours
    assert {name.split("/")[0].split("-")[0] for name in names} == {"newslint"}
    assert "newslint/py.typed" in names


def test_the_wheel_holds_every_file_of_the_package(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    ours = {p.relative_to(ROOT).as_posix() for p in (ROOT / "newslint").rglob("*.*") if "__pycache__" not in p.parts}

    assert ours <= names
    assert "newslint/report/html/style.css" in ours


def test_the_installed_command_finds_its_rules(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run(
        [python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", str(wheel)], check=True, cwd=tmp_path
    )
    (tmp_path / "a.txt").write_text("We waited untill dawn.\n")

    done = subprocess.run(
        [python.with_name("newslint"), "a.txt", "--output-format", "concise"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": ""},
    )

    assert done.stdout == "a.txt:1:11: misspelling 'untill' should be 'until'.\n", done.stderr
