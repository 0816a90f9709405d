"""A person has judged a finding: it stays out, the article stays as it is, and the judgement ages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import Command

from newslint import check as newslint_check
from newslint.suppress import read_suppressions

BAD = "Untill dawn the band played.\n\nWe waited untill noon.\n"


def ignore(folder: Path, **keys: str) -> None:
    lines = "".join(f"{key} = {value if key == 'until' else json.dumps(value)}\n" for key, value in keys.items())
    (folder / "newslint-ignore.toml").write_text(f"[[ignore]]\n{lines}")


@pytest.fixture
def article(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    path = tmp_path / "news" / "a.txt"
    path.write_text(BAD)
    return path


def places(newslint: Command, *args: str) -> list[str]:
    out = newslint(*args, "--output-format", "concise").stdout
    return [":".join(line.split(":")[:2]) for line in out.splitlines()]


@pytest.mark.parametrize(
    "keys",
    [
        {"rule": "misspelling", "text": "Untill"},
        {"rule": "spelling", "text": "Untill"},
        {"text": "Untill", "path": "news/*.txt"},
        {"text": "Untill", "path": "a.txt", "until": "2999-12-31"},
    ],
)
def test_what_fits_all_that_a_suppression_says_is_left_out(
    newslint: Command, tmp_path: Path, article: Path, keys: dict[str, str]
) -> None:
    ignore(tmp_path, reason="So it was printed.", **keys)

    assert places(newslint) == ["news/a.txt:3"]


@pytest.mark.parametrize("keys", [{"rule": "misspelling", "path": "b.txt"}, {"rule": "topic", "text": "Untill"}])
def test_what_does_not_fit_is_reported(newslint: Command, tmp_path: Path, article: Path, keys: dict[str, str]) -> None:
    ignore(tmp_path, reason="Elsewhere.", **keys)

    assert places(newslint, "news/a.txt") == ["news/a.txt:1", "news/a.txt:3"]


def test_a_suppressed_finding_is_not_fixed(newslint: Command, tmp_path: Path, article: Path) -> None:
    ignore(tmp_path, text="Untill", reason="So it was printed.")

    assert newslint("--fix", "news").returncode == 0
    assert article.read_text() == BAD.replace("waited untill", "waited until")


def test_isolated_knows_no_suppressions(newslint: Command, tmp_path: Path, article: Path) -> None:
    ignore(tmp_path, text="Untill", reason="So it was printed.")

    assert len(places(newslint, "--isolated")) == 2


def test_an_unused_suppression_is_a_finding_in_its_file(newslint: Command, tmp_path: Path, article: Path) -> None:
    article.write_text("All is well.\n")
    ignore(tmp_path, text="Untill", reason="So it was printed.")

    done = newslint("--output-format", "concise")

    assert done.returncode == 1
    assert done.stdout.startswith("newslint-ignore.toml:1:1: unused-suppression this suppression fits no finding")


def test_a_suppression_of_one_article_is_unused_for_a_run_over_its_folder(
    newslint: Command, tmp_path: Path, article: Path
) -> None:
    article.write_text("All is well.\n")
    ignore(tmp_path, path="news/*.txt", reason="So they were printed.")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "b.txt").write_text("All is well.\n")

    assert "unused-suppression" in newslint("news").stdout
    assert newslint("other").returncode == 0


def test_a_run_that_does_not_see_all_calls_nothing_unused(newslint: Command, tmp_path: Path, article: Path) -> None:
    article.write_text("All is well.\n")
    ignore(tmp_path, text="Untill", reason="So it was printed.")

    for args in (("news/a.txt",), ("--select", "topic"), ("--exclude", "x")):
        assert newslint(*args).returncode == 0


def test_an_expired_suppression_no_longer_holds_and_says_so(newslint: Command, tmp_path: Path, article: Path) -> None:
    ignore(tmp_path, text="Untill", reason="Until the tour ends.", until="2020-05-01")

    done = newslint("news/a.txt", "--output-format", "concise")

    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["news/a.txt"] * 2 + ["newslint-ignore.toml"]
    assert "ended on 2020-05-01: Until the tour ends." in done.stdout


def test_the_last_day_counts(tmp_path: Path) -> None:
    ignore(tmp_path, text="x", reason="r", until="2026-05-01")
    path = tmp_path / "newslint-ignore.toml"

    assert not read_suppressions(path, set(), date(2026, 5, 1)).expired
    assert read_suppressions(path, set(), date(2026, 5, 2)).expired


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('[[ignore]]\nrule = "misspelling"\n', "newslint-ignore.toml:1: 'reason' is missing"),
        ('# why\n\n[[ignore]]\nreason = "all"\n', "newslint-ignore.toml:3: says nothing of what to ignore"),
        ('[[ignore]]\nrule = "mispelling"\nreason = "x"\n', "did you mean 'misspelling'?"),
        ('[[ignore]]\nrules = "topic"\nreason = "x"\n', "unknown key 'rules'; did you mean 'rule'?"),
        ('[[ignore]]\ntext = "x"\nreason = "x"\nuntil = "2027-01-01"\n', "without quotation marks"),
        ('ignore = [{text = "x", reason = "y"}]\n', "opened by a line [[ignore]]"),
        ("[[ignore]\n", "not valid TOML"),
        ("[[ignored]]\n", "may hold only tables"),
    ],
)
def test_a_suppression_that_cannot_be_used_is_named_with_its_line(
    newslint: Command, tmp_path: Path, article: Path, source: str, said: str
) -> None:
    (tmp_path / "newslint-ignore.toml").write_text(source)

    done = newslint("news")

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("mark", [" [sic]", "[sic!]", " (sic)", "” [Sic]"])
def test_sic_is_honoured(mark: str) -> None:
    assert newslint_check(f"The sign read: closed untill{mark} noon.\n") == []
    assert len(newslint_check(f"The sign was up untill noon, and nobody in the whole street minded{mark} that.\n")) == 1
