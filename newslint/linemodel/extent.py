"""Where the article begins and ends: the stretch with the most prose and the fewest leftovers."""

from __future__ import annotations

from collections.abc import Sequence

#: What a leftover between two stretches of prose costs, in characters, besides half its own length.
LEFTOVER_COST = 25
#: A shorter item that is kept counts for nothing, and the article neither begins nor ends with it.
MIN_CHARS = 60
MAX_CHARS = 600
#: From this probability on an item is a leftover; where that leaves no article, from this one, on a page of so many
#: items: in a text of a few lines the model doubts everything.
LEFTOVER, SURE_LEFTOVER, PAGE = 0.5, 0.75, 40


def extent(chars: Sequence[int], scores: Sequence[float]) -> tuple[int, int]:
    """First and last item of the article; ``(n, -1)`` when nothing is kept.

    ``chars`` are the items' lengths, ``scores`` how probably each is a leftover. The one paragraph of a short report
    may be in doubt itself: it is the article when the page has no other.
    """
    first, last = _extent(chars, scores, LEFTOVER)
    return (first, last) if last >= 0 or len(scores) < PAGE else _extent(chars, scores, SURE_LEFTOVER)


def _extent(chars: Sequence[int], scores: Sequence[float], leftover: float) -> tuple[int, int]:
    """The stretch for which the sum of what is kept less what is not is largest (Kadane's maximum subarray).

    So a teaser far below, behind a menu, does not belong to it, and a caption between two paragraphs does.
    """
    best, total, start, found = 0.0, 0.0, 0, (len(scores), -1)
    for i, (size, p) in enumerate(zip(chars, scores, strict=True)):
        size = min(size, MAX_CHARS)
        if total <= 0:
            total, start = 0.0, i
        if p >= leftover:
            total -= p * (LEFTOVER_COST + size / 2)
        elif size >= MIN_CHARS:
            total += size * (1 - p)
        if total > best:
            best, found = total, (start, i)
    first, last = found
    while first < last and (scores[first] >= leftover or chars[first] < MIN_CHARS):
        first += 1
    return first, last
