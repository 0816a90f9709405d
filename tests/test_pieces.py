"""A text too long to be one article is taken in pieces, and nothing shows the cuts, nor is lost at them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import newslint
from newslint import engine, fix
from newslint import pieces as module
from newslint.article import Article
from newslint.config import Config
from newslint.edits import apply
from newslint.model import Finding
from newslint.pieces import pieces


@pytest.fixture(autouse=True)
def short_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pieces of a thousand characters, so that a test need not be a book."""
    for where in (module, engine, fix):
        monkeypatch.setattr(where, "LONGEST", 1000)
    monkeypatch.setattr(module, "PIECE", 800)
    monkeypatch.setattr(module, "SEARCH", 300)
    monkeypatch.setattr(module, "CONTEXT", 300)


def story(number: int) -> str:
    return f"On day {number} the crew of boat {number} waited untill the tide of {number} turned.\n"


@given(st.text(alphabet="ab \n\r", max_size=4000))
def test_pieces_are_the_text(text: str) -> None:
    cut = list(pieces(Article(text)))

    assert "".join(piece.article.text for piece in cut) == text
    assert all(a.start + len(a.article.text) == b.start for a, b in pairwise(cut))
    assert all(Article(text).position(p.start) == (p.line + 1, p.column + 1) for p in cut if not p.last)


#: What parts the stories of a text that is looked at: an empty line, a line end of each kind, a space.
GAPS = ["\n\n", "\n", "\r\n", "\r\n\r\n", "\r", " "]


def stories(gap: str) -> str:
    return "".join(map(story, range(120))).replace("\n", gap)


@pytest.mark.parametrize("gap", GAPS)
def test_findings_of_a_long_text_are_all_there_and_have_their_own_places(gap: str) -> None:
    text = stories(gap)
    found = [f for f in newslint.check(text) if f.rule == "misspelling"]

    assert [f.start for f in found] == [m.start() for m in re.finditer("untill", text)]
    for f in found:
        assert (f.line, f.column) == Article(text).position(f.start)


@pytest.mark.parametrize("gap", GAPS)
def test_cleaning_a_long_text_is_exact_and_settles(gap: str) -> None:
    text = stories(gap)

    once = newslint.clean(text)
    twice = newslint.clean(once.text)

    assert apply(text, once.edits) == once.text
    assert "untill" not in once.text
    assert twice.edits == ()
    for f in once.remaining:
        assert (f.line, f.column) == Article(once.text).position(f.start)


def test_a_line_without_end_is_cut_at_spaces() -> None:
    text = "We waited untill dawn, " * 120

    assert "untill" not in newslint.clean(text).text


def test_no_word_is_doubled_and_no_space_is_left_at_a_cut() -> None:
    line = "The crew of the the boat ,  which had been out all night in the storm, went home in the morning."
    rest = " The others waited for it at the pier, in the cold, until it was day, and then went to bed as well."
    short = (line + rest * 9) * 20
    text = short + "\n\n\n\n" + short.replace(".", ". \n\n\n\n") + "The end."

    once = newslint.clean(text, config={"select": ["spacing", "repeated-word"]}).text

    assert not re.search(r"the the|  | ,|\n\n\n| \n", once)


def test_of_two_copies_at_a_cut_one_stays() -> None:
    told = "The harbour master said on Monday that the pier would stay closed for the whole of the winter.\n"
    text = "".join(map(story, range(15))) + "".join(told + story(n) for n in range(15, 60))

    assert newslint.clean(text, config={"max_removed": 1}).text.count(told) >= 1


def test_what_a_filter_leaves_out_at_a_cut_is_not_fixed_there() -> None:
    text = stories("\n")
    rules = Config(select=("misspelling",)).active()

    def keep(article: Article, found: Sequence[Finding]) -> list[Finding]:
        return [f for f in found if f.line % 2]

    cleaned = fix.clean(engine.Engine(rules), Article(text), fix.Limits(), keep).text

    assert [n for n, line in enumerate(cleaned.split("\n"), 1) if "untill" in line] == [*range(2, 121, 2)]


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
        lambda self, piece: (piece.around or checked.append(piece.article.text), check_piece(self, piece))[1],
    )
    text = "".join(story(n) if n % 9 == 0 else story(n).replace("till", "til") for n in range(400))

    once = newslint.clean(text)

    assert once.edits
    assert len(checked) < 1.5 * len(list(pieces(Article(text))))
