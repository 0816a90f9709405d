#!/usr/bin/env python3
"""How long newslint takes, paired with other tools on the same files: run about, medians, ratios.

usage: python benchmarks/speed.py --data FILE [--every N] [--runs R] [--against codespell,typos] [--families]
       python benchmarks/speed.py --data FILE --growth

FILE is JSON lines (may be .xz) with the field ``text``. Its articles are laid out (a) as single files, (b) as one
JSON lines file, (c) as one article, the median one. On each, newslint and every peer take turns; a row has the
medians of wall and CPU seconds and of peak memory (of the largest process), and the median of newslint's wall and
CPU time over the peer's, pair by pair. Peers that are not there are named and left out:

  codespell, typos, proselint   pip install codespell typos proselint
  textlint, harper              npm install textlint textlint-rule-terminology textlint-rule-write-good
                                textlint-rule-stop-words harper.js; then --node-modules DIR

datatrove's filters read records and have a benchmark of their own, against_datatrove.py.

``--families`` times each family of rules alone; ``--growth`` shows time at 1, 10 and 100 times the text, the rules
and the files.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median
from typing import NamedTuple

HERE = Path(__file__).resolve().parent
BIN = Path(sys.executable).parent
NEWSLINT = [str(BIN / "newslint"), "--quiet", "--exit-zero", "--isolated", "--output-format", "concise"]
FAMILIES = ("encoding", "duplication", "leftovers", "truncation", "spacing", "spelling", "topic")
TEXTLINT = ["--no-textlintrc", "--rule", "terminology", "--rule", "write-good", "--rule", "stop-words"]


class Cost(NamedTuple):
    """What one process cost: seconds, seconds on the processor, MiB at its peak."""

    wall: float
    cpu: float
    peak: float


def cost(command: Sequence[str]) -> Cost:
    """Run a command, its output thrown away, and ask the system what it took."""
    nowhere = [(os.POSIX_SPAWN_OPEN, fd, os.devnull, os.O_WRONLY, 0) for fd in (1, 2)]
    began = time.perf_counter()
    pid = os.posix_spawnp(command[0], command, os.environ, file_actions=nowhere)
    _, _, usage = os.wait4(pid, 0)
    return Cost(time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(*(median(column) for column in zip(*costs, strict=True)))


def paired(ours: Sequence[str], theirs: Sequence[str], runs: int) -> tuple[list[Cost], list[Cost]]:
    """Costs of two commands run in turn, after one run of each that does not count."""
    cost(ours), cost(theirs)
    pairs = [(cost(ours), cost(theirs)) for _ in range(runs)]
    return [a for a, _ in pairs], [b for _, b in pairs]


def row(name: str, ours: Sequence[Cost], theirs: Sequence[Cost]) -> str:
    """A line of the table."""
    a, b = middle(ours), middle(theirs)
    wall = median(x.wall / y.wall for x, y in zip(ours, theirs, strict=True))
    cpu = median(x.cpu / y.cpu for x, y in zip(ours, theirs, strict=True))
    figures = f"{a.wall:.2f} | {a.cpu:.2f} | {a.peak:.0f} | {b.wall:.2f} | {b.cpu:.2f} | {b.peak:.0f}"
    return f"| {name} | {figures} | {wall:.2f} | {cpu:.2f} |"


HEAD = """| on, against | s | CPU s | MiB | its s | its CPU s | its MiB | ratio | CPU ratio |
|---|---|---|---|---|---|---|---|---|"""


class Inputs(NamedTuple):
    """The same articles, laid out three ways."""

    files: Path
    records: Path
    article: Path


def lay_out(data: Path, every: int, folder: Path) -> Inputs:
    """Write the articles where tools can read them."""
    inputs = Inputs(folder / "files", folder / "records.jsonl", folder / "article.txt")
    inputs.files.mkdir()
    sizes: dict[Path, int] = {}
    with inputs.records.open("w", encoding="utf-8") as records:
        for number, text in enumerate(texts(data, every)):
            path = inputs.files / f"{number:06}.txt"
            path.write_text(text, encoding="utf-8", errors="surrogateescape")
            records.write(json.dumps({"id": number, "text": text}) + "\n")
            sizes[path] = len(text)
    shutil.copy(sorted(sizes, key=sizes.__getitem__)[len(sizes) // 2], inputs.article)
    print(f"{len(sizes):,} articles, {sum(sizes.values()):,} characters\n")
    return inputs


def texts(data: Path, every: int) -> Iterator[str]:
    """The texts of a JSON lines file."""
    with lzma.open(data, "rt", encoding="utf-8") if data.suffix == ".xz" else data.open(encoding="utf-8") as lines:
        yield from (text for n, line in enumerate(lines) if n % every == 0 and (text := json.loads(line).get("text")))


def peers(args: argparse.Namespace) -> dict[str, list[str]]:
    """The commands of the peers that are here; a path is put behind each."""
    found: dict[str, list[str]] = {}
    modules = args.node_modules
    for name, command in {
        "codespell": [str(BIN / "codespell")],
        "typos": [str(BIN / "typos")],
        "proselint": [str(BIN / "proselint"), "check"],
        "textlint": [str(modules / ".bin/textlint"), *TEXTLINT] if modules else ["textlint"],
        "harper": ["node", str(HERE / "harper.mjs"), str(modules)] if modules else ["harper"],
    }.items():
        if name not in args.against:
            continue
        if shutil.which(command[0]):
            found[name] = command
        else:
            print(f"{name} is not here: see --help")
    return found


def against_peers(args: argparse.Namespace, inputs: Inputs) -> Iterator[str]:
    """The table of newslint paired with each peer."""
    yield HEAD
    for name, command in peers(args).items():
        for kind, path in inputs._asdict().items():
            if kind == "records" and name != "typos":
                continue  # the others read text alone
            yield row(f"{kind}, {name}", *paired([*NEWSLINT, str(path)], [*command, str(path)], args.runs))
            if kind == "files" and name in ("codespell", "typos"):
                two = [*NEWSLINT, "-j", "2", str(path)]
                yield row(f"{kind} with -j 2, {name}", *paired(two, [*command, str(path)], args.runs))


def family_by_family(args: argparse.Namespace, inputs: Inputs) -> Iterator[str]:
    """The table of each family alone, paired with codespell."""
    yield HEAD
    for family in FAMILIES:
        ours = [*NEWSLINT, "--select", family, str(inputs.files)]
        yield row(f"{family}, codespell", *paired(ours, [str(BIN / "codespell"), str(inputs.files)], args.runs))


def growth(args: argparse.Namespace, inputs: Inputs, folder: Path) -> Iterator[str]:
    """CPU seconds at 1, 10 and 100 times the text of one file, the rules of a pack, and the files."""
    yield "| what grows | 1× | 10× | 100× | from 1× to 10× | from 10× to 100× |\n|---|---|---|---|---|---|"
    for name, command in (("text", text_times), ("rules", rules_times), ("files", files_times)):
        commands = [command(n, inputs, folder) for n in (1, 10, 100)]
        bare = middle([cost([*NEWSLINT, os.devnull]) for _ in range(args.runs)]).cpu
        a, b, c = (middle([cost(one) for _ in range(args.runs)]).cpu - bare for one in commands)
        yield f"| {name} | {a:.2f} | {b:.2f} | {c:.2f} | {b / a:.1f} | {c / b:.1f} |"


def text_times(times: int, inputs: Inputs, folder: Path) -> list[str]:
    """Ten articles in one file, so many times over."""
    some = "\n\n".join(p.read_text(encoding="utf-8") for p in sorted(inputs.files.iterdir())[:10])
    path = folder / f"text-{times}.txt"
    path.write_text("\n\n".join(some.translate({ord("a") + n % 26: None}) for n in range(times)), encoding="utf-8")
    return [*NEWSLINT, str(path)]


def rules_times(times: int, inputs: Inputs, folder: Path) -> list[str]:
    """A pack of so many times ten rules, over a hundred articles."""
    pack = folder / f"rules-{times}"
    pack.mkdir()
    for number in range(10 * times):
        (pack / f"odd-word-{number}.toml").write_text(
            f"summary = 'x'\nwhy = 'x'\nmessage = 'x'\npattern = 'qz{number}q'\n"
            f"[[bad]]\ntext = '⟦qz{number}q⟧'\n[[bad]]\ntext = 'a ⟦qz{number}q⟧'\n"
            "[[good]]\ntext = 'x'\n[[good]]\ntext = 'y'\n"
        )
    settings = folder / f"rules-{times}.toml"
    settings.write_text(f'packs = ["{pack.name}"]\nselect = ["{pack.name}"]\n')
    command = [part for part in NEWSLINT if part != "--isolated"]
    return [*command, "--config", str(settings), *map(str, sorted(inputs.files.iterdir())[:100])]


def files_times(times: int, inputs: Inputs, folder: Path) -> list[str]:
    """So many times ten files."""
    target = folder / f"files-{times}"
    target.mkdir()
    some = sorted(inputs.files.iterdir())[:10]
    for n in range(times):
        for path in some:
            shutil.copy(path, target / f"{n:03}-{path.name}")
    return [*NEWSLINT, str(target)]


def main() -> int:
    """Lay out, run about, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="only every Nth article")
    parser.add_argument("--runs", type=int, default=5, help="pairs that count (default: 5)")
    parser.add_argument("--against", default="codespell,typos", help="peers, with commas")
    parser.add_argument("--node-modules", type=Path, help="the folder into which npm installed textlint and harper.js")
    parser.add_argument("--families", action="store_true", help="each family of rules alone")
    parser.add_argument("--growth", action="store_true", help="1, 10 and 100 times text, rules and files")
    args = parser.parse_args()
    if not args.data.exists():
        print(f"{args.data} is not here: the benchmark needs articles as JSON lines", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        with ProcessPoolExecutor(1) as pool:  # a child's peak counts the memory of the parent that started it
            inputs = pool.submit(lay_out, args.data, args.every, Path(name)).result()
        lines = (
            growth(args, inputs, Path(name))
            if args.growth
            else family_by_family(args, inputs)
            if args.families
            else against_peers(args, inputs)
        )
        for line in lines:
            print(line, flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
