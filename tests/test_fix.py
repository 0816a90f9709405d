"""The fixer: edits never touch, always rebuild the text, and settle or hold back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newslint
from newslint.article import Article
from newslint.edits import apply, compose
from newslint.engine import Engine
from newslint.fix import Limits, choose, clean
from newslint.model import Edit, Finding
from newslint.removal import widen
from newslint.rule import Rule, rules_home

EDIT_TEXTS = ("", "x", "yy", "\n")


@st.composite
def edits_for(draw: st.DrawFn, text: str) -> list[Edit]:
    """Sorted edits that do not overlap; insertions and cuts side by side are among them."""
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    made = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        edit = Edit(start, end, draw(st.sampled_from(EDIT_TEXTS)), (f"rule-{start}",))
        if not made or made[-1].end < edit.start or (made[-1].end == edit.start and edit.end > edit.start):
            made.append(edit)
    return made


@given(st.data(), st.text(alphabet="abc\n", max_size=20))
def test_composed_edits_do_what_both_passes_did(data: st.DataObject, text: str) -> None:
    first = data.draw(edits_for(text))
    between = apply(text, first)
    second = data.draw(edits_for(between))

    composed = compose(between, first, second)

    assert apply(text, composed) == apply(between, second)
    assert all(a.end <= b.start for a, b in pairwise(composed))
    assert {r for e in composed for r in e.rules} <= {r for e in first + second for r in e.rules}


@given(st.text(alphabet="ab .\n\r", max_size=30), st.data())
def test_a_cut_takes_only_white_space_beside_itself(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    wide_start, wide_end = widen(Article(text), start, end)

    assert wide_start <= start <= end <= wide_end
    assert not (text[wide_start:start] + text[end:wide_end]).strip()


@pytest.mark.parametrize(
    ("text", "cut", "left"),
    [
        ("title\n\nlead\n\nbody\n", "lead", "title\n\nbody\n"),
        ("title\nlead\n\nbody\n", "lead", "title\n\nbody\n"),
        ("title\n\nlead\nbody\n", "lead", "title\n\nbody\n"),
        ("lead\n\nbody\n", "lead", "body\n"),
        ("body\n\nlast\n", "last", "body\n"),
        ("body\r\nlast", "last", "body"),
        ("one two three", "two", "one three"),
        ("one two\nthree", "two", "one\nthree"),
        ("two three", "two", "three"),
    ],
)
def test_no_hole_is_left_behind(text: str, cut: str, left: str) -> None:
    start = text.index(cut)
    a, b = widen(Article(text), start, start + len(cut))

    assert text[:a] + text[b:] == left


def rule(name: str, pattern: str, replace: str) -> Rule:
    """A safe rule that replaces a pattern."""
    return Rule(name, "test", rules_home(), "s", "w", "m", fix="safe", pattern=pattern, replace=replace)


def test_two_rules_that_undo_each_other_change_nothing() -> None:
    engine = Engine([rule("to-b", "a", "b"), rule("to-a", "b", "a")])

    result = clean(engine, Article("a cat"), Limits())

    assert result.text == "a cat"
    assert result.edits == ()
    assert "did not settle" in result.withheld


def test_an_article_is_not_emptied() -> None:
    text = "The ferry left the harbour at noon with forty people on board.\nBy our reporter\n"
    most = clean(Engine([rule("cut", r"The.+", "")]), Article(text), Limits())
    all_of_it = clean(Engine([rule("cut", r".+", "")]), Article(text), Limits())

    assert most.text == all_of_it.text == text
    assert "100% of the prose" in most.withheld
    assert "leave nothing" in all_of_it.withheld


LOST = "The ferry left the harbour at noon with forty people on board.\n"


@pytest.mark.parametrize(
    ("keeps", "pattern", "replacement"),
    [("ink", "noon", "one"), ("elsewhere", r"The ferry.+", "")],
)
def test_a_rule_that_breaks_its_promise_changes_nothing(keeps: str, pattern: str, replacement: str) -> None:
    text = LOST + "Nobody saw it come back, and the search goes on.\n" * 3
    engine = Engine([rule("sly", pattern, replacement)._replace(keeps=keeps)])

    result = clean(engine, Article(text), Limits())

    assert result.text == text
    assert "'sly' would break its promise" in result.withheld


def test_what_stands_elsewhere_is_not_lost() -> None:
    engine = Engine([rule("copy", r"(?<=board\.\n)The ferry.+", "")._replace(keeps="elsewhere")])

    result = clean(engine, Article(LOST + LOST), Limits(max_removed=0.1))

    assert result.text == LOST


def test_the_result_does_not_depend_on_the_order_of_rules() -> None:
    rules = [rule("drop-the", r"\bthe ", ""), rule("the-a", r"\bthe\b", "a"), rule("cat", "cat", "dog")]

    results = {clean(Engine(order), Article("the cat sat on the mat"), Limits()).text for order in (rules, rules[::-1])}

    assert results == {"dog sat on mat"}


def test_a_rule_that_breaks_does_not_stop_the_others() -> None:
    evil = rule("evil", "x", "y")._replace(replace=None, message="{nothing_of_that_name}")
    engine = Engine([rule("good", "cat", "dog"), evil])

    checked = engine.check(Article("x cat"))

    assert [f.rule for f in checked.findings] == ["good"]
    (failure,) = checked.failures
    assert failure.startswith("evil: ")
    assert "'message' cannot quote {nothing_of_that_name}" in failure


ARTIFACTS = st.lists(
    st.sampled_from(
        [
            "Harbour bridge to close",
            "The bridge will close for ten weeks, the council said.",
            "The bridge will close for ten…",
            "We waited untill dawn,then left.",
            "Read more:",
            "By",
            "the the",
            "Share this story",
            "“It is to late,” she said.",
            "&amp; â€™ \u200b",
            "4.",
            "",
            "Second, nothing happened at all in the small town by the sea.",
        ]
    ),
    max_size=12,
)


@given(ARTIFACTS, st.sampled_from(["\n", "\r\n", "\n\n", "\r"]), st.booleans())
def test_cleaning_is_exact_and_idempotent(lines: list[str], newline: str, unsafe: bool) -> None:
    text = newline.join(lines)

    once = newslint.clean(text, unsafe_fixes=unsafe)
    twice = newslint.clean(once.text, unsafe_fixes=unsafe)

    assert apply(text, once.edits) == once.text
    if not once.withheld:
        assert twice.text == once.text


@given(st.text())
def test_any_text_can_be_checked(text: str) -> None:
    for finding in newslint.check(text):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.line >= 1
        assert finding.column >= 1


@pytest.mark.parametrize(
    ("text", "cuts", "left"),
    [
        # the first takes the break behind it, the second the one before it
        ("a\n\nb\nc\n\nd", [(3, 5), (4, 7)], "a\n\n\nd"),
        # and at the text's end no blank line is left, as with one cut
        ("a\n\nb\nc\n", [(3, 5), (4, 6)], "a\n"),
        # an overlap in letters stays one cut a pass
        ("a\n\nbb\nc", [(3, 5), (4, 7)], "a\n\n\nc"),
    ],
)
def test_neighbouring_cuts_are_made_in_one_pass(text: str, cuts: list[tuple[int, int]], left: str) -> None:
    findings = [
        Finding("navigation", "leftovers", "warning", "", a, b, 1, 1, 1, 1, "safe", (Edit(a, b, "", ("navigation",)),))
        for a, b in cuts
    ]

    assert apply(text, choose(text, findings, Engine([rule("navigation", "x", "")]))) == left
