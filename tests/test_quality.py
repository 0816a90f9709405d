"""The corpus filters' signals: the definitions that news depends on, and what a report says."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from conftest import Command

import newslint as library
from newslint.config import Config

QUALITY = {"select": ["corpus-quality"]}


def found(text: str, rule: str, **options: object) -> list[str]:
    settings = {"select": [rule], "rules": {rule: options}}
    return [f.message for f in library.check(text, config=settings)]


def test_nothing_of_this_runs_unless_it_is_asked_for() -> None:
    assert "corpus-quality" not in {rule.family for rule in Config().active()}


def test_a_finding_gives_the_figure_and_the_limit() -> None:
    assert found("Watch the video.\n", "too-short-or-long") == ["Length out of range: words 3 (at least 50)."]
    assert found("Watch the video.\n", "too-short-or-long", min_words=3) == []


def test_punctuation_is_no_word() -> None:
    text = "“No,” she said – “never; not I, not you, not he.” " * 10

    assert found(text, "odd-words") == []


@pytest.mark.parametrize("close", ["”", "’", '"', ".”)", "»"])
def test_a_line_that_ends_in_a_quotation_ends(close: str) -> None:
    lines = [f"“The roof leaks, as everyone in the valley knows by now.{close}"] * 6

    assert found("\n".join(lines), "no-end-punctuation") == []
    assert found("\n".join(lines), "few-sentences") == []


def test_blank_lines_are_neither_short_nor_repeated_nor_lists() -> None:
    story = [f"On day {n} the harbour of Ostervale stayed closed, the office said." for n in range(9)]

    for gap in ("\n", "\n\n", "\n\n\n\n"):
        assert found(gap.join(story), "short-lines") == []
        assert found(gap.join(story), "repeated-lines") == []


def test_the_first_of_several_copies_is_no_copy() -> None:
    lines = ["The roof leaks.", "The work begins in May.", "Nobody was hurt.", "The roof leaks."]

    (message,) = found("\n".join(lines), "repetitive-text", max_line_chars=0.1, top=[], repeated=[])

    assert "0.217 (at most 0.1)" in message  # 15 of 69 characters; with the first copy it would be 0.435


def test_a_signal_about_the_whole_text_outlives_a_cut_of_its_first_line() -> None:
    body = "The council of Hollin has approved the repair of its town hall, which will cost more than was thought."
    text = f"{body[:88]}…\n\n{body} Work is to begin in May.\n\nThe old slates let in the rain.\n"

    findings = library.check(text, config={"select": ["repeated-lede", "too-short-or-long"]})

    assert [(f.rule, f.line, f.removes) for f in findings] == [
        ("too-short-or-long", 1, False),
        ("repeated-lede", 1, True),
    ]


def test_a_text_without_ink_has_no_signals() -> None:
    assert library.check("\n \n", config=QUALITY) == []


def test_nothing_is_changed_whatever_is_found() -> None:
    text = "lorem ipsum\nlorem ipsum\n{ # }\n"

    assert library.clean(text, unsafe_fixes=True, config=QUALITY).text == text


def test_readability_never_asks_the_network() -> None:
    """Counting syllables would make textstat fetch a dictionary."""
    code = (
        "import socket, newslint\n"
        "def refuse(*a, **k): raise AssertionError('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "text = 'Cat sat on mat. ' * 30\n"
        "print(newslint.check(text, config={'select': ['readability']})[0].message)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert done.stdout.startswith("LIX 4 (at least 20), RIX 0.0, ARI "), done.stderr


def test_the_report_spans_the_text_that_the_signal_is_about(newslint: Command) -> None:
    done = newslint("-", "--select", "few-sentences", "--output-format", "json", stdin="\nOne.\n\nTwo three\n")

    (finding,) = json.loads(done.stdout)
    assert (finding["line"], finding["end_line"]) == (2, 4)
