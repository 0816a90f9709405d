"""Step: a part of a run that may need an article worked on; done on all cores, finished in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from newslint.parallel import AHEAD, BATCH_CHARS, BATCH_TASKS, Batch, Pool
from newslint.report import FileReport
from newslint.work import Outcome, Task


class Step(NamedTuple):
    """What is done with the outcome, in order, and the article to work on before, if any."""

    finish: Callable[[Outcome | None], FileReport | None]
    task: Task | None = None


Done = tuple[Step, Outcome | None]


def work_through(steps: Iterable[Step], jobs: int) -> Iterator[Done]:
    """Every step with its outcome, in order. Workers are started when the first task comes."""
    with Pool(jobs) as pool:
        waiting: deque[tuple[list[Step], Batch]] = deque()
        for group in _groups(steps):
            batch = Batch([step.task for step in group if step.task])
            waiting.append((group, batch))
            if batch.tasks:
                pool.submit(batch)
            while waiting and (_ready(waiting[0][1]) or _enough(waiting, jobs)):
                if _ready(waiting[0][1]):
                    yield from _finished(*waiting.popleft())
                else:
                    pool.advance()
        while waiting:
            while not _ready(waiting[0][1]):
                pool.advance()
            yield from _finished(*waiting.popleft())


def _enough(waiting: deque[tuple[list[Step], Batch]], jobs: int) -> bool:
    """Whether no more is to be read ahead: files may be of any size. The first one is at work already."""
    chars = sum(batch.chars for _, batch in waiting) - waiting[0][1].chars
    return len(waiting) > AHEAD * jobs or chars > AHEAD * jobs * BATCH_CHARS


def _ready(batch: Batch) -> bool:
    return not batch.tasks or batch.outcomes is not None


def _finished(group: list[Step], batch: Batch) -> Iterator[Done]:
    outcomes = iter(batch.outcomes or ())
    for step in group:
        yield step, next(outcomes) if step.task else None


def _groups(steps: Iterable[Step]) -> Iterator[list[Step]]:
    """Pieces in groups whose tasks make a batch; one without a task does not wait for others."""
    group: list[Step] = []
    chars = 0
    for step in steps:
        group.append(step)
        chars += len(step.task[1].text) if step.task else 0
        if len(group) >= BATCH_TASKS or chars >= BATCH_CHARS or (len(group) == 1 and not step.task):
            yield group
            group, chars = [], 0
    if group:
        yield group
