#!/usr/bin/env python3
"""Does any crash of a fixing run lose a byte? Killed and failed at each of its calls to the system.

usage: python benchmarks/crash.py

`newslint --fix --edit-log log.jsonl a.txt b.txt` is traced once by strace (Linux). Then it is run again for each
call that opens, writes, syncs, closes, renames, removes or changes the mode of a file from the first article on: killed
when it enters the call, and with the call failing (no space left on the device). After each run both articles must hold
their old bytes or their new ones, a run that reports success must have fixed both, `newslint undo` must give the
original back, and the next run must end the work and leave no litter.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
CALLS = "openat,write,fsync,close,rename,unlink,chmod"
NAMES = ("a.txt", "b.txt")
OLD = b"The crew waited untill dawn.\n\nThey recieved no word from the harbour master at all.\n"
NEW = OLD.replace(b"untill", b"until").replace(b"recieved", b"received")
KINDS = {"killed": "signal=SIGKILL", "failed": "error=ENOSPC"}


def main() -> int:
    """Print how many crashes were tried and what they lost; status 1 when they lost anything."""
    tried: Counter[str] = Counter()
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        for call, number in crash_points(Path(folder)):
            for kind, how in KINDS.items():
                tried[kind] += 1
                for fault in crash(Path(folder), f"{call}:{how}:when={number}"):
                    faults += 1
                    print(f"{kind} at {call} {number}: {fault}", flush=True)
    print(f"{tried.total()} crashes ({', '.join(f'{n} {kind}' for kind, n in tried.items())}): {faults} faults")
    return 1 if faults else 0


def crash_points(folder: Path) -> Iterator[tuple[str, int]]:
    """Every call from the first article on: its name and its number among the calls of that name."""
    for _ in range(2):  # the first run fills the cache of patterns
        prepare(folder)
        run(folder, "-o", "trace", "-e", f"trace={CALLS}")
    seen: Counter[str] = Counter()
    begun = False
    for line in (folder / "trace").read_text(encoding="utf-8").split("\n"):
        if found := re.match(r"\d+ +(\w+)\(", line):
            seen[found[1]] += 1
            if begun := begun or '"a.txt"' in line:
                yield found[1], seen[found[1]]


def prepare(folder: Path) -> None:
    """Two articles as they were, and nothing else."""
    for path in folder.iterdir():
        path.unlink()
    for name in NAMES:
        (folder / name).write_bytes(OLD)


def run(folder: Path, *strace: str) -> int:
    """The exit status of a fixing run under strace."""
    command = [sys.executable, "-B", "-m", "newslint", "--isolated", "--fix", "--edit-log", "log.jsonl", *NAMES]
    return quietly(["strace", "-f", "-qq", *strace, *command], folder)


def quietly(command: list[str], folder: Path) -> int:
    """The exit status of a command."""
    env = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder.parent)}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, check=False).returncode


def crash(folder: Path, injection: str) -> Iterator[str]:
    """What a crash of one kind at one call leaves amiss."""
    prepare(folder)
    status = run(folder, "-o", "/dev/null", "-e", f"trace={CALLS}", "-e", f"inject={injection}")
    states = {name: (folder / name).read_bytes() for name in NAMES}
    yield from (f"{name} is torn" for name, state in states.items() if state not in (OLD, NEW))
    if status == 0 and set(states.values()) != {NEW}:
        yield "success was reported over what was not fixed"
    undo = quietly([sys.executable, "-B", "-m", "newslint", "undo", "log.jsonl"], folder)
    if any((folder / name).read_bytes() != OLD for name in NAMES):
        yield f"undo (status {undo}) did not give the originals back"
    run(folder, "-o", "/dev/null", "-e", "trace=none")
    if any((folder / name).read_bytes() != NEW for name in NAMES):
        yield "the next run did not end the work"
    if left := {path.name for path in folder.iterdir()} - {*NAMES, "log.jsonl", "trace"}:
        yield f"left behind: {sorted(left)}"


if __name__ == "__main__":
    sys.exit(main())
