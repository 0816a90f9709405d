"""The real command, as its user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Command

BAD = "We waited untill dawn.\n"
GOOD = "We waited until dawn.\n"


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    path = tmp_path / "bad.txt"
    path.write_text(BAD)
    return path


def test_findings_are_printed_with_their_place_and_make_status_1(newslint: Command, bad: Path) -> None:
    done = newslint("bad.txt", "--output-format", "concise")

    assert done.stdout == "bad.txt:1:11: misspelling 'untill' should be 'until'.\n"
    assert done.returncode == 1
    assert "1 file checked, 1 finding, 1 fixable with --fix" in done.stderr


def test_a_clean_article_is_silent_and_status_0(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)

    done = newslint("check", "good.txt")

    assert (done.returncode, done.stdout) == (0, "")


def test_the_default_path_is_this_folder(newslint: Command, bad: Path) -> None:
    assert "bad.txt:1:11" in newslint().stdout


def test_full_output_marks_the_span(newslint: Command, bad: Path) -> None:
    lines = newslint("bad.txt").stdout.split("\n")

    source = next(line for line in lines if "untill dawn" in line)
    marks = lines[lines.index(source) + 1]
    assert source[marks.index("^") : marks.rindex("^") + 1] == "untill"


def test_full_output_shows_the_other_copy_and_with_colour_what_would_stand_there(
    newslint: Command, bad: Path, tmp_path: Path
) -> None:
    title = "Ferry fares rise again"
    (tmp_path / "b.txt").write_text(f"{title}\n\nA lede.\n\n{title}\n\nFares on the ferry will rise in May.\n")

    plain = newslint("b.txt", "--select", "repeated-title").stdout
    colored = newslint("bad.txt", "--color", "always").stdout

    assert f"  1 | {title}\n    : 3 lines\n  5 | {title}\n    | {'^' * len(title)}\n" in plain
    assert "\x1b[9;31muntill\x1b[0m\x1b[32m until\x1b[0m dawn." in colored


def test_full_output_fits_the_line(newslint: Command, tmp_path: Path) -> None:
    text = "The harbour office said so. " * 20
    (tmp_path / "a.txt").write_text(f"{text}untill {text}\nuntill {text}\n{text} untill\n")

    lines = newslint("a.txt", "--select", "misspelling").stdout.splitlines()

    assert max(map(len, lines)) == 100
    assert sum("untill" in line for line in lines) == 6


def test_fix_rewrites_in_place_once(newslint: Command, bad: Path) -> None:
    first = newslint("--fix", "bad.txt")
    stamp = bad.stat().st_mtime_ns
    second = newslint("--fix", "bad.txt")

    assert (first.returncode, bad.read_text()) == (0, GOOD)
    assert (second.returncode, bad.stat().st_mtime_ns) == (0, stamp)


def test_fix_can_fail_a_hook_when_it_changed_something(newslint: Command, bad: Path) -> None:
    assert newslint("--fix", "--exit-non-zero-on-fix", "bad.txt").returncode == 1
    assert newslint("--fix", "--exit-non-zero-on-fix", "bad.txt").returncode == 0


def test_write_to_mirrors_the_tree_and_leaves_the_originals(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "in" / "deep").mkdir(parents=True)
    (tmp_path / "in" / "deep" / "a.txt").write_text(BAD)
    (tmp_path / "in" / "b.txt").write_text(GOOD)

    done = newslint("in/", "--write-to", "out")

    assert done.returncode == 0
    assert (tmp_path / "out" / "deep" / "a.txt").read_text() == GOOD
    assert (tmp_path / "out" / "b.txt").read_text() == GOOD
    assert (tmp_path / "in" / "deep" / "a.txt").read_text() == BAD


def test_write_to_refuses_to_overwrite_originals_and_copies(newslint: Command, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(BAD)

    assert newslint("one", "--write-to", "one").returncode == 2
    clash = newslint("one", "two", "--write-to", "out")

    assert clash.returncode == 2
    assert "would overwrite that of one/a.txt" in clash.stderr
    assert (tmp_path / "one" / "a.txt").read_text() == BAD


@pytest.mark.parametrize("folder", ["taken.txt", "taken.txt/deep"])
def test_write_to_needs_a_folder(newslint: Command, tmp_path: Path, bad: Path, folder: str) -> None:
    (tmp_path / "taken.txt").write_text("mine")

    done = newslint("bad.txt", "--write-to", folder)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "newslint: taken.txt: is a file, and --write-to needs a folder; name another\n"


@pytest.mark.parametrize("options", [(), ("--fix",), ("--output-format", "json")])
def test_a_folder_without_an_article_does_not_pass_for_a_clean_one(
    newslint: Command, tmp_path: Path, options: tuple[str, ...]
) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "a.html").write_text("<p>We waited.</p>")

    done = newslint("pages", *options)

    assert done.returncode == 0
    assert "newslint: no article found in pages (looked for .markdown, .md, .text, .txt, .jsonl," in done.stderr


def test_diff_applies_and_writes_nothing(newslint: Command, tmp_path: Path, bad: Path) -> None:
    bad.write_bytes(b"Lede.\r\nWe waited untill dawn.")
    done = newslint("--diff", "bad.txt")

    assert done.returncode == 1
    assert bad.read_bytes() == b"Lede.\r\nWe waited untill dawn."
    subprocess.run(["git", "apply", "-"], input=done.stdout.encode(), cwd=tmp_path, check=True)
    assert bad.read_bytes() == b"Lede.\r\nWe waited until dawn."


def test_diff_of_a_clean_article_is_empty(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD)

    done = newslint("--diff", "good.txt")

    assert (done.returncode, done.stdout) == (0, "")


def test_standard_input_is_checked_and_fixed_to_standard_output(newslint: Command) -> None:
    checked = newslint("-", "--stdin-filename", "news/a.txt", "--output-format", "concise", stdin=BAD)
    fixed = newslint("--fix", "-", stdin=BAD)

    assert checked.stdout.startswith("news/a.txt:1:11:")
    assert (fixed.stdout, fixed.returncode) == (GOOD, 0)


def test_json_has_the_promised_names(newslint: Command, bad: Path) -> None:
    (finding,) = json.loads(newslint("bad.txt", "--output-format", "json").stdout)

    assert set(finding) == {
        *("rule", "family", "severity", "message", "start", "end", "line", "column", "end_line", "end_column"),
        *("safety", "edits", "related", "path", "excerpt", "fingerprint"),
    }
    assert finding["edits"] == [{"start": 10, "end": 16, "text": "until", "rules": ["misspelling"]}]
    assert finding["excerpt"] == "untill"


@pytest.mark.parametrize("name", ["json", "sarif"])
def test_a_report_of_nothing_is_still_a_document(newslint: Command, tmp_path: Path, name: str) -> None:
    (tmp_path / "good.txt").write_text(GOOD)

    json.loads(newslint("good.txt", "--output-format", name).stdout)


def test_github_is_chosen_by_itself_and_commands_cannot_be_forged(newslint: Command, tmp_path: Path) -> None:
    path = tmp_path / "a%0A::error::b,c.txt"
    path.write_text("untill\n")

    done = newslint(path.name, GITHUB_ACTIONS="true", GITHUB_WORKFLOW="ci")

    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith(
        "::warning title=newslint (misspelling),file=a%250A%3A%3Aerror%3A%3Ab%2Cc.txt,line=1,"
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", "We waited untill dawn.\n"), ("a.jsonl", '{"text": "We waited untill dawn."}\n')],
)
def test_profile_names_every_rule_that_ran(newslint: Command, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)

    done = newslint("--profile", "--select", "misspelling,encoding", "--quiet")

    assert "untill" in done.stdout
    named = {line.split()[-1] for line in done.stderr.splitlines()}
    assert named == {"misspelling", "html-entities", "invalid-bytes", "invisible-characters", "mojibake", "rules"}
    assert newslint("--profile", "-j", "2").returncode == 2


def test_statistics_count_findings_and_articles(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We waited untill he recieved it.\n")
    (tmp_path / "b.txt").write_text(GOOD)

    done = newslint("--statistics", "--select", "misspelling")

    assert done.stdout.split() == ["findings", "articles", "rule", "2", "50.0%", "misspelling"]


def test_rules_can_be_selected_and_ignored(newslint: Command, bad: Path) -> None:
    assert newslint("bad.txt", "--select", "duplication").returncode == 0
    assert newslint("bad.txt", "--ignore", "misspelling").returncode == 0
    assert newslint("bad.txt", "--select", "misspelling", "--ignore", "spelling").returncode == 1
    assert newslint("bad.txt", "--exit-zero").returncode == 0


def test_rules_can_be_added_to_the_default_ones(newslint: Command, bad: Path) -> None:
    bad.write_text("We waited untill dawn.\n")
    names = [line.split()[1] for line in newslint("--output-format", "concise").stdout.splitlines()]
    flags = ("--extend-select", "too-short-or-long", "--output-format", "concise")

    assert names == ["misspelling"]
    assert {line.split()[1] for line in newslint(*flags).stdout.splitlines()} == {"misspelling", "too-short-or-long"}
    (bad.parent / "newslint.toml").write_text('extend_select = ["corpus-quality"]\nignore = ["misspelling"]\n')
    assert "too-short-or-long" in newslint().stdout
    assert "misspelling" not in newslint().stdout


def test_milder_findings_are_shown_and_need_not_fail(newslint: Command, bad: Path) -> None:
    (bad.parent / "newslint.toml").write_text('[rules.misspelling]\nseverity = "info"\n')
    bad.write_text("We waited untill dawn.\n")

    assert newslint("--fail-on", "warning").returncode == 0
    assert "untill" in newslint("--fail-on", "warning").stdout
    assert newslint("--fail-on", "info").returncode == newslint().returncode == 1


def test_paths_can_come_from_a_list(newslint: Command, bad: Path) -> None:
    (bad.parent / "other.txt").write_text("They recieved it.\n")
    (bad.parent / "list").write_text("other.txt\n")
    flags = ("--output-format", "concise", "--file-list")

    assert [line.split(":")[0] for line in newslint(*flags, "list").stdout.splitlines()] == ["other.txt"]
    assert newslint(*flags, "list").stdout == newslint(*flags, "-", stdin="other.txt\n").stdout
    assert newslint(*flags, "-").returncode == 0
    assert newslint(*flags, "none").returncode == 2


def test_the_nearest_settings_file_counts(newslint: Command, tmp_path: Path, bad: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')
    (tmp_path / "newslint.toml").write_text('[rules.misspelling]\nseverity = "error"\n')
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "pyproject.toml").write_text('[tool.newslint]\nignore = ["misspelling"]\n')
    (tmp_path / "sub" / "a.txt").write_text(BAD)

    findings = json.loads(newslint("--output-format", "json").stdout)

    assert [(f["path"], f["severity"]) for f in findings] == [("bad.txt", "error")]
    assert newslint("sub", "--isolated").returncode == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("",), "a path is empty"),
        (("--changed", ""), "--changed: is empty"),
        (("--edit-log", "log.jsonl"), "--edit-log needs --fix"),
        (("--statistics", "--output-format", "sarif"), "--statistics prints a table"),
    ],
)
def test_flags_that_would_do_nothing_are_refused(
    newslint: Command, bad: Path, args: tuple[str, ...], said: str
) -> None:
    done = newslint(*args)

    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_statistics_as_json(newslint: Command, bad: Path) -> None:
    (row,) = json.loads(newslint("bad.txt", "--statistics", "--output-format", "json").stdout)

    assert (row["rule"], row["articles"]) == ("misspelling", 1.0)


def test_per_file_ignores_of_a_folder(newslint: Command, tmp_path: Path, bad: Path) -> None:
    (tmp_path / "old").mkdir()
    bad.rename(tmp_path / "old" / "bad.txt")
    (tmp_path / "newslint.toml").write_text('[per_file_ignores]\nold = ["spelling"]\n')

    assert newslint(".").returncode == 0


def test_per_file_ignores(newslint: Command, tmp_path: Path, bad: Path) -> None:
    (tmp_path / "newslint.toml").write_text('[per_file_ignores]\n"bad*" = ["spelling"]\n')
    (tmp_path / "other.txt").write_text(BAD)

    assert newslint("--output-format", "concise").stdout.startswith("other.txt:1:11")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("missing.txt", None, "missing.txt: no such file"),
        ("empty.txt", b"", "empty.txt: is empty"),
        ("image.txt", b"\x89PNG\r\n\x1a\n", "image.txt: is a binary file"),
    ],
)
def test_what_cannot_be_checked_is_named_and_the_rest_goes_on(
    newslint: Command, tmp_path: Path, bad: Path, name: str, data: bytes | None, reason: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)

    done = newslint(name, "bad.txt", "--output-format", "concise")

    assert done.returncode == 2
    assert reason in done.stderr
    assert "bad.txt:1:11" in done.stdout


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_named(newslint: Command, tmp_path: Path, bad: Path) -> None:
    bad.chmod(0)

    done = newslint("bad.txt")

    assert (done.returncode, "Permission denied" in done.stderr) == (2, True)


@pytest.fixture
def closed(tmp_path: Path, bad: Path) -> Iterator[Path]:
    """A folder that may not be looked into, beside a file that may be read."""
    folder = tmp_path / "news" / "closed"
    folder.mkdir(parents=True)
    for path in (folder / "in.txt", folder / "in.jsonl", tmp_path / "news" / "open.txt"):
        path.write_text(BAD)
    folder.chmod(0)
    if os.access(folder, os.R_OK):
        folder.chmod(0o700)
        pytest.skip("this user may read everything")
    yield folder
    folder.chmod(0o700)


@pytest.mark.parametrize("more", [(), ("-j", 2), ("--fix",), ("--write-to", "out")])
def test_a_folder_that_cannot_be_looked_into_is_named_and_the_rest_is_checked(
    newslint: Command, closed: Path, more: tuple[str, ...]
) -> None:
    done = newslint("news", *more)

    assert done.returncode == 2
    assert "news/closed: cannot be read: Permission denied; make it readable" in done.stderr
    assert "1 file checked" in done.stderr
    assert newslint("news/closed").returncode == 2


def test_a_closed_folder_that_is_left_out_is_no_fault(newslint: Command, closed: Path) -> None:
    for glob in ("closed", "news/closed", "news/closed/*"):
        assert newslint("news", "--exclude", glob, "--fix").returncode == 0


def test_a_pack_that_cannot_be_looked_into_is_no_empty_pack(newslint: Command, closed: Path) -> None:
    assert "news/closed: cannot be read: Permission denied" in newslint("test", "news").stderr
    assert "news/closed: cannot be read: Permission denied" in newslint("test", "news/closed").stderr


@pytest.mark.parametrize("name", ["in.txt", "in.jsonl"])
def test_a_file_in_a_closed_folder_is_named(newslint: Command, closed: Path, name: str) -> None:
    done = newslint(f"news/closed/{name}", "bad.txt", "--output-format", "concise")

    assert done.returncode == 2
    assert f"news/closed/{name}: cannot be read" in done.stderr
    assert "bad.txt:1:11" in done.stdout


def test_control_characters_of_an_article_never_reach_the_terminal(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "evil.txt").write_text("\x1b]0;owned\x07 untill \u202eevil\x9b31m\n")

    for name in ("full", "concise", "github"):
        out = newslint("evil.txt", "--output-format", name).stdout
        assert "untill" in out
        assert not set(out) & set("\x1b\x07\x9b\u202e")


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BAD * 5000)
    command = f"{sys.executable} -m newslint a.txt --quiet | head -n 1"

    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, check=False
    )

    assert done.stdout
    assert done.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_fixing_goes_on_when_the_disk_of_the_report_is_full(tmp_path: Path) -> None:
    names = "Mayor Zelensky waited untill dawn. Then Zelenskyy left, and Zelenskyy it was who came back.\n"
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(names)
    with Path("/dev/full").open("wb") as full:
        command = [sys.executable, "-m", "newslint", "--fix", str(tmp_path)]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)

    assert done.returncode == 2
    assert not any("untill" in path.read_text() for path in tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_fixing_goes_on_when_the_reader_of_the_report_has_had_enough(tmp_path: Path) -> None:
    names = "Mayor Zelensky waited untill dawn. Then Zelenskyy left, and Zelenskyy it was who came back.\n"
    for number in range(60):
        (tmp_path / f"{number:02}.txt").write_text(names)
    command = [sys.executable, "-m", "newslint", "--fix", "--quiet", str(tmp_path)]

    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT) as process:
        process.stdout.close()
        said = process.stderr.read()

    assert said == b""
    assert not any("untill" in path.read_text() for path in tmp_path.iterdir())


def test_a_full_disk_is_not_silent(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BAD)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "newslint", "a.txt"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert done.returncode == 2
    assert b"cannot be written" in done.stderr


def test_standard_error_that_cannot_be_written_is_no_success(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BAD)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "newslint", "a.txt", "--exit-zero"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=subprocess.DEVNULL,
            stderr=full,
            check=False,
        )

    assert done.returncode == 2


def test_a_plain_locale_is_enough(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("“Café” untill noon.\n", encoding="utf-8")

    assert newslint("a.txt", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="").returncode == 1


def test_rule_explains_itself_with_the_settings_here(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "newslint.toml").write_text('[rules.misspelling]\nseverity = "error"\n')

    page = newslint("rule", "misspelling").stdout

    assert f'severity = "error"   # set in {tmp_path / "newslint.toml"}' in page
    assert "made by --fix" in page
    assert "⟦" in page


def test_rules_lists_every_rule(newslint: Command) -> None:
    listed = newslint("rules").stdout

    assert all(path.stem in listed for path in (ROOT / "rules").rglob("*.toml"))
    rows = {row["name"]: row for row in json.loads(newslint("rules", "--format", "json").stdout)}
    assert rows["misspelling"]["on"]
    assert not rows["bullet-heavy"]["on"]
    assert [line.split()[1] for line in newslint("rule", "truncation").stdout.splitlines()] == [
        name for name, row in rows.items() if row["family"] == "truncation"
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--fixx"], "there is no flag '--fixx'; did you mean '--fix'?"),
        (["--stat"], "there is no flag '--stat'"),
        (["baseline", "create", "--forse=1"], "there is no flag '--forse'; did you mean '--force'?"),
        (["chekc", "."], "there is no command, file or folder 'chekc'; did you mean 'check'?"),
        (["--select", "mispelling"], "there is no rule or family 'mispelling'; did you mean 'misspelling'?"),
        (["rule", "mispelling"], "there is no rule or family 'mispelling'; did you mean 'misspelling'?"),
    ],
)
def test_a_slip_is_named_once_with_what_was_meant(newslint: Command, bad: Path, words: list[str], said: str) -> None:
    (bad.parent / "other.txt").write_text(GOOD)

    done = newslint(*words)

    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_test_runs_the_examples_of_a_users_rules(newslint: Command, tmp_path: Path) -> None:
    folder = tmp_path / "house"
    folder.mkdir()
    rule = """
