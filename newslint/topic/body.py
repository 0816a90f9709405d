"""The sentences of the story itself: prose, without the teaser that the body says again."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from newslint.article import Article, Sentence
from newslint.compiled import compile_pattern
from newslint.prose import is_prose

CUT_OFF = compile_pattern(r"(?:…|\.\.\.)[\"”’'»)\]\s]*\Z")
#: Where the ellipsis of a cut sentence can stand, in characters from its end.
TAIL = 12
#: Items of a list stand apart from the story's sentences.
BULLET = compile_pattern(r"[-–—•*·|▪●]|\(?\d{1,2}[.)](?= )")


class Body(NamedTuple):
    """The story's sentences, and for each where its words stand among the article's (from, to)."""

    sentences: list[Sentence]
    spans: list[tuple[int, int]]


def body_of(article: Article) -> Body:
    """The sentences of lines of prose, each once: of two copies the later one, of a cut one the whole.

    A line that breaks off in mid-sentence, or runs on into a caption, still tells what it said before.
    """
    items = [BULLET.match(line.text) is not None for line in article.paragraphs]
    prose = [is_prose(line.text) for line in article.paragraphs]
    sentences = [s for s in article.sentences if not items[s.paragraph] and (prose[s.paragraph] or is_prose(s.text))]
    low, starts = article.lower_words, article.word_starts
    spans = [(bisect_left(starts, s.start), bisect_left(starts, s.end)) for s in sentences]
    words = [tuple(low[a:b]) for a, b in spans]
    last = {said: i for i, said in enumerate(words)}
    kept = [i for i, said in enumerate(words) if last[said] == i and not _cut_off(sentences[i].text, i, words)]
    return Body([sentences[i] for i in kept], [spans[i] for i in kept])


def body_sentences(article: Article) -> list[Sentence]:
    """The sentences of the story alone."""
    return article.view(body_of).sentences


def _cut_off(text: str, index: int, words: list[tuple[str, ...]]) -> bool:
    """Whether a sentence ends in an ellipsis and another one says it in full."""
    if not CUT_OFF.search(text, max(0, len(text) - TAIL)):
        return False
    piece = " ".join(words[index])
    said = (" ".join(other) for i, other in enumerate(words) if i != index)
    return bool(piece) and any(piece in other and piece != other for other in said)
