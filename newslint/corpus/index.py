"""The index of a corpus: an SQLite file that sorts on disk, so that memory does not grow with the corpus.

Rows are only appended; counting sorts them.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from newslint.corpus.lines import candidates, key
from newslint.corpus.near import bands, groups, signature, similarity
from newslint.corpus.queries import COPIES, COUNT, PAIRS, SITES
from newslint.corpus.read import Member

SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -8192;
CREATE TABLE article (article INTEGER, site TEXT, id BLOB);
CREATE TABLE line (line INTEGER, article INTEGER, place INTEGER);
CREATE TABLE band (band INTEGER, article INTEGER);
CREATE TABLE signature (article INTEGER, digest BLOB);
CREATE TABLE copy (article INTEGER PRIMARY KEY, original INTEGER) WITHOUT ROWID;
"""
TABLES = {name: name for name in ("article", "line", "band", "signature", "copy")}


class Rows(NamedTuple):
    """What the index keeps of one article."""

    #: The hash that it is known by.
    article: int
    site: str
    id: bytes
    #: Hash of each line that may be furniture, and where it stands.
    lines: list[tuple[int, int]]
    #: Its signature, empty for a text of few words, and the bands of it.
    digest: bytes
    bands: list[int]


def rows_of(member: Member) -> Rows:
    """What is kept of an article."""
    article, site = member
    digest = signature(article.text)
    return Rows(
        key(site, article.text),
        site,
        article.id.encode("utf-8", "surrogatepass"),
        [(key(site, line), int(place)) for line, place in candidates(article).items()],
        digest,
        bands(digest),
    )


class Count(NamedTuple):
    """In how many stories of its site a line stands, and in what share of them where."""

    line: int
    articles: int
    top: float
    bottom: float
    twice: float


class Index:
    """The index in a file of its own, which is deleted when it is closed."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.create_function("similarity", 2, similarity, deterministic=True)
        self._db.executescript(SCHEMA)
        self._db.execute("BEGIN")
        #: How many articles were taken in, copies included.
        self.articles = 0

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._db.close()
        self.path.unlink(missing_ok=True)

    def add(self, member: Member) -> None:
        """Take in one article."""
        rows = rows_of(member)
        self.articles += 1
        story, many = rows.article, self._db.executemany
        many("INSERT INTO article VALUES (?, ?, ?)", [(story, rows.site, rows.id)])
        many("INSERT INTO line VALUES (?, ?, ?)", [(line, story, place) for line, place in rows.lines])
        if rows.digest:
            many("INSERT INTO signature VALUES (?, ?)", [(story, rows.digest)])
            many("INSERT INTO band VALUES (?, ?)", [(band, story) for band in rows.bands])

    def find_copies(self) -> None:
        """Group the near-duplicates; to be called once, after all articles are in."""
        pairs = set(self._db.execute(PAIRS.format(**TABLES)))
        self._db.executemany("INSERT INTO copy VALUES (?, ?)", groups(pairs).items())

    def counts(self, least: int) -> Iterator[Count]:
        """Every line that stands in ``least`` stories of its site or more."""
        with closing(self._db.execute(COUNT.format(least=least, **TABLES))) as rows:
            yield from (Count(*row) for row in rows)

    def sites(self) -> dict[str, int]:
        """Site -> how many different stories it has."""
        return dict(self._db.execute(SITES.format(**TABLES)))

    def copies(self) -> Iterator[list[str]]:
        """The ids of each group of equal or nearly equal articles."""
        for _, rows in groupby(self._db.execute(COPIES.format(**TABLES)), key=itemgetter(0)):
            yield [name.decode("utf-8", "surrogatepass") for _, name in rows]
