"""From an article to scores: which sentences, and which runs of sentences, came from elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from newslint.article import WORD, Article, Sentence
from newslint.compiled import compile_pattern
from newslint.prose import is_prose
from newslint.topic.body import BULLET, body_sentences
from newslint.topic.features import NAMES, Document, Rows
from newslint.topic.model import model
from newslint.topic.table import FUNCTION_WORDS, Table, table
from newslint.topic.unit import STEM, read_units

#: Fewer sentences have no topic to leave; the word table is not even loaded.
MIN_SENTENCES = 8
#: Longer texts are transcripts, live blogs, books: nothing in them is out of place.
MAX_SENTENCES = 150
#: Shorter sentences say too little to be judged, longer ones are lists.
MIN_WORDS, MAX_WORDS = 8, 50
#: Of the words of edited English news 38 to 55 % are function words; of other languages' under 15 %.
MIN_FUNCTION_WORDS = 0.25
#: Lines that open with a clock time or a speaker; from so many on the text is a live blog or an interview.
TURN = compile_pattern(r"(?:\d{1,2}[:.]\d\d\b|(?:Q|A|Question|Answer)\s?[:.]|[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*){0,3}: )")
MAX_TURNS = 3
#: A run can only be foreign when its sentences, one by one, are at least this likely (mean log odds).
#: At -4 blocks are found more often (by 12 points), at twice the time.
GATE = -3.6
#: ... and when they are, on the whole, farther from the rest than the others (in deviations).
APART, APART_BY = NAMES.index("z_rest"), -0.2
#: Lengths that are tried: longer blocks are found by their parts.
RUNS = (2, 4)


@dataclass(frozen=True, slots=True)
class Scored:
    """The body's sentences, what they were weighed against, and the log odds of each."""

    sentences: list[Sentence]
    document: Document
    rows: Rows
    scores: list[float]


def scored(article: Article) -> Scored | None:
    """The article with a score for every sentence; None for a text that has no single topic to leave."""
    sentences = article.view(body_sentences)
    if not MIN_SENTENCES <= len(sentences) <= MAX_SENTENCES or not _is_story(article, sentences):
        return None
    read = read_document(article, sentences, table())
    rows = read.table([(i, i + 1) for i in range(len(sentences))])
    trees = model("sentence")
    return Scored(sentences, read, rows, [trees.score(row) for row in rows])


def read_document(article: Article, sentences: list[Sentence], known: Table) -> Document:
    """What the sentences, the headline and the lines that are not prose are about."""
    lines = article.paragraphs
    others = [line.text for line in lines if not is_prose(line.text)]
    title = article.title or (others[0] if others and others[0] == lines[0].text else "")
    *units, headline = read_units([*(s.text for s in sentences), title], known)
    stems = {word.lower()[:STEM] for text in others for word in WORD.findall(text)}
    return Document(units, headline if title else None, stems, known)


def eligible(sentence: Sentence, words: float) -> bool:
    """Whether one sentence says enough, and is no item of a list."""
    return MIN_WORDS <= words <= MAX_WORDS and not BULLET.match(sentence.text)


def runs(found: Scored) -> list[tuple[int, int, float]]:
    """Runs of sentences (from, to) that may be foreign, with their log odds."""
    count = len(found.scores)
    apart = [row[APART] for row in found.rows]
    spans = [
        (i, i + k)
        for k in RUNS
        for i in range(count - k + 1)
        if k * 2 < count and sum(found.scores[i : i + k]) >= GATE * k and sum(apart[i : i + k]) <= APART_BY * k
    ]
    if not spans:
        return []
    trees = model("block")
    rows = found.document.table(spans, found.rows)
    return [(i, j, trees.score(row)) for (i, j), row in zip(spans, rows, strict=True)]


def _is_story(article: Article, sentences: list[Sentence]) -> bool:
    """Whether the text is English and neither a live blog nor an interview."""
    turns = sum(TURN.match(line.text) is not None for line in article.paragraphs)
    if turns >= MAX_TURNS and turns * 4 > len(article.paragraphs):
        return False
    words = [word for s in sentences[:20] for word in s.text.lower().split()]
    return sum(word in FUNCTION_WORDS for word in words) >= MIN_FUNCTION_WORDS * len(words)
