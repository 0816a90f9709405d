"""``newslint corpus`` on Apache Spark: the same rows, the same SQL and the same judgement, done by its executors.

Only the pairs of near-duplicates come to the driver, to be put into groups.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import pyarrow as pa

from newslint.article import Article
from newslint.corpus.index import Count, rows_of
from newslint.corpus.judge import MIN_ARTICLES, is_template
from newslint.corpus.lines import candidates, key
from newslint.corpus.near import groups, similarity
from newslint.corpus.queries import COPIES, COUNT, PAIRS, SITES
from newslint.corpus.read import Member
from newslint.corpus.site import NAME_FIELDS, URL_FIELDS, site_of
from newslint.errors import NewslintError
from newslint.spark import check_seal, seal_here

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

#: What is kept of an article; how :class:`newslint.corpus.index.Rows` is spelled in Spark and in Arrow.
ROWS = (
    "article bigint, site string, id binary, lines array<struct<line:bigint,place:int>>, digest binary, "
    "bands array<bigint>"
)
_LINES = pa.list_(pa.struct([("line", pa.int64()), ("place", pa.int32())]))
ROWS_IN_ARROW = pa.schema(
    [
        ("article", pa.int64()),
        ("site", pa.string()),
        ("id", pa.binary()),
        ("lines", _LINES),
        ("digest", pa.binary()),
        ("bands", pa.list_(pa.int64())),
    ]
)
LINES = "line bigint, site string, text string"
LINES_IN_ARROW = pa.schema([("line", pa.int64()), ("site", pa.string()), ("text", pa.string())])
TEMPLATES = "site string, line string, articles bigint, of bigint"
TEMPLATES_IN_ARROW = pa.schema(
    [("site", pa.string()), ("line", pa.string()), ("articles", pa.int64()), ("of", pa.int64())]
)


class Found(NamedTuple):
    """What a corpus has shown."""

    #: site, line, articles, of: written as JSON this is a template file.
    templates: DataFrame
    #: story, id: the articles of a story that stands there more than once.
    duplicates: DataFrame
    #: What is kept of each article, on the executors' disks; ``unpersist`` it when the others are written.
    kept: DataFrame


class _Columns(NamedTuple):
    """The names of the columns that are read, and the seal of the driver."""

    text: str
    id: str
    site: str
    seal: str


def corpus(df: DataFrame, *, text_col: str = "text", id_col: str = "", site_col: str = "") -> Found:
    """The template lines of each site, and the near-duplicates, of a table with an article a row.

    Without ``site_col`` the site is the host in the column ``url``, else ``source``, as for records.
    """
    from pyspark import StorageLevel

    columns = _Columns(text_col, id_col, site_col, seal_here())
    wanted = [text_col, id_col, *([site_col] if site_col else (*URL_FIELDS, *NAME_FIELDS))]
    if text_col not in df.columns:
        raise NewslintError(f"there is no column '{text_col}' among {', '.join(df.columns)}")
    articles = df.select(*dict.fromkeys(name for name in wanted if name in df.columns))
    index = articles.mapInArrow(partial(_index, columns=columns), ROWS).persist(StorageLevel.DISK_ONLY)
    copy = _copies(index)
    sql = partial(df.sparkSession.sql, article=index, copy=copy)
    lines = index.selectExpr("inline(lines)", "article")
    counts = df.sparkSession.sql(COUNT, line=lines, copy=copy, least=MIN_ARTICLES)
    texts = articles.mapInArrow(partial(_lines, columns=columns), LINES)
    recurring = texts.join(counts, "line").dropDuplicates(["line"]).join(sql(SITES), "site")
    templates = recurring.mapInArrow(partial(_judge, columns=columns), TEMPLATES).orderBy("site", "line")
    return Found(templates, sql(COPIES), index)


def _copies(index: DataFrame) -> DataFrame:
    """Article -> the one that its group of near-duplicates counts as."""
    spark = index.sparkSession
    spark.udf.register("similarity", similarity, "double")
    band = index.selectExpr("explode(bands) AS band", "article")
    signature = index.where("length(digest) > 0").select("article", "digest")
    pairs = {(row[0], row[1]) for row in spark.sql(PAIRS, band=band, signature=signature).toLocalIterator()}
    return spark.createDataFrame(list(groups(pairs).items()), "article bigint, original bigint")


def _members(batch: pa.RecordBatch, columns: _Columns) -> Iterator[Member]:
    for row in batch.to_pylist():
        text = row[columns.text]
        if isinstance(text, str):
            name = row.get(columns.id)
            yield Member(Article(text, id="" if name is None else str(name)), site_of(row, field=columns.site))


def _index(batches: Iterator[pa.RecordBatch], columns: _Columns) -> Iterator[pa.RecordBatch]:
    check_seal(columns.seal)
    for batch in batches:
        rows = [rows_of(member)._asdict() for member in _members(batch, columns)]
        for row in rows:
            row["lines"] = [{"line": line, "place": place} for line, place in row["lines"]]
        yield _batch(rows, ROWS_IN_ARROW)


def _lines(batches: Iterator[pa.RecordBatch], columns: _Columns) -> Iterator[pa.RecordBatch]:
    check_seal(columns.seal)
    for batch in batches:
        rows = [
            {"line": key(site, line), "site": site, "text": line}
            for article, site in _members(batch, columns)
            for line in candidates(article)
        ]
        yield _batch(rows, LINES_IN_ARROW)


def _judge(batches: Iterator[pa.RecordBatch], columns: _Columns) -> Iterator[pa.RecordBatch]:
    check_seal(columns.seal)
    for batch in batches:
        rows = [
            {"site": row["site"], "line": row["text"], "articles": row["articles"], "of": row["stories"]}
            for row in batch.to_pylist()
            if is_template(row["text"], Count(*(row[name] for name in Count._fields)), row["stories"])
        ]
        yield _batch(rows, TEMPLATES_IN_ARROW)


def _batch(rows: Sequence[dict[str, Any]], schema: pa.Schema) -> pa.RecordBatch:
    return pa.RecordBatch.from_pylist(rows, schema=schema)
