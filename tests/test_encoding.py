"""Wrong decoding is undone exactly, and what only looks like it is left alone."""

from __future__ import annotations

import subprocess
import sys

import ftfy  # registers sloppy-windows-1252
from hypothesis import given
from hypothesis import strategies as st

import newslint

CONFIG = {"select": ["encoding"]}
WORDS = ("the", "mayor’s", "“late”", "café", "—", "€6", "£5", "Zoë", "“Who", "knows?”", "naïve", "said…", "30°")
SENTENCES = st.lists(st.sampled_from(WORDS), min_size=3, max_size=12).map(lambda words: " ".join(("He", *words)) + ".")


@given(SENTENCES)
def test_a_sentence_read_as_windows_1252_comes_back(sentence: str) -> None:
    assert ftfy.__version__
    wrong = sentence.encode().decode("sloppy-windows-1252")
    assert newslint.clean(wrong, config=CONFIG).text == sentence


@given(SENTENCES)
def test_a_good_sentence_stays(sentence: str) -> None:
    assert newslint.check(sentence, config=CONFIG) == []


def test_good_text_never_imports_ftfy() -> None:
    code = "import newslint, sys; newslint.check('The mayor’s “café” – £5…'); sys.exit('ftfy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_scripts_and_emoji_keep_their_joiners_and_marks() -> None:
    for text in ("👩‍💻 🏳️‍🌈 1️⃣ ❤️", "نمی‌خواهم", "क्‍ष", "שלום \u200fעולם (abc)", "ภาษา\u200bไทย"):
        assert newslint.check(text, config=CONFIG) == [], text


def test_a_lone_surrogate_beside_mojibake_breaks_no_rule() -> None:
    text = "The cafâ€™\ud800Ã© was closed. It cost 5 â‚¬\ud800 more.\n"

    assert newslint.clean(text, unsafe_fixes=True).failures == ()
