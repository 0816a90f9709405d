#!/usr/bin/env python3
"""How much of an article's prose do safe fixes remove from real scrapes, and is the article better for it?

usage: python benchmarks/budget.py --data FILE.jsonl.xz [--every N]

Each scrape is cleaned without a budget. For every budget the table says how many scrapes it would
withhold, and how many of those the fixes had made worse (a gold line lost, beyond a tenth of the gold
body) or better: a good budget withholds the first and lets the second pass.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
from pathlib import Path

import newslint
from newslint.article import Article
from newslint.objection import removed_share

BUDGETS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
#: Share of the body's characters whose loss makes an article worse.
LOSS = 0.1


def main() -> int:
    """Print a row a budget."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="take every Nth scrape")
    options = parser.parse_args()
    rows = []
    with lzma.open(options.data, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            record = json.loads(line)
            if record["kind"] == "scrape" and number % options.every == 0:
                rows.append(measure(record))
    print(f"{len(rows):,} scrapes, {sum(worse for _, worse in rows)} lose over a tenth of the body")
    print("budget  withheld  of these worse")
    for budget in BUDGETS:
        held = [worse for share, worse in rows if share > budget]
        print(f"{budget:6.0%}  {len(held):8,}  {sum(held):14,}")
    return 0


def measure(record: dict[str, object]) -> tuple[float, bool]:
    """The share of prose that safe fixes remove, and whether a tenth of the gold body is lost."""
    text = str(record["text"])
    article = Article(text)
    engine, _ = newslint.engine_for(None)
    result = newslint.clean(text, config={"max_removed": 1.0})
    gone = bytearray(len(text))
    for edit in result.edits:
        if not edit.text.strip():
            gone[edit.start : edit.end] = b"\1" * (edit.end - edit.start)
    body = [article.line_bounds(n) for n, label, group in record["labels"] if label == "KEEP" and not group]  # type: ignore[attr-defined]
    size = sum(end - start for start, end in body)
    lost = sum(sum(gone[start:end]) for start, end in body)
    return removed_share(article, result.edits, engine.keeps), lost > LOSS * size


if __name__ == "__main__":
    sys.exit(main())
