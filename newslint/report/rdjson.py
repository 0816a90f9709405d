"""Reviewdog's diagnostic format, for review comments with suggestions on any code host.

``proto/rdf/reviewdog.proto`` of reviewdog: columns count the **bytes** of UTF-8, from 1; ends are
exclusive.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate
from typing import Any, TextIO

from newslint.article import Article
from newslint.model import Finding
from newslint.report import FileReport, Look
from newslint.report.json import dumps
from newslint.report.paths import repository_path
from newslint.report.visible import visible

#: Code points between two places whose bytes are counted once and for all.
STEP = 4096
SOURCE = {"name": "newslint", "url": "https://github.com/newslint/newslint"}


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write one result, a diagnostic a line."""
    out.write('{"source": ' + dumps(SOURCE) + ', "diagnostics": [')
    separator = "\n"
    for file in files:
        path = repository_path(file.path)
        for f in file.findings:
            out.write(separator + dumps(_diagnostic(path, file.article, f)))
            separator = ",\n"
    out.write("\n]}\n")


def _diagnostic(path: str, article: Article, f: Finding) -> dict[str, Any]:
    found: dict[str, Any] = {
        "message": visible(f.message),
        "location": {"path": path, "range": _range(article, f.start, f.end)},
        "severity": f.severity.upper(),
        "code": {"value": f.rule},
    }
    if f.safety != "none":
        found["suggestions"] = [{"range": _range(article, e.start, e.end), "text": e.text} for e in f.edits]
    if f.related:
        found["related_locations"] = [
            {"message": "the other copy", "location": {"path": path, "range": _range(article, place.start, place.end)}}
            for place in f.related
        ]
    return found


def _range(article: Article, start: int, end: int) -> dict[str, dict[str, int]]:
    return {"start": _position(article, start), "end": _position(article, end)}


def _position(article: Article, offset: int) -> dict[str, int]:
    line, column = article.position(offset)
    return {"line": line, "column": _bytes_before(article, offset) - _bytes_before(article, offset - column + 1) + 1}


def _bytes_before(article: Article, offset: int) -> int:
    """Bytes of the text up to an offset, counted from the nearest mark: a line may be the whole text."""
    mark = offset // STEP
    return article.view(_marks)[mark] + _bytes(article.text[mark * STEP : offset])


def _marks(article: Article) -> list[int]:
    """Bytes before every ``STEP``-th code point."""
    text = article.text
    return list(accumulate((_bytes(text[at : at + STEP]) for at in range(0, len(text), STEP)), initial=0))


def _bytes(text: str) -> int:
    try:
        return len(text.encode("utf-8", "surrogateescape"))  # a byte that was not UTF-8 counts as one
    except UnicodeEncodeError:
        return len(text.encode("utf-8", "surrogatepass"))
