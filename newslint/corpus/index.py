"""The index of a corpus: an SQLite file that sorts on disk, so that memory does not grow with the corpus.

Rows are only appended; counting sorts them. Nothing depends on the order of the input: an article is
known by a hash of its site and text, a line by a hash of its site and normalized form.
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

from newslint.corpus.lines import Place, candidates, key
from newslint.corpus.near import SAME, bands, groups, likely, signature, similarity
from newslint.corpus.read import Member

SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = FILE; PRAGMA cache_size = -8192;
CREATE TABLE article (article INTEGER, site TEXT, id BLOB);
CREATE TABLE line (line INTEGER, article INTEGER, place INTEGER);
CREATE TABLE band (band INTEGER, article INTEGER);
CREATE TABLE signature (article INTEGER, digest BLOB);
CREATE TABLE copy (article INTEGER PRIMARY KEY, original INTEGER) WITHOUT ROWID;
"""
#: Near-duplicates count once: the members of a group stand for its least.
COUNT = f"""
SELECT line, count(*), avg(place & {Place.TOP} > 0), avg(place & {Place.BOTTOM} > 0), avg(place & {Place.TWICE} > 0)
FROM (SELECT line.line, ifnull(copy.original, line.article) AS story, min(line.place) AS place
      FROM line LEFT JOIN copy ON copy.article = line.article GROUP BY line.line, story)
GROUP BY line HAVING count(*) >= ?
"""
SITES = """
SELECT site, count(DISTINCT ifnull(copy.original, article.article))
FROM article LEFT JOIN copy ON copy.article = article.article GROUP BY site
"""
BUCKETS = """
SELECT band, article FROM (SELECT DISTINCT band, article FROM band)
WHERE band IN (SELECT band FROM band GROUP BY band HAVING count(DISTINCT article) > 1) ORDER BY band, article
"""
COPIES = """
SELECT ifnull(copy.original, article.article) AS story, article.id FROM article
LEFT JOIN copy ON copy.article = article.article
WHERE story IN (SELECT ifnull(copy.original, article.article) AS s FROM article
                LEFT JOIN copy ON copy.article = article.article GROUP BY s HAVING count(*) > 1)
ORDER BY story, article.id
"""


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
        article, site = member
        story = key(site, article.text)
        self.articles += 1
        run = self._db.execute
        run("INSERT INTO article VALUES (?, ?, ?)", (story, site, article.id.encode("utf-8", "surrogatepass")))
        lines = ((key(site, line), story, int(place)) for line, place in candidates(article).items())
        self._db.executemany("INSERT INTO line VALUES (?, ?, ?)", lines)
        if digest := signature(article.text):
            run("INSERT INTO signature VALUES (?, ?)", (story, digest))
            self._db.executemany("INSERT INTO band VALUES (?, ?)", ((band, story) for band in bands(digest)))

    def find_copies(self) -> None:
        """Group the near-duplicates; to be called once, after all articles are in."""
        self._db.execute("CREATE INDEX signatures ON signature (article)")  # now, as sorting beats random inserts
        pairs = {pair for bucket in self._buckets() for pair in likely(bucket) if self._same(*pair)}
        self._db.executemany("INSERT INTO copy VALUES (?, ?)", groups(pairs).items())

    def counts(self, least: int) -> Iterator[Count]:
        """Every line that stands in ``least`` stories of its site or more."""
        with closing(self._db.execute(COUNT, (least,))) as rows:
            yield from (Count(*row) for row in rows)

    def sites(self) -> dict[str, int]:
        """Site -> how many different stories it has."""
        return dict(self._db.execute(SITES))

    def copies(self) -> Iterator[list[str]]:
        """The ids of each group of equal or nearly equal articles."""
        for _, rows in groupby(self._db.execute(COPIES), key=itemgetter(0)):
            yield [name.decode("utf-8", "surrogatepass") for _, name in rows]

    def _buckets(self) -> Iterator[list[int]]:
        for _, rows in groupby(self._db.execute(BUCKETS), key=itemgetter(0)):
            yield [article for _, article in rows]

    def _same(self, one: int, other: int) -> bool:
        return similarity(self._signature(one), self._signature(other)) >= SAME

    def _signature(self, article: int) -> bytes:
        row = self._db.execute("SELECT digest FROM signature WHERE article = ? LIMIT 1", (article,)).fetchone()
        return bytes(row[0])
