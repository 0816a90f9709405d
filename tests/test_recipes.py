"""The recipes of docs/scale.md run, each where its engine is installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

PAGE = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
RECIPES = re.findall(r"(?ms)^```py\n(.*?)^```$", PAGE)
ENGINES = ("pyspark", "duckdb", "polars", "datasets", "ray", "datatrove", "pyarrow")


def engine(recipe: str) -> str:
    return next(name for name in ENGINES if re.search(rf"(?m)^(?:import|from) {name}\b", recipe))


@pytest.mark.parametrize("recipe", RECIPES, ids=engine)
def test_a_recipe_gives_what_it_says(recipe: str, tmp_path: Path) -> None:
    for name in ("pyarrow", engine(recipe)):
        pytest.importorskip(name)
    if engine(recipe) == "pyspark" and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("needs Java")

    path = tmp_path / "recipe.py"
    path.write_text(recipe)
    here = os.environ | {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run([sys.executable, path], cwd=tmp_path, env=here, capture_output=True, text=True, timeout=300)

    assert done.returncode == 0, done.stderr
