"""Piece: a step of a run that may need an article worked on; done on all cores, finished in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from newslint.parallel import AHEAD, BATCH_CHARS, BATCH_TASKS, Batch, Pool
from newslint.report import FileReport
from newslint.work import Outcome, Task


class Piece(NamedTuple):
    """What is done with the outcome, in order, and the article to work on before, if any."""

    finish: Callable[[Outcome | None], FileReport | None]
    task: Task | None = None


Done = tuple[Piece, Outcome | None]


def work_through(pieces: Iterable[Piece], jobs: int) -> Iterator[Done]:
    """Every piece with its outcome, in order. Workers are started when the first task comes."""
    with Pool(jobs) as pool:
        waiting: deque[tuple[list[Piece], Batch]] = deque()
        for group in _groups(pieces):
            batch = Batch([piece.task for piece in group if piece.task])
            waiting.append((group, batch))
            if batch.tasks:
                pool.submit(batch)
            while waiting and (_ready(waiting[0][1]) or len(waiting) > AHEAD * jobs):
                if _ready(waiting[0][1]):
                    yield from _finished(*waiting.popleft())
                else:
                    pool.advance()
        while waiting:
            while not _ready(waiting[0][1]):
                pool.advance()
            yield from _finished(*waiting.popleft())


def _ready(batch: Batch) -> bool:
    return not batch.tasks or batch.outcomes is not None


def _finished(group: list[Piece], batch: Batch) -> Iterator[Done]:
    outcomes = iter(batch.outcomes or ())
    for piece in group:
        yield piece, next(outcomes) if piece.task else None


def _groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    """Pieces in groups whose tasks make a batch; one without a task does not wait for others."""
    group: list[Piece] = []
    chars = 0
    for piece in pieces:
        group.append(piece)
        chars += len(piece.task[1].text) if piece.task else 0
        if len(group) >= BATCH_TASKS or chars >= BATCH_CHARS or (len(group) == 1 and not piece.task):
            yield group
            group, chars = [], 0
    if group:
        yield group
