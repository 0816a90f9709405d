"""What is measured of an item: its own shape, its place, its neighbours.

All features are numbers, the same for training and for use. ``measure`` gives an item's own ones;
``place`` adds where it stands; the neighbours' are read from the rows around it.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from newslint.article import Article
from newslint.linemodel.items import Item
from newslint.linemodel.phrases import load, scan
from newslint.linemodel.shapes import (
    ADDRESS,
    BIO,
    CAPTION,
    CONTRIBUTED,
    COUNTER,
    CREDIT,
    DATE,
    INNER_STOP,
    LEAD,
    MARKUP,
    NAME,
    PAST,
    READER,
    RIGHTS,
    ROLE,
    SMALL,
    SOURCED,
    SPOKEN,
    STAFF,
    SYMBOLS,
    TIME,
    YEARS,
)

STATUS = {".": 1, "!": 2, "?": 3, "”": 4, '"': 4, "’": 4, "'": 4, ")": 5, ":": 6, "…": 7, ",": 8, ";": 8}
DASHES = "-–—•*·▪►>|"

OWN = (
    "words chars end start small caps allcaps digits wordlen stops quote symbols address spoken reader past"
    " date time name credit counter copies overlap title bow bow_max bow_min phrases covered bracket year"
    " lead bio role staff caption sourced rights markup alike colon"
).split()
PLACE = (
    "index left relative gap_before gap_after prose prose_before prose_after to_prose_before to_prose_after"
    " next_prose last_prose run pieces n_items n_lines median_chars prose_share prose_items gap_share"
    " n_prose first_words inner_short"
).split()
#: What an item sees of the items around it, by their names, and how far it looks.
SEEN = "words end small bow prose phrases caps date name credit lead".split()
REACH = (-3, -2, -1, 1, 2, 3)
WINDOWS = (4, 12, 40)
AVERAGED = "prose bow small words phrases".split()


def names() -> list[str]:
    """The features of the first pass, in the order of a row."""
    found = [*OWN, *(f"hits_{c}" for c in load().categories), *PLACE]
    found += [f"{name}{step:+d}" for step in REACH for name in SEEN]
    return found + [f"{name}_{side}{size}" for size in WINDOWS for side in ("before", "after") for name in AVERAGED]


def rows(article: Article, found: Sequence[Item], weights: Mapping[str, float]) -> list[list[float]]:
    """One row of features an item. ``weights``: log odds of single words (positive: leftover)."""
    own = _own(article, found, weights)
    placed = _place(article, found, own)
    table = [a + b for a, b in zip(own, placed, strict=True)]
    return _with_neighbours(table)


def _own(article: Article, found: Sequence[Item], weights: Mapping[str, float]) -> list[list[float]]:
    low = [word.replace("’", "'") for word in article.lower_words]
    starts = article.word_starts
    cuts = [bisect_left(starts, item.start) for item in found] + [len(starts)]
    bags = [low[a:b] for a, b in itertools.pairwise(cuts)]
    seen = [frozenset(word for word in bag if len(word) > 3 and word not in SMALL) for bag in bags]
    prose_words = Counter(
        word for item, bag, s in zip(found, bags, seen, strict=True) if reads_as_prose(item.text, bag) for word in s
    )
    copies = Counter(item.text for item in found)
    alike = Counter(item.text[:10] for item in found)
    title_words = _title(article, bags)
    raw = article.words
    return [
        _measure(
            item,
            raw[cuts[i] : cuts[i + 1]],
            bags[i],
            seen[i],
            prose_words,
            (copies[item.text], alike[item.text[:10]]),
            title_words,
            weights,
        )
        for i, item in enumerate(found)
    ]


def _title(article: Article, bags: Sequence[list[str]]) -> frozenset[str]:
    words = article.title.lower().split() if article.title else bags[0] if bags else []
    return frozenset(word for word in words if len(word) > 3 and word not in SMALL)


def reads_as_prose(text: str, words: Sequence[str]) -> bool:
    """A sentence or more: it ends as one does, and a quarter of its words are small ones."""
    if len(words) < 8 or STATUS.get(text[-1], 9) > 6:
        return False
    return sum(map(SMALL.__contains__, words)) * 4 >= len(words)


def _measure(
    item: Item,
    words: Sequence[str],
    low: Sequence[str],
    content: frozenset[str],
    prose_words: Mapping[str, int],
    copies: tuple[int, int],
    title: frozenset[str],
    weights: Mapping[str, float],
) -> list[float]:
    text, n = item.text, len(low)
    some = n or 1
    folded = text.lower()
    short = folded if len(folded) <= 300 else folded[:150] + " " + folded[-150:]
    initials = [word[0] for word in words]
    longer = [word for word in words if len(word) > 1]
    is_prose = reads_as_prose(text, low)
    own_weight = 1 if is_prose else 0
    bow = [weights[word] for word in low if word in weights]
    hits = scan(low)
    by_category = [0.0] * len(load().categories)
    covered = 0
    reach = 0
    for hit in hits:
        by_category[hit.category] += 1
        end = hit.word + hit.length
        covered += max(0, end - max(reach, hit.word))
        reach = max(reach, end)
    first = text[0]
    start = 1 if first.islower() else 2 if first.isdigit() else 3 if first in "\"“‘'" else 4 if first in DASHES else 0
    if start == 0 and not first.isalpha():
        start = 5
    return [
        min(n, 200),
        min(len(text), 1000),
        STATUS.get(text[-1], 0),
        start,
        sum(map(SMALL.__contains__, low)) / some,
        sum(map(str.isupper, initials)) / some,
        sum(map(str.isupper, longer)) / some,
        sum(map(str.isdigit, initials)) / some,
        sum(map(len, low)) / some,
        min(len(INNER_STOP.findall(text)), 20),
        float("“" in text or '"' in text),
        min(len(SYMBOLS.findall(short)), 10),
        min(len(ADDRESS.findall(short)), 5),
        min(sum(map(SPOKEN.__contains__, low)), 4),
        sum(map(READER.__contains__, low)) / some,
        sum(map(PAST.__contains__, low)) / some,
        min(len(DATE.findall(short)), 3),
        min(len(TIME.findall(short)), 3),
        float(len(text) < 100 and NAME.match(text) is not None),
        min(len(CREDIT.findall(short)), 3),
        float(len(text) < 40 and COUNTER.match(folded) is not None),
        min(copies[0], 6),
        sum(prose_words.get(word, 0) > own_weight for word in content) / len(content) if content else -1.0,
        len(content & title) / len(title) if title else -1.0,
        sum(bow) / (some + 3),
        max(bow, default=0.0),
        min(bow, default=0.0),
        min(len(hits), 12),
        covered / some,
        float(first in "([" and text[-1] in ")]"),
        float(not YEARS.isdisjoint(low)),
        *_shapes(text, folded, short, copies[1]),
        *by_category,
    ]


def _shapes(text: str, folded: str, short: str, alike: int) -> list[float]:
    """Shapes of whole lines that leftovers have, as 0 and 1 or counts."""
    return [
        float(LEAD.match(folded) is not None),
        float(BIO.match(text) is not None),
        min(len(ROLE.findall(short)), 4),
        float(credits_staff(folded)),
        min(len(CAPTION.findall(short)), 4),
        float(SOURCED.search(folded, max(0, len(folded) - 80)) is not None),
        float(RIGHTS.search(short) is not None),
        float(MARKUP.search(folded) is not None),
        min(alike, 8),
        float(":" in text[:40]),
    ]


def credits_staff(folded: str) -> bool:
    """Whether a line (in lower case) says who reported, wrote or edited."""
    return STAFF.match(folded) is not None or ("contributed" in folded and CONTRIBUTED.match(folded) is not None)


def _place(article: Article, found: Sequence[Item], own: Sequence[list[float]]) -> list[list[float]]:
    n = len(found)
    lines = article.lines
    chars = [len(item.text) for item in found]
    prose = [
        float(chars[i]) if row[0] >= 8 and 0 < row[2] <= 6 and row[4] >= 0.25 else 0.0 for i, row in enumerate(own)
    ]
    total = sum(prose)
    gaps = [lines[item.first].number - lines[found[i - 1].last].number if i else 1 for i, item in enumerate(found)]
    common = sum(gap > 1 for gap in gaps[1:]) / max(1, n - 1)
    median = sorted(chars)[n // 2] if n else 0
    share = total / (sum(chars) or 1)
    count = sum(p > 0 for p in prose)
    first_words = own[0][0] if own else 0
    back = _distances(prose)
    ahead = _distances(prose[::-1])[::-1]
    spoken = [i for i, p in enumerate(prose) if p]
    inner = prose[spoken[0] : spoken[-1]].count(0.0) / (spoken[-1] - spoken[0]) if len(spoken) > 1 else -1.0
    before, table = 0.0, []
    for i, item in enumerate(found):
        to_back, last = back[i]
        to_ahead, following = ahead[i]
        table.append(
            [
                min(i, 60),
                min(n - 1 - i, 60),
                i / n,
                min(gaps[i], 6),
                min(gaps[i + 1], 6) if i + 1 < n else 0,
                min(prose[i], 1500),
                before / (total or 1),
                (total - before - prose[i]) / (total or 1),
                to_back,
                to_ahead,
                following,
                last,
                float(to_back == 1) + float(to_ahead == 1),
                item.last - item.first,
                min(n, 400),
                min(len(lines), 600),
                min(median, 500),
                share,
                count / n,
                common,
                min(count, 60),
                min(first_words, 40),
                inner,
            ]
        )
        before += prose[i]
    return table


def _distances(prose: Sequence[float]) -> list[tuple[int, float]]:
    """For each item how many steps back the last prose stands (60: none), and how long it is."""
    found, steps, length = [], 60, 0.0
    for p in prose:
        found.append((steps, min(length, 1500)))
        if p:
            steps, length = 0, p
        steps = min(steps + 1, 60)
    return found


def _with_neighbours(table: list[list[float]]) -> list[list[float]]:
    every = [*OWN, *(f"hits_{c}" for c in load().categories), *PLACE]
    seen = [every.index(name) for name in SEEN]
    averaged = [every.index(name) for name in AVERAGED]
    n = len(table)
    looks = [[row[k] for k in seen] for row in table]
    nothing = [-1.0] * len(seen)
    sums = [running_sums([row[k] for row in table]) for k in averaged]
    for i, row in enumerate(table):
        for step in REACH:
            row.extend(looks[i + step] if 0 <= i + step < n else nothing)
        for size in WINDOWS:
            a, b = max(0, i - size), min(n, i + 1 + size)
            row.extend((s[i] - s[a]) / (i - a or 1) for s in sums)
            row.extend((s[b] - s[i + 1]) / (b - i - 1 or 1) for s in sums)
    return table


def running_sums(values: Sequence[float]) -> list[float]:
    """The sums of the first 0, 1, 2 … values."""
    sums, total = [0.0], 0.0
    for value in values:
        total += value
        sums.append(total)
    return sums
