"""From an article to scores: which sentences came from elsewhere."""

from __future__ import annotations

from itertools import chain

from newslint.article import WORD, Article
from newslint.compiled import compile_pattern
from newslint.prose import is_prose
from newslint.topic.features import Document
from newslint.topic.model import Model, model
from newslint.topic.outline import STEM, Outline, plain
from newslint.topic.screen import Run, Signs, doubts, mean_signs, second_look, signs_of
from newslint.topic.table import FUNCTION_WORDS, Table, table

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


Stretch = tuple[int, int, float]
#: What opening inside a quotation takes off: it belongs to what introduces it.
QUOTED = 1.0
#: A sentence that opens so speaks of what the one before it named; what that takes off.
POINTS_BACK = frozenset("he she it they his her its their this that these those such".split())
POINTING = 0.8
#: From so many names after commas on a sentence is an enumeration, in which all names are new; what that takes off.
ENUMERATED, LISTED = 3, 2.0
NEXT_NAME = compile_pattern(r"[,;] (?:and )?[A-Z]")


def story(article: Article) -> Outline | None:
    """The outline of a text that has a single topic to leave; None for others."""
    if len(article.sentences) < MIN_SENTENCES:
        return None
    of = article.view(Outline)
    return of if MIN_SENTENCES <= len(of.sentences) <= MAX_SENTENCES and _is_story(article, of) else None


def signs(article: Article) -> Signs:
    """What the screen weighs of each sentence."""
    return signs_of(article.view(Outline))


def document(article: Article) -> Document:
    """The article's outline with the word table: what only doubtful stretches need."""
    return read_document(article, table())


def foreign_sentences(article: Article, one_in: float) -> list[Stretch]:
    """The sentences (from, to, log odds) that reach the threshold of one in so many articles."""
    of = article.view(story)
    if of is None:
        return []
    trees = model("sentence")
    bound, least = trees.bound(one_in), trees.threshold(one_in)
    doubt = doubts(article.view(signs), trees.weights)
    doubtful = [(i, i + 1) for i, value in enumerate(doubt) if value >= bound and eligible(of, i)]
    if not doubtful:
        return []
    read = article.view(document)
    suspects = suspicious(doubtful, article.view(signs), read, trees, trees.second_bound(one_in))
    return scored_sentences(suspects, read, trees, least)


def scored_sentences(
    suspects: list[tuple[float, int, int]], read: Document, trees: Model, least: float
) -> list[Stretch]:
    """The sentences (value, from, to) with their log odds, as far as they reach ``least``."""
    scored = [(i, j, trees.score(read.row(i, j), least)) for _, i, j in suspects]
    judged = [(i, j, score - _excused(read.outline, i)) for i, j, score in scored if score >= least]
    return [stretch for stretch in judged if stretch[2] >= least]


def _excused(of: Outline, i: int) -> float:
    """What a sentence's form takes off, as such sentences look foreign in their own articles too."""
    listed = len(NEXT_NAME.findall(of.sentences[i].text)) >= ENUMERATED
    pointing = plain(of.words[i][0]) in POINTS_BACK
    return quoted(of, i) + POINTING * pointing + LISTED * listed


def quoted(of: Outline, i: int) -> float:
    """What it takes off when a stretch's first sentence opens inside a quotation."""
    start = of.sentences[i].start
    return QUOTED * of.article.in_quotes(start, start + 1)


def suspicious(
    stretches: list[Run], seen: Signs, read: Document, trees: Model, bound: float
) -> list[tuple[float, int, int]]:
    """The stretches (value, from, to) that at a second look, at where their words point, reach the bound."""
    looked = [
        (second_look(mean_signs(seen, i, j), read.meaning.glance(i, j), trees.second), i, j) for i, j in stretches
    ]
    return [look for look in looked if look[0] >= bound]


def _is_story(article: Article, of: Outline) -> bool:
    """Whether the text is English and neither a live blog nor an interview."""
    turns = sum(TURN.match(line.text) is not None for line in article.paragraphs)
    if turns >= MAX_TURNS and turns * 4 > len(article.paragraphs):
        return False
    words = list(chain.from_iterable(of.words[:20]))
    return sum(map(FUNCTION_WORDS.__contains__, words)) >= MIN_FUNCTION_WORDS * len(words)


def read_document(article: Article, known: Table) -> Document:
    """The body's outline and the headline."""
    first = article.paragraphs[0].text
    title = article.title or ("" if is_prose(first) else first)
    headline = {plain(word.lower()) for word in WORD.findall(title)} - FUNCTION_WORDS - {""}
    return Document(article.view(Outline), {word[:STEM] for word in headline}, known)


def eligible(of: Outline, i: int) -> bool:
    """Whether one sentence says enough."""
    return MIN_WORDS <= len(of.words[i]) <= MAX_WORDS
