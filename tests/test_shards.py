"""Shards from the command line: one out for one in, resumed, never mixed, the same at any -j."""

from __future__ import annotations

import gzip
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Command

GOOD = "The mayor of Larkhall opened the bridge on day {n}, and the band played at noon.\n"
BAD = "The town had waited untill day {n}, and the band played at noon.\n"


def shard(path: Path, rows: int = 60, first: int = 0) -> Path:
    """JSON lines of which every third has a fault."""
    texts = [(BAD if n % 3 == 0 else GOOD).format(n=n) for n in range(first, first + rows)]
    data = "".join(f'{{"id":"a{n}", "n":1.10,"text":{json.dumps(text)} }}\n' for n, text in enumerate(texts, first))
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(gzip.compress(data.encode()) if path.suffix == ".gz" else data.encode())
    return path


def cleaned(data: bytes) -> bytes:
    return data.replace(b"untill", b"until")


def manifest(path: Path) -> dict[str, object]:
    return json.loads((path.parent / "_newslint" / f"{path.name}.json").read_text())  # type: ignore[no-any-return]


def test_findings_name_the_record(newslint: Command, tmp_path: Path) -> None:
    shard(tmp_path / "a.jsonl", 4)

    done = newslint("a.jsonl", "--output-format", "concise")

    assert done.stdout.splitlines() == [
        "a.jsonl#1 (a0):1:21: misspelling 'untill' should be 'until'.",
        "a.jsonl#4 (a3):1:21: misspelling 'untill' should be 'until'.",
    ]
    assert done.stderr == "4 records checked, 2 findings, 2 fixable with --fix\n"
    assert done.returncode == 1
    rows = json.loads(newslint("a.jsonl", "--output-format", "json").stdout)
    assert [row["record"] for row in rows] == [{"number": 1, "id": "a0"}, {"number": 4, "id": "a3"}]


def test_one_shard_out_for_one_in_with_its_manifest(newslint: Command, tmp_path: Path) -> None:
    source = shard(tmp_path / "in" / "a.jsonl")
    packed = shard(tmp_path / "in" / "b.jsonl.gz", 20, 60)
    (tmp_path / "in" / "c.txt").write_text(BAD)

    done = newslint("in", "--write-to", "out", "-j", "2")

    assert done.returncode == 0, done.stderr
    assert done.stderr == "1 file and 80 records checked, 28 cleaned in out (28 fixes), 0 findings left\n"
    assert (tmp_path / "out" / "a.jsonl").read_bytes() == cleaned(source.read_bytes())
    assert gzip.decompress((tmp_path / "out" / "b.jsonl.gz").read_bytes()) == cleaned(
        gzip.decompress(packed.read_bytes())
    )
    counts = manifest(tmp_path / "out" / "a.jsonl")
    assert (counts["rows"], counts["changed"], counts["fixed"]) == (60, 20, {"misspelling": 20})


def test_the_output_is_the_same_at_any_number_of_processes(newslint: Command, tmp_path: Path) -> None:
    for n in range(5):
        shard(tmp_path / "in" / f"{n}.jsonl", 70, n)
        (tmp_path / "in" / f"{n}.txt").write_text(BAD)
    (tmp_path / "in" / "2.txt").write_bytes(b"\0")

    one, eight = (newslint("in", "--write-to", f"out{j}", "-j", j, "--add", "findings") for j in (1, 8))

    assert one.stdout == eight.stdout.replace("out8", "out1")
    assert one.stderr == eight.stderr.replace("out8", "out1")
    assert one.returncode == eight.returncode == 2
    assert newslint("in", "-j1").stdout == newslint("in", "-j8").stdout != ""
    names = sorted(p.name for p in (tmp_path / "out1").iterdir() if p.is_file())
    assert len(names) == 9
    for name in names:
        assert (tmp_path / "out1" / name).read_bytes() == (tmp_path / "out8" / name).read_bytes()


def test_a_bad_record_is_copied_reported_and_makes_exit_status_2(newslint: Command, tmp_path: Path) -> None:
    source = shard(tmp_path / "a.jsonl", 3)
    source.write_bytes(source.read_bytes() + b'{"text": "\n' * 30)

    done = newslint("a.jsonl", "--write-to", "out")
    again = newslint("a.jsonl", "--write-to", "out")

    assert done.returncode == again.returncode == 2
    assert (tmp_path / "out" / "a.jsonl").read_bytes() == cleaned(source.read_bytes())
    assert "a.jsonl#4: is not a JSON object" in done.stderr
    assert "a.jsonl: 10 more records that could not be checked" in done.stderr
    assert "a.jsonl: done before, 33 records" in again.stderr
    assert done.stderr.splitlines()[-1] == again.stderr.splitlines()[-1]


