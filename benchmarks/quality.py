#!/usr/bin/env python3
"""How much better scraped text gets, and how often each rule is right, on labelled scrapes.

usage: python benchmarks/quality.py --data FILE [--unsafe] [--extractors a,b] [--every N] [--write] [--held-out FOLDER]
       python benchmarks/quality.py --annotated DIR

FILE is JSON lines (may be .xz): ``{"kind": "gold", "page", "text", "optional"}`` and ``{"kind": "scrape", "page",
"extractor", "text", "labels": [[line, label, group], …]}``, lines numbered from 1 and split at "\\n"; labels KEEP
(in the article), DROP (not), DUP (a copy), META (title, byline, date), AMBIG (neither). Prints two tables in
Markdown: F1 before and after per extractor, and per rule

  precision   share of its findings, those alike on one page counted once, that are right: of the whole lines they
              span, at most one in ten is KEEP (AMBIG lines do not count, and a KEEP line whose words stand in what is
              left is a copy; a finding inside a line cannot be judged by labels and is counted apart)
  recall      share of all DROP and DUP lines that its findings cover

With --write they go into the [measured] table of each rule file. With --held-out each page is cleaned by the line
model's weights that have not seen its site, as ``python -m tools.train_lines FILE --held-out FOLDER`` wrote them, and
by the leftovers, duplication and truncation rules alone. --annotated measures on articles whose
artifacts were marked by hand (see benchmarks/annotated.py).
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from unittest import mock

from annotated import tables  # type: ignore[import-not-found,unused-ignore]  # it lies beside this script

import newslint
from newslint.linemodel import trees
from newslint.model import Finding, Result

ROOT = Path(__file__).resolve().parent.parent
TOKEN = re.compile(r"\w+(?:['’]\w+)*")
#: A finding is right when no more than this share of its lines belongs to the article.
TOLERATED = 0.1
#: The families whose findings labels of lines can judge.
JUDGED = ("duplication", "leftovers", "truncation")
WRONG, RIGHT = {"KEEP"}, {"DROP", "DUP", "META"}


def records(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON lines file, compressed or not."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words, in lower case."""
    words = TOKEN.findall(text.lower())
    return Counter(zip(*(words[i:] for i in range(4)), strict=False))


def f1(text: str, gold: dict[str, Any]) -> float:
    """F1 of the text's shingles against the gold body's; paragraphs it calls optional are neutral."""
    found, wanted = shingles(text), shingles(gold["text"])
    found -= (found & shingles(gold.get("optional") or "")) - wanted
    both = sum((found & wanted).values())
    return 2 * both / ((sum(found.values()) + sum(wanted.values())) or 1)


class Tally:
    """What is counted of one rule."""

    def __init__(self) -> None:
        self.right = self.wrong = self.inside = self.covered = 0
        self._judged: set[tuple[str, str, bool]] = set()

    def add(
        self, page: str, finding: Finding, text: list[str], labels: dict[int, str], left: Counter[tuple[str, ...]]
    ) -> None:
        """Judge one finding by the lines it spans; what several extractors left of one page counts once.

        ``left``: the shingles of the cleaned text.
        """
        spanned = list(_whole_lines(finding, text))
        judged = [_label(labels[n], text[n - 1], left) for n in spanned if labels.get(n) in WRONG | RIGHT]
        if not spanned:
            self.inside += 1
        elif judged:
            wrong = sum(label in WRONG for label in judged)
            right = wrong <= TOLERATED * len(judged)
            key = page, text[finding.line - 1].strip(), right
            self.right += right and key not in self._judged
            self.wrong += not right and key not in self._judged
            self._judged.add(key)
        self.covered += sum(labels.get(n) in ("DROP", "DUP") for n in spanned)

    @property
    def precision(self) -> float:
        """Share of the judged findings that are right."""
        return self.right / ((self.right + self.wrong) or 1)


def _label(label: str, line: str, left: Counter[tuple[str, ...]]) -> str:
    """The label of a line; of the article's what is said again in the cleaned text is a copy."""
    said = shingles(line)
    return "DUP" if label == "KEEP" and said and said.keys() <= left.keys() else label


def _whole_lines(finding: Finding, text: list[str]) -> Iterator[int]:
    """The numbers of the lines whose ink the finding spans from end to end."""
    for number in range(finding.line, finding.end_line + 1):
        line = text[number - 1]
        ink = line.strip()
        starts = number > finding.line or finding.column - 1 <= len(line) - len(line.lstrip())
        ends = number < finding.end_line or finding.end_column - 1 >= len(line.rstrip())
        if ink and starts and ends:
            yield number


