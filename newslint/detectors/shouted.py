"""Headlines of other stories in capitals, between two paragraphs of this one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.linemodel.runs import Leftover
from newslint.prose import is_prose

#: A subheading in capitals is shorter; a sentence in capitals ends as one.
HEADLINE = compile_pattern(r"(?=[^a-z|]{45,200}\Z)(?:[^\s|]+ ){6,}[^\s|]*[^\s|.!?:,;]\Z")
#: More of them in one text are the headings of its parts.
MOST = 6


def shouted(article: Article) -> list[Leftover]:
    """Lines of seven words and more, all in capitals, with a paragraph of prose above and below."""
    found = list(_between(article))
    return found if len(found) <= MOST else []


def _between(article: Article) -> Iterator[Leftover]:
    lines = article.lines
    for (above, line), below in zip(pairwise(lines), lines[2:], strict=False):
        if line.text[:4].isupper() and HEADLINE.match(line.text) and _in_small(above) and _in_small(below):
            yield Leftover(line.start, line.end, "related-links", "safe", "between two paragraphs")


def _in_small(line: Line) -> bool:
    """Whether a line is prose, and not in capitals itself."""
    return is_prose(line.text) and not line.text.isupper()
