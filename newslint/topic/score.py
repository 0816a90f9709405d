"""From an article to scores: which sentences, and which runs of sentences, came from elsewhere."""

from __future__ import annotations

from itertools import chain
from math import inf

from newslint.article import WORD, Article
from newslint.compiled import compile_pattern
from newslint.prose import is_prose
from newslint.topic.features import Document
from newslint.topic.model import Model, model
from newslint.topic.outline import STEM, Outline, plain
from newslint.topic.screen import RUNS, Run, Signs, apart, doubtful_runs, doubts, mean_signs, second_look, signs_of
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
#: A run whose score is so far below a threshold can still reach it with other ends.
WITHIN_REACH = 1.0
#: A part of a block can be more surely foreign than the whole: its ends move outwards while that costs no more.
SLACK = 1.0


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
    scored = [(i, j, trees.score(read.row(i, j), least)) for _, i, j in suspects]
    return [stretch for stretch in scored if stretch[2] >= least]


def foreign_blocks(article: Article, one_in: float) -> list[Stretch]:
    """Runs of sentences that reach the threshold; of those that overlap the likeliest, in reading order."""
    of = article.view(story)
    if of is None:
        return []
    trees = model("block")
    least = trees.threshold(one_in)
    doubtful = doubtful_runs(doubts(article.view(signs), trees.weights), trees.bound(one_in))
    if not doubtful:
        return []
    read = article.view(document)
    suspects = suspicious(doubtful, article.view(signs), read, trees, trees.second_bound(one_in))
    return blocks_among(apart(suspects, RUNS), read, trees, least)


def suspicious(
    stretches: list[Run], seen: Signs, read: Document, trees: Model, bound: float
) -> list[tuple[float, int, int]]:
    """The stretches (value, from, to) that at a second look, at where their words point, reach the bound."""
    looked = [
        (second_look(mean_signs(seen, i, j), read.meaning.glance(i, j), trees.second), i, j) for i, j in stretches
    ]
    return [look for look in looked if look[0] >= bound]


def blocks_among(runs: list[Run], read: Document, trees: Model, least: float) -> list[Stretch]:
    """The runs that, once settled, reach ``least``; of those that overlap the likeliest, in reading order."""
    low = least - trees.reach
    odds = [(i, j, trees.by_trees(read.row(i, j), low - WITHIN_REACH)) for i, j in runs]
    settled = {_settled(run, read, trees) for run in odds if run[2] >= low - WITHIN_REACH}
    scored = [(run, trees.score(read.row(*run[:2]), least)) for run in settled if run[2] >= low]
    return _best_apart([(*_widened(run, read, trees), score) for run, score in scored if score >= least])


def _settled(run: Stretch, read: Document, trees: Model) -> Stretch:
    """The run with more or fewer sentences at its ends, as long as that makes it likelier."""
    while True:
        i, j, log_odds = run
        moves = [(i - 1, j), (i, j + 1), (i + 1, j), (i, j - 1)]
        scored = [(a, b, trees.by_trees(read.row(a, b), log_odds)) for a, b in moves if _is_block(a, b, read)]
        best = max(scored, key=lambda stretch: stretch[2], default=run)
        if best[2] <= log_odds:
            return run
        run = best


def _widened(run: Stretch, read: Document, trees: Model) -> Run:
    """The run with the sentences beside it without which it is hardly likelier."""
    i, j, log_odds = run
    least = log_odds - SLACK
    while True:
        moves = [(a, b) for a, b in ((i - 1, j), (i, j + 1)) if _is_block(a, b, read)]
        likest, a, b = max(((trees.by_trees(read.row(a, b), least), a, b) for a, b in moves), default=(-inf, i, j))
        if likest < least:
            return i, j
        i, j = a, b


def _is_block(i: int, j: int, read: Document) -> bool:
    """Whether a run is within the body, of two sentences at least, and less than half of it."""
    count = len(read.outline.sentences)
    return i >= 0 and j <= count and j - i >= 2 and (j - i) * 2 < count


def _best_apart(candidates: list[Stretch]) -> list[Stretch]:
    kept: list[Stretch] = []
    for run in sorted(candidates, key=lambda run: -run[2]):
        if all(run[1] <= other[0] or other[1] <= run[0] for other in kept):
            kept.append(run)
    return sorted(kept)


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
