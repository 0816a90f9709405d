"""The GitHub Action, as far as it can be run without GitHub: its own scripts, in its own order."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

yaml = pytest.importorskip("yaml", reason="PyYAML comes with pre-commit")
pytestmark = pytest.mark.skipif(not shutil.which("bash"), reason="the action's scripts are for bash")
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))


def run(step: dict[str, Any], folder: Path, inputs: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """One ``run`` step, with the environment that a runner gives it."""
    shim = folder / "bin" / "newslint"
    shim.parent.mkdir(exist_ok=True)
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m newslint "$@"\n')
    shim.chmod(0o755)
    values = {name: entry["default"] for name, entry in ACTION["inputs"].items()} | inputs
    env = {k: re.sub(r"\$\{\{ inputs\.(.+?) \}\}", lambda m: values[m[1]], v) for k, v in step["env"].items()}
    env |= {"RUNNER_TEMP": str(folder), "GITHUB_OUTPUT": str(folder / "output"), "PYTHONPATH": str(ROOT)}
    env |= {"PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}"}
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=folder,
        env=os.environ | env,
        capture_output=True,
        text=True,
        check=False,
    )


def scripts() -> dict[str, dict[str, Any]]:
    return {step["name"]: step for step in ACTION["runs"]["steps"] if "env" in step}


def test_a_finding_is_in_the_sarif_file_and_fails_the_last_step_alone(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("The ferry waited untill dawn.\n")
    (tmp_path / "more").mkdir()
    inputs = {"paths": "more\nnews\n", "args": "--select spelling --min-severity warning"}

    sarif = run(scripts()["Write SARIF"], tmp_path, inputs)
    check = run(scripts()["Check"], tmp_path, inputs)

    assert sarif.returncode == 0, sarif.stderr
    written = json.loads(Path((tmp_path / "output").read_text().strip().removeprefix("file=")).read_text())
    assert [result["ruleId"] for result in written["runs"][0]["results"]] == ["misspelling"]
    assert check.returncode == 1
    assert "file=news/a.txt,line=1" in check.stdout


def test_a_clean_repository_passes_with_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("All was well.\n")

    assert [run(step, tmp_path, {}).returncode for step in scripts().values()] == [0, 0]


def test_the_action_names_only_inputs_that_it_has() -> None:
    text = (ROOT / "action.yml").read_text(encoding="utf-8")

    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
