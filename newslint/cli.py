"""The command line: which command is meant, and the exit status."""

from __future__ import annotations

import atexit
import gc
import os
import signal
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from newslint.errors import NewslintError
from newslint.flags import COMMANDS, parser
from newslint.places import exists
from newslint.report.visible import visible
from newslint.rule import did_you_mean

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status: 0 clean, 1 findings, 2 something could not be done."""
    gc.set_threshold(50_000, 20, 20)  # word lists and weights are loaded, not left behind: 5 % of a short run
    atexit.register(gc.freeze)  # nor is it looked through once more before the process ends: 15 % of a short run
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with suppress(ValueError):  # only the main thread may
        signal.signal(signal.SIGTERM, _terminate)
    try:
        status = _dispatch(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()
        return status
    except NewslintError as error:
        return _give_up(str(error))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:  # `newslint | head`: the reader has had enough
        _close(sys.stdout)
        return 1
    except OSError as error:
        _close(sys.stdout)
        return _give_up(_fault(error))


def _fault(error: OSError) -> str:
    """What the system refused: an error of a path names it, one of a stream that is open does not."""
    if error.filename is None:
        return f"output cannot be written: {error.strerror}"
    return f"{os.fsdecode(error.filename)}: cannot be used: {error.strerror}"


def _terminate(number: int, _: object) -> None:
    """End as on Ctrl-C, so that no temporary file is left behind; once: a second signal ends it at once."""
    signal.signal(number, signal.SIG_DFL)
    sys.exit(128 + number)


def _give_up(reason: str) -> int:
    """Say why; standard error may be what cannot be written."""
    try:
        print(f"newslint: {visible(reason)}", file=sys.stderr)
    except OSError:
        _close(sys.stderr)
    return 2


def _close(stream: TextIO) -> None:
    """Let what is still to be written go nowhere, or Python would fail on it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _dispatch(argv: list[str]) -> int:
    if not argv or argv[0] not in (*COMMANDS, "-h", "--help", "-V", "--version"):
        _no_slip(*argv[:1])
        argv.insert(0, "check")
    options = parser(argv[0]).parse_args(argv)
    return options.run(options)  # type: ignore[no-any-return]


def _no_slip(word: str = ".") -> None:
    """Raises NewslintError when the first word is meant for a command."""
    if not word.startswith("-") and not exists(Path(word)) and (near := did_you_mean(word, COMMANDS)):
        raise NewslintError(f"there is no command, file or folder '{word}'{near}")
