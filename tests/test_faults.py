"""What will happen to a tool that is pointed at scraped text: odd bytes, odd lines, odd letters.

The letters and numbers in the names are the rows of docs/trust.md.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, SEEDS, Command
from hypothesis import given
from hypothesis import strategies as st

import newslint as library
from newslint.article import Article
from newslint.edits import apply

STORY = (
    "Harbour bridge to close\n\n"
    "The bridge will close for ten weeks from Monday, the council said on Thursday.\n\n"
    "Drivers will be sent along the ring road, which adds twenty minutes to the way into town.\n"
)


def fixed(newslint: Command, tmp_path: Path, data: bytes) -> bytes:
    """What --fix leaves of a file."""
    (tmp_path / "a.txt").write_bytes(data)
    newslint("--fix", "--unsafe-fixes", "a.txt")
    return (tmp_path / "a.txt").read_bytes()


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", b"\n\n\n", b"\xef\xbb\xbf"], ids=["A1", "A2", "A2-newlines", "A8-only"]
)
def test_a_file_without_ink_is_never_written(newslint: Command, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    before = (tmp_path / "a.txt").stat().st_mtime_ns

    newslint("--fix", "--unsafe-fixes", "a.txt")

    assert ((tmp_path / "a.txt").read_bytes(), (tmp_path / "a.txt").stat().st_mtime_ns) == (data, before)


@pytest.mark.parametrize("magic", [b"%PDF-1.4", b"\x89PNG\r\n", b"PK\x03\x04", b"\xff\xd8\xff\xe0", b"GIF89a"])
def test_a5_other_files_under_a_text_name_are_skipped(newslint: Command, tmp_path: Path, magic: bytes) -> None:
    data = magic + b" We waited untill dawn.\n"

    assert fixed(newslint, tmp_path, data) == data


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-8-sig"])
def test_a6_a8_the_encoding_is_written_back(newslint: Command, tmp_path: Path, encoding: str) -> None:
    bom = b"\xfe\xff" if encoding == "utf-16-be" else b""
    before = bom + "“Wir” waited untill dawn.\n".encode(encoding)

    assert fixed(newslint, tmp_path, before) == bom + "“Wir” waited until dawn.\n".encode(encoding)


def test_a8_the_first_column_comes_after_the_byte_order_mark(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfuntill then\n")

    assert newslint("a.txt", "--output-format", "concise").stdout.startswith("a.txt:1:1:")


def test_a10_a11_invalid_bytes_are_found_and_kept(newslint: Command, tmp_path: Path) -> None:
    data = b"The caf\xe9 closed untill May.\n"
    (tmp_path / "a.txt").write_bytes(data)

    out = newslint("a.txt", "--output-format", "concise").stdout

    assert "a.txt:1:8: invalid-bytes" in out
    assert fixed(newslint, tmp_path, data) == b"The caf\xe9 closed until May.\n"


def test_a11_a_file_in_another_encoding_is_one_finding_with_the_remedy(newslint: Command, tmp_path: Path) -> None:
    text = "The port opens on Monday.\n\nZoë’s café and Noël’s crêperie stay shut.\n"
    (tmp_path / "a.txt").write_bytes(text.encode("cp1252") * 9)

    out = newslint("a.txt", "--output-format", "concise", "--select", "invalid-bytes").stdout

    assert out.count("invalid-bytes") == 1
    assert out.startswith("a.txt:3:3: invalid-bytes This is no text: the file is not UTF-8 (0xEB 0x92 here, 54 such")
    assert "iconv -f cp1252 -t utf-8" in out


@given(st.binary(min_size=1, max_size=60))
def test_a10_bytes_outside_the_edits_are_untouched(data: bytes) -> None:
    text = data.decode("utf-8", "surrogateescape")
    result = library.clean(text, unsafe_fixes=True)

    assert apply(text, result.edits).encode("utf-8", "surrogateescape") == result.text.encode(
        "utf-8", "surrogateescape"
    )


def test_a16_a_file_name_that_is_no_utf8(newslint: Command, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/\xff.txt"
    try:
        Path(os.fsdecode(name)).write_text("We waited untill dawn.\n")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")

    assert newslint("--output-format", "concise").stdout.startswith("\\xff.txt:1:11")
    assert json.loads(newslint("--output-format", "json").stdout)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["B4", "B1", "B3"])
@pytest.mark.parametrize("end", [True, False])
def test_line_ends_stay(newslint: Command, tmp_path: Path, newline: str, end: bool) -> None:
    text = STORY.replace("ten weeks", "ten weeks untill May").replace("\n", newline)
    text = text if end else text.rstrip("\r\n")

    assert fixed(newslint, tmp_path, text.encode()) == text.replace("untill", "until").encode()


def test_b2_mixed_line_ends_stay_mixed(newslint: Command, tmp_path: Path) -> None:
    data = b"We waited untill dawn.\r\nThen we left.\nNo one saw us.\rThe end.\n"

    assert fixed(newslint, tmp_path, data) == data.replace(b"untill", b"until")


@pytest.mark.parametrize("char", list("\u2028\u2029\u0085\x0b\x0c\x1c\x1d\x1e"))
def test_b5_only_line_ends_end_lines(char: str) -> None:
    article = Article(f"one{char}two\nuntill")

    assert article.position(article.text.index("untill")) == (2, 1)


def test_b5_no_code_splits_at_odd_line_ends() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "newslint").rglob("*.py"))

    assert not re.search(r"\.splitlines\(", code)


def test_b11_columns_count_code_points() -> None:
    (finding,) = library.check("👩‍👩‍👧 e\u0301\tuntill")[:1]

    assert (finding.line, finding.column) == (1, 10)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc here")
def test_b12_a_file_that_claims_no_size_is_read_to_its_end(newslint: Command) -> None:
    assert newslint("/proc/self/status").returncode in (0, 1)


def test_c1_a_run_of_combining_marks_is_no_trap() -> None:
    text = "a" + "\u0301" * 100_000 + "\n"

    assert library.clean(text, unsafe_fixes=True).text == text


def test_c3_lone_surrogates_survive(newslint: Command, tmp_path: Path) -> None:
    text = "We \ud83d waited untill dawn.\n"

    assert library.clean(text).text == "We \ud83d waited until dawn.\n"


@pytest.mark.parametrize(
    "text",
    [
        "The family 👨‍👩‍👧‍👦 and the flag 🏴󠁧󠁢󠁳󠁣󠁴󠁿 and a heart ❤️ and a key 1️⃣ stood there.\n",
        "می‌خواهم به خانه بروم.\n",
        "क्‍ष और ज्ञ हिंदी में लिखे जाते हैं।\n",
        "שלום\u200f (שלום) 12.\n",
        "Il a dit : « Je n’irai pas » et il est parti.\n",
        "Die Straße 10 000 Euro und die Donau\u00addampf\u00adschiff\u00adfahrt.\n",
    ],
    ids=["C5-emoji", "C5-persian", "C5-hindi", "C4-hebrew", "C10-french", "C10-german"],
)
def test_what_other_scripts_need_is_no_defect(text: str) -> None:
    assert library.clean(text).text == text


@given(st.text(alphabet=st.characters(), max_size=40))
def test_c6_c2_no_safe_fix_grows_a_text(text: str) -> None:
    assert len(library.clean(text).text) <= 3 * len(text) + 64


def test_d5_d8_d14_d18_odd_inputs_do_not_stop_the_others(newslint: Command, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We waited untill dawn.\n")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")

    done = newslint("a.txt", "./a.txt", "pipe.txt", "gone.txt", "folder.txt", "--output-format", "concise")

    assert done.returncode == 2
    assert done.stdout.count("misspelling") == 1
    assert "pipe.txt: is not a regular file" in done.stderr
    assert "gone.txt: no such file" in done.stderr
    whole = newslint("--output-format", "concise")
    assert (whole.returncode, whole.stdout.count("misspelling")) == (2, 1)
    assert "loop.txt: cannot be read" in whole.stderr


def test_d21_odd_file_names(newslint: Command, tmp_path: Path) -> None:
    for name in ("x" * 251 + ".txt", "-rf.txt", "a\nb.txt"):
        (tmp_path / name).write_text("We waited untill dawn.\n")

    listed = newslint("--output-format", "concise").stdout
    fixing = newslint("--fix", "--", "-rf.txt", ".")

    assert listed.count("\n") == 3
    assert fixing.returncode == 0


@pytest.mark.parametrize(("sent", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_e1_e2_an_interrupt_leaves_every_file_whole_and_says_how_far_it_came(
    tmp_path: Path, sent: signal.Signals, status: int
) -> None:
    old = b"We waited untill dawn.\n"
    for number in range(300):
        (tmp_path / f"{number}.txt").write_bytes(old)
    process = subprocess.Popen(
        [sys.executable, "-m", "newslint", "--fix", ".", "--output-format", "concise"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and not any(b"until " in p.read_bytes() for p in tmp_path.glob("1*.txt")):
        time.sleep(0.01)
    process.send_signal(sent)
    _, said = process.communicate(timeout=30)

    assert process.returncode in (status, 0)
    assert process.returncode == 0 or b"newslint: interrupted: " in said
    assert {p.read_bytes() for p in tmp_path.glob("*.txt")} <= {old, old.replace(b"untill", b"until")}
    assert list(tmp_path.glob(".newslint*")) == []


def test_e4_closed_standard_streams(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("We waited untill dawn.\n")
    command = f"{sys.executable} -m newslint a.txt -o out.txt <&- 2>/dev/null"

    done = subprocess.run(
        command, shell=True, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT), "TERM": "dumb"}, check=False
    )

    assert done.returncode == 1
    assert "untill" in (tmp_path / "out.txt").read_text()


def test_e9_few_open_files_are_enough(newslint: Command, tmp_path: Path) -> None:
    for number in range(60):
        (tmp_path / f"{number}.txt").write_text("We waited untill dawn.\n")
    command = f"ulimit -n 24; exec {sys.executable} -m newslint --fix ."

    done = subprocess.run(
        ["bash", "-c", command],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


@given(st.text(alphabet=st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "L"]), max_size=30))
def test_h1_nothing_hidden_is_printed(text: str) -> None:
    from newslint.report.visible import visible

    shown = visible(text)

    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", shown)


@pytest.mark.parametrize("name", sorted(path.name for path in SEEDS.glob("*.txt")))
def test_j9_diff_shows_what_fix_does(newslint: Command, tmp_path: Path, name: str) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_bytes((SEEDS / name).read_bytes())
    newslint("--fix", "--unsafe-fixes", name, cwd=tmp_path / "a")
    patch = newslint("--diff", "--unsafe-fixes", name, cwd=tmp_path / "b").stdout
    if patch:
        subprocess.run(["git", "apply", "-"], input=patch.encode(), cwd=tmp_path / "b", check=True)

    assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_a4_a_late_nul_is_a_finding(newslint: Command, tmp_path: Path) -> None:
    data = STORY.encode() * 80 + b"a\0b untill then\n"
    (tmp_path / "a.txt").write_bytes(data)

    out = newslint("a.txt", "--output-format", "concise", "--select", "invisible-characters,misspelling").stdout

    assert "invisible-characters" in out
    assert "misspelling" in out


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_extended_attributes_stay(newslint: Command, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("We waited untill dawn.\n")
    try:
        os.setxattr(path, "user.source", b"wire")
    except OSError:
        pytest.skip("this file system keeps no attributes")

    newslint("--fix", "a.txt")

    assert (path.read_text(), os.getxattr(path, "user.source")) == ("We waited until dawn.\n", b"wire")


def test_d17_two_runs_at_once_agree(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("We waited untill dawn.\n")
    command = [sys.executable, "-m", "newslint", "--fix", "."]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    runs = [subprocess.Popen(command, cwd=tmp_path, env=env, stderr=subprocess.PIPE) for _ in range(3)]
    for run in runs:
        run.communicate(timeout=60)

    assert {p.read_text() for p in tmp_path.glob("*.txt")} == {"We waited until dawn.\n"}
    assert list(tmp_path.glob(".newslint*")) == []


def test_every_promise_names_a_test_that_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "trust.md").read_text(encoding="utf-8")))
    tests = "".join(path.read_text(encoding="utf-8") + path.stem for path in (ROOT / "tests").glob("test_*.py"))

    assert {name for name in named if name not in tests} == set()
