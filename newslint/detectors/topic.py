"""Sentences that do not belong: leaked in from another story, or left without what they refer to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.article import Article, Sentence
from newslint.compiled import compile_pattern
from newslint.model import Match
from newslint.topic.blocks import foreign_blocks
from newslint.topic.body import body_sentences
from newslint.topic.model import model
from newslint.topic.score import document, foreign_sentences

#: Openers that answer or add to something said before. Not one of 2,832 edited articles begins so.
OPENER = compile_pattern(
    r"[\"“‘']?(?P<words>At the same time|In response|Meanwhile|In addition|Additionally|Moreover|Furthermore"
    r"|By contrast|In contrast|On the other hand|As a result|Consequently|Nevertheless|Nonetheless|Similarly"
    r"|Likewise|Instead|Conversely|On the contrary|In turn|Afterwards|Therefore),"
)
ORDINAL = compile_pattern(r"[\"“‘']?(?P<words>Secondly|Second|Thirdly|Third|Fourthly|Fourth),(?= (?!third|fourth|and))")
#: Anything that may have opened the count: the words, a numbered item, or the promise of a list.
COUNTED = compile_pattern(
    r"\b(?:first(?:ly)?|one|for starters|to (?:begin|start) with|initially|foremost|primarily"
    r"|(?:two|three|four|five|several|both) |reasons?|ways|things|twofold)\b|(?:^|\s)[(#]?[1a][.):]",
    re.IGNORECASE,
)
#: "The latter" before any pair it could choose from; "the latter part" is an adjective.
LATTER = compile_pattern(
    r"\b(?P<words>the latter)\b(?! (?:half|part|stages?|years?|days?|months?|weeks?|end|case)\b)", re.I
)
PAIR = compile_pattern(r"\b(?:and|or|than|versus|but)\b|[,;]")

#: Sentences of the median article of edited news: turns articles into sentences for the message.
SENTENCES = 20


def dangling_connective(article: Article, *, min_sentences: int = 3) -> Iterator[Match]:
    """A connective that ties to nothing: the story opens with "Meanwhile,", a "Second," has no first."""
    body = article.view(body_sentences)
    if len(body) < min_sentences:
        return
    yield from _opener(body[0])
    for sentence in body:
        found = ORDINAL.match(sentence.text)
        # A quotation may begin after its first point.
        if found and not _counted(article, sentence) and not article.in_quotes(sentence.start, sentence.end):
            yield _connective(sentence, found, "nothing before it counts from one")


def _opener(first: Sentence) -> Iterator[Match]:
    """The first sentence of the story leans on one that is not there."""
    found = OPENER.match(first.text)
    latter = LATTER.search(first.text)
    if latter and not PAIR.search(first.text, 0, latter.start()):
        found = found or latter
    if found:
        yield _connective(first, found, "nothing stands before it")


def _counted(article: Article, sentence: Sentence) -> bool:
    """Whether something before the ordinal may have been its first."""
    return COUNTED.search(article.text, 0, sentence.start) is not None


def _connective(sentence: Sentence, found: re.Match[str], reason: str) -> Match:
    start, end = found.span("words")
    return Match(sentence.start + start, sentence.start + end, values={"words": found["words"], "reason": reason})


def off_topic_sentence(article: Article, *, one_in: float = 20, remove_one_in: float = 100) -> Iterator[Match]:
    """A sentence that leaked in from another story.

    ``one_in``: the threshold, set so that one untouched article in so many has a finding.
    ``remove_one_in``: from this stricter one on the finding offers to remove its sentence.
    """
    found = foreign_sentences(article, one_in)
    if not found:
        return  # a text without a story asks for no model
    trees = model("sentence")
    strict = trees.threshold(remove_one_in)
    for i, j, score in found:
        sentence = article.view(document).outline.sentences[i]
        if values := _evidence(article, i, j):
            values["unusual"] = f"{SENTENCES * trees.one_in(score):,}"
            yield Match(sentence.start, sentence.end, "" if score >= strict else None, values, safety="unsafe")


def off_topic_block(article: Article, *, one_in: float = 80, remove_one_in: float = 200) -> Iterator[Match]:
    """Several sentences in a row that belong to another story; the options are those of a sentence."""
    found = foreign_blocks(article, one_in)
    if not found:
        return
    trees = model("block")
    strict = trees.threshold(remove_one_in)
    for i, j, score in found:
        sentences = article.view(document).outline.sentences
        start, end = sentences[i].start, sentences[j - 1].end
        if values := _evidence(article, i, j):
            values |= {"count": j - i, "unusual": f"{trees.one_in(score):,}"}
            yield Match(start, end, "" if score >= strict else None, values, safety="unsafe")


def _evidence(article: Article, i: int, j: int) -> dict[str, object]:
    """What the message quotes: what stands nowhere else, and what the rest is about; empty when that has no topic."""
    words, topic = article.view(document).evidence(i, j)
    if not topic:
        return {}
    return {"words": ", ".join(f"'{w}'" for w in words), "topic": ", ".join(topic)}
