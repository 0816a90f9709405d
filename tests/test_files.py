"""Bytes in, bytes out: nothing but an edit changes any, and a file is old or new, never torn."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newslint import writer
from newslint.errors import NewslintError
from newslint.files import decode, read_document
from newslint.walk import walk
from newslint.writer import replace_file, write_file


@given(st.binary(min_size=1))
def test_any_bytes_come_back_as_they_were(data: bytes) -> None:
    try:
        document = decode(data, "x.txt")
    except NewslintError:
        return

    assert document.encode(document.text) == data


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_byte_order_marks_are_no_part_of_the_text_and_are_kept(encoding: str) -> None:
    data = "é – “x”\n".encode(encoding)
    data = b"\xfe\xff" + data if encoding == "utf-16-be" else data

    document = decode(data, "x.txt")

    assert document.text == "é – “x”\n"
    assert document.encode(document.text) == data


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7 ...", "binary"),
        (b"text\0text", "binary"),
        ("plain".encode("utf-16-le"), "UTF-16-LE"),
        ("plain".encode("utf-32"), "UTF-32"),
    ],
)
def test_what_is_no_article_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NewslintError, match=reason):
        decode(data, "x.txt")


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")

    with pytest.raises(NewslintError, match="regular file"):
        read_document(tmp_path / "pipe.txt")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_replacing_keeps_the_mode(tmp_path: Path, mode: int) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(mode)

    replace_file(path, b"new", read_document(path).state)

    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_link_stays_a_link_and_its_target_is_rewritten(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_bytes(b"old")
    (tmp_path / "link.txt").symlink_to("real.txt")

    replace_file(tmp_path / "link.txt", b"new", None)

    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real.txt").read_bytes() == b"new"


def _hard_link(path: Path) -> None:
    os.link(path, path.with_name("other.txt"))


def _read_only(path: Path) -> None:
    path.chmod(0o444)


def _edit(path: Path) -> None:
    path.write_bytes(b"somebody else's words")


@pytest.mark.parametrize(
    ("prepare", "reason"), [(_hard_link, "hard links"), (_read_only, "read-only"), (_edit, "changed while")]
)
def test_files_that_must_not_be_replaced_are_refused(tmp_path: Path, prepare: object, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    state = read_document(path).state
    prepare(path)  # type: ignore[operator]
    before = path.read_bytes()

    with pytest.raises(NewslintError, match=reason):
        replace_file(path, b"new", state)

    assert path.read_bytes() == before


@pytest.mark.parametrize("step", ["open", "write", "fsync", "chmod", "replace"])
def test_a_failing_disk_leaves_the_old_bytes_and_no_litter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def fail(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(writer.os, step, fail)
    with pytest.raises(NewslintError, match="No space left"):
        replace_file(path, b"new", None)
    monkeypatch.undo()

    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_link_that_lies_in_wait_is_not_followed(tmp_path: Path) -> None:
    victim, path = tmp_path / "victim", tmp_path / "a.txt"
    victim.write_bytes(b"mine")
    path.write_bytes(b"old")
    writer.temporary(path).symlink_to(victim)

    replace_file(path, b"new", None)

    assert (path.read_bytes(), victim.read_bytes()) == (b"new", b"mine")


def test_what_is_private_is_never_open_to_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o600)
    modes: list[int] = []
    monkeypatch.setattr(writer, "write_all", lambda handle, _: modes.append(os.fstat(handle).st_mode & 0o777))

    replace_file(path, b"new", None)

    assert modes == [0o600]


def test_an_edit_made_during_the_write_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    state = read_document(path).state
    monkeypatch.setattr(writer, "write_all", lambda *_: _edit(path))

    with pytest.raises(NewslintError, match="changed while"):
        replace_file(path, b"new", state)

    assert path.read_bytes() == b"somebody else's words"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_an_owner_that_cannot_be_kept_is_a_reason_not_to_fix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    try:
        os.chown(path, 4321, 4321)
    except PermissionError:
        pytest.skip("needs root, to give a file to somebody else")

    def fail(*args: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(writer.os, "chown", fail)
    with pytest.raises(NewslintError, match="another user"):
        replace_file(path, b"new", None)

    assert (path.read_bytes(), path.stat().st_uid) == (b"old", 4321)
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_litter_of_any_killed_run_is_swept(tmp_path: Path) -> None:
    for name in (".newslint-0123456789ab-999999999.tmp", ".newslint-mine.tmp", "other.tmp"):
        (tmp_path / name).write_bytes(b"part")
    (tmp_path / f".newslint-0123456789ab-{os.getppid()}.tmp").write_bytes(b"at work")

    write_file(tmp_path / "a.txt", b"new")

    left = sorted(p.name for p in tmp_path.iterdir())
    assert left == [f".newslint-0123456789ab-{os.getppid()}.tmp", ".newslint-mine.tmp", "a.txt", "other.tmp"]


def test_output_folders_are_made(tmp_path: Path) -> None:
    write_file(tmp_path / "a" / "b" / "c.txt", b"text")

    assert (tmp_path / "a" / "b" / "c.txt").read_bytes() == b"text"


def test_walking_takes_text_once_and_ends(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "1.md", "photo.jpg", ".hidden.txt"):
        (tmp_path / name).write_text("x")
    (tmp_path / "b" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "same.txt").symlink_to("1.md")

    found = [item.relative.as_posix() for item in walk([tmp_path, tmp_path / "1.md"])]

    assert found == ["1.md", "b/2.txt"]


def test_a_link_out_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("x")
    (tmp_path / "in" / "link.txt").symlink_to("../secret.txt")

    assert list(walk([tmp_path / "in"])) == []
