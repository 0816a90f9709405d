"""What is done to one article, wherever it is done: here, in a worker process, in a cluster.

The order (settings and what to do) travels as bytes, once a batch; each process builds the engine
for it once. Results carry findings and edits, never the text: whoever sent it has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from newslint.article import Article
from newslint.config import Config
from newslint.engine import Engine
from newslint.fix import Limits, clean
from newslint.model import NOTHING, Result


class Doc(NamedTuple):
    """An article to work on."""

    text: str
    id: str = ""
    title: str | None = None
    #: Where it comes from, when a record says so; of a file its folder says it.
    site: str | None = None


class Order(NamedTuple):
    """What to do to an article, and under which settings."""

    config: Config
    #: Rules and families left out, besides those of the settings.
    ignore: tuple[str, ...] = ()
    fix: bool = False
    unsafe_fixes: bool = False

    def pack(self) -> bytes:
        """The order as it travels."""
        import pickle  # a run in one process packs nothing

        return pickle.dumps(self)


class Lost(NamedTuple):
    """Why an article could not be worked on."""

    reason: str


Task = tuple[bytes, Doc]
Outcome = Result | Lost


def process(tasks: Sequence[Task]) -> list[Outcome]:
    """The outcome of each task, in order; one that fails does not stop the others."""
    return [_one(order, doc) for order, doc in tasks]


def _one(order: bytes, doc: Doc) -> Outcome:
    engine, limits = _engine(order)
    try:
        meta = NOTHING if doc.site is None else {"site": doc.site}
        article = Article(doc.text, doc.id, doc.title, meta)
        if limits is None:
            checked = engine.check(article)
            return Result("", tuple(checked.findings), failures=checked.failures)
        return clean(engine, article, limits)._replace(text="")
    except Exception as error:  # MemoryError, RecursionError: of this article, not of the next
        return Lost(f"{type(error).__name__}: {error}")


@lru_cache(maxsize=8)
def _engine(order: bytes) -> tuple[Engine, Limits | None]:
    """The engine of an order, and how far it may fix; None when it is only to check."""
    import pickle

    config, ignore, fix, unsafe_fixes = pickle.loads(order)
    config = config._replace(ignore=config.ignore + ignore)
    limits = Limits(unsafe_fixes, config.max_removed) if fix else None
    return Engine(config.active(), config.shared()), limits
