"""From an article to its document: the sentences that can be judged, and what they are judged against."""

from __future__ import annotations

from typing import NamedTuple

from newslint.article import WORD, Article, Sentence
from newslint.topic.body import body_sentences
from newslint.topic.features import Document
from newslint.topic.table import table
from newslint.topic.unit import STEM, read_units

#: Fewer sentences have no topic to leave; the word table is not even loaded.
MIN_SENTENCES = 8
#: Longer texts are round-ups, transcripts, whole books: nothing in them is out of place.
MAX_SENTENCES = 150


class Judged(NamedTuple):
    """The body's sentences and the document made of them."""

    sentences: list[Sentence]
    document: Document


def judged(article: Article) -> Judged | None:
    """The article as a document; None for one that is too short or too long to have one topic."""
    sentences = article.view(body_sentences)
    if not MIN_SENTENCES <= len(sentences) <= MAX_SENTENCES:
        return None
    known = table()
    body = {s.paragraph for s in sentences}
    lines = article.paragraphs
    others = [line.text for i, line in enumerate(lines) if i not in body]
    title = article.title or (lines[0].text if 0 not in body else "")
    *units, headline = read_units([*(s.text for s in sentences), title], known)
    stems = {word.lower()[:STEM] for text in others for word in WORD.findall(text)}
    return Judged(sentences, Document(units, headline if title else None, stems, known))
