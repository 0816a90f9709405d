"""Where a block ends: what draws the sentences at its two ends, inside and outside, to it or to the rest."""

from __future__ import annotations

from newslint.topic.meaning import Meaning
from newslint.topic.vectors import Direction

#: What a block's last score is made of: log odds of its core by the trees, the network and both, and the bonus in them;
#: sentences of the core, and of the block grown from it; what ``ends`` says.
NAMES = "trees net bonus both length grown before_pull after_pull first_pull last_pull".split()
#: Stands for a sentence that is not there: nothing draws more to the rest.
AWAY = 1.0


def ends(among: Meaning, i: int, j: int) -> list[float]:
    """The last four of NAMES, each the difference of two cosines.

    A sentence beside a block should be nearer to the rest than to the block, and one of the block's own nearer to the
    block than to the rest.
    """
    own, whole = sum(among.sums[i:j]), sum(among.sums)
    block, rest = among.direction(i, j), Direction(whole - own)

    def outside(k: int) -> float:
        one = among.direction(k, k + 1)
        return one.cosine(Direction(whole - own - among.sums[k])) - one.cosine(block)

    def inside(k: int) -> float:
        one = among.direction(k, k + 1)
        return one.cosine(Direction(own - among.sums[k])) - one.cosine(rest)

    before = outside(i - 1) if i else AWAY
    after = outside(j) if j < len(among.sums) else AWAY
    return [before, after, inside(i), inside(j - 1)]