def cleaner(args: argparse.Namespace) -> Callable[[str, str], Result]:
    """How to clean a text of a domain: with the shipped weights, or with those of the fold that the domain is in."""
    if args.held_out is None:
        return lambda text, domain: newslint.clean(text, unsafe_fixes=args.unsafe)
    files = sorted(args.held_out.glob("[0-9]*.json"))
    folds = [trees.Model(data["words"], data["trees"]) for data in (json.loads(f.read_text("utf-8")) for f in files)]

    def clean(text: str, domain: str) -> Result:
        with mock.patch.object(trees, "load", return_value=folds[zlib.crc32(domain.encode()) % len(folds)]):
            return newslint.clean(text, unsafe_fixes=args.unsafe, config={"select": list(JUDGED)})

    return clean


def measure(args: argparse.Namespace) -> tuple[dict[str, list[tuple[float, float]]], dict[str, Tally], int]:
    """F1 before and after per extractor, a tally per rule, and how many DROP and DUP lines there are."""
    gold: dict[str, dict[str, Any]] = {}
    scores: dict[str, list[tuple[float, float]]] = defaultdict(list)
    tallies: dict[str, Tally] = defaultdict(Tally)
    wanted = set(args.extractors.split(",")) if args.extractors else set()
    leftovers = seen = 0
    clean = cleaner(args)
    for record in records(args.data):
        if record["kind"] == "gold":
            gold[record["page"]] = record
            continue
        seen += 1
        if seen % args.every or (wanted and record["extractor"] not in wanted):
            continue
        text = record["text"]
        page = gold[record["page"]]
        result = clean(text, page.get("domain", ""))
        scores[record["extractor"]].append((f1(text, page), f1(result.text, page)))
        # of a group of copies any may go: the labels call the first the article's
        labels = {number: "DUP" if group else label for number, label, group in record["labels"]}
        leftovers += sum(label in ("DROP", "DUP") for label in labels.values())
        left = shingles(result.text)
        for finding in result.findings:
            if finding.safety == "safe" or args.unsafe:
                tallies[finding.rule].add(record["page"], finding, text.split("\n"), labels, left)
    return scores, tallies, leftovers


def main() -> int:
    """Measure, print, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--annotated", type=Path, metavar="DIR", help="measure on articles marked by hand")
    parser.add_argument("--unsafe", action="store_true", help="make unsafe fixes too")
    parser.add_argument("--extractors", help="only these, separated by commas")
    parser.add_argument("--every", type=int, default=1, help="only every Nth scrape")
    parser.add_argument("--held-out", type=Path, help="a folder of weights by fold")
    parser.add_argument("--write", action="store_true", help="store the figures in the rule files")
    args = parser.parse_args()
    if args.annotated:
        print(tables(args.annotated))
    if args.data:
        labelled(args)
    elif not args.annotated:
        parser.error("--data or --annotated is needed")
    return 0


def labelled(args: argparse.Namespace) -> None:
    """Measure on labelled scrapes, print, and write if asked to."""
    scores, tallies, leftovers = measure(args)
    print("| extractor | scrapes | F1 before | after |\n|---|---|---|---|")
    for extractor, pairs in sorted(scores.items()):
        before, after = (sum(side) / len(pairs) for side in zip(*pairs, strict=True))
        print(f"| {extractor} | {len(pairs)} | {before:.4f} | {after:.4f} |")
    print("\n| rule | findings judged | precision | recall | inside a line |\n|---|---|---|---|---|")
    for rule, t in sorted(tallies.items()):
        judged = t.right + t.wrong
        print(f"| {rule} | {judged} | {t.precision:.1%} | {t.covered / (leftovers or 1):.2%} | {t.inside} |")
        if args.write and judged and next((ROOT / "rules").rglob(f"{rule}.toml")).parent.name in JUDGED:
            store(rule, {"precision": round(t.precision, 3), "recall": round(t.covered / (leftovers or 1), 4),
                         "findings": judged, "on": "labelled scrapes of 11 extractors"})  # fmt: skip


def store(rule: str, figures: dict[str, float | int | str]) -> None:
    """Put the figures into the rule's file, as its [measured] table."""
    path = next((ROOT / "rules").rglob(f"{rule}.toml"))
    source = re.sub(r"(?m)^\[measured\]\n(?:\w.*\n)*\n?", "", path.read_text(encoding="utf-8"))
    table = "[measured]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in figures.items()) + "\n"
    at = source.index("[[bad]]")
    path.write_text(source[:at] + table + source[at:], encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
