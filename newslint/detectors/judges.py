"""How the judges of a suspected word agree: the classifier, a network, two pairs of recurrent networks.

Each is asked only where those before leave a word in doubt, as each takes ten times as long as the one before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from operator import mul

from newslint.detectors import context as cx
from newslint.detectors.classifier import load_model
from newslint.detectors.confusionsets import WIDEST, ConfusionSet
from newslint.detectors.opinion import SIDE, load_network
from newslint.detectors.recurrent import Recurrent, load_recurrent, load_wider

#: How much the classifier, the network and both pairs of recurrent networks count together, and the first of them.
WEIGHTS = (0.25, 0.25, 0.25, 0.25)
#: By so much the network may raise the classifier's lead: it is asked of no word that this would not bring to its bar.
DOUBT = 3.5
#: And by so much the recurrent networks may raise the lead that the other two find, the wider ones that of those three.
LATE_DOUBT, LAST_DOUBT = 2.0, 1.0


def agreed(group: ConfusionSet, wrong: int, asked: list[int], first: list[float], ids: list[int]) -> tuple[int, float]:
    """The word that fits best by all, and its lead; below its bar as soon as it cannot come to it."""
    parts, limits = [first], [[score - first[wrong] + DOUBT for score in first]]
    for opinion, doubt in ((second_scores, LATE_DOUBT), (third_scores, LAST_DOUBT)):
        parts.append(opinion(group, ids))
        scores = mixed(parts)
        limits.append([score - scores[wrong] + doubt for score in scores])
        if max([limits[-1][b] - group.bars[wrong, b][0] for b in asked]) <= 0:
            return wrong, 0.0
    parts.append(third_scores(group, ids, load_wider))
    whole = mixed(parts)
    best = max(range(len(whole)), key=whole.__getitem__)
    return best, min(whole[best] - whole[wrong], *[limit[best] for limit in limits])


def second_scores(group: ConfusionSet, ids: list[int]) -> list[float]:
    """The network's log odds of each word of the set."""
    at = (group.number - 1) * WIDEST
    return load_network().opinion(ids, range(at, at + len(group.words)))


def third_scores(group: ConfusionSet, ids: list[int], network: Callable[[], Recurrent] = load_recurrent) -> list[float]:
    """Those of recurrent networks."""
    at = (group.number - 1) * WIDEST
    return network().opinion(ids, range(at, at + len(group.words)))


def mixed(parts: Sequence[Sequence[float]]) -> list[float]:
    """The scores of the first ones or of all, as they count together."""
    weights = WEIGHTS[: len(parts)]
    whole = sum(weights)
    return [sum(map(mul, weights, column)) / whole for column in zip(*parts, strict=True)]


#: A pattern's word is not believed where the recurrent networks hold what stands there to be so much likelier.
AGAINST = 2.0


def seconded(text: str, start: int, end: int, low: str, right: str) -> bool:
    """Whether the recurrent networks do not speak against a pattern's word."""
    way = ways().get((low.replace("’", "'"), right))
    if way is None:
        return True
    group, a, b = way
    odds = third_scores(group, wide_window(text, start, end))
    return odds[b] - odds[a] > -AGAINST


@lru_cache(maxsize=1)
def ways() -> dict[tuple[str, str], tuple[ConfusionSet, int, int]]:
    """The set of each pair of words, and the places of both in it."""
    return {
        (a, b): (s, s.words.index(a), s.words.index(b)) for s in load_model().sets for a in s.words for b in s.words
    }


def wide_window(text: str, start: int, end: int) -> list[int]:
    """The ids of as many words on both sides as the networks read."""
    return cx.identify(cx.window(text, start, end, SIDE), load_model().vocabulary)
