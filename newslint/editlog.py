"""The edit log: what was changed, written before it is changed, and enough to undo it.

One JSON object a line: ``path``, ``record`` (null for plain files), ``edit`` (its number in this fix of
this file, from 0), ``rules``, ``start`` and ``end`` in code points of the original, ``before``, ``after``,
and the SHA-256 of the file ``sha256_before`` and ``sha256_after`` the fix.

A fix that could not be made (a read-only file, a full disk) is taken out of the log again. A run that is
killed may leave its last fix in it, whole or with its last line cut off: as the whole of it is on the disk
first, it was then not made, or can be undone. Every other fix can still be undone.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from newslint.edits import apply
from newslint.errors import NewslintError
from newslint.files import read_document
from newslint.model import Edit
from newslint.writer import replace_file, write_all

#: The keys of a line that undo needs, and their types; ``record`` and ``rules`` are for people.
TYPES = {"path": str, "edit": int, "start": int, "end": int, "before": str, "after": str}
TYPES |= {"sha256_before": str, "sha256_after": str}
KEYS = {*TYPES, "record", "rules"}
#: How every line begins; one that does and is no JSON was cut off.
OPENING = '{"path": '
CUT_OFF = "is cut off, as a killed run leaves it: its fix was not made, or cannot be undone"


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def open_log(path: Path) -> BinaryIO:
    """An edit log to append to, on a line of its own. Raises OSError."""
    log = path.open("ab", buffering=0)  # what a buffer keeps after a failed write would be written later
    with suppress(OSError), path.open("rb") as before:  # a pipe has no end to look at
        before.seek(-1, os.SEEK_END)
        if before.read() != b"\n":
            write_all(log.fileno(), b"\n")
    return log


@contextmanager
def logged(
    log: BinaryIO, path: Path, cleaned: tuple[str, Sequence[Edit]], before: bytes, after: bytes
) -> Iterator[None]:
    """Hold the edits of one file in the log, on the disk, while the file is changed from ``before`` to ``after``.

    ``cleaned``: the original text and its edits. They go from the log again when the file was not changed.
    """
    lines = _lines(path, *cleaned, digest(before), digest(after))
    start = os.fstat(log.fileno()).st_size
    try:
        write_all(log.fileno(), lines)
        if stat.S_ISREG(os.fstat(log.fileno()).st_mode):  # a pipe cannot be synced
            os.fsync(log.fileno())
        yield
    except BaseException:
        if not _holds(path, after):
            _take_back(log, start, start + len(lines))
        raise


def _lines(path: Path, text: str, edits: Sequence[Edit], before: str, after: str) -> bytes:
    """The lines of one fix; ``before`` and ``after`` are digests."""
    lines = []
    for number, e in enumerate(edits):
        row = {"path": str(path.absolute()), "record": None, "edit": number, "rules": e.rules}
        row |= {"start": e.start, "end": e.end, "before": text[e.start : e.end], "after": e.text}
        lines.append(json.dumps(row | {"sha256_before": before, "sha256_after": after}) + "\n")
    return "".join(lines).encode("ascii")


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _take_back(log: BinaryIO, start: int, end: int) -> None:
    """Drop what was appended at ``start``; not when another run appended too, nor from a pipe: undo can tell."""
    with suppress(OSError):
        if os.fstat(log.fileno()).st_size <= end:
            os.ftruncate(log.fileno(), start)


class Undone(NamedTuple):
    """What became of one fix: whether its file got its bytes back, and else why not; "" when it had them."""

    restored: bool
    problem: str = ""


def undo(log: Path) -> Iterator[Undone]:
    """Give every file of a log its original bytes back, the last fix first.

    Raises NewslintError on a log that cannot be read, before any file is touched.
    """
    rows = list(_rows(log))
    yield from (Undone(False, f"{log}:{number}: {CUT_OFF}") for number, row in rows if row is None)
    fixes: list[list[dict[str, Any]]] = []
    for row in (row for _, row in rows if row is not None):
        if row["edit"] == 0 or not fixes:
            fixes.append([])
        fixes[-1].append(row)
    for fix in reversed(fixes):
        try:
            yield Undone(_restore(fix))
        except NewslintError as error:
            yield Undone(False, str(error))


def _rows(log: Path) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """The lines of a log, numbered; None for one that was cut off."""
    try:
        lines = log.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise NewslintError("no such edit log", log) from None
    except (OSError, UnicodeDecodeError) as error:
        raise NewslintError(f"the edit log cannot be read: {error}", log) from None
    for number, line in enumerate(lines, 1):
        if line:
            yield number, _row(line, log, number)


def _row(line: str, log: Path, number: int) -> dict[str, Any] | None:
    """A line of a log; None when it was cut off. Raises NewslintError on any other."""
    try:
        row = json.loads(line)
    except ValueError:
        if line.startswith(OPENING) or OPENING.startswith(line):
            return None
        row = None
    if not isinstance(row, dict) or row.keys() != KEYS or any(type(row[key]) is not TYPES[key] for key in TYPES):
        raise NewslintError("is no line of an edit log", log, number)
    return row


def _restore(fix: list[dict[str, Any]]) -> bool:
    """Undo one fix of one file; False when it was never made. Raises NewslintError, and then the file is as it was."""
    path = Path(fix[0]["path"])
    document = read_document(path, empty=True)
    now = digest(document.encode(document.text))
    if now == fix[0]["sha256_before"]:
        return False
    if now != fix[0]["sha256_after"]:
        raise NewslintError("changed since it was fixed; not undone", path)
    original = document.encode(apply(document.text, _inverse(fix)))
    if digest(original) != fix[0]["sha256_before"]:
        raise NewslintError("the log does not give the original back; not undone", path)
    replace_file(path, original, document.state)
    return True


def _inverse(fix: list[dict[str, Any]]) -> list[Edit]:
    """The edits that turn the fixed text into the original."""
    edits, shift = [], 0
    for row in fix:
        start = row["start"] + shift
        edits.append(Edit(start, start + len(row["after"]), row["before"]))
        shift += len(row["after"]) - (row["end"] - row["start"])
    return edits
