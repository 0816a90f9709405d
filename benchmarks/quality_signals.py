"""How many articles each rule of corpus-quality flags, and what one article takes.

    python benchmarks/quality_signals.py clean.jsonl.xz

Records need a ``text``; .jsonl, .gz and .xz are read.
"""

from __future__ import annotations

import gzip
import json
import lzma
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newslint import Article, Config
from newslint.engine import Engine


def texts(path: Path) -> Iterator[str]:
    """The texts of a file of JSON lines."""
    packed = {".gz": gzip, ".xz": lzma}.get(path.suffix)
    with packed.open(path) if packed else path.open("rb") as rows:
        for row in rows:
            yield json.loads(row)["text"]


def main() -> None:
    """Print a line a rule: articles flagged, their share, microseconds an article."""
    rules = Config(select=("corpus-quality",)).active()
    engines = {rule.name: Engine([rule]) for rule in rules}
    flagged: Counter[str] = Counter()
    seconds = dict.fromkeys(engines, 0.0)
    count = 0
    for text in (text for name in sys.argv[1:] for text in texts(Path(name))):
        count += 1
        article = Article(text)
        for name, engine in engines.items():
            start = time.perf_counter()
            flagged[name] += bool(engine.check(article).findings)
            seconds[name] += time.perf_counter() - start
    print(f"{count:,} articles")
    for name in engines:
        print(f"{name:20} {flagged[name]:6,} {flagged[name] / count:7.2%} {seconds[name] / count * 1e6:8.0f} µs")


if __name__ == "__main__":
    main()
