"""Views of an article: lines, positions, quotations, sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint.article import Article
from newslint.sentences import split_sentences


def test_lines_end_where_editors_end_them() -> None:
    article = Article("one\r\ntwo\rthree\nfour\u2028still four\x0cstill\x85four")

    assert [(line.number, line.text) for line in article.lines[:3]] == [(1, "one"), (2, "two"), (3, "three")]
    assert len(article.line_starts) == 4


@given(st.text(alphabet="ab \r\n\u2028\t"))
def test_lines_and_breaks_give_the_text_back(text: str) -> None:
    article = Article(text)
    rebuilt, at = "", 0
    bounds = [article.line_bounds(number) for number in range(1, len(article.line_starts) + 1)]
    for start, end in bounds:
        rebuilt += text[at:start] + text[start:end]
        at = end

    assert rebuilt == text
    assert all("\n" not in text[a:b] and "\r" not in text[a:b] for a, b in bounds)


def test_columns_are_code_points_from_one() -> None:
    article = Article("naïve 👩‍👩‍👧 x\n\tend")

    assert article.position(article.text.index("x")) == (1, 13)
    assert article.position(article.text.index("end")) == (2, 2)


def test_folding_keeps_offsets() -> None:
    text = "İSTANBUL Straße"

    assert len(Article(text).folded) == len(text)


def test_a_quotation_left_open_ends_with_its_paragraph() -> None:
    article = Article("He said “this goes on.\n\nThis stands outside. “This inside.”")

    assert article.in_quotes(10, 12)
    assert not article.in_quotes(article.text.index("outside"), article.text.index("outside") + 3)
    assert article.in_quotes(article.text.index("inside"), article.text.index("inside") + 3)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Mr. Osei met Dr. Lund in the U.S. on Jan. 3. They spoke.", 2),
        ("It rose 3.5 per cent. Then it fell.", 2),
        ("She lives in the U.S. The house is old.", 2),
        ("“Why now?” she asked. “We waited.” He left.", 3),
        ("The firm, Alder & Co. of Leeds, closed.", 1),
        ("No end mark here", 1),
        ("Wait… What? Yes!", 3),
    ],
)
def test_sentences(text: str, count: int) -> None:
    assert len(split_sentences(text)) == count


@given(st.text(alphabet='aB. !?"”…'))
def test_sentences_cover_all_ink(text: str) -> None:
    covered = "".join(text[a:b] for a, b in split_sentences(text))

    assert covered.replace(" ", "") == text.replace(" ", "")
