#!/usr/bin/env python3
"""Does anything break newslint, and does every fix come undone? Over real scrapes, as they are and mutated.

usage: python benchmarks/robust.py [--data FILE.jsonl.xz ...] [--every N] [--random N]

Each different text is cleaned with unsafe fixes as it is and with 1 % of its bytes replaced at random. Counted:
exceptions, rules that failed, texts that took over ten seconds of processor time, edits that do not rebuild the cleaned
text, edits whose inverse does not give the original back, and second passes that change something.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from time import process_time

import newslint
from newslint.edits import apply
from newslint.model import Edit, Result


def main() -> int:
    """Print the counts; status 1 when any is not 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", default=[])
    parser.add_argument("--every", type=int, default=1, help="take every Nth text")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="N random texts besides")
    options = parser.parse_args()
    faults: Counter[str] = Counter()
    tried = 0
    for text in texts(options):
        tried += 1
        for fault in try_one(text):
            faults[fault] += 1
            print(f"{fault}: {text[:200]!r}", file=sys.stderr)
        if tried % 1000 == 0:
            print(f"{tried:,} texts", file=sys.stderr)
    print(f"{tried:,} texts; {dict(faults) if faults else 'no faults'}")
    return 1 if faults else 0


def texts(options: argparse.Namespace) -> Iterator[str]:
    """Every text as it is and mutated, then the random ones; the same in every run."""
    chance = random.Random(1)
    seen: set[int] = set()
    for path in options.data:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                text = json.loads(line).get("text") or ""
                if number % options.every == 0 and text and hash(text) not in seen:
                    seen.add(hash(text))
                    yield text
                    yield mutated(text, chance)
    alphabet = [
        *" \n\t\r.,!?\"'“”‘’…-–()[]<>&;:#@/\\|*",
        "the",
        "By",
        "Share",
        "http://",
        "\u200b",
        "\ufeff",
        "É",
        "👩",
        "\ud800",
    ]
    for _ in range(options.random):
        yield "".join(chance.choice(alphabet) for _ in range(chance.randrange(1, 200)))


def mutated(text: str, chance: random.Random) -> str:
    """One byte in a hundred replaced by any other."""
    data = bytearray(text.encode("utf-8", "surrogatepass"))
    for _ in range(len(data) // 100 + 1):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return data.decode("utf-8", "surrogateescape")


def try_one(text: str) -> Iterator[str]:
    """The names of the faults that one text shows."""
    began = process_time()
    try:
        result = newslint.clean(text, unsafe_fixes=True)
        again = newslint.clean(result.text, unsafe_fixes=True) if result.edits else result
    except Exception as error:
        yield f"exception: {type(error).__name__}: {error}"
        return
    yield from (f"rule failed: {failure}" for failure in result.failures)
    if process_time() - began > 10:
        yield "over ten seconds"
    if apply(text, result.edits) != result.text:
        yield "edits do not rebuild the text"
    if apply(result.text, inverse(text, result)) != text:
        yield "the inverse does not restore the text"
    if again.text != result.text and not result.withheld:
        yield "a second pass changes something"


def inverse(text: str, result: Result) -> list[Edit]:
    """The edits that undo a result's."""
    edits, shift = [], 0
    for e in result.edits:
        edits.append(Edit(e.start + shift, e.start + shift + len(e.text), text[e.start : e.end]))
        shift += len(e.text) - (e.end - e.start)
    return edits


if __name__ == "__main__":
    sys.exit(main())
