#!/usr/bin/env python3
"""Throw bytes at what reads bytes: the decoder, the settings, rule files, the fixer.

    pip install atheris && python fuzz/fuzz_newslint.py -max_total_time=3600

`one_input` is the target; the test suite runs it on inputs that hypothesis makes. What it may raise is
NewslintError, with a message; all else is a bug.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import newslint
from newslint.config import read_config
from newslint.edits import apply
from newslint.files import decode
from newslint.rule import load_rule


def fuzz_article(data: bytes) -> None:
    """Decode, clean, write back: edits rebuild the text, and a second pass changes nothing."""
    document = decode(data, "fuzzed.txt")
    assert document.encode(document.text) == data
    result = newslint.clean(document.text, unsafe_fixes=bool(data[0] & 1))
    assert apply(document.text, result.edits) == result.text
    if not result.withheld:
        assert newslint.clean(result.text, unsafe_fixes=bool(data[0] & 1)).edits == ()


def fuzz_settings(data: bytes) -> None:
    """Read a settings file and build its rules."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "newslint.toml"
        path.write_bytes(data)
        read_config(path).active()


def fuzz_rule(data: bytes) -> None:
    """Read a rule file of a user's pack."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "fuzzed-rule.toml"
        path.write_bytes(data)
        load_rule(path, Path(folder), pack=True)


TARGETS: tuple[Callable[[bytes], None], ...] = (fuzz_article, fuzz_settings, fuzz_rule)


def one_input(data: bytes) -> None:
    """The first byte chooses what reads the rest."""
    if len(data) < 2:
        return
    with suppress(newslint.NewslintError):
        TARGETS[data[0] % len(TARGETS)](data[1:])


if __name__ == "__main__":
    import atheris

    atheris.instrument_all()
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
