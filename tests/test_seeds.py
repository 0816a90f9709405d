"""The sample articles: their findings and cleaned copies, reviewed like code.

After a change that is meant, `NEWSLINT_UPDATE=1 python -m pytest tests/test_seeds.py` writes the
snapshots anew; read their diff.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import SEEDS

import newslint

HERE = Path(__file__).parent
NAMES = sorted(path.name for path in SEEDS.glob("*.txt"))


def read(path: Path) -> str:
    return path.read_bytes().decode()


def expect(path: Path, text: str) -> None:
    """``text`` is what the snapshot says."""
    if os.environ.get("NEWSLINT_UPDATE"):
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(text.encode())
    assert text == read(path)


def test_the_seeds_are_found_out() -> None:
    lines = [
        f"{name}:{f.line}:{f.column}: {f.rule} [{f.safety}] {f.message}\n"
        for name in NAMES
        for f in newslint.check(read(SEEDS / name))
    ]

    expect(HERE / "findings.txt", "".join(lines))


@pytest.mark.parametrize("name", NAMES)
def test_the_seeds_are_cleaned(name: str) -> None:
    result = newslint.clean(read(SEEDS / name))

    assert not result.withheld
    expect(HERE / "cleaned" / name, result.text)


@pytest.mark.parametrize("name", NAMES)
def test_cleaning_again_changes_nothing(name: str) -> None:
    cleaned = newslint.clean(read(SEEDS / name)).text

    assert newslint.clean(cleaned).edits == ()
