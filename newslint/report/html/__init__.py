"""One self-contained page for the editor who would rather look than read.

``page.html``, ``style.css`` and ``script.js`` stand beside this file. The page asks no other machine
for anything: its content security policy allows its own style and script, by their hashes, and no
more; every text of an article is escaped.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from pathlib import Path
from string import Template
from typing import TextIO

from newslint.report import FileReport, Look
from newslint.report.html.article import section
from newslint.report.html.overview import Overview

HERE = Path(__file__).parent
#: Articles shown in full; the charts count all. A page with more is too big for a browser.
SHOWN = 1000


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write the page; the articles' parts are held until the charts above them are known."""
    overview = Overview({rule.name: rule.summary for rule in look.rules})
    sections: list[str] = []
    for file in files:
        number = overview.add(file)
        if number is None:
            continue
        if len(sections) < SHOWN:
            result = look.preview(file) if look.preview else None
            sections.append(section(file, result, number, overview))
    head, tail = _page(overview, len(sections)).split("<!-- articles -->")
    out.write(head)
    out.writelines(sections)
    out.write(tail)


def _page(overview: Overview, shown: int) -> str:
    style, script = (_read(name) for name in ("style.css", "script.js"))
    return Template(_read("page.html")).substitute(
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        summary=overview.summary(shown),
        severities=overview.severities(),
        rules=overview.rules(),
        articles=overview.articles(shown),
    )


def _read(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    """The source expression of a content security policy for an inline style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