def test_a_finished_shard_is_made_again_only_of_the_same(newslint: Command, tmp_path: Path) -> None:
    source = shard(tmp_path / "a.jsonl", 3)
    copy = tmp_path / "out" / "a.jsonl"
    newslint(source, "--write-to", "out")
    first = copy.stat().st_mtime_ns

    assert newslint(source, "--write-to", "out").returncode == 0
    assert copy.stat().st_mtime_ns == first, "not made twice"

    other = newslint(source, "--write-to", "out", "--ignore", "misspelling")
    assert (other.returncode, "was made with other settings" in other.stderr) == (2, True)
    copy.write_bytes(b"mine\n")
    mine = newslint(source, "--write-to", "out")
    assert (mine.returncode, "was changed since newslint made it" in mine.stderr) == (2, True)
    assert copy.read_bytes() == b"mine\n"
    shard(source, 4)
    changed = newslint(source, "--write-to", "out")
    assert (changed.returncode, "input that has changed" in changed.stderr) == (2, True)
    assert newslint(source, "--write-to", "out", "--overwrite").returncode == 0
    assert copy.read_bytes() == cleaned(source.read_bytes())


def test_a_file_that_is_not_newslints_is_not_replaced(newslint: Command, tmp_path: Path) -> None:
    source = shard(tmp_path / "a.jsonl", 3)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "a.jsonl").write_text("precious")

    done = newslint(source, "--write-to", "out")

    assert (done.returncode, "no manifest says that newslint made it" in done.stderr) == (2, True)
    assert (tmp_path / "out" / "a.jsonl").read_text() == "precious"


def test_a_cut_off_shard_leaves_nothing_and_stops_no_other(newslint: Command, tmp_path: Path) -> None:
    packed = shard(tmp_path / "in" / "a.jsonl.gz")
    packed.write_bytes(packed.read_bytes()[:-20])
    other = shard(tmp_path / "in" / "b.jsonl")

    done = newslint("in", "--write-to", "out")

    assert (done.returncode, "a.jsonl.gz: cannot be read to its end" in done.stderr) == (2, True)
    assert sorted(p.name for p in (tmp_path / "out").rglob("*")) == ["_newslint", "b.jsonl", "b.jsonl.json"]
    assert (tmp_path / "out" / "b.jsonl").read_bytes() == cleaned(other.read_bytes())


def test_other_tables_in_a_folder_are_passed_over_unless_they_are_named(newslint: Command, tmp_path: Path) -> None:
    shard(tmp_path / "in" / "a.jsonl", 1)
    (tmp_path / "in" / "b.jsonl").write_text('{"path": "x"}\n')
    (tmp_path / "in" / "c.csv").write_text("path\nx\n")

    done = newslint("in", "--write-to", "out")

    assert done.returncode == 0
    assert done.stderr.splitlines()[:2] == [
        "newslint: in/b.jsonl: has no field 'text' (--text-field); it has: path; skipped",
        "newslint: in/c.csv: has no column 'text' (--text-field); it has: path; skipped",
    ]
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["_newslint", "a.jsonl"]
    assert newslint("in/b.jsonl").returncode == newslint("in/c.csv").returncode == 2


def test_json_lines_are_fixed_in_place_but_nothing_packed(newslint: Command, tmp_path: Path) -> None:
    source, packed = shard(tmp_path / "a.jsonl"), shard(tmp_path / "b.jsonl.gz")
    before, kept = source.read_bytes(), packed.read_bytes()
    source.chmod(0o640)

    done = newslint("a.jsonl", "b.jsonl.gz", "--fix")

    assert source.read_bytes() == cleaned(before)
    assert source.stat().st_mode & 0o777 == 0o640
    assert packed.read_bytes() == kept
    assert (done.returncode, "b.jsonl.gz: is never changed in place" in done.stderr) == (2, True)


def test_records_that_must_not_be_replaced_are_refused_at_once(newslint: Command, tmp_path: Path) -> None:
    source = shard(tmp_path / "a.jsonl", 3)
    before = source.read_bytes()
    os.link(source, tmp_path / "other")

    done = newslint("--fix", "a.jsonl")

    assert (done.returncode, "a.jsonl: has several hard links" in done.stderr) == (2, True)
    assert (source.read_bytes(), sorted(p.name for p in tmp_path.iterdir())) == (before, ["a.jsonl", "other"])


