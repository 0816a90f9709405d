"""Work on all cores, in order, and go on when a process dies.

``multiprocessing.Pool`` waits for ever for the answer of a worker that was killed. Here every worker
has a pipe of its own, whose end is noticed at once. What a dead worker held is tried again alone, then
in halves, until the one article that kills its process is found and set aside.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Any

from newslint.errors import NewslintError
from newslint.work import Lost, Outcome, Task, process

if TYPE_CHECKING:
    import queue
    from multiprocessing.connection import Connection

#: Small batches: little is lost with a worker, and the last one is soon done.
BATCH_TASKS, BATCH_CHARS = 16, 1 << 18
#: A worker has one batch at work and one waiting, so that it never idles.
HELD = 2
#: Batches read ahead for each worker, while an earlier one is still at work.
AHEAD = 8
#: A batch takes a twentieth of a second; after this many its worker hangs. A long text takes five
#: seconds a million characters, and is given ten times that.
SECONDS = 300.0
SECONDS_PER_CHAR = 5e-5
#: How often a process that dies before it is ready is started anew.
STARTS = 3

Work = Callable[[Sequence[Task]], list[Outcome]]


def all_cores() -> int:
    """The cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Worker:
    """A process and the pipe to it. Raises NewslintError when it cannot be started."""

    def __init__(self, work: Work) -> None:
        import multiprocessing  # a run that needs no worker need not wait for it
        import queue
        import threading

        # A fork would copy the locks of threads that do not come along.
        context = multiprocessing.get_context("spawn")
        for _ in range(STARTS):
            self.pipe, theirs = context.Pipe()
            self.process = context.Process(target=_serve, args=(theirs, work), daemon=True)
            self.process.start()
            theirs.close()
            self.held: deque[Batch] = deque()
            self.since = time.monotonic()
            self._orders: queue.SimpleQueue[Batch | None] = queue.SimpleQueue()
            # A worker that hangs takes nothing; a thread of its own waits for that, and not this process.
            self._sender = threading.Thread(target=self._send_all, daemon=True)
            self._sender.start()
            with suppress(EOFError, OSError):
                if self.pipe.recv() == "ready":
                    return
            self.end()
        raise NewslintError("a worker process ended before it began; is there enough memory?")

    def send(self, batch: Batch) -> None:
        """Give it a batch. One that is dead does not take it; its pipe then says so."""
        if not self.held:
            self.since = time.monotonic()
        self.held.append(batch)
        self._orders.put(batch)

    def _send_all(self) -> None:
        with suppress(OSError):
            while (batch := self._orders.get()) is not None:
                self.pipe.send(batch.tasks)

    def receive(self) -> bool:
        """Take the answer for its oldest batch; False when it has died."""
        try:
            self.held[0].outcomes = self.pipe.recv()
        except (EOFError, OSError):
            return False
        self.held.popleft()
        self.since = time.monotonic()
        return True

    def late(self) -> bool:
        """Whether it has been at its batch for longer than any batch takes."""
        return bool(self.held) and time.monotonic() - self.since > self.held[0].seconds

    def end(self) -> None:
        """Stop it, whatever it does."""
        self.process.kill()
        self.process.join()
        self._orders.put(None)
        self._sender.join()
        self.pipe.close()

    def fate(self) -> str:
        """How it ended, in words."""
        code = self.process.exitcode
        if code is not None and code < 0:
            import signal

            with suppress(ValueError):
                return f"was killed ({signal.Signals(-code).name})"
        return f"ended (exit status {code})"


class Batch:
    """Tasks that travel together, and their outcomes once they are there."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        self.tasks = tasks
        self.chars = sum(len(doc.text) for _, doc in tasks)
        #: After which its worker hangs.
        self.seconds = SECONDS + SECONDS_PER_CHAR * self.chars
        self.outcomes: list[Outcome] | None = None


class Pool:
    """Workers that are started with the first batch and ended with the pool."""

    def __init__(self, jobs: int, work: Work = process) -> None:
        self.jobs = jobs
        self._work = work
        self._workers: list[Worker] = []
        self._todo: deque[Batch] = deque()
        self._suspects: deque[Batch] = deque()
        self._lone: Worker | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """Stop every worker."""
        for worker in (*self._workers, *([self._lone] if self._lone else [])):
            worker.end()

    def submit(self, batch: Batch) -> None:
        """Hand a batch in; :meth:`advance` fills its outcomes in."""
        self._todo.append(batch)
        self._feed()

    def advance(self) -> None:
        """Wait until something has happened to one of the batches."""
        from multiprocessing.connection import wait

        self._feed()
        busy = {worker.pipe: worker for worker in self._workers if worker.held}
        if not busy:
            self._investigate()
            return
        ready = wait(list(busy), timeout=SECONDS / 10)
        for pipe, worker in busy.items():
            if pipe in ready and not worker.receive():
                self._bury(worker)
        for worker in [w for w in self._workers if w.late()]:
            self._bury(worker)

    def _feed(self) -> None:
        """Give every worker what it can hold; nobody gets more while a suspect is to be tried alone."""
        while self._todo and not self._suspects:
            if len(self._workers) < self.jobs and all(w.held for w in self._workers):
                self._workers.append(Worker(self._work))
            worker = min(self._workers, key=lambda w: len(w.held))
            if len(worker.held) >= HELD:
                return
            worker.send(self._todo.popleft())

    def _bury(self, worker: Worker) -> None:
        """A worker is dead, or hangs: all that it held is suspect."""
        worker.end()
        self._workers.remove(worker)
        self._suspects.extend(worker.held)

    def _investigate(self) -> None:
        """With all workers at rest: try what a dead one held."""
        if self._suspects:
            batch = self._suspects.popleft()
            batch.outcomes = self._alone(batch.tasks)

    def _alone(self, tasks: Sequence[Task]) -> list[Outcome]:
        """Outcomes of tasks of which one may kill its process: all at once, then by halves."""
        outcomes, fate = self._try(tasks)
        if outcomes is None and len(tasks) == 1:  # once more: the kill may have come from outside
            outcomes, fate = self._try(tasks)
        if outcomes is not None:
            return outcomes
        if len(tasks) == 1:
            return [Lost(f"the process that worked on it {fate}, three times")]
        half = len(tasks) // 2
        return self._alone(tasks[:half]) + self._alone(tasks[half:])

    def _try(self, tasks: Sequence[Task]) -> tuple[list[Outcome] | None, str]:
        """What a process of its own makes of the tasks; None, and how it ended, when it dies."""
        worker = self._lone = self._lone or Worker(self._work)
        batch = Batch(tasks)
        worker.send(batch)
        if worker.pipe.poll(batch.seconds) and worker.receive():
            return batch.outcomes, ""
        worker.end()
        self._lone = None
        return None, worker.fate()


def _serve(pipe: Connection[Any, Any], work: Work) -> None:
    """A worker's life: take a batch, answer, until the pipe ends."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    with suppress(EOFError, OSError):
        pipe.send("ready")
        while True:
            pipe.send(work(pipe.recv()))
