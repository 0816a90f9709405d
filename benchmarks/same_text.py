#!/usr/bin/env python3
"""Are articles cleaned to the same text as Parquet, as JSON lines in Zstandard, and by Spark?

usage: python benchmarks/same_text.py --data FILE.jsonl.xz ... [--every N]

Every article with a text goes into one Parquet file and one `.jsonl.zst`; the command cleans both with `-j2`,
Spark (`local-cluster`, two executors) cleans the Parquet file. Printed: articles, how many were changed, how
many differ anywhere. Needs the extra `spark` and Java 17.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).parent.parent
SPARK = """
import sys
from pyspark.sql import SparkSession
import newslint.spark

spark = (
    SparkSession.builder.master("local-cluster[2,1,2048]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.execution.arrow.maxRecordsPerBatch", "100")
    .getOrCreate()
)
spark.sparkContext.setLogLevel("OFF")
articles = spark.read.parquet(sys.argv[1]).repartition(16)
newslint.spark.clean(articles, title_col="title").write.parquet(sys.argv[2])
spark.stop()
"""


def main() -> int:
    """Print the counts; status 1 when a text differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--every", type=int, default=1, help="take every Nth article")
    options = parser.parse_args()
    articles = list(read(options.data, options.every))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        write(place / "in", articles)
        command = [sys.executable, "-m", "newslint", "in", "--write-to", "out", "-j2", "--isolated", "--exit-zero"]
        run([*command, "--statistics"], place)
        run([sys.executable, "-c", SPARK, "in/a.parquet", "spark"], place)
        texts = [from_parquet([place / "out" / "a.parquet"]), from_lines(place / "out" / "a.jsonl.zst")]
        texts.append(from_parquet(sorted((place / "spark").glob("part-*"))))
    before = {number: text for number, text, _ in articles}
    changed = sum(text != before[number] for number, text in texts[0].items())
    differ = sum(len({found.get(number) for found in texts}) > 1 for number in before)
    print(f"{len(articles):,} articles, {changed:,} changed; {differ:,} differ between the three")
    return 1 if differ or any(len(found) != len(articles) for found in texts) else 0


def read(paths: list[Path], every: int) -> Iterator[tuple[int, str, str | None]]:
    """Number, text and title of every Nth article. Parquet holds no lone surrogates."""
    number = 0
    for path in paths:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                if isinstance(text := row.get("text"), str):
                    number += 1
                    if number % every == 0:
                        title = row.get("title")
                        yield number, legal(text), legal(title) if isinstance(title, str) else None


def legal(text: str) -> str:
    """Text that UTF-8 can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def write(folder: Path, articles: list[tuple[int, str, str | None]]) -> None:
    """The articles as one Parquet file of several row groups, and as one file of packed JSON lines."""
    folder.mkdir()
    rows = [{"id": number, "text": text, "title": title} for number, text, title in articles]
    pq.write_table(pa.Table.from_pylist(rows), folder / "a.parquet", row_group_size=1000)
    with pa.CompressedOutputStream(pa.OSFile(str(folder / "a.jsonl.zst"), "wb"), "zstd") as out:
        out.write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode())


def run(command: list[str], place: Path) -> None:
    """Run a program in a folder. Ends this one when it fails."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(done.stderr)


def from_parquet(paths: list[Path]) -> dict[int, str]:
    """Number -> text."""
    table = pa.concat_tables([pq.read_table(path) for path in paths])
    return dict(zip(table["id"].to_pylist(), table["text"].to_pylist(), strict=True))


def from_lines(path: Path) -> dict[int, str]:
    """Number -> text."""
    with pa.CompressedInputStream(pa.OSFile(str(path)), "zstd") as lines:
        rows = [json.loads(line) for line in lines.read().split(b"\n") if line]
    return {row["id"]: row["text"] for row in rows}


if __name__ == "__main__":
    sys.exit(main())
