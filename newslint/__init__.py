"""newslint finds and repairs what scraping did to news text.

>>> import newslint
>>> newslint.clean("We waited untill dawn.\n").text
'We waited until dawn.\n'
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from newslint.article import Article
from newslint.config import Config, config_from
from newslint.engine import Engine
from newslint.errors import NewslintError
from newslint.fix import Limits
from newslint.fix import clean as _clean
from newslint.model import Edit, Finding, Match, Result, Span

__version__ = "0.1.0"
__all__ = ["Article", "Config", "Edit", "Finding", "Match", "NewslintError", "Result", "Span", "check", "clean"]


def check(text: str, *, title: str | None = None, config: Config | Mapping[str, Any] | None = None) -> list[Finding]:
    """What is wrong with one article, in reading order.

    ``text`` is the article as scraped, ``title`` its headline where it is known apart from the text.
    ``config`` is a :class:`Config` or a table with the keys of ``newslint.toml``; without one every
    rule has its default. Offsets are code points of ``text``; lines and columns count from 1.
    Raises NewslintError on settings that cannot be used.
    """
    return engine_for(config)[0].check(Article(text, title=title)).findings


def clean(
    text: str,
    *,
    title: str | None = None,
    unsafe_fixes: bool = False,
    config: Config | Mapping[str, Any] | None = None,
) -> Result:
    """The article with its safe fixes made (with ``unsafe_fixes``: all fixes).

    The result's ``edits`` speak of the original ``text`` and turn it into ``.text``; ``withheld``
    says why nothing was changed although something could be. Raises as :func:`check`.
    """
    engine, settings = engine_for(config)
    return _clean(engine, Article(text, title=title), Limits(unsafe_fixes, settings.max_removed))


def __getattr__(name: str) -> Any:
    """``newslint.process_batch`` needs pyarrow, which is imported only when it is asked for."""
    if name == "process_batch":
        from newslint.arrow import process_batch

        return process_batch
    raise AttributeError(f"module 'newslint' has no attribute '{name}'")


def engine_for(config: Config | Mapping[str, Any] | None) -> tuple[Engine, Config]:
    """The engine for some settings; that of equal tables is built once in a process."""
    if isinstance(config, Config):
        return Engine(config.active(), config.shared()), config
    return _engine_for(json.dumps(config or {}, sort_keys=True))


@lru_cache(maxsize=8)
def _engine_for(table: str) -> tuple[Engine, Config]:
    return engine_for(config_from(json.loads(table)))
