"""Read a corpus: text files, records of every kind, folders of them. One record is in memory at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from newslint.article import Article
from newslint.corpus.site import site_of
from newslint.errors import NewslintError
from newslint.files import read_document
from newslint.records import kind, open_shard
from newslint.records.fields import Fields
from newslint.walk import walk


class Member(NamedTuple):
    """An article of a corpus and the site it comes from."""

    article: Article
    site: str


def read_corpus(paths: Iterable[Path], fields: Fields, complain: Callable[[str], None]) -> Iterator[Member]:
    """Every article; what cannot be read is complained of, and the rest goes on."""
    for found in walk(paths):
        try:
            yield from _records(found.path, fields, complain) if kind(found.path) else _file(found.path)
        except NewslintError as error:
            complain(str(error))


def _file(path: Path) -> Iterator[Member]:
    text = read_document(path).text
    yield Member(Article(text, id=str(path)), site_of({}, str(path)))


def _records(path: Path, fields: Fields, complain: Callable[[str], None]) -> Iterator[Member]:
    for record in open_shard(path, fields).records():
        name = f"{path}:{record.number}"
        if record.problem:
            complain(f"{name}: {record.problem}")
        elif record.text is not None:
            yield Member(Article(record.text, id=record.id or name), record.site)
