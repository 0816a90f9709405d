#!/usr/bin/env python3
"""How time and memory grow with the size of one file.

usage: python benchmarks/size.py [--megabytes 1 10 100] [--fix]

Files are made of the sample articles: once as one line without end, once with a line break behind
every word: a hundred megabytes are sixteen million lines. Each is checked by a process of its own; seconds of
processor time and peak memory are the whole process's, as the operating system counts them.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Print a row a file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=int, nargs="+", default=[1, 10, 100])
    parser.add_argument("--fix", action="store_true")
    options = parser.parse_args()
    print(f"{'shape':>10} {'MB':>5} {'seconds':>9} {'s/MB':>7} {'peak MB':>8} {'peak/size':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for shape in ("one line", "many lines"):
            for size in options.megabytes:
                path = Path(folder) / "a.txt"
                path.write_text(text(shape, size * 1_000_000), encoding="utf-8")
                seconds, peak = run(path, options.fix)
                row = f"{shape:>10} {size:>5} {seconds:>9.1f} {seconds / size:>7.2f} {peak:>8.0f} {peak / size:>9.1f}"
                print(row, flush=True)


def text(shape: str, size: int) -> str:
    """About ``size`` characters of prose, with or without line breaks."""
    story = "".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt")))
    words = story.split()
    unit = " ".join(words) + " " if shape == "one line" else "\n".join(words) + "\n"
    return (unit * (size // len(unit) + 1))[:size]


def run(path: Path, fix: bool) -> tuple[float, float]:
    """Processor seconds and peak megabytes of one check."""
    command = [sys.executable, "-m", "newslint", str(path), "--statistics", *(["--fix"] if fix else [])]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000


if __name__ == "__main__":
    main()
