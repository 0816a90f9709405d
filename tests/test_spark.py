"""Real Spark, two executors in processes of their own: the same bytes as one process, whatever dies."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Command
from test_corpus import FOOTER, records, write
from test_shards import POISON

import newslint

pytest.importorskip("pandas", reason="pyspark calls functions on tables only with pandas")
pytest.importorskip("pyspark")
pytestmark = [
    pytest.mark.skipif(not (shutil.which("java") or os.environ.get("JAVA_HOME")), reason="needs Java"),
    pytest.mark.filterwarnings("ignore"),  # Spark's own
]

TEXTS = [f"The town of Larkhall had waited untill day {n}, and the band played at noon.\n" for n in range(400)]


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """A cluster on this machine, whose Python workers die of a text with POISON in it."""
    from pyspark.sql import SparkSession

    site = tmp_path_factory.mktemp("site")
    (site / "sitecustomize.py").write_text(POISON)
    os.environ["PYSPARK_PYTHON"] = sys.executable
    home = tmp_path_factory.mktemp("spark")
    session = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .config("spark.ui.enabled", "false")
        .config("spark.executorEnv.PYTHONPATH", f"{site}{os.pathsep}{ROOT}")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "20")
        .config("spark.local.dir", str(home))
        .config("spark.sql.warehouse.dir", str(home / "warehouse"))
        .config("spark.driver.extraJavaOptions", f"-Dderby.system.home={home}")
        .config("spark.worker.cleanup.enabled", "true")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def table(spark: Any, texts: list[str | None]) -> Any:
    return spark.createDataFrame(list(enumerate(texts)), "n int, body string").repartition(4)


def rows(df: Any) -> list[Any]:
    return [row[1:] if len(row) > 2 else row[1] for row in sorted(df.collect())]


def test_the_texts_are_those_of_one_process(spark: Any) -> None:
    from newslint.spark import clean

    cleaned = clean(table(spark, [*TEXTS, None]), text_col="body")

    assert cleaned.columns == ["n", "body"]
    assert rows(cleaned) == [*(newslint.clean(text).text for text in TEXTS), None]


def test_columns_are_added(spark: Any) -> None:
    from newslint.spark import clean

    cleaned = clean(table(spark, TEXTS[:8]), text_col="body", add=["clean_text", "findings", "edits", "withheld"])

    assert cleaned.schema.simpleString().startswith(
        "struct<n:int,body:string,clean_text:string,findings:array<struct<rule"
    )
    first = min(cleaned.collect())
    assert first.clean_text == newslint.clean(TEXTS[0]).text
    assert [(e.start, e.end, e.text) for e in first.edits] == [(32, 38, "until")]


def test_a_poisonous_text_is_set_aside(spark: Any) -> None:
    from newslint.spark import clean

    texts = [*TEXTS[:50], "POISON untill\n", *TEXTS[50:90]]

    cleaned = clean(table(spark, texts), text_col="body", add=["withheld"], isolate=True)

    found = rows(cleaned)
    assert found[50] == ("POISON untill\n", "the process that worked on it was killed (SIGKILL), three times")
    assert [text for text, _ in found[:50] + found[51:]] == [newslint.clean(t).text for t in TEXTS[:90]]


def test_python_workers_that_are_killed_lose_nothing(spark: Any) -> None:
    from newslint.spark import clean

    killed: list[int] = []
    done = threading.Event()

    def kill() -> None:
        while not done.wait(0.7):
            workers = python_workers()
            if workers and len(killed) < 3:  # a task may fail four times
                os.kill(workers[-1], signal.SIGKILL)
                killed.append(workers[-1])

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        found = rows(clean(table(spark, TEXTS * 10), text_col="body"))
    finally:
        done.set()
        killer.join()

    assert killed
    assert found == [newslint.clean(text).text for text in TEXTS] * 10


def python_workers() -> list[int]:
    """Processes that Spark's Python daemons of this test have forked."""
    listing = subprocess.run(["ps", "-eo", "pid,ppid,args"], capture_output=True, text=True, check=True).stdout
    found = [line.split(None, 2) for line in listing.splitlines()[1:]]
    parents = {int(pid): int(ppid) for pid, ppid, _ in found}
    daemons = {int(pid) for pid, _, args in found if "pyspark.daemon" in args and _descends(int(pid), parents)}
    return sorted(pid for pid in daemons if parents[pid] in daemons)


def _descends(pid: int, parents: dict[int, int]) -> bool:
    while pid > 1:
        if pid == os.getpid():
            return True
        pid = parents.get(pid, 0)
    return False


def test_an_executor_with_other_rules_fails_the_job(spark: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from pyspark.errors import PythonException

    from newslint import spark as ours

    monkeypatch.setattr(ours, "seal_here", lambda settings: "of another version")

    with pytest.raises(PythonException, match="another newslint, or other rules, than the driver"):
        ours.clean(table(spark, TEXTS[:2]), text_col="body").collect()


def test_a_corpus_shows_what_it_shows_one_machine(spark: Any, newslint: Command, tmp_path: Path) -> None:
    from newslint.corpus.onspark import corpus

    rows = [*records(9, "hollin.example", (FOOTER, -1, 1)), *records(9, "portmere.example", (FOOTER, 0, 0.7), first=50)]
    rows += [{**row, "id": "again/" + row["id"], "text": row["text"].replace("Ferry", "Boat")} for row in rows[:4]]
    write(tmp_path / "all.jsonl", rows)
    done = newslint("corpus", "all.jsonl", "--duplicates", "copies.jsonl")
    assert done.returncode == 0, done.stderr

    found = corpus(spark.createDataFrame([*rows, {"id": "empty", "url": "", "text": None}]).repartition(4), id_col="id")

    ours = map(json.loads, (tmp_path / "newslint-templates.jsonl").read_text().splitlines())
    assert [row.asDict() for row in found.templates.collect()] == list(ours) != []
    stories: dict[int, list[str]] = {}
    for story, name in found.duplicates.collect():
        stories.setdefault(story, []).append(name.decode())
    copies = map(json.loads, (tmp_path / "copies.jsonl").read_text().splitlines())
    assert sorted(stories.values()) == list(copies) != []


def test_a_driver_that_is_killed_leaves_nothing_that_a_reader_would_take() -> None:
    command = [sys.executable, ROOT / "benchmarks" / "spark_kills.py", "--kills", "1", "--records", "400"]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