def test_an_interrupt_leaves_no_part_of_a_shard(tmp_path: Path) -> None:
    source = shard(tmp_path / "a.jsonl", 20_000)
    before = source.read_bytes()
    command = [sys.executable, "-m", "newslint", "--fix", "a.jsonl"]
    process = subprocess.Popen(
        command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, stderr=subprocess.DEVNULL
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not list(tmp_path.glob(".newslint*")):
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)

    assert process.wait(timeout=30) == 143
    assert (source.read_bytes(), [p.name for p in tmp_path.iterdir()]) == (before, ["a.jsonl"])


def test_a_diff_names_the_record_and_writes_nothing(newslint: Command, tmp_path: Path) -> None:
    source = shard(tmp_path / "a.jsonl", 2)
    before = source.read_bytes()

    done = newslint("a.jsonl", "--diff")

    assert done.stdout.splitlines()[:2] == ["--- a/a.jsonl#1 (a0)", "+++ b/a.jsonl#1 (a0)"]
    assert (done.returncode, source.read_bytes()) == (1, before)


def test_fields_are_added_only_to_copies(newslint: Command, tmp_path: Path) -> None:
    shard(tmp_path / "a.jsonl", 1)

    assert newslint("a.jsonl", "--add", "edits").stderr == "newslint: --add needs --write-to\n"
    assert "'x' is none of clean_text" in newslint("a.jsonl", "--write-to", "out", "--add", "x").stderr
    newslint("a.jsonl", "--write-to", "out", "--add", "clean_text,findings", "--add", "withheld")
    row = json.loads((tmp_path / "out" / "a.jsonl").read_text())
    assert list(row) == ["id", "n", "text", "clean_text", "findings", "withheld"]
    assert row["text"].replace("untill", "until") == row["clean_text"]


#: Python runs this at the start of every process that finds it: a text that kills whoever checks it.
POISON = """
import os
from newslint import engine
check = engine.Engine.check
def deadly(self, article):
    if "POISON" in article.text:
        os.kill(os.getpid(), 9)
    return check(self, article)
engine.Engine.check = deadly
"""


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_poisonous_record_is_set_aside(newslint: Command, tmp_path: Path, jobs: int) -> None:
    source = shard(tmp_path / "a.jsonl", 50)
    source.write_bytes(source.read_bytes().replace(b"day 30,", b"POISON,"))
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(POISON)

    done = newslint("a.jsonl", "--write-to", "out", "-j", jobs, PYTHONPATH=f"{tmp_path / 'site'}{os.pathsep}{ROOT}")

    reason = "a.jsonl#31 (a30): the process that worked on it was killed (SIGKILL), three times; copied as it is"
    assert reason in done.stderr
    assert done.returncode == 2
    old, new = (path.read_bytes().splitlines() for path in (source, tmp_path / "out" / "a.jsonl"))
    assert new == [row if b"POISON" in row else cleaned(row) for row in old]


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_run_that_is_killed_is_resumed_with_the_same_bytes(newslint: Command, tmp_path: Path) -> None:
    for n in range(6):
        shard(tmp_path / "in" / f"{n}.jsonl", 150, n)
    command = [sys.executable, "-m", "newslint", "in", "--write-to", "out", "-j2", "-q"]
    chance = random.Random(7)
    sources = sorted((tmp_path / "in").iterdir())
    for _ in range(4):
        with subprocess.Popen(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}) as run:
            time.sleep(chance.uniform(0.2, 1.5))
            run.send_signal(signal.SIGKILL)
        for source in sources:
            copy = tmp_path / "out" / source.name
            assert not copy.exists() or copy.read_bytes() == cleaned(source.read_bytes())

    assert newslint("in", "--write-to", "out").returncode == 0

    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == sorted(["_newslint", *(s.name for s in sources)])
    for source in sources:
        assert (tmp_path / "out" / source.name).read_bytes() == cleaned(source.read_bytes())


def test_a_record_says_which_site_it_comes_from(newslint: Command, tmp_path: Path) -> None:
    pytest.importorskip("rensa")
    line = "The Larkhall Lantern keeps its light on for you"
    rows = [
        {"text": f"{GOOD.format(n=n)}\n{line}\n\n{GOOD.format(n=n + 50)}", "url": f"https://lantern.example/{n}"}
        for n in range(40)
    ]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    assert newslint("corpus", "a.jsonl", "-o", "t.jsonl").returncode == 0

    done = newslint("a.jsonl", "--templates", "t.jsonl", "--select", "template-line", "--output-format", "concise")

    assert "a.jsonl#40:3:1: template-line" in done.stdout
    assert "articles of lantern.example" in done.stdout
