"""A text too long to be one article is taken in pieces, and nothing shows the cuts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newslint
from newslint import engine, fix
from newslint import pieces as module
from newslint.article import Article
from newslint.fix import apply
from newslint.pieces import pieces


@pytest.fixture(autouse=True)
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a thousand characters, so that a test need not be a book."""
    for where in (module, engine, fix):
        monkeypatch.setattr(where, "LONGEST", 1000)
    monkeypatch.setattr(module, "PIECE", 800)
    monkeypatch.setattr(module, "SEARCH", 300)


def story(number: int) -> str:
    return f"On day {number} the crew of boat {number} waited untill the tide of {number} turned.\n"


@given(st.text(alphabet="ab \n\r", max_size=4000))
def test_pieces_are_the_text(text: str) -> None:
    cut = list(pieces(Article(text)))

    assert "".join(piece.article.text for piece in cut) == text
    assert all(a.start + len(a.article.text) == b.start for a, b in pairwise(cut))
    assert all(Article(text).position(p.start) == (p.line + 1, p.column + 1) for p in cut if not p.last)


def test_findings_of_a_long_text_have_their_own_places() -> None:
    text = "".join(map(story, range(120)))
    found = [f for f in newslint.check(text) if f.rule == "misspelling"]

    assert len(found) > 90, "those beside a cut are left out"
    for f in found:
        assert text[f.start : f.end] == "untill"
        assert (f.line, f.column) == Article(text).position(f.start)


def test_cleaning_a_long_text_is_exact_and_settles() -> None:
    text = "\n".join(map(story, range(120)))

    once = newslint.clean(text)
    twice = newslint.clean(once.text)

    assert apply(text, once.edits) == once.text
    assert once.text.count("untill") < 30, "only those beside a cut are left"
    assert twice.edits == ()
    for f in once.remaining:
        assert (f.line, f.column) == Article(once.text).position(f.start)


def test_a_line_without_end_is_cut_at_spaces() -> None:
    text = "We waited untill dawn, " * 120

    assert newslint.clean(text).text.count("until ") > 80


def test_a_text_that_fixes_make_short_is_then_taken_whole() -> None:
    text = "".join(map(story, range(15))).replace("boat", "boat ,")
    assert len(text) > 1000

    once = newslint.clean(text)

    assert len(once.text) <= 1000
    assert "untill" not in once.text, "those beside a cut have been found as well"
    assert newslint.clean(once.text).edits == ()


def test_pieces_behind_an_edit_are_the_same_again() -> None:
    text = "".join(map(story, range(400)))

    before = {piece.article.text for piece in pieces(Article(text))}
    after = [piece.article.text for piece in pieces(Article("One more word. " + text))]

    assert sum(piece in before for piece in after) > len(after) / 2


def test_a_piece_that_is_clean_is_not_checked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    check_piece = engine.Engine.check_piece
    monkeypatch.setattr(
        engine.Engine,
        "check_piece",
        lambda self, piece: (checked.append(piece.article.text), check_piece(self, piece))[1],
    )
    text = "".join(map(story, range(400)))

    once = newslint.clean(text)

    assert once.edits
    assert len(checked) < 1.5 * len(list(pieces(Article(text))))
