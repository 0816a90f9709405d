#!/usr/bin/env python3
"""Is each report what other people's programs read? Hand one of each format to those that are installed.

usage: python benchmarks/readers.py [PATH ...] [--node DIR] (default: seeds/; DIR holds node_modules)

    pip install dolma sarif-tools        in any environment that is on PATH
    npm install @actions/core @umbrelladocs/rdformat-validator @microsoft/sarif-multitool-linux \
        codeclimate-types typescript
    apt install jq vim

A line a reader: what it read, or what it said; a reader that is not there is named as such. Status 1
when one refuses or reads another number of findings. junitparser, pysarif, pyarrow, markdown-it and
Chromium read their formats in tests/.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
Reader = Callable[[Path, "Node", int], str]


class MissingError(Exception):
    """A reader that is not installed."""


class RefusedError(Exception):
    """What a reader said against a report."""


class Node:
    """The folder in which npm put its packages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve() / "node_modules"

    def file(self, name: str) -> str:
        """A file of a package. Raises MissingError when it is not there."""
        if not (self.folder / name).exists():
            raise MissingError(name)
        return str(self.folder / name)


def main() -> int:
    """Print a line a reader; status 1 when one refused its report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", metavar="PATH", nargs="*", default=[str(ROOT / "seeds")])
    parser.add_argument("--node", metavar="DIR", type=Path, default=Path())
    options = parser.parse_args()
    refused = 0
    with tempfile.TemporaryDirectory() as folder:
        count = len(json.loads(report(options.paths, "json", Path(folder)).read_text()))
        print(f"{count} findings")
        for name, reader in READERS:
            try:
                said = reader(report(options.paths, name, Path(folder)), Node(options.node), count)
            except MissingError as error:
                said = f"not installed: {error}"
            except RefusedError as error:
                said, refused = f"REFUSED: {error}", refused + 1
            print(f"{name:8} {reader.__name__:20} {said}")
    return 1 if refused else 0


def report(paths: Sequence[str], name: str, folder: Path) -> Path:
    """The report in one format; articles that are no JSON lines become one file of them for Dolma."""
    out = folder / f"report.{name}"
    if name == "dolma":
        paths = [str(documents(paths, folder))]
    run(sys.executable, "-m", "newslint", *paths, "--exit-zero", "-q", "--output-format", name, "-o", out)
    return out


def documents(paths: Sequence[str], folder: Path) -> Path:
    """The articles as Dolma holds them."""
    files = [file for path in paths for file in sorted(Path(path).rglob("*.txt"))]
    rows = [{"id": file.name, "source": "news", "text": file.read_bytes().decode("utf-8", "replace")} for file in files]
    (folder / "documents").mkdir(exist_ok=True)
    text = "".join(json.dumps(row) + "\n" for row in rows)
    with gzip.open(folder / "documents" / "a.json.gz", "wt") as file:
        file.write(text)
    (folder / "articles.jsonl").write_text(text)
    return folder / "articles.jsonl"


def run(*command: str | Path, **env: str) -> str:
    """What a program printed. Raises MissingError when it is not there and RefusedError when it failed."""
    if not shutil.which(command[0]):
        raise MissingError(command[0])
    done = subprocess.run(
        [str(part) for part in command], capture_output=True, text=True, check=False, env={**os.environ, **env}
    )
    if done.returncode:
        raise RefusedError((done.stdout + done.stderr).strip()[-400:])
    return done.stdout


def same(read: int, count: int, unit: str = "findings") -> str:
    """The number read, as long as it is the right one."""
    if read != count:
        raise RefusedError(f"read {read} {unit} of {count}")
    return f"read {read} {unit}"


def jq(path: Path, node: Node, count: int) -> str:
    """Count the objects of JSON or JSON lines."""
    flags = ("-s",) if path.suffix == ".jsonl" else ()
    return same(int(run("jq", *flags, "length", path)), count)


def vim(path: Path, node: Node, count: int) -> str:
    """Jump from finding to finding, as editors do."""
    answer = path.with_suffix(".count")
    show = f"call writefile([len(filter(getqflist(), 'v:val.valid && v:val.col'))], '{answer}')"
    run("vim", "-es", "-u", "NONE", "-c", r"set efm=%f:%l:%c:\ %m", "-c", f"cgetfile {path}", "-c", show, "-c", "qa!")
    return same(int(answer.read_text()), count)


#: What GitHub's runner takes for a command (Runner.Common/ActionCommand.cs).
COMMAND = re.compile(r"::(?P<name>\w+) (?P<properties>.*?)::(?P<data>.*)")


def actions_core(path: Path, node: Node, count: int) -> str:
    """Read each command as the runner does; GitHub's own library must write the very same line."""
    core = Path(node.file("@actions/core/lib/command.js")).as_uri()
    lines = [line for line in path.read_text().splitlines() if line.startswith("::")]
    calls = [json.dumps(_command(line)) for line in lines]
    script = f"import {{issueCommand}} from '{core}';\n" + "\n".join(f"issueCommand(...{call});" for call in calls)
    module = path.with_suffix(".mjs")
    module.write_text(script)
    if run("node", module).splitlines() != lines:
        raise RefusedError("it writes other lines")
    return f"writes the same {len(lines)} commands"


