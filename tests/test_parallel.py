"""A worker that dies takes nothing with it; the order never depends on the number of processes."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator, Sequence
from functools import partial

import pytest

from newslint import parallel
from newslint.errors import NewslintError
from newslint.model import Result
from newslint.parallel import Batch, Pool
from newslint.report import FileReport
from newslint.steps import Step, work_through
from newslint.work import Doc, Lost, Outcome, Task


def shout(tasks: Sequence[Task]) -> list[Outcome]:
    """Stands in for the real work; some texts end the process or make it hang."""
    for _, doc in tasks:
        if doc.text == "poison":
            os.kill(os.getpid(), signal.SIGKILL)
        if doc.text == "exit":
            os._exit(3)
        if doc.text == "hang":
            time.sleep(60)
        if doc.text.startswith("deaf"):  # unlike a sleep, this lets no other thread of the process run
            re.match("(a|a)*b", "a" * 60)
    return [Result(doc.text.upper()) for _, doc in tasks]


class Stillborn:
    """Ends the process that unpickles it."""

    def __reduce__(self) -> tuple[object, ...]:
        return (os._exit, (1,))


def batches(*texts: list[str]) -> list[Batch]:
    return [Batch([(b"", Doc(text)) for text in group]) for group in texts]


def run(todo: list[Batch], jobs: int) -> list[list[Outcome]]:
    with Pool(jobs, shout) as pool:
        for batch in todo:
            pool.submit(batch)
        while any(batch.outcomes is None for batch in todo):
            pool.advance()
    return [batch.outcomes or [] for batch in todo]


@pytest.mark.parametrize("jobs", [1, 3])
def test_the_poisonous_one_is_found_and_all_others_are_done(jobs: int) -> None:
    texts = [["a", "b", "c"], ["d", "poison", "e", "f", "g"], ["h"], ["exit"], ["i", "j"]]

    outcomes = run(batches(*texts), jobs)

    wanted = [[t.upper() for t in group] for group in texts]
    assert [[o.text if isinstance(o, Result) else "" for o in group] for group in outcomes] == [
        ["" if t in ("POISON", "EXIT") else t for t in group] for group in wanted
    ]
    lost = [o.reason for group in outcomes for o in group if isinstance(o, Lost)]
    assert lost == [
        "the process that worked on it was killed (SIGKILL), three times",
        "the process that worked on it ended (exit status 3), three times",
    ]


def test_workers_killed_from_outside_lose_nothing() -> None:
    todo = batches(*([f"{n}-{i}" for i in range(16)] for n in range(200)))
    killed = 0
    with Pool(2, shout) as pool:
        for batch in todo:
            pool.submit(batch)
            if len(pool._workers) == 2 and int(batch.tasks[0][1].text[:-2]) % 50 == 0:
                os.kill(pool._workers[killed % 2].process.pid or 0, signal.SIGKILL)
                killed += 1
        while any(batch.outcomes is None for batch in todo):
            pool.advance()

    assert killed >= 3
    assert [[o.text for o in b.outcomes or () if isinstance(o, Result)] for b in todo] == [
        [doc.text.upper() for _, doc in b.tasks] for b in todo
    ]


def test_a_worker_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "SECONDS", 0.5)

    ((a, hung),) = run(batches(["a", "hang"]), 1)

    assert isinstance(a, Result)
    assert isinstance(hung, Lost)


def test_a_worker_that_takes_nothing_keeps_nobody_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "SECONDS", 0.5)
    monkeypatch.setattr(parallel, "SECONDS_PER_CHAR", 0.0)
    long = "a" * 1_000_000  # more than a pipe holds

    ((hung,), (next_one,)) = run(batches(["deaf"], [long]), 1)

    assert isinstance(hung, Lost)
    assert next_one == Result(long.upper())


def test_a_long_text_is_given_longer(monkeypatch: pytest.MonkeyPatch) -> None:
    short, long = batches(["a"], ["a" * 100_000_000])

    assert short.seconds < 301
    assert long.seconds > 10 * 5 * 100, "a hundred million characters take five seconds a million"


def test_files_of_any_size_are_not_all_read_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newslint.steps.Pool", partial(Pool, work=shout))
    held: list[int] = []
    read = 0

    def steps() -> Iterator[Step]:
        nonlocal read
        for _ in range(40):
            read += 1
            yield Step(lambda _: None, (b"", Doc("a" * 3_000_000)))

    for done, _ in enumerate(work_through(steps(), 2)):
        held.append(read - done)

    assert max(held) < 6


def test_workers_that_cannot_begin_end_the_run() -> None:
    with Pool(1, Stillborn()) as pool, pytest.raises(NewslintError, match="ended before it began"):  # type: ignore[arg-type]
        pool.submit(Batch([(b"", Doc("a"))]))


@pytest.mark.parametrize("jobs", [1, 2])
def test_pieces_are_finished_in_order_those_without_work_among_them(jobs: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newslint.steps.Pool", partial(Pool, work=shout))
    seen: list[tuple[int, str]] = []

    def steps() -> Iterator[Step]:
        for n in range(300):
            yield Step(partial(note, n), (b"", Doc(f"t{n}" * (n % 7))) if n % 3 else None)

    def note(n: int, outcome: Outcome | None) -> FileReport | None:
        seen.append((n, outcome.text if isinstance(outcome, Result) else "-"))
        return None

    for step, outcome in work_through(steps(), jobs):
        step.finish(outcome)

    assert seen == [(n, (f"T{n}" * (n % 7)) if n % 3 else "-") for n in range(300)]
