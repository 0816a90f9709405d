"""Sentences that do not belong: leaked in from another story, or left without what they refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.article import Article, Sentence
from newslint.model import Match
from newslint.topic.body import body_sentences

#: Openers that answer or add to something said before. Not one of 2,832 edited articles begins so.
OPENER = re.compile(
    r"[\"“‘']?(?P<words>At the same time|In response|Meanwhile|In addition|Additionally|Moreover|Furthermore"
    r"|By contrast|In contrast|On the other hand|As a result|Consequently|Nevertheless|Nonetheless|Similarly"
    r"|Likewise|Instead|Conversely|On the contrary|In turn|Afterwards|Therefore),"
)
ORDINAL = re.compile(r"[\"“‘']?(?P<words>Secondly|Second|Thirdly|Third|Fourthly|Fourth),(?= (?!third|fourth|and))")
#: Anything that may have opened the count: the words, a numbered item, or the promise of a list.
COUNTED = re.compile(
    r"\b(?:first(?:ly)?|one|for starters|to (?:begin|start) with|initially|foremost|primarily"
    r"|(?:two|three|four|five|several|both) |reasons?|ways|things|twofold)\b|(?:^|\s)[(#]?[1a][.):]",
    re.IGNORECASE,
)
#: "The latter" before any pair it could choose from; "the latter part" is an adjective.
LATTER = re.compile(r"\b(?P<words>the latter)\b(?! (?:half|part|stages?|years?|days?|months?|weeks?|end|case)\b)", re.I)
PAIR = re.compile(r"\b(?:and|or|than|versus|but)\b|[,;]")


def dangling_connective(article: Article, *, min_sentences: int = 3) -> Iterator[Match]:
    """A connective that ties to nothing: the story opens with "Meanwhile,", a "Second," has no first."""
    body = article.view(body_sentences)
    if len(body) < min_sentences:
        return
    yield from _opener(body[0])
    for sentence in body:
        if (found := ORDINAL.match(sentence.text)) and not _counted(article, sentence):
            yield _connective(sentence, found, "nothing before it counts from one")


def _opener(first: Sentence) -> Iterator[Match]:
    """The first sentence of the story leans on one that is not there."""
    if found := OPENER.match(first.text):
        yield _connective(first, found, "nothing stands before it")
    elif (found := LATTER.search(first.text)) and not PAIR.search(first.text, 0, found.start()):
        yield _connective(first, found, "nothing stands before it")


def _counted(article: Article, sentence: Sentence) -> bool:
    """Whether something before the ordinal may have been its first."""
    return COUNTED.search(article.text, 0, sentence.start) is not None


def _connective(sentence: Sentence, found: re.Match[str], reason: str) -> Match:
    start, end = found.span("words")
    return Match(sentence.start + start, sentence.start + end, values={"words": found["words"], "reason": reason})
