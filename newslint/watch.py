"""Watch: run again whenever an article, a setting or a rule changes."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

from newslint.baseline import NAME as BASELINE
from newslint.config import FILES
from newslint.errors import NewslintError
from newslint.files import file_state
from newslint.report.visible import visible
from newslint.suppress import NAME as SUPPRESSIONS
from newslint.walk import walk

#: Seconds between two looks; a stat of 10,000 files takes 0.05 s.
INTERVAL = 0.5

State = dict[Path, tuple[int, ...]]


def watch(run: Callable[[], object], look: Callable[[], State]) -> int:
    """Run, wait for a change, run again, until the user has had enough. Never returns by itself."""
    for _ in changes(look):
        try:
            run()
        except NewslintError as error:  # a setting that is being written
            print(f"newslint: {visible(str(error))}", file=sys.stderr)
        print("watching for changes; Ctrl-C ends", file=sys.stderr, flush=True)
    return 0


def changes(look: Callable[[], State], sleep: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Yields at once, then whenever ``look`` sees something new. It looks before each run, so none is missed."""
    while True:
        before = look()
        yield
        while look() == before:
            sleep(INTERVAL)


def state(paths: Iterable[Path], exclude: Sequence[str], packs: Iterable[Path] = ()) -> State:
    """Size and time of each article and of what decides how it is checked."""
    articles = [item.path for item in walk(paths, exclude)]
    return _states(articles) | deciding(articles, packs)


def deciding(articles: Iterable[Path], packs: Iterable[Path]) -> State:
    """Size and time of the settings, baselines and suppressions near articles, and of the rules of packs."""
    folders = {parent for path in articles for parent in path.absolute().parents}
    near = [folder / name for folder in folders for name in (*FILES, BASELINE, SUPPRESSIONS)]
    return _states(near) | _states(path for pack in packs for path in pack.rglob("*.t*"))


def _states(paths: Iterable[Path]) -> State:
    found: State = {}
    for path in paths:
        with suppress(OSError):
            found[path] = file_state(path.stat())
    return found
