"""Two articles in one text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.detectors.contents import contents_runs
from newslint.model import Match
from newslint.prose import ends_sentence, is_prose, word_count

#: What ends an article: a request to the reader, a credit, a wire mark.
ENDING = compile_pattern(
    r"\b(?:in the comments?|comments? below|your thoughts|let us know|all rights reserved|reporting by|editing by"
    r"|follow (?:him|her|them|us) on)\b|\A(?:###|-30-|ENDS?|– ends –)\Z",
    re.IGNORECASE,
)
#: What begins one, under its headline: a byline, or a place and a dash.
BEGINNING = compile_pattern(r"By [A-Z][\w.'’-]+ [A-Z]|[A-Z][A-Z .,]{3,40}(?:\([A-Z][\w ./]+\) ?)?[-–—] ?\S")
#: A byline of its own, and the place that a story opens with.
BYLINE = compile_pattern(r"By [A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){1,4}(?:,? [\w ]{3,40})?\Z")
DATELINE = compile_pattern(r"[A-Z][A-Z .'’-]{2,40}(?:, [A-Z][\w. ]{2,20})?(?: \([A-Z][\w ./]+\))? ?[-–—] ?\S")
#: What stands below a press release.
APPENDIX = compile_pattern(r"(?:about|article|reference|contact|notes?|source|citation|doi|for more)\b", re.IGNORECASE)
#: A headline is longer than most headings inside a story.
MIN_HEADLINE_WORDS, MAX_HEADLINE_CHARS = 8, 250
#: Paragraphs that each of two articles needs.
MIN_PARAGRAPHS = 3
#: A headline has at most so many lines of its own below it: a deck, a byline, a first subheading.
MAX_HEADINGS = 4
#: Lines above a headline in which the ending is looked for.
MAX_BACK = 2
#: Share of a headline's longer words that begin with a capital.
CAPITALS = 0.7
LONG_WORD = compile_pattern(r"\b[^\W\d_]{4,}")


def joined_articles(article: Article) -> Iterator[Match]:
    """A new headline after an ending, with an article of its own below."""
    lines = article.lines
    prose = [i for i, line in enumerate(lines) if is_prose(line.text)]
    if len(prose) < 2 * MIN_PARAGRAPHS:
        return
    listed = {line.start for run in article.view(contents_runs) for line in run.lines}
    at = prose[MIN_PARAGRAPHS - 1] + 1
    while at <= prose[-MIN_PARAGRAPHS]:
        end = _headings_end(lines, at)
        if end > at and lines[at].start not in listed and _begins(lines, at, end):
            yield Match(lines[at].start, lines[end - 1].end)
        at = max(end, at + 1)


def _headings_end(lines: list[Line], at: int) -> int:
    """The line behind a run of headings."""
    while at < len(lines) and _is_heading(lines[at].text):
        at += 1
    return at


def _is_heading(text: str) -> bool:
    """A line that may be a headline or stand under one: no sentence, no item, no table row."""
    return (
        len(text) <= MAX_HEADLINE_CHARS
        and text[:1] not in "|-*•"
        and "@" not in text
        and (text.endswith("?") or not ends_sentence(text))
        and not ENDING.search(text)
    )


def _begins(lines: list[Line], at: int, end: int) -> bool:
    """Whether a run of headings opens an article: a headline, and an end above or a beginning below."""
    if end == len(lines) or end - at > MAX_HEADINGS or not is_prose(lines[end].text):
        return False
    if DATELINE.match(lines[end].text) and any(BYLINE.match(line.text) for line in lines[at:end]):
        return True
    if not any(_is_headline(line.text) for line in lines[at:end]):
        return False
    ended = any(ENDING.search(line.text) for line in lines[max(0, at - MAX_BACK) : at])
    below = lines[at + 1 : end + 1]
    return ended or any(BEGINNING.match(line.text) for line in below)


def _is_headline(text: str) -> bool:
    """Long enough, and written with capitals as headlines are."""
    if APPENDIX.match(text):
        return False
    words: list[str] = LONG_WORD.findall(text)
    if word_count(text) < MIN_HEADLINE_WORDS or not words:
        return False
    capitals = sum(word[0].isupper() for word in words)
    return capitals >= CAPITALS * len(words)
