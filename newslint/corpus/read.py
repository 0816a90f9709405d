"""Read a corpus: folders of text files, and JSON lines, plain or gzipped. One record in memory at a time."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from newslint.article import Article
from newslint.corpus.site import site_of
from newslint.errors import NewslintError
from newslint.files import read_document
from newslint.walk import SUFFIXES

RECORDS = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")


class Fields(NamedTuple):
    """What the fields of a record are called; no ``site`` looks at the usual ones."""

    text: str = "text"
    id: str = "id"
    site: str = ""


class Member(NamedTuple):
    """An article of a corpus and the site it comes from."""

    article: Article
    site: str


def read_corpus(paths: Iterable[Path], fields: Fields, complain: Callable[[str], None]) -> Iterator[Member]:
    """Every article; what cannot be read is complained of, and the rest goes on."""
    for path in paths:
        for found in _below(path):
            try:
                yield from _records(found, fields, complain) if found.name.endswith(RECORDS) else _file(found)
            except NewslintError as error:
                complain(str(error))
            except (OSError, EOFError, UnicodeDecodeError) as error:
                complain(f"{found}: cannot be read: {error}")


def _below(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and (Path(name).suffix.lower() in SUFFIXES or name.endswith(RECORDS)):
                yield Path(folder, name)


def _file(path: Path) -> Iterator[Member]:
    text = read_document(path).text
    yield Member(Article(text, id=str(path)), site_of({}, str(path)))


def _records(path: Path, fields: Fields, complain: Callable[[str], None]) -> Iterator[Member]:
    with gzip.open(path, "rb") if path.name.endswith(".gz") else path.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                record = json.loads(line)
                text = record[fields.text]
                article = Article(text, id=str(record.get(fields.id) or f"{path}:{number}"), meta=record)
            except (ValueError, LookupError, TypeError, AttributeError):
                complain(f"{path}:{number}: is no JSON object with a string '{fields.text}'")
                continue
            if isinstance(text, str):
                yield Member(article, site_of(record, field=fields.site))
            else:
                complain(f"{path}:{number}: '{fields.text}' is no string")
