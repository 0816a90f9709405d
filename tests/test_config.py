"""Bad settings and bad rule files: one message with the file, the line and the remedy, and status 2."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Command

import newslint as library
from newslint.config import Config

RULE = """summary = "s"
why = "w"
message = "m"
pattern = 'x'
[[bad]]
text = "⟦x⟧"
[[bad]]
text = "a ⟦x⟧"
[[good]]
text = "a"
[[good]]
text = "b"
"""


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("select = 1 1", "newslint.toml:1: not valid TOML"),
        ('dialect = "any"\nselect = [\n  "spelling",\n\n', "newslint.toml:2: not valid TOML"),
        ('\nselct = ["spelling"]\n', "newslint.toml:2: unknown setting 'selct'; did you mean 'select'?"),
        ('select = "spelling"\n', "newslint.toml:1: 'select' must be a list"),
        ('ignore = ["mispelling"]\n', "newslint.toml:1: ignore: there is no rule or family 'mispelling'; did you mean"),
        ("max_removed = 7\n", "newslint.toml:1: 'max_removed' must be a number from 0 to 1"),
        ('dialect = "klingon"\n', "newslint.toml:1: 'dialect' must be one of any"),
        ('# packs = ["nowhere"]\npacks = ["nowhere"]\n', "newslint.toml:2: pack 'nowhere' is not a folder"),
        ('\n[rules.mispelling]\nfix = "safe"\n', "newslint.toml:2: there is no rule 'mispelling'; did you mean"),
        ('[rules.misspelling]\nfix = "maybe"\n', "newslint.toml:2: rules.misspelling: 'fix' must be one of safe"),
        (
            '[rules.caption]\nseverity = "info"\n[rules.misspelling]\n# its severity\nseverity = "fatal"\n',
            "newslint.toml:5: rules.misspelling: 'severity' must be one of error",
        ),
        ('[rules]\nmisspelling = {severity = "fatal"}\n', "newslint.toml:2: rules.misspelling: 'severity' must be"),
        (
            '[rules.misspelling]\nsevertty = "error"\n',
            "newslint.toml:2: rules.misspelling: there is no option 'severtty'; did you mean 'severity'?",
        ),
        (
            "[rules.repeated-title]\nmin_word = 3\n",
            "newslint.toml:2: rules.repeated-title: there is no option 'min_word'",
        ),
        ('[per_file_ignores]\n"*.md" = ["speling"]\n', "did you mean 'spelling'"),
        ('[per_file_ignores]\n"*.md" = "spelling"\n', "'per_file_ignores' must map globs to lists"),
    ],
)
def test_settings_that_cannot_be_used_stop_the_run(newslint: Command, tmp_path: Path, settings: str, said: str) -> None:
    (tmp_path / "newslint.toml").write_text(settings)
    (tmp_path / "a.txt").write_text("We waited untill dawn.\n")

    done = newslint("--fix", "a.txt")

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "a.txt").read_text() == "We waited untill dawn.\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("pattern = 'x'", "pattern = '('"), "odd.toml:4: 'pattern' is a broken pattern"),
        (("pattern = 'x'", "pattern = 'x*'"), "odd.toml:4: 'pattern' matches the empty text"),
        (("pattern = 'x'", "patern = 'x'"), "odd.toml:4: unknown key 'patern'; did you mean 'pattern'?"),
        (("pattern = 'x'", "detector = 'os.system'"), "odd.toml:4: there is no detector 'os.system'"),
        (("pattern = 'x'", "pattern = 'x'\nwords = 'x.tsv'"), "exactly one of 'words', 'pattern' and 'detector'"),
        (('why = "w"\n', ""), "odd.toml: 'why' is missing"),
        (('summary = "s"', "summary = 1"), "odd.toml:1: 'summary' must be a string"),
        (('message = "m"', "message = "), "odd.toml:3: not valid TOML"),
        (('"m"', '"a {txt}"'), "odd.toml:3: 'message' quotes {txt}; did you mean 'text'?; it may quote {text}"),
        (('"m"', '"{text} to {replacement}"'), "odd.toml:3: 'message' quotes {replacement}; it may quote {text}"),
        (('"m"', '"an open {"'), "odd.toml:3: 'message' is broken: "),
        (('"⟦x⟧"', '"x"'), "odd.toml:5: [[bad]]: the text must mark what is found"),
        (('text = "b"', 'txt = "b"'), "odd.toml:11: [[good]]: 'txt' is unknown"),
    ],
)
def test_a_rule_file_that_cannot_be_used_stops_the_run(
    newslint: Command, tmp_path: Path, change: tuple[str, str], said: str
) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "odd.toml").write_text(RULE.replace(*change))
    (tmp_path / "newslint.toml").write_text('packs = ["house"]\n')
    (tmp_path / "a.txt").write_text("x\n")

    done = newslint("a.txt")

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_word_list_names_the_line_that_is_wrong(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "odd.toml").write_text(RULE.replace("pattern = 'x'", "words = 'odd.tsv'"))
    (tmp_path / "house" / "odd.tsv").write_text("teh\tthe\nrecieve receive\n")

    done = newslint("test", "house")

    assert (done.returncode, "odd.tsv:2: a line must be" in done.stderr) == (2, True)


def test_a_pattern_that_hangs_is_bounded_and_named(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "odd.toml").write_text(RULE.replace("pattern = 'x'", r"pattern = '(?:x+x+)+y'"))
    (tmp_path / "newslint.toml").write_text('packs = ["house"]\n')
    (tmp_path / "a.txt").write_text("x" * 2000 + "\n")
    (tmp_path / "b.txt").write_text("We waited untill dawn.\n")

    done = newslint("--output-format", "concise")

    assert done.returncode == 2
    assert f"a.txt: rule odd: {tmp_path / 'house' / 'odd.toml'}:4: 'pattern' took too long on this text" in done.stderr
    assert "put no repeat inside a repeat" in done.stderr
    assert "b.txt:1:11: misspelling" in done.stdout


def test_an_unless_that_hangs_is_told_from_the_pattern(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    slow = "pattern = 'x+'\nunless = ['(?:x+x+)+y']"
    (tmp_path / "house" / "odd.toml").write_text(RULE.replace("pattern = 'x'", slow))
    (tmp_path / "newslint.toml").write_text('packs = ["house"]\n')

    done = newslint("-", stdin="x" * 2000 + "\n")

    assert done.returncode == 2
    assert "odd.toml:5: 'unless' took too long" in done.stderr


def test_a_message_that_quotes_what_a_detector_does_not_give_is_named(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    detector = "detector = 'endings.unfinished_ending'"
    rule = RULE.replace("pattern = 'x'", detector).replace('"m"', '"it stops {hw}"')
    (tmp_path / "house" / "odd.toml").write_text(rule)
    (tmp_path / "newslint.toml").write_text('packs = ["house"]\nselect = ["odd"]\n')

    done = newslint("-", stdin="The council met on Monday to talk about the bridge and about the money for the\n")

    assert done.returncode == 2
    assert "odd.toml:3: 'message' cannot quote {hw}; here it may quote {text}, {replacement}, {how}" in done.stderr


def test_too_few_examples_are_told_without_a_line(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "odd.toml").write_text(RULE.partition("[[bad]]")[0])

    done = newslint("test", "house")

    assert done.returncode == 1
    assert f"{Path('house', 'odd.toml')}: has 0 [[bad]] examples; a rule needs 2\n" in done.stdout


def test_a_closer_selector_wins_and_ignore_wins_a_tie() -> None:
    def names(**settings: tuple[str, ...]) -> set[str]:
        return {rule.name for rule in Config(**settings).active()}  # type: ignore[arg-type]

    assert names(select=("misspelling",), ignore=("spelling",)) == {"misspelling"}
    assert "misspelling" not in names(select=("spelling",), ignore=("misspelling",))
    assert names(select=("misspelling",), ignore=("misspelling",)) == set()
    assert names(select=("all",)) >= names()


def test_the_interface_takes_settings_as_a_table() -> None:
    text = "We waited untill dawn.\n"

    assert library.check(text, config={"ignore": ["spelling"]}) == []
    with pytest.raises(library.NewslintError, match="unknown setting"):
        library.check(text, config={"ignored": []})
