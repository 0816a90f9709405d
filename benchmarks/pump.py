#!/usr/bin/env python3
"""Does time grow with the length of a text, and not with its square?

usage: python benchmarks/pump.py [--size N] [--limit RATIO] [RULE ...]

Every rule is run alone on short strings pumped to N and to 2N characters: runs of spaces, of one
letter, of brackets, of openings that never close, of the words that its own examples hold. A rule
whose time more than triples when the text doubles is listed, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from time import perf_counter

from newslint.article import Article
from newslint.config import Config
from newslint.engine import Engine
from newslint.rule import Rule

SEEDS = (
    *' \n\tAa1.-(["“”…&#<@',
    *("http://", "a\n", "the ", "A. ", "a,b", "By A\n", "* a\n", "1. a\n", "x@y.z ", "â€™", "\u200b", "e\u0301"),
    "|a|b|\n",
)
#: Below this a time is noise.
LEAST = 0.02


def main() -> int:
    """Print what grows too fast."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rules", nargs="*", metavar="RULE")
    parser.add_argument("--size", type=int, default=40_000)
    parser.add_argument("--limit", type=float, default=3.0)
    options = parser.parse_args()
    config = Config(select=tuple(options.rules) or ("all",))
    worst = 0
    for rule in config.active():
        engine = Engine([rule], config.shared())
        for seed in pumps(rule):
            ratio, took = growth(engine, seed, options.size)
            if ratio > options.limit:
                worst += 1
                print(f"{rule.name}: {ratio:.1f} times as long on twice {seed!r} ({took:.2f} s)")
    print(f"{worst} pumped texts grow faster than {options.limit} times")
    return 1 if worst else 0


def pumps(rule: Rule) -> Iterator[str]:
    """What to repeat: things that trip patterns, and pieces of the rule's own examples."""
    yield from SEEDS
    for example in rule.bad[:3]:
        for start, end in example.marks[:2]:
            yield example.text[start:end]
            yield example.text[start:end] + "\n"
            yield example.text[max(0, start - 5) : end + 5]


def growth(engine: Engine, seed: str, size: int) -> tuple[float, float]:
    """How much longer twice the text takes, and the seconds of the longer run; the better of two tries."""
    ratio, long = 99.0, 0.0
    for _ in range(2):
        short, long = (seconds(engine, (seed * (n // len(seed) + 1))[:n]) for n in (size, 2 * size))
        ratio = min(ratio, long / max(short, LEAST / 2)) if long > LEAST else 1.0
        if ratio <= 2.5:
            break
    return ratio, long


def seconds(engine: Engine, text: str) -> float:
    """The time of one check."""
    began = perf_counter()
    engine.check(Article(text))
    return perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