summary = "We write e-mail."
why = "House style."
message = "Write 'e-mail'."
fix = "safe"
pattern = '\\bemail\\b'
replace = 'e-mail'
[[bad]]
text = "Send an ⟦email⟧."
clean = "Send an e-mail."
[[bad]]
text = "⟦email⟧"
[[good]]
text = "Send an e-mail."
[[good]]
text = "They emailed."
"""
    (folder / "plain-email.toml").write_text(rule)
    assert newslint("test", "house").returncode == 0

    (folder / "plain-email.toml").write_text(rule.replace("They emailed.", "An email."))
    done = newslint("test", "house")

    assert done.returncode == 1
    assert "plain-email.toml:15: found '⟦email⟧', wanted 'nothing'" in done.stdout
    (folder / "one.toml").write_text("summary = 1\n")
    (folder / "two.toml").write_text("summary =\n")
    done = newslint("test", "house")
    assert done.returncode == 2
    assert "house/one.toml" in done.stderr
    assert "house/two.toml" in done.stderr
    assert "plain-email.toml:15" in done.stdout
    assert newslint("test", "house/plain-email.toml").returncode == 1


def test_a_pack_runs_beside_the_built_in_rules(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "no-very.toml").write_text(
        'summary = "s"\nwhy = "w"\nmessage = "Not \'{text}\'."\npattern = \'\\bvery\\b\'\n'
        '[[bad]]\ntext = "⟦very⟧"\n[[good]]\ntext = "x"\n'
    )
    (tmp_path / "newslint.toml").write_text('packs = ["house"]\n')
    (tmp_path / "a.txt").write_text("A very long wait untill dawn.\n")

    done = newslint("a.txt", "--output-format", "concise")

    assert [line.split()[1] for line in done.stdout.splitlines()] == ["no-very", "misspelling"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("bad.txt", "-o", "bad.txt"),
        (".", "-o", "./bad.txt"),
        ("bad.txt", "--fix", "-o", "bad.txt"),
        ("corpus", "bad.txt", "-o", "bad.txt"),
        ("baseline", "create", "bad.txt", "--file", "bad.txt", "--force"),
    ],
    ids=" ".join,
)
def test_a_report_never_overwrites_an_article(newslint: Command, bad: Path, arguments: tuple[str, ...]) -> None:
    done = newslint(*arguments)

    assert done.returncode == 2
    assert "bad.txt: is one of the files to read" in done.stderr
    assert bad.read_text() == BAD


def test_the_report_is_no_article(newslint: Command, bad: Path) -> None:
    done = newslint(".", "-o", "report.txt")

    assert done.returncode == 1
    assert "1 file checked, 1 finding" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [(("-",), '{"text": "We waited untill dawn."}\n'), (("-", "--stdin-filename", "news.jsonl"), BAD)],
)
def test_records_on_standard_input_are_refused_and_not_taken_for_an_article(
    newslint: Command, arguments: tuple[str, ...], stdin: str
) -> None:
    done = newslint(*arguments, stdin=stdin)

    assert done.returncode == 2
    assert "read from files alone" in done.stderr


def test_a_baseline_never_overwrites_records_that_are_named(newslint: Command, tmp_path: Path) -> None:
    records = tmp_path / "news.jsonl"
    records.write_text('{"text": "We waited untill dawn."}\n')

    done = newslint("baseline", "create", "news.jsonl", "--file", "news.jsonl", "--force")

    assert done.returncode == 2
    assert records.read_text() == '{"text": "We waited untill dawn."}\n'
