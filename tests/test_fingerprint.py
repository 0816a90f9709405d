"""A finding keeps its name while the article around it changes."""

from __future__ import annotations

import newslint
from newslint.article import Article
from newslint.fingerprint import fingerprints
from newslint.model import Edit, Finding

CONFIG = {"select": ["misspelling", "repeated-title"]}


def marks(text: str) -> list[str]:
    return fingerprints(Article(text), newslint.check(text, config=CONFIG))


def test_moved_lines_and_new_spacing_keep_the_name() -> None:
    before = marks("We waited untill dawn.\nThen she left for the coast.\n")
    after = marks("A new lede.\n\nThen she left for the coast.\r\n  We  waited untill dawn.\r\n")

    assert before == after
    assert len(before[0]) == 32


def test_each_finding_has_a_name_of_its_own() -> None:
    text = "He stayed untill noon. She stayed untill late. He recieved it.\nShe stayed untill late.\n"

    assert len(set(marks(text))) == 4


def test_equal_artifacts_are_numbered_so_the_first_ones_stay_when_one_goes() -> None:
    two = marks("They waited untill dawn.\nA line between.\nThey waited untill dawn.\n")
    one = marks("A line between.\nThey waited untill dawn.\n")

    assert len(set(two)) == 2
    assert one == two[:1]


def test_mending_one_does_not_rename_its_neighbour() -> None:
    both = marks("They recieved it untill dawn came.\n")
    left = marks("They received it untill dawn came.\n")

    assert left == both[1:]


def test_two_cuts_that_meet_do_not_rename_each_other() -> None:
    def cut(start: int, end: int) -> Finding:
        """A cut that takes the space before it along, as far as there is one."""
        edit = Edit(max(0, start - 1), end, "", ("caption",))
        place = Article("a\n").span(0, 1)._asdict() | {"start": start, "end": end}
        return Finding("caption", "leftovers", "warning", "m", **place, safety="safe", edits=(edit,))

    text = "So she said. pic.example/x — A B"
    first, second = cut(13, 26), cut(27, 32)
    first = first._replace(edits=(Edit(12, 27, "", ("caption",)),))

    assert fingerprints(Article(text), [first, second])[0] == fingerprints(Article(text[:26]), [cut(13, 26)])[0]


def test_one_mended_and_one_made_elsewhere_is_seen() -> None:
    before = marks("We waited untill dawn.\nThe ferry left early.\n")
    after = marks("We waited until dawn.\nThe ferry left untill early.\n")

    assert not set(before) & set(after)


def test_a_surrogate_has_a_name_too() -> None:
    assert marks("\udc80 waited untill dawn\n")
