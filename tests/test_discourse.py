"""How a sentence hangs on what stands around it: what the family ``topic`` counts besides words."""

import pytest

import newslint
from newslint.topic import score
from newslint.topic.features import NAMES

BEFORE = "Harbour master Ingrid Solberg closed the northern quay on Monday."
AFTER = "The quay reopens when divers have looked at its foundations."


def row(sentence: str, before: str = BEFORE, after: str = AFTER) -> dict[str, float]:
    read = score.document(newslint.Article(f"{before} {sentence} {after}\n"))
    assert len(read.outline.sentences) == 3
    return dict(zip(NAMES, read.row(1, 2), strict=True))


@pytest.mark.parametrize(
    ("sentence", "new", "known"),
    [
        ("Repairs may take until spring, said Tvedt.", 1, 0),
        ("Repairs may take until spring, said Solberg.", 0, 1),
        ("Repairs may take until spring, said Arne Tvedt.", 0, 0),
        # Introduced here, by the full name.
        ("Repairs may take until spring, said Arne Tvedt, and Tvedt should know.", 0, 0),
    ],
)
def test_a_surname_needs_an_introduction(sentence: str, new: int, known: int) -> None:
    found = row(sentence)
    assert (found["lone_new"], found["lone_known"], found["spoken_new"]) == (new, known, new)


def test_titles_possessives_and_initials_are_no_introduction() -> None:
    assert row("Repairs will cost more than Mr Tvedt promised.")["titled_new"] == 1
    assert row("Repairs will cost more than Tvedt's estimate.")["possessed_new"] == 1
    assert row("Repairs will cost more, according to the NKDB.")["initials_new"] == 1


@pytest.mark.parametrize(
    ("before", "sentence", "after", "unmatched"),
    [
        (BEFORE, "“We have never seen such cracks.”", AFTER, 0),
        (BEFORE, '"We have never seen such cracks," she said.', AFTER, 0),
        (BEFORE, "We have never seen such cracks.”", AFTER, 1),
        (BEFORE, "“We have never seen such cracks.", AFTER, 1),
        (BEFORE, "“We have never seen such cracks.", "They go deep.”", 0),
        ("“The quay is old.", "We have never seen such cracks.”", AFTER, 0),
        # Amid a quotation.
        ("“The quay is old.", "We have never seen such cracks.", "They go deep.”", 0),
        # Between two halves of one, with a quotation of its own.
        ("“The quay is old.", "“We have never seen such cracks.”", "They go deep.”", 2),
        (BEFORE, 'The quay is 300" wide and its crane is taller.', AFTER, 1),
    ],
)
def test_quotation_marks_want_their_partner(before: str, sentence: str, after: str, unmatched: int) -> None:
    assert row(sentence, before, after)["unmatched"] == unmatched


def test_the_points_to_what_was_said() -> None:
    told = row("The quay is closed to the tugs as well.")
    assert (told["definite_tied"], told["definite_new"], told["definite_first"]) == (1, 1, 1)
    assert row("The magazine faces a fine.")["definite_first"] == 2
    assert row("A magazine faces a fine.")["definite_new"] == 0
    assert row("Both were empty.")["numbered"]


def test_where_its_words_stand_before_and_after() -> None:
    found = row("Divers came to the harbour.")
    assert found["tied_before"] > 0
    assert found["tied_after"] > 0
    assert row("Cheese is dear.")["tied_before"] == 0
