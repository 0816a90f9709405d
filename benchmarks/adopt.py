#!/usr/bin/env python3
"""Does a baseline tell what is new from what was there? Over wild articles, in a folder of its own.

usage: python benchmarks/adopt.py --data FILE.jsonl.xz [--articles N] [--trials N] [--seed N]

A baseline is made of N articles. In each trial one article has one artifact repaired and one slip
put into a sentence that had no finding: exactly the slip should be reported. Then, one by one, blank
lines are put above the article and its line ends become CRLF: nothing should be. Trials that go
otherwise are listed.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from newslint import check
from newslint.edits import apply
from newslint.model import Edit

SLIP = "recieved"
#: The shortest line that is taken for a paragraph, in code points.
PARAGRAPH = 120
Finding = dict[str, Any]


def main() -> int:
    """Print how many trials went as they should; status 1 when one did not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chance = random.Random(options.seed)
    with lzma.open(options.data, "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for number, text in enumerate(chance.sample(texts, options.articles)):
            Path(f"{number:04}.txt").write_text(text, encoding="utf-8", newline="")
        newslint("baseline", "create")
        paths = sorted(Path().glob("*.txt"))
        chance.shuffle(paths)
        wrong = {"fixed and added": 0, "lines moved": 0, "line ends": 0}
        tried = 0
        for path in paths:
            if tried == options.trials:
                break
            tried += try_one(path, wrong, chance)
        for what, count in wrong.items():
            print(f"{what}: right in {tried - count} of {tried}")
    return 1 if any(wrong.values()) else 0


def try_one(path: Path, wrong: dict[str, int], chance: random.Random) -> bool:
    """Try an article; False when it has nothing to repair or no clean paragraph, or the slip stands among names."""
    text = path.read_bytes().decode()
    changed = fixed_and_added(text, found(path, "--no-baseline"), chance)
    if not any(SLIP in changed[f.start : f.end] for f in check(changed)):
        return False
    expected = {"fixed and added": ["misspelling"], "lines moved": [], "line ends": []}
    versions = (changed, "\n\n" + text, text.replace("\r\n", "\n").replace("\n", "\r\n"))
    ignored = {"lines moved": {"blank-lines"}}
    for (what, rules), version in zip(expected.items(), versions, strict=True):
        path.write_text(version, encoding="utf-8", newline="")
        new = [f for f in found(path) if f["rule"] not in ignored.get(what, ())]
        if [f["rule"] for f in new] != rules:
            wrong[what] += 1
            print(f"{what}: {path}", *((f["rule"], f["line"], f["excerpt"]) for f in new), sep="\n  ", flush=True)
    path.write_text(text, encoding="utf-8", newline="")
    return True


def fixed_and_added(text: str, known: Sequence[Finding], chance: random.Random) -> str:
    """The text with one finding repaired and one slip more; empty when that cannot be done."""
    fixable = [f for f in known if f["edits"] and f["safety"] != "none"]
    places = list(clean_paragraphs(text, known))
    if not fixable or not places:
        return ""
    start, end = chance.choice(places)
    middle = text.index(" ", (start + end) // 2, end) if " " in text[(start + end) // 2 : end] else end
    repair = [Edit(e["start"], e["end"], e["text"], ()) for e in chance.choice(fixable)["edits"]]
    return apply(text, sorted([*repair, Edit(middle, middle, f" {SLIP}", ())]))


def clean_paragraphs(text: str, known: Sequence[Finding]) -> Iterator[tuple[int, int]]:
    """Long lines that no finding touches."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if len(line) > PARAGRAPH and not any(f["start"] <= end and start <= f["end"] for f in known):
            yield start, end
        start = end + 1


def found(path: Path, *flags: str) -> list[Finding]:
    """What newslint reports of one article."""
    flags = flags or ("--baseline", "newslint-baseline.jsonl")
    return json.loads(newslint(str(path), *flags, "--output-format", "json"))  # type: ignore[no-any-return]


def newslint(*arguments: str) -> str:
    """The standard output of a run."""
    command = [sys.executable, "-m", "newslint", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


if __name__ == "__main__":
    sys.exit(main())
