"""The fuzz target, on inputs that hypothesis makes: a short run of what atheris runs by hand for long."""

from __future__ import annotations

import sys

from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(ROOT / "fuzz"))

from fuzz_newslint import one_input

TOML = st.sampled_from(
    ["select", "ignore", "rules", "packs", "max_removed", "pattern", "[[bad]]\n", "text", "words", "fix", "[", "]", "="]
)
WORDS = st.sampled_from(
    ["untill", "By", "\n", "\n\n", "…", "“", "”", "Share this", "â€™", "&amp;", "the the", ",a", "4."]
)


@settings(max_examples=300)
@given(st.integers(0, 255), st.binary(max_size=200))
def test_any_bytes(first: int, data: bytes) -> None:
    one_input(bytes([first]) + data)


@given(st.integers(0, 2), st.lists(TOML | st.text(max_size=6), max_size=20))
def test_anything_like_toml(first: int, parts: list[str]) -> None:
    one_input(bytes([first]) + " ".join(parts).encode("utf-8", "surrogatepass"))


@given(st.lists(WORDS | st.text(max_size=8), min_size=1, max_size=40), st.sampled_from([" ", "\n", ""]))
def test_anything_like_an_article(parts: list[str], gap: str) -> None:
    one_input(b"\0" + gap.join(parts).encode("utf-8", "surrogatepass"))
