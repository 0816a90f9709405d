"""Profile: what each rule costs, as ``--profile`` prints it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from time import process_time

from newslint.article import Article
from newslint.finders import Finder
from newslint.model import Match


class Profile:
    """Processor seconds by rule. A view that several rules share is paid by the first of them that asks for it."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def timed(self, name: str, find: Finder) -> Finder:
        """A rule's finder that is timed; generators are run to their end."""

        def run(article: Article) -> list[Match]:
            began = process_time()
            try:
                return list(find(article))
            finally:
                self.seconds[name] += process_time() - began

        return run

    def table(self) -> Iterator[str]:
        """A line a rule, the dearest first: milliseconds, share of all, name."""
        whole = sum(self.seconds.values())
        for name, seconds in sorted(self.seconds.items(), key=lambda row: -row[1]):
            yield f"{seconds * 1000:>12,.1f} ms  {seconds / (whole or 1):>6.1%}  {name}"
        yield f"{whole * 1000:>12,.1f} ms  in all rules"