def _command(line: str) -> tuple[str, dict[str, str], str]:
    match = COMMAND.fullmatch(line)
    if not match:
        raise RefusedError(line)
    pairs = (pair.partition("=")[::2] for pair in match["properties"].split(","))
    return match["name"], {key: _unescaped(value) for key, value in pairs}, _unescaped(match["data"])


def _unescaped(text: str) -> str:
    for code, sign in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, sign)
    return text


def codeclimate_types(path: Path, node: Node, count: int) -> str:
    """Have TypeScript check each issue against Code Climate's types, of which GitLab reads some fields."""
    issues, folder = path.read_text(), path.parent
    types = next(Path(node.file("codeclimate-types")).glob("**/*.d.ts")).with_suffix("").with_suffix("")
    (folder / "issues.ts").write_text(f"import type {{Issue}} from '{types}'\nexport const all: Issue[] = {issues}")
    run("node", node.file("typescript/bin/tsc"), "--noEmit", "--strict", folder / "issues.ts")
    return same(len(json.loads(issues)), count)


def rdformat_validator(path: Path, node: Node, count: int) -> str:
    """Validate strictly, without fields that reviewdog does not know."""
    program = node.file("@umbrelladocs/rdformat-validator/bin/rdformat-validator.js")
    run("node", program, "--strict", path)
    return same(len(json.loads(path.read_text())["diagnostics"]), count)


def sarif_multitool(path: Path, node: Node, count: int) -> str:
    """Microsoft's validator: no error and no warning."""
    program = Path(node.file("@microsoft/sarif-multitool-linux/Sarif.Multitool"))
    program.chmod(0o755)
    said = run(program, "validate", path, DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1")
    if problems := re.findall(r"(?:error|warning) \w+: .*", said):
        raise RefusedError(problems[0][:400])
    return "no error, no warning"


def sarif_tools(path: Path, node: Node, count: int) -> str:
    """Count the rows of its table."""
    table = path.with_suffix(".csv")
    run("sarif", "csv", path, "-o", table)
    return same(len(table.read_text().splitlines()) - 1, count)


def dolma_mix(path: Path, node: Node, count: int) -> str:
    """Cut a corpus by the attributes: each text must be what our spans leave of it."""
    folder = path.parent
    (folder / "attributes" / "newslint").mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / "attributes" / "newslint" / "a.json.gz", "wb") as file:
        file.write(path.read_bytes())
    cut = {"span": "$.attributes.newslint__cut", "min_score": 0.0, "replacement": ""}
    stream = {"name": "cut", "documents": [f"{folder}/documents/*.gz"], "attributes": ["newslint"]}
    stream |= {"output": {"path": f"{folder}/out", "max_size_in_bytes": 10**9}, "span_replacement": [cut]}
    (folder / "mix.json").write_text(json.dumps({"streams": [stream], "processes": 1}))
    run("dolma", "-c", folder / "mix.json", "mix")
    with gzip.open(folder / "out" / "cut-0000.json.gz", "rt") as file:
        mixed = [json.loads(line)["text"] for line in file]
    cuts = [json.loads(line)["attributes"].get("newslint__cut", ()) for line in path.read_text().splitlines()]
    texts = [json.loads(line)["text"] for line in (folder / "articles.jsonl").read_text().splitlines()]
    right = sum(new == _without(text, spans) for new, text, spans in zip(mixed, texts, cuts, strict=True))
    return same(right, len(texts), "articles, cut as our spans say,")


def _without(text: str, spans: Sequence[tuple[int, int, float]]) -> str:
    for start, end, _ in reversed(spans):
        text = text[:start] + text[end:]
    return text


READERS: tuple[tuple[str, Reader], ...] = (
    ("concise", vim),
    ("json", jq),
    ("jsonl", jq),
    ("github", actions_core),
    ("gitlab", codeclimate_types),
    ("rdjson", rdformat_validator),
    ("sarif", sarif_multitool),
    ("sarif", sarif_tools),
    ("dolma", dolma_mix),
)

if __name__ == "__main__":
    sys.exit(main())
