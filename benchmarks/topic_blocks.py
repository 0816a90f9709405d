#!/usr/bin/env python3
"""How often newslint finds two to six sentences of another article, and how often it cries wolf.

usage: python -m benchmarks.topic_blocks --corpus intruder-dev.jsonl.xz [--every N] [--one-in N]

Blocks come from any article (easy) or from a lexical neighbour (hard) and go in at random places; a block
counts as found when one finding of off-topic-block or off-topic-sentence covers at least half of it.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import newslint
from tools.topic_corpus import BLOCK, layout, read, with_insertions

SETTINGS = {"select": ["off-topic-block", "off-topic-sentence"]}


def main() -> None:
    """Read, put blocks in, check, count."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="use one article in so many")
    parser.add_argument("--one-in", type=float, default=20, help="the option of off-topic-block")
    args = parser.parse_args()
    rows = [row for row in read(args.corpus) if row["difficulty"] == "none"][:: args.every]
    config = newslint.Config(**SETTINGS, rules={"off-topic-block": {"one_in": args.one_in}})
    engine = newslint.engine_for(config)[0]

    def blocks(version: dict) -> tuple[list[newslint.Finding], list[tuple[int, int]]]:
        text, spans = layout(version["sents"])
        return engine.check(newslint.Article(text, title=version["title"] or None)).findings, spans

    alarms = sum(f.rule == "off-topic-block" for row in rows for f in blocks(row)[0])
    print(f"false alarms per 20 untouched articles: {20 * alarms / len(rows):.2f}  (articles {len(rows)})")
    hits: dict[str, list[bool]] = {"easy": [], "hard": []}
    for version in with_insertions(rows, 7, 1, BLOCK):
        found, spans = blocks(version)
        first, last = spans[version["intruder"]][0], spans[version["intruder"] + version["size"] - 1][1]
        covered = max((min(last, f.end) - max(first, f.start) for f in found), default=0)
        hits[version["difficulty"]].append(2 * covered >= last - first)
    for name, found in hits.items():
        print(f"{name}: recall {sum(found) / len(found):.3f}  (blocks {len(found)})")


if __name__ == "__main__":
    main()
