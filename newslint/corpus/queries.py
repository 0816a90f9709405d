"""What is counted over a corpus, in SQL that SQLite and Spark both speak.

Tables, each a row an article or more: ``article`` (article, site, id), ``line`` (line, article, place),
``band`` (band, article), ``signature`` (article, digest), ``copy`` (article, original). An article is known
by a hash of its site and text, a line by a hash of its site and normalized form, so nothing depends on
the order of the input. ``similarity`` is :func:`newslint.corpus.near.similarity`.
"""

from __future__ import annotations

from newslint.corpus.lines import Place
from newslint.corpus.near import SAME

#: Articles that share a band and are nearly the same: of those in a band each with the one before it and
#: with the first. Not all with all, as a band may hold thousands.
PAIRS = f"""
WITH pair AS (
    SELECT DISTINCT other, article FROM (
        SELECT article, lag(article) OVER (PARTITION BY band ORDER BY article) AS other
        FROM (SELECT DISTINCT band, article FROM {{band}}) AS neighbours
        UNION ALL
        SELECT article, min(article) OVER (PARTITION BY band) AS other
        FROM (SELECT DISTINCT band, article FROM {{band}}) AS firsts
    ) AS both_ways WHERE other < article
), mark AS (SELECT article, min(digest) AS digest FROM {{signature}} GROUP BY article)
SELECT pair.other, pair.article FROM pair
JOIN mark AS one ON one.article = pair.other JOIN mark AS two ON two.article = pair.article
WHERE similarity(one.digest, two.digest) >= {SAME}
"""
#: Article -> the story that it and its near-duplicates count as.
MEMBERS = """
SELECT ifnull(copy.original, article.article) AS story, article.site AS site, article.id AS id
FROM {article} AS article LEFT JOIN {copy} AS copy ON copy.article = article.article
"""
#: Every line that stands in many stories of its site: in how many, and in what share of them where.
COUNT = f"""
SELECT line, count(*) AS articles, avg(CASE WHEN place & {Place.TOP} > 0 THEN 1e0 ELSE 0e0 END) AS top,
       avg(CASE WHEN place & {Place.BOTTOM} > 0 THEN 1e0 ELSE 0e0 END) AS bottom,
       avg(CASE WHEN place & {Place.TWICE} > 0 THEN 1e0 ELSE 0e0 END) AS twice
FROM (SELECT line.line AS line, ifnull(copy.original, line.article) AS story, min(line.place) AS place
      FROM {{line}} AS line LEFT JOIN {{copy}} AS copy ON copy.article = line.article
      GROUP BY line.line, ifnull(copy.original, line.article)) AS stories
GROUP BY line HAVING count(*) >= {{least}}
"""
#: Site -> how many different stories it has.
SITES = f"SELECT site, count(DISTINCT story) AS stories FROM ({MEMBERS}) AS members GROUP BY site"
#: The ids of all articles that are not the only ones of their story.
COPIES = f"""
WITH member AS ({MEMBERS})
SELECT story, id FROM member WHERE story IN (SELECT story FROM member GROUP BY story HAVING count(*) > 1)
ORDER BY story, id
"""
