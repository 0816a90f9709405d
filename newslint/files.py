"""Read an article from bytes and turn it back into bytes, so that only edits change any.

UTF-8 is decoded strictly; bytes that are not UTF-8 become lone surrogates and are written back as
they were. UTF-16 is read only behind a byte order mark and written back as such.
"""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path
from typing import NamedTuple

from newslint.errors import NewslintError

UTF8_BOM = b"\xef\xbb\xbf"
UTF32_BOMS = b"\xff\xfe\0\0", b"\0\0\xfe\xff"
UTF16_BOMS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
#: ripgrep and Git look for a NUL in the first 8 KiB to tell a binary file.
BINARY_WINDOW = 8192
MAGIC = (b"%PDF-", b"\x89PNG", b"PK\x03\x04", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"PAR1")


class Document(NamedTuple):
    """The text of one file and what is needed to write it back."""

    text: str
    encoding: str = "utf-8"
    bom: bytes = b""
    #: Device, inode, size and change times when it was read; None for standard input.
    state: tuple[int, ...] | None = None

    def encode(self, text: str) -> bytes:
        """``text`` as bytes in the document's encoding; ``encode(self.text)`` are the bytes as read."""
        return self.bom + text.encode(self.encoding, _errors(self.encoding))


def read_document(path: Path, *, empty: bool = False) -> Document:
    """The document in a file. Raises NewslintError when it is none, naming the reason.

    ``empty``: whether a file without a byte is taken as a document.
    """
    try:
        # Without O_NONBLOCK opening a FIFO waits for a writer that may never come.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise NewslintError("no such file or folder", path) from None
    except OSError as error:
        raise NewslintError(f"cannot be read: {error.strerror}{_remedy(error)}", path) from None
    with os.fdopen(handle, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise NewslintError("is not a regular file", path)
        try:
            data = file.read()
        except OSError as error:
            raise NewslintError(f"cannot be read: {error.strerror}", path) from None
    if empty and not data:
        return Document("", state=file_state(status))
    return decode(data, path, file_state(status))


def _remedy(error: OSError) -> str:
    """What to do about a path that may not be read; another fault speaks for itself."""
    if error.errno not in (errno.EACCES, errno.EPERM):
        return ""
    return "; make it readable (chmod -R u+rX) or leave it out (--exclude)"


def file_state(status: os.stat_result) -> tuple[int, ...]:
    """What changes when somebody else writes the file."""
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns


def decode(data: bytes, path: Path | str, state: tuple[int, ...] | None = None) -> Document:
    """The document that bytes hold. Raises NewslintError on empty and on binary input."""
    if not data:
        raise NewslintError("is empty: a scrape that failed? Delete it, or leave it out (--exclude)", path)
    if data.startswith(UTF32_BOMS):
        raise NewslintError("is UTF-32, which is not read; convert it to UTF-8", path)
    for bom, encoding in UTF16_BOMS.items():
        if data.startswith(bom) and len(data) % 2 == 0:
            return Document(data[2:].decode(encoding, _errors(encoding)), encoding, bom, state)
    if data.startswith(MAGIC) or b"\0" in data[:BINARY_WINDOW]:
        raise NewslintError(f"is a binary file{_hint(data)}; skipped", path)
    bom = UTF8_BOM if data.startswith(UTF8_BOM) else b""
    return Document(data[len(bom) :].decode("utf-8", _errors("utf-8")), "utf-8", bom, state)


def _errors(encoding: str) -> str:
    """How bytes that do not fit the encoding survive the way there and back."""
    return "surrogateescape" if encoding == "utf-8" else "surrogatepass"


def _hint(data: bytes) -> str:
    """UTF-16 without its mark shows as a NUL at every second byte."""
    head = data[:BINARY_WINDOW]
    if head[1::2].count(0) > len(head) // 3:
        return " (it looks like UTF-16-LE without a byte order mark)"
    if head[::2].count(0) > len(head) // 3:
        return " (it looks like UTF-16-BE without a byte order mark)"
    return ""
