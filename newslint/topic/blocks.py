"""Which runs of sentences came from elsewhere: the likeliest grow to their ends and are weighed once more."""

from __future__ import annotations

from math import inf
from typing import NamedTuple

from newslint.article import Article
from newslint.topic.ends import ends
from newslint.topic.features import Document
from newslint.topic.model import Model, bonus, model
from newslint.topic.score import Stretch, document, quoted, signs, story, suspicious
from newslint.topic.screen import RUNS, Run, apart, doubtful_runs, doubts

#: A run whose score is so far below a threshold can still reach it with other ends.
WITHIN_REACH = 0.5
#: A part of a block can be more surely foreign than the whole: its ends move outwards while that costs no more.
SLACK = 1.0


class Block(NamedTuple):
    """Sentences from, to; log odds by the trees of the run it grew from; what its score is made of: ``ends.NAMES``."""

    start: int
    end: int
    begun: float
    features: list[float]


def foreign_blocks(article: Article, one_in: float) -> list[Stretch]:
    """Runs of sentences that reach the threshold; of those that overlap the likeliest, in reading order."""
    if article.view(story) is None:
        return []
    trees = model("block")
    runs = doubtful_runs(doubts(article.view(signs), trees.weights), trees.bound(one_in))
    if not runs:
        return []
    read = article.view(document)
    suspects = suspicious(runs, article.view(signs), read, trees, trees.second_bound(one_in))
    blocks = blocks_among(apart(suspects, RUNS), read, trees, trees.low(one_in))
    scored = [(b.start, b.end, trees.final(b.features) - quoted(read.outline, b.start)) for b in blocks]
    least = trees.threshold(one_in)
    return best_apart([block for block in scored if block[2] >= least])


def blocks_among(runs: list[Run], read: Document, trees: Model, low: float) -> list[Block]:
    """The runs that, once settled, reach ``low`` by the trees, with the sentences that belong to them."""
    odds = [(i, j, trees.by_trees(read.row(i, j), low - WITHIN_REACH)) for i, j in runs]
    begun: dict[Stretch, float] = {}
    for run in odds:
        if run[2] >= low - WITHIN_REACH:
            settled = _settled(run, read, trees)
            begun[settled] = max(run[2], begun.get(settled, -inf))
    return [_grown(run, read, trees, first) for run, first in sorted(begun.items()) if run[2] >= low]


def best_apart(candidates: list[Stretch]) -> list[Stretch]:
    """The likeliest of the stretches that overlap, in reading order."""
    kept: list[Stretch] = []
    for run in sorted(candidates, key=lambda run: -run[2]):
        if all(run[1] <= other[0] or other[1] <= run[0] for other in kept):
            kept.append(run)
    return sorted(kept)


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


def _grown(run: Stretch, read: Document, trees: Model, begun: float) -> Block:
    """A settled run as a block: where it ends, and how it is weighed."""
    i, j, log_odds = run
    start, end = _widened(run, read, trees)
    row = read.row(i, j)
    extra, net = bonus(row), trees.by_net(row)
    both = extra + (log_odds - extra + net) / 2
    return Block(start, end, begun, [log_odds, net, extra, both, j - i, end - start, *ends(read.meaning, i, j)])


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
