"""The second pass: what the first one thought of the item and of everything around it.

jusText settles short lines by the class of their neighbours with fixed rules; here the rules are learnt.
"""

from __future__ import annotations

from collections.abc import Sequence

from newslint.linemodel import features
from newslint.linemodel.extent import extent
from newslint.linemodel.features import running_sums

REACH = (-4, -3, -2, -1, 0, 1, 2, 3, 4)
WINDOWS = (3, 10, 30)
#: What of the first pass's row the second one sees again.
AGAIN = (
    "words chars end start small caps digits stops copies overlap title bow bow_max phrases covered date time name"
    " credit quote reader past index left relative prose prose_before prose_after to_prose_before to_prose_after"
    " n_items prose_share median_chars gap_share n_prose inner_short lead bio staff caption sourced rights markup alike"
).split()


def names() -> list[str]:
    """The features of the second pass, in the order of a row."""
    found = [*AGAIN, *(f"p{step:+d}" for step in REACH), "kept_before", "kept_after", "kept_total"]
    found += [f"{kind}_{side}{size}" for size in WINDOWS for side in ("before", "after") for kind in ("p", "kept")]
    found += ["run_before", "run_after", "to_kept_before", "to_kept_after", "sure_before", "sure_after"]
    return [
        *found,
        "from_first",
        "from_last",
        "extent_share",
        "extent_p",
        "rejected",
        "rejected_share",
        "rejected_chars",
    ]


def rows(first: Sequence[Sequence[float]], chars: Sequence[int], scores: Sequence[float]) -> list[list[float]]:
    """One row an item, from the first pass's rows, the items' lengths and the first pass's scores (0 to 1)."""
    every = features.names()
    again = [every.index(name) for name in AGAIN]
    n = len(scores)
    mass = [min(c, 1500) * (1 - p) for c, p in zip(chars, scores, strict=True)]
    sum_p, sum_mass = running_sums(scores), running_sums(mass)
    total = sum_mass[-1] or 1.0
    leftovers = _runs(scores, 0.5)
    leftovers_after = _runs(scores[::-1], 0.5)[::-1]
    kept = _steps(scores, mass)
    kept_after = _steps(scores[::-1], mass[::-1])[::-1]
    sure = running_sums([float(p < 0.1) * min(c, 1500) for p, c in zip(scores, chars, strict=True)])
    first_kept, last_kept = extent(chars, scores)
    inner = scores[first_kept : last_kept + 1] or [1.0]
    rejected = [p > 0.8 for p in scores]
    whole = [
        (sum_mass[last_kept + 1] - sum_mass[min(first_kept, n)]) / total if last_kept >= 0 else 0.0,
        sum(inner) / len(inner),
        min(sum(rejected), 300),
        sum(rejected) / (n or 1),
        sum(c for c, r in zip(chars, rejected, strict=True) if r) / (sum(chars) or 1),
    ]
    table = []
    for i in range(n):
        row = [first[i][k] for k in again]
        row.extend(scores[i + step] if 0 <= i + step < n else -1.0 for step in REACH)
        row += (sum_mass[i] / total, (total - sum_mass[i + 1]) / total, min(total, 20000))
        for size in WINDOWS:
            a, b = max(0, i - size), min(n, i + 1 + size)
            row += ((sum_p[i] - sum_p[a]) / (i - a or 1), (sum_mass[i] - sum_mass[a]) / (i - a or 1))
            row += ((sum_p[b] - sum_p[i + 1]) / (b - i - 1 or 1), (sum_mass[b] - sum_mass[i + 1]) / (b - i - 1 or 1))
        row += (leftovers[i], leftovers_after[i], kept[i], kept_after[i])
        row += (sure[i] / (sure[-1] or 1), (sure[-1] - sure[i + 1]) / (sure[-1] or 1))
        row += (_clip(i - first_kept), _clip(last_kept - i), *whole)
        table.append(row)
    return table


def _clip(steps: int) -> float:
    return float(max(-60, min(60, steps)))


def _runs(scores: Sequence[float], level: float) -> list[float]:
    """For each item how many items in a row directly before it lie above the level."""
    found, run = [], 0
    for p in scores:
        found.append(float(run))
        run = min(run + 1, 60) if p > level else 0
    return found


def _steps(scores: Sequence[float], mass: Sequence[float]) -> list[float]:
    """For each item how many steps back the last item stands that is surely the article's."""
    found, steps = [], 60
    for p, m in zip(scores, mass, strict=True):
        found.append(float(steps))
        steps = 0 if p < 0.3 and m > 60 else steps
        steps = min(steps + 1, 60)
    return found
