"""Open plain, gzip and Zstandard files, so that a cut-off file is an error and never half the data."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from newslint.errors import NewslintError
from newslint.records.record import MAX_RECORD

BUFFER = 1 << 20
#: gzip's own default is 9: twice the time for one per cent of the size.
GZIP_LEVEL = 6


@contextmanager
def reading(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, decompressed by its ending. Raises NewslintError, at the end too."""
    try:
        check_regular(path)
        with _open_input(path) as stream:
            yield stream
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise NewslintError(f"cannot be read to its end: {reason}", path) from None


def check_regular(path: Path) -> None:
    """Raises NewslintError for a folder, a FIFO, a device or an empty file, before anything waits on it."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise NewslintError("is not a regular file", path)
    if not status.st_size:
        raise NewslintError("is empty", path)


def _open_input(path: Path) -> IO[bytes]:
    if path.suffix.lower() == ".gz":
        return io.BufferedReader(gzip.GzipFile(path), BUFFER)
    if path.suffix.lower() == ".zst":
        # python-zstandard's readers give half of a cut-off file without a word.
        arrow = import_arrow(path)
        return io.BufferedReader(arrow.CompressedInputStream(arrow.OSFile(os.fspath(path)), "zstd"), BUFFER)
    return path.open("rb", BUFFER)


def open_output(path: Path, like: Path) -> IO[bytes]:
    """A new file, compressed as ``like`` is; the same bytes always give the same file."""
    if like.suffix.lower() == ".gz":
        return io.BufferedWriter(_Gzip(path), BUFFER)
    if like.suffix.lower() == ".zst":
        arrow = import_arrow(like)
        return io.BufferedWriter(arrow.CompressedOutputStream(arrow.OSFile(os.fspath(path), "wb"), "zstd"), BUFFER)
    return path.open("wb", BUFFER)


class _Gzip(gzip.GzipFile):
    """gzip without the file's name and the time in its header, which owns the file below it."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb", BUFFER)
        super().__init__("", "wb", GZIP_LEVEL, self._file, mtime=0)

    def close(self) -> None:
        """Write the trailer and close both."""
        try:
            super().close()
        finally:
            self._file.close()


def lines(stream: IO[bytes], path: Path) -> Iterator[bytes]:
    """Lines with their ends; they end at LF alone. Raises NewslintError on one without measure."""
    while line := stream.readline(MAX_RECORD):
        if len(line) == MAX_RECORD and not line.endswith(b"\n"):
            raise NewslintError(f"a line is longer than {MAX_RECORD >> 20} MiB", path)
        yield line


def import_arrow(path: Path) -> Any:
    """pyarrow, which only Zstandard and Parquet need."""
    try:
        import pyarrow
    except ImportError:
        raise NewslintError("needs pyarrow: pip install 'newslint[arrow]'", path) from None
    return pyarrow
