"""The pages: links lead somewhere, every command and example in them runs, rule pages are up to date."""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT, SEEDS

from tools import build_docs

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
RULES = sorted((ROOT / "docs" / "rules").glob("*.md"))
#: Commands that need a network: pre-commit is run by test_precommit.py, the set-up of README by CI.
ELSEWHERE = re.compile(r"pip install|\.venv/|^pre-commit ")
BLOCK = re.compile(r"(?ms)^(?P<fence>```+)(?P<kind>\w*)\n(?P<body>.*?)^(?P=fence)$")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")


class Block(NamedTuple):
    """A fenced block, and the file name that the line before it gives, if any."""

    kind: str
    body: str
    file: str
    line: int


def blocks(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for match in BLOCK.finditer(text):
        named = re.search(r"`([^`\n]+)`:\n\n\Z", text[: match.start()])
        file = named[1] if named and match["kind"] != "sh" else ""
        yield Block(match["kind"], match["body"], file, text.count("\n", 0, match.start()) + 1)


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A folder with what the pages may take for granted: newslint, a Git repository, README's samples."""
    shim = tmp_path / "bin" / "newslint"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m newslint "$@"\n')
    shim.chmod(0o755)
    folder = tmp_path / "team"
    shutil.copytree(SEEDS, folder / "seeds")
    for name in ("a.txt", "new-article.txt"):
        (folder / name).write_text("The ferry waited untill dawn.\n")
    shutil.copytree(SEEDS, folder / "scrapes" / "site")
    subprocess.run(["git", "init", "--quiet"], cwd=folder, check=True)
    return folder


def run(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if k not in ("CI", "GITHUB_ACTIONS")} | {
        "PATH": f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }
    for who in ("AUTHOR", "COMMITTER"):
        env |= {f"GIT_{who}_NAME": "A", f"GIT_{who}_EMAIL": "a@example.org"}
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.mark.skipif(not shutil.which("bash"), reason="the pages' commands are for a POSIX shell")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_command_of_a_page_runs_and_prints_what_it_says(page: Path, scratch: Path) -> None:
    printed = None
    strict = "# exit status " in page.read_text(encoding="utf-8")  # such a page says wherever it is not 0
    for block in blocks(page):
        where = f"{page.name}:{block.line}"
        if block.file:
            (scratch / block.file).parent.mkdir(parents=True, exist_ok=True)
            (scratch / block.file).write_text(block.body, encoding="utf-8")
        elif block.kind == "sh":
            for command in block.body.strip().split("\n"):
                if ELSEWHERE.search(command):
                    continue
                said = re.search(r"# exit status (\d)$", command)
                wanted = [int(said[1])] if said else [0] if strict else [0, 1]
                done = run(command, scratch)
                assert done.returncode in wanted, f"{where}: {command}\n{done.stdout}{done.stderr}"
                printed = done.stdout
            continue
        elif block.kind == "text" and printed is not None:
            assert printed == block.body, where
        elif block.kind == "toml":
            tomllib.loads(block.body)
        printed = None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_python_example_of_a_page_gives_what_it_says(page: Path) -> None:
    failed = []
    names: dict[str, object] = {}
    for block in blocks(page):
        if block.kind == "python" and ">>>" in block.body:
            test = doctest.DocTestParser().get_doctest(block.body, names, page.name, str(page), block.line)
            runner = doctest.DocTestRunner(optionflags=doctest.IGNORE_EXCEPTION_DETAIL)
            runner.run(test, out=failed.append, clear_globs=False)
            names = test.globs
        elif block.kind == "python":
            exec(compile(block.body, str(page), "exec"), {})

    assert not failed, "".join(failed)


@pytest.mark.parametrize(
    "page",
    [*PAGES, *RULES],
    ids=lambda page: page.relative_to(ROOT).as_posix(),
)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = BLOCK.sub("", page.read_text(encoding="utf-8"))
    for link in LINK.findall(text):
        if link.startswith(("https://", "http://")):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), f"{page.name}: {link}"
        assert target.is_relative_to(ROOT)
        if anchor:
            assert anchor in anchors(target), f"{page.name}: {link}"


def anchors(page: Path) -> set[str]:
    """The anchors that code hosts make of a page's headings."""
    headings = re.findall(r"(?m)^#+ +(.+)$", BLOCK.sub("", page.read_text(encoding="utf-8")))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_rule_pages_are_what_the_rule_files_say() -> None:
    assert build_docs.differences() == [], "run: python -m tools.build_docs"


def test_every_page_is_listed() -> None:
    listed = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")

    assert all(f"({page.name})" in listed for page in (ROOT / "docs").glob("*.md") if page.name != "README.md")
