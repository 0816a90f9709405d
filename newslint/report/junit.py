"""JUnit XML: a suite an article, a failed test a finding; Jenkins, GitLab, Azure and CircleCI read it.

https://github.com/testmoapp/junitxml describes what readers agree on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TextIO
from xml.sax.saxutils import escape, quoteattr

from newslint.compiled import compile_pattern
from newslint.model import Finding
from newslint.report import FileReport, Look, excerpt
from newslint.report.visible import visible

PREFIX = "org.newslint"
#: XML 1.0 cannot hold these, not even as references; the others are gone by :func:`visible`.
ILLEGAL = compile_pattern("[\ufffe\uffff]")


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write a suite as each file comes."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="newslint">\n')
    for file in files:
        out.writelines(line + "\n" for line in _suite(file))
    out.write("</testsuites>\n")


def _suite(file: FileReport) -> Iterator[str]:
    count = len(file.findings)
    name = _attribute(file.place)
    yield f'  <testsuite name={name} tests="{max(1, count)}" failures="{count}" errors="0" skipped="0" time="0">'
    if not count:
        yield f'    <testcase name="{PREFIX}" classname={name} time="0"/>'
    for f, mark in file.marked():
        case = _attribute(f"{PREFIX}.{f.rule} {mark[:8]}")  # of tests of one name GitLab shows the first
        yield f'    <testcase name={case} classname={name} file={name} line="{f.line}" time="0">'
        text = f"{file.place}:{f.line}:{f.column}: {f.message} {_quote(file, f)}"
        yield f'      <failure message={_attribute(f.message)} type="{f.severity}">{_text(text)}</failure>'
        yield "    </testcase>"
    yield "  </testsuite>"


def _quote(file: FileReport, f: Finding) -> str:
    return f"[{excerpt(file.article, f)}]" if f.end > f.start else ""


def _text(text: str) -> str:
    return escape(ILLEGAL.sub("\ufffd", visible(text)))


def _attribute(text: str) -> str:
    return quoteattr(ILLEGAL.sub("\ufffd", visible(text)))
