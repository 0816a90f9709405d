"""What an article costs, counted in executed bytecodes: the same on a busy machine as on an idle one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from conftest import ROOT

from newslint.article import Article
from newslint.config import Config
from newslint.detectors.dictionary import lexicon
from newslint.engine import Engine

SEEDS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
#: Bytecodes a character that the dearest seed may take, half as many again as it takes today: a rule that
#: looks at every word in Python where a set could be asked is over it.
MOST = 180


@pytest.fixture(scope="module")
def cost() -> Callable[[str], int]:
    """Counts the bytecodes of one check of a text, all that it needs being loaded, as in the run over an archive."""
    lexicon().hashed()
    engine = Engine(Config().active(), Config().shared())

    def cost(text: str) -> int:
        engine.check(Article(text))
        count = 0

        def trace(frame: FrameType, event: str, arg: Any) -> Any:
            nonlocal count
            frame.f_trace_opcodes, frame.f_trace_lines = True, False
            count += event == "opcode"
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            engine.check(Article(text))
        finally:
            sys.settrace(before)
        return count

    return cost


@pytest.mark.parametrize("text", SEEDS, ids=range(len(SEEDS)))
def test_an_article_costs_no_more_than_it_did(cost: Callable[[str], int], text: str) -> None:
    assert cost(text) <= MOST * len(text)


def test_cost_grows_with_the_text_and_no_faster(cost: Callable[[str], int]) -> None:
    story = SEEDS[2].strip()
    stories = [story.translate({ord("e"): vowel, ord("E"): vowel.upper()}) for vowel in "eai"]

    assert cost("\n\n".join(stories)) <= 1.5 * sum(map(cost, stories))


def test_a_word_of_thousands_of_letters_is_not_looked_up_letter_by_letter(cost: Callable[[str], int]) -> None:
    sequence = "acgt" * 1_000

    assert cost(f"The sequence reads {sequence} and ends there, the laboratory said on Monday.") < MOST * len(sequence)
