#!/usr/bin/env python3
"""Records per second beside datatrove's filters for web corpora, on the same file, in one run.

usage: python benchmarks/against_datatrove.py FILE.jsonl [--rounds N]

datatrove's chain is the one behind FineWeb: Gopher's repetition and quality filters, C4's without its rule
about end marks, FineWeb's own. It drops articles; newslint mends them, and with the pack `corpus-quality`
alone it measures what that chain measures. Each program reads the file and writes its own in one worker
process; they take turns, and the fastest of each one's rounds counts. Seconds of processor time are those
of the program and its workers, start included.

Where datatrove is not installed (`pip install 'datatrove[io,processing]' spacy`), its row says so.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
CHAIN = """
import sys
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.filters import (
    C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter,
)
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

source, name, out = sys.argv[1:]
chain = [GopherRepetitionFilter(), GopherQualityFilter(), C4QualityFilter(filter_no_terminal_punct=False)]
LocalPipelineExecutor(
    [JsonlReader(source, glob_pattern=name), *chain, FineWebQualityFilter(), JsonlWriter(out, compression=None)],
    logging_dir=out + "/logs",
).run()
"""


class Cost(NamedTuple):
    """What one run took, and how many records it wrote."""

    seconds: float
    processor: float
    written: int


def main() -> int:
    """Print a row a program."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    records = sum(1 for line in options.file.open("rb") if line.strip())
    costs: dict[str, list[Cost]] = {}
    for _ in range(options.rounds):
        for name, arguments in programs(options.file.absolute()).items():
            costs.setdefault(name, []).append(run(arguments))
    print(f"{records:,} records, {options.file.stat().st_size / 1e6:.1f} MB")
    print(f"{'':<32} {'seconds':>8} {'processor':>10} {'records/s':>10} {'written':>8}")
    for name, rounds in costs.items():
        best = min(rounds, key=lambda cost: cost.processor)
        rate = records / best.processor
        print(f"{name:<32} {best.seconds:>8.1f} {best.processor:>10.1f} {rate:>10.0f} {best.written:>8,}")
    if find_spec("datatrove") is None:
        print("datatrove is not installed: not compared. pip install 'datatrove[io,processing]' spacy")
        return 1
    return 0


def programs(file: Path) -> dict[str, list[str]]:
    """What to run, by name; the output folder is added at the end."""
    newslint = [sys.executable, "-m", "newslint", str(file), "--isolated", "--quiet", "--statistics", "--exit-zero"]
    found = {
        "newslint, all rules, fixing": [*newslint, "--write-to"],
        "newslint, corpus-quality alone": [*newslint, "--select", "corpus-quality", "--write-to"],
    }
    if find_spec("datatrove"):
        found["datatrove, Gopher + C4 + FineWeb"] = [sys.executable, "-c", CHAIN, str(file.parent), file.name]
    return found


def run(arguments: list[str]) -> Cost:
    """Run a program to its end."""
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"}
        began = time.monotonic()
        log = Path(folder, "log")
        with log.open("wb") as out:
            process = subprocess.Popen([*arguments, f"{folder}/out"], env=environment, stdout=out, stderr=out)
            _, status, usage = os.wait4(process.pid, 0)
        seconds = time.monotonic() - began
        if status:
            sys.exit(log.read_text(encoding="utf-8", errors="replace"))
        shards = Path(folder, "out").glob("*.jsonl")
        written = sum(1 for shard in shards for line in shard.open("rb") if line.strip())
    return Cost(seconds, usage.ru_utime, written)


if __name__ == "__main__":
    sys.exit(main())
