#!/usr/bin/env python3
"""Kill Spark while it cleans, at random: is what it leaves whole, and does the next run give the same bytes?

usage: python benchmarks/spark_kills.py [--kills N] [--records N] [--seed N]

A job in `local-cluster` mode (two executors) reads a Parquet file, cleans it and writes another. By turns
the driver's JVM, one executor, one Python worker or everything at once is killed with SIGKILL at a random
moment. After a kill the output must hold no file that a reader would take, unless the job had ended; every
third run is left alone and must give the same rows as a run that was never disturbed. Needs the extra
`spark` and Java 17.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).parent.parent
DRIVER = """
import sys
from pyspark.sql import SparkSession
import newslint.spark

source, out, home = sys.argv[1:]
spark = (
    SparkSession.builder.master("local-cluster[2,1,1024]")
    .config("spark.ui.enabled", "false")
    .config("spark.local.dir", home)
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "20")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
articles = spark.read.parquet(source).repartition(8)
newslint.spark.clean(articles, {"select": ["spelling", "spacing"]}).write.mode("overwrite").parquet(out)
spark.stop()
"""
#: What is killed -> words in the command line of its process.
TARGETS = {"driver": "SparkSubmit", "executor": "CoarseGrainedExecutorBackend", "worker": "pyspark.daemon", "all": ""}
SECONDS = 600


def main() -> int:
    """Print what was killed how often; status 1 when anything was torn or differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--records", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write_articles(place / "in.parquet", options.records)
        began = time.monotonic()
        start(place).wait(SECONDS)
        length = time.monotonic() - began
        wanted = rows(place / "out")
        if len(wanted) != options.records:
            sys.exit("the undisturbed run did not end well")
        for number in range(options.kills):
            target = list(TARGETS)[number % len(TARGETS)]
            outcome = one_kill(place, target, chance.uniform(0.2, 1.1) * length)
            print(f"{target}: {outcome}", file=sys.stderr, flush=True)
            counts[outcome] += 1
            counts[target] += 1
            counts["torn"] += torn(place / "out")
            if number % 3 == 2 or number == options.kills - 1:
                start(place).wait(SECONDS)
                counts["compared"] += 1
                counts["differ"] += rows(place / "out") != wanted
    print(dict(counts))
    return 1 if counts["torn"] or counts["differ"] else 0


def write_articles(path: Path, count: int) -> None:
    """Articles with a fault each."""
    texts = [f"The town of Larkhall had waited untill day {n} , and the band played at noon.\n" for n in range(count)]
    pq.write_table(pa.table({"n": list(range(count)), "text": texts}), path)


def start(place: Path) -> subprocess.Popen[bytes]:
    """Start the job in a process group of its own."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable}
    arguments = [str(place / name) for name in ("in.parquet", "out", "spark")]
    return subprocess.Popen(
        [sys.executable, "-c", DRIVER, *arguments],
        cwd=place,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )


def one_kill(place: Path, target: str, after: float) -> str:
    """Run the job and kill a part of it; says how that ended."""
    job = start(place)
    with suppress(subprocess.TimeoutExpired):
        job.wait(after)
        return "over before the kill"
    killed = kill(job.pid, TARGETS[target])
    if job.wait(SECONDS) == 0:
        return "killed, and ended well" if killed else "nothing to kill yet"
    with suppress(ProcessLookupError):
        os.killpg(job.pid, signal.SIGKILL)  # executors whose driver is gone
    return "killed, and the job failed"


def kill(group: int, words: str) -> bool:
    """SIGKILL the last process of a group whose command line holds some words; all without words."""
    if not words:
        os.killpg(group, signal.SIGKILL)
        return True
    listing = subprocess.run(["ps", "-eo", "pid,sid,args"], capture_output=True, text=True, check=True).stdout
    found = [line.split(None, 2) for line in listing.splitlines()[1:]]
    pids = [int(pid) for pid, session, args in found if int(session) == group and words in args]
    if pids:
        with suppress(ProcessLookupError):
            os.kill(pids[-1], signal.SIGKILL)
    return bool(pids)


def torn(out: Path) -> bool:
    """Whether a reader would take files of a job that did not end."""
    visible = list(out.glob("part-*"))
    return bool(visible) and not (out / "_SUCCESS").exists()


def rows(out: Path) -> list[tuple[int, str]]:
    """The rows of the output, in the order of the input."""
    table = pa.concat_tables([pq.read_table(path) for path in sorted(out.glob("part-*"))])
    return sorted(zip(table["n"].to_pylist(), table["text"].to_pylist(), strict=True))


if __name__ == "__main__":
    sys.exit(main())
