"""A team begins on a dirty archive: what was there is known, what comes is reported."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import Command

from newslint.article import Article
from newslint.baseline import Baseline
from newslint.fingerprint import fingerprints
from newslint.model import Finding, Span

BAD = "The ferry waited untill dawn.\n\nThe crew slept on deck, as the harbour had closed early.\n"
KNOWN = "known.jsonl"


@pytest.fixture
def archive(tmp_path: Path, newslint: Command) -> Path:
    """Two dirty articles, a clean one, and a baseline of them that the settings name."""
    (tmp_path / "news").mkdir()
    for name, text in (("a.txt", BAD), ("b.txt", BAD.replace("ferry", "train")), ("c.txt", "All was well there.\n")):
        (tmp_path / "news" / name).write_text(text)
    (tmp_path / "newslint.toml").write_text(f'baseline = "{KNOWN}"\n')
    assert newslint("baseline", "create").returncode == 0
    return tmp_path


def findings(newslint: Command, *args: str) -> list[str]:
    return newslint(*args, "--output-format", "concise").stdout.splitlines()


def test_what_was_there_is_not_reported(newslint: Command, archive: Path) -> None:
    done = newslint("news")

    assert (done.returncode, done.stdout) == (0, "")
    assert "2 left out" in done.stderr
    assert len(findings(newslint, "news", "--no-baseline")) == 2


def test_an_artifact_fixed_and_another_added_is_one_new_and_one_gone(newslint: Command, archive: Path) -> None:
    path = archive / "news" / "a.txt"
    path.write_text(BAD.replace("untill", "until").replace("had closed early", "stayed shut untill noon"))

    done = newslint("baseline", "check")

    assert [line.split(":")[:2] for line in findings(newslint, "news")] == [["news/a.txt", "3"]]
    assert done.returncode == 1
    assert "1 new, 1 gone, 1 known" in done.stderr
    assert "news/a.txt: misspelling is gone: 'untill'" in done.stdout


def test_moved_lines_and_renamed_articles_stay_known(newslint: Command, archive: Path) -> None:
    path = archive / "news" / "a.txt"
    path.write_text("A new opening line for the story.\n\n" + "\n\n".join(reversed(BAD.strip().split("\n\n"))) + "\n")
    (archive / "news" / "b.txt").rename(archive / "news" / "renamed.txt")

    assert findings(newslint) == []
    assert newslint("baseline", "check").returncode == 0


def test_a_copy_of_a_dirty_article_is_new(newslint: Command, archive: Path) -> None:
    (archive / "news" / "copy.txt").write_text(BAD)

    assert [line.split(":")[0] for line in findings(newslint)] == ["news/copy.txt"]


def test_prune_drops_what_is_gone_and_never_takes_in_what_is_new(newslint: Command, archive: Path) -> None:
    (archive / "news" / "a.txt").write_text("All is well here too.\n")
    (archive / "news" / "c.txt").write_text("Nothing ran untill noon.\n")
    (archive / "news" / "b.txt").rename(archive / "news" / "d.txt")

    assert "1 of the baseline gone" in newslint().stderr
    assert newslint("baseline", "prune").stdout == "1 dropped, 1 left\n"
    rows = [json.loads(line) for line in (archive / KNOWN).read_text().splitlines()]
    known, *articles = rows
    assert (known["path"], known["rule"], known["text"]) == ("news/d.txt", "misspelling", "untill")
    assert [row["path"] for row in articles] == ["news/a.txt", "news/d.txt"], "what a.txt was is still no news"
    assert len(findings(newslint)) == 1


def test_an_article_that_was_deleted_is_gone_for_a_run_over_its_folder(newslint: Command, archive: Path) -> None:
    (archive / "news" / "b.txt").unlink()

    assert "0 new, 1 gone, 1 known" in newslint("baseline", "check", "news").stderr


def test_a_marker_below_one_that_is_known_is_new(newslint: Command, tmp_path: Path) -> None:
    story = "The ferry from Aldmouth ran late on {}, and two hundred people slept in the harbour hall.\n\n"
    days = [story.format(day) for day in ("Monday", "Tuesday", "Wednesday", "Thursday")]
    path = tmp_path / "a.txt"
    path.write_text("".join([days[0], "Advertisement\n\n", days[1], days[2], "Advertisement\n\n", days[3]]))
    newslint("baseline", "create")
    path.write_text(path.read_text().replace("Advertisement\n\n", "Advertisement\n\nAdvertisement\n\n", 1))

    assert len(findings(newslint, "--baseline", "newslint-baseline.jsonl")) == 1


def test_a_run_over_some_files_calls_no_other_entry_gone(newslint: Command, archive: Path) -> None:
    (archive / "news" / "b.txt").unlink()

    assert "gone" not in newslint("news/a.txt").stderr
    assert "gone" not in newslint("--ignore", "spelling").stderr
    assert "1 of the baseline gone" in newslint(".").stderr


def test_known_findings_are_not_fixed_and_new_ones_are(newslint: Command, archive: Path) -> None:
    path = archive / "news" / "a.txt"
    path.write_text("They sat untill noon, untill tea.\n" + BAD)

    newslint("news", "--fix")

    assert path.read_text().count("untill") == 1
    assert "ferry waited untill dawn" in path.read_text()


def test_create_writes_nothing_when_nothing_could_be_read(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()

    done = newslint("baseline", "create", "nosuch")

    assert (done.returncode, done.stdout) == (2, "")
    assert "nosuch: no such file" in done.stderr
    assert "newslint-baseline.jsonl: is not written" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [".git"]


def test_create_writes_nothing_for_a_folder_without_articles(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()

    done = newslint("baseline", "create", "empty")

    assert (done.returncode, "no article found in empty" in done.stderr) == (2, True)
    assert not (tmp_path / "newslint-baseline.jsonl").exists()


def test_create_does_not_replace_a_baseline_unasked(newslint: Command, archive: Path) -> None:
    before = (archive / KNOWN).read_bytes()
    (archive / "news" / "c.txt").write_text("Nothing ran untill noon.\n")

    assert newslint("baseline", "create").returncode == 2
    assert (archive / KNOWN).read_bytes() == before
    assert newslint("baseline", "create", "--force").returncode == 0
    assert findings(newslint) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [("{}\n", "known.jsonl:1: is no line"), ("<<<<<<< ours\n", "merge conflict"), (None, "no such baseline")],
)
def test_a_baseline_that_cannot_be_used_stops_the_run(
    newslint: Command, archive: Path, content: str | None, said: str
) -> None:
    (archive / KNOWN).unlink() if content is None else (archive / KNOWN).write_text(content)

    done = newslint("news")

    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_the_baselines_of_two_branches_merge(newslint: Command, tmp_path: Path) -> None:
    def git(*args: str) -> None:
        identity = ("-c", "user.name=A", "-c", "user.email=a@example.org")
        subprocess.run(["git", *identity, *args], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    (tmp_path / "a.txt").write_text(BAD)
    newslint("baseline", "create")
    git("add", ".")
    git("commit", "-qm", "base")
    for branch, word in (("one", "boat"), ("two", "bus")):
        git("checkout", "-q", "-b", branch, "main")
        (tmp_path / f"{branch}.txt").write_text(BAD.replace("ferry", word))
        newslint("baseline", "create", "--force")
        git("add", ".")
        git("commit", "-qm", branch)
    git("merge", "-q", "--no-edit", "one")

    assert newslint("baseline", "check").stderr == "0 new, 0 gone, 3 known\n"


def test_one_artifact_that_another_rule_finds_now_stays_known(newslint: Command, tmp_path: Path) -> None:
    lede = "The council of Orlebar voted on Tuesday to close the old bridge for repairs until the spring."
    rest = "Traffic will be led over the ring road, the mayor said.\n\nBuses run every ten minutes until then.\n"
    path = tmp_path / "a.txt"
    path.write_text(f"{lede}\n\n{lede} {rest}")
    newslint("baseline", "create")
    before = findings(newslint, "--no-baseline")
    path.write_text(f"A new line was put on top of the story by the desk.\n\n{lede}\n\n{lede} {rest}")

    assert len(before) == 1
    assert findings(newslint, "--baseline", "newslint-baseline.jsonl") == []


@pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="file names are Unicode there")
def test_a_file_name_that_is_not_utf_8_can_be_known(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text(BAD)

    assert newslint("baseline", "create", "--file", KNOWN).returncode == 0
    (tmp_path / "newslint.toml").write_text(f'baseline = "{KNOWN}"\n')
    assert newslint().returncode == 0


def _caption(place: Span) -> Finding:
    return Finding("caption", "leftovers", "warning", "m", **place._asdict(), safety="none")


def captions(folder: Path, text: str, *pieces: str) -> tuple[Article, list[Finding]]:
    """An article and the findings of a rule that holds these pieces of it for captions."""
    article = Article(text, id=str(folder / "a.txt"))
    places = [article.span(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]
    return article, [_caption(place) for place in places]


def new(baseline: Baseline, article: Article, found: list[Finding], rules: str = "0a1b2c3d") -> list[bool]:
    baseline.look_at(article.id, {"caption"}, rules)
    marks = fingerprints(article, found)
    return [baseline.is_new(article, f, mark) for f, mark in zip(found, marks, strict=True)]


def test_a_run_of_known_lines_may_split_and_takes_in_no_new_line(tmp_path: Path) -> None:
    record = Baseline(tmp_path / KNOWN, record=True)
    assert new(record, *captions(tmp_path, "By A\n\nOf B\n\nStory.\n", "By A\n\nOf B")) == [True]
    known = Baseline(tmp_path / KNOWN, record.recorded)

    assert new(known, *captions(tmp_path, "By A\n\nOf B\n\nStory.\n", "By A", "Of B")) == [False, False]
    assert list(known.stale([tmp_path])) == []
    assert new(known, *captions(tmp_path, "By A\n\nOf B\n\nBy C\n", "By A\n\nOf B\n\nBy C")) == [True]
    article, (first,) = captions(tmp_path, "By A\n\nStory.\n\nBy A\n", "By A")
    place = article.span(14, 18)
    assert new(known, article, [first, _caption(place)]) == [False, True]


def test_an_unchanged_line_that_is_judged_anew_is_known_while_the_rules_stay(tmp_path: Path) -> None:
    record = Baseline(tmp_path / KNOWN, record=True)
    new(record, *captions(tmp_path, "By A\nOf B\nStory.\n", "By A"))
    known = Baseline(tmp_path / KNOWN, record.recorded)
    anew = captions(tmp_path, "Of B\nStory.\n", "Of B")

    assert new(known, *anew) == [False]
    assert new(known, *anew, rules="4e5f6a7b") == [True]
    assert new(known, *captions(tmp_path, "Of Bob\nStory.\n", "Of Bob")) == [True]
    assert new(known, *captions(tmp_path, "Of B\nOf B\nStory.\n", "Of B")) == [True]
    article, (first,) = captions(tmp_path, "Of B\nStory.\nA copy of B\n", "Of B")
    assert new(known, article, [first._replace(related=(article.span(12, 23),))]) == [True]


def test_a_rule_that_has_learnt_something_reports_it_in_old_lines_too(newslint: Command, archive: Path) -> None:
    rule = archive / "house" / "style" / "our-words.toml"
    rule.parent.mkdir(parents=True)
    text = 'summary = "s"\nwhy = "w"\nmessage = "m"\npattern = "harbour"\n[[bad]]\ntext = "a ⟦harbour⟧"\n'
    rule.write_text(text)
    (archive / "newslint.toml").write_text(f'baseline = "{KNOWN}"\npacks = ["house"]\n')
    newslint("baseline", "create", "--force")
    before = findings(newslint, "news")
    rule.write_text(text.replace("harbour", "harbour|dawn").replace("a ⟦harbour|dawn⟧", "⟦dawn⟧"))

    assert before == []
    assert [line.split(":")[:2] for line in findings(newslint, "news")] == [["news/a.txt", "1"], ["news/b.txt", "1"]]


def test_blank_lines_stay_known_when_the_line_below_them_is_mended(newslint: Command, tmp_path: Path) -> None:
    story = "The ferry from Aldmouth ran late on Monday, and two hundred people slept in the harbour hall.\n"
    path = tmp_path / "a.txt"
    path.write_text(f"{story}\n\n\nAdvertisement\n{story.replace('Monday', 'Tuesday')}")
    newslint("baseline", "create")
    known = findings(newslint, "--no-baseline")
    path.write_text(path.read_text().replace("Advertisement\n", ""))

    assert len(known) == 2
    assert findings(newslint, "--baseline", "newslint-baseline.jsonl") == []
