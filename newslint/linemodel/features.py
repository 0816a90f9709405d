"""What is measured of an item: its own shape, its place, its neighbours.

All features are numbers, the same for training and for use. What the neighbours need is measured of every
item (``Basics``); the rest only of items in doubt: most paragraphs of an article are plainly its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import accumulate, chain, pairwise
from operator import ne
from typing import NamedTuple

from newslint.article import Article
from newslint.linemodel.items import Item
from newslint.linemodel.phrases import Hit, load, scan
from newslint.linemodel.shapes import (
    CREDIT,
    CREDITING,
    INNER_STOPS,
    LEAD,
    READER,
    ROLES,
    SMALL,
    SOURCED,
)
from newslint.linemodel.voice import tells, voice

STATUS = {".": 1, "!": 2, "?": 3, "”": 4, '"': 4, "’": 4, "'": 4, ")": 5, ":": 6, "…": 7, ",": 8, ";": 8}
DASHES = "-–—•*·▪►>|"

OWN = (
    "words chars end small caps bow bow_max bow_min prose spoken voice start digits stops quote phrases covered copies"
    " overlap lead credit sourced role colon reader alike"
).split()
#: Phrases of these categories are features of their own.
COUNTED = ("caption", "related-links", "legal-notice", "share-prompt", "promo-box", "affiliate-note", "paywall-page")
#: In phrases of these, of two words and more, a site speaks to its readers of itself: an appeal, a disclaimer.
SPOKEN = frozenset(("share-prompt", "comment-thread", "promo-box", "affiliate-note", "legal-notice", "paywall-page"))
PLACE = (
    "index left gap_before gap_after prose_before prose_after to_prose_before to_prose_after next_prose last_prose"
    " run n_items n_lines median_chars prose_share prose_items gap_share n_prose first_words inner_short"
).split()
#: What an item sees of the items beside it, and the means over how many items on each side.
SEEN = "words end caps bow prose spoken".split()
WINDOWS = (4, 12, 40)
AVERAGED = "words bow prose spoken".split()

#: A paragraph is plainly the article's when it is so long, ends as a sentence does, has such a share of small
#: words, no words that lean to furniture and no phrase of the site's own, in a text of so few items of which half
#: are prose.
#: Of such items of labelled scrapes 1 in 100 is none of the article's, and the trees find none of those either.
PLAIN_CHARS, PLAIN_SMALL, PLAIN_BOW, PLAIN_ITEMS = 150, 0.28, 0.1, 100


class Basics(NamedTuple):
    """What every item is measured by.

    ``prose`` is its length where it reads as prose, else 0; ``voice`` counts the cues of the site's own voice (see
    ``voice.py``), ``spoken`` those and its phrases.
    """

    words: int
    chars: int
    end: int
    small: float
    caps: float
    bow: float
    bow_max: float
    bow_min: float
    prose: float
    spoken: int
    voice: int


class Page(NamedTuple):
    """What the items of a text share: how often each text, opening and word of prose occurs, and the whole's shape."""

    copies: Counter[str]
    alike: Counter[str]
    prose_words: Counter[str]
    shape: tuple[float, ...]


def names() -> list[str]:
    """The features in the order of a row."""
    found = [*OWN, *(f"hits_{c}" for c in COUNTED), *PLACE]
    found += [f"{name}{step:+d}" for step in (-1, 1) for name in SEEN]
    return found + [f"{name}_{side}{size}" for size in WINDOWS for side in ("before", "after") for name in AVERAGED]


def rows(article: Article, found: Sequence[Item], weights: Mapping[str, float]) -> list[list[float] | None]:
    """One row of features an item, None for one that is plainly the article's.

    ``weights``: log odds of single words (positive: leftover).
    """
    spans = _word_spans(article, found)
    raw, low = article.words, article.lower_words
    if "’" in article.unusual:
        low = [word.replace("’", "'") if "’" in word else word for word in low]  # as the lists have them
    bags = [low[a:b] for a, b in spans]
    hits = [_sayings(item, bag) for item, bag in zip(found, bags, strict=True)]
    basics = [
        _basics(item, raw[a:b], bag, weights, _spoken(hit))
        for item, (a, b), bag, hit in zip(found, spans, bags, hits, strict=True)
    ]
    copies = Counter(item.text for item in found)
    doubted = _doubted(found, basics, copies)
    if not doubted:
        return [None] * len(found)
    page = _page(article, found, basics, bags, copies)
    places = _places(article, found, basics)
    table: list[list[float] | None] = [None] * len(found)
    around = _Neighbours(basics)
    for i in doubted:
        own = _own(found[i], bags[i], basics[i], page, hits[i] or scan(bags[i]))
        table[i] = [*basics[i], *own, *places[i], *page.shape, *around(i)]
    return table


def _word_spans(article: Article, found: Sequence[Item]) -> list[tuple[int, int]]:
    """First word and the one past the last of each item."""
    starts = article.word_starts
    return list(pairwise([*(bisect_left(starts, item.start) for item in found), len(starts)]))


def _sayings(item: Item, low: Sequence[str]) -> list[Hit]:
    """The phrases of an item; in a long one without a word of a site's own voice they matter only if it is in doubt."""
    return scan(low) if len(item.text) < PLAIN_CHARS or tells(low) else []


def _spoken(hits: Sequence[Hit]) -> int:
    """How many of an item's phrases are the site's own voice."""
    if not hits:
        return 0
    categories = load().categories
    return sum(hit.length > 1 and categories[hit.category] in SPOKEN for hit in hits)


def _basics(item: Item, words: Sequence[str], low: Sequence[str], weights: Mapping[str, float], spoken: int) -> Basics:
    n, chars = len(low), len(item.text)
    some = n or 1
    cues = voice(item.text, low)[1]
    end = STATUS.get(item.text[-1], 0)
    small = sum(map(SMALL.__contains__, low)) / some
    bow = [weights[word] for word in low if word in weights]
    return Basics(
        min(n, 200),
        chars,
        end,
        small,
        sum(map(ne, words, low)) / some,
        sum(bow) / (some + 3),
        max(bow, default=0.0),
        min(bow, default=0.0),
        float(chars) if n >= 8 and 0 < end <= 6 and small >= 0.25 else 0.0,
        spoken + cues,
        cues,
    )


def _doubted(found: Sequence[Item], basics: Sequence[Basics], copies: Mapping[str, int]) -> list[int]:
    """The indices of the items that are not plainly the article's."""
    if len(found) >= PLAIN_ITEMS or sum(b.prose > 0 for b in basics) * 2 < len(found):
        return list(range(len(found)))
    return [i for i, b in enumerate(basics) if not _is_plain(b) or copies[found[i].text] > 1]


def _is_plain(b: Basics) -> bool:
    return b.chars >= PLAIN_CHARS and 1 <= b.end <= 4 and b.small >= PLAIN_SMALL and b.bow < PLAIN_BOW and not b.spoken


def reads_as_prose(text: str, words: Sequence[str]) -> bool:
    """A sentence or more: it ends as one does, and a quarter of its words are small ones."""
    if len(words) < 8 or STATUS.get(text[-1], 9) > 6:
        return False
    return sum(map(SMALL.__contains__, words)) * 4 >= len(words)


def _page(
    article: Article, found: Sequence[Item], basics: Sequence[Basics], bags: Sequence[list[str]], copies: Counter[str]
) -> Page:
    prose = (bag for bag, b in zip(bags, basics, strict=True) if b.prose)
    prose_words = Counter(chain.from_iterable(map(set, prose)))
    n, chars = len(found), [len(item.text) for item in found]
    spoken = [i for i, b in enumerate(basics) if b.prose]
    between = spoken[-1] - spoken[0] if spoken else 0
    shape = (
        n,
        len(article.lines),
        sorted(chars)[n // 2],
        sum(b.prose for b in basics) / (sum(chars) or 1),
        len(spoken) / n,
        sum(gap > 1 for gap in _gaps(article, found)[1:]) / max(1, n - 1),
        len(spoken),
        basics[0].words,
        (between + 1 - len(spoken)) / between if between else -1.0,
    )
    return Page(copies, Counter(item.text[:10] for item in found), prose_words, shape)


def _own(item: Item, low: Sequence[str], b: Basics, page: Page, found: Sequence[Hit]) -> list[float]:
    text, some = item.text, len(low) or 1
    folded = text.lower()
    short = folded if len(folded) <= 300 else folded[:150] + " " + folded[-150:]
    own_weight = 1 if b.prose else 0
    content = {word for word in low if len(word) > 3 and word not in SMALL}
    covered, hits, by_category = _phrases(found)
    return [
        _start(text[0]),
        sum(map(str.isdigit, [word[0] for word in low])) / some,
        sum(map(text.count, INNER_STOPS)),
        float("“" in text or '"' in text),
        hits,
        covered / some,
        page.copies[text],
        sum(page.prose_words[word] > own_weight for word in content) / len(content) if content else -1.0,
        float(LEAD.match(folded) is not None),
        0 if CREDITING.isdisjoint(low) else len(CREDIT.findall(short)),
        float(SOURCED.search(folded, max(0, len(folded) - 80)) is not None),
        sum(map(ROLES.__contains__, low)),
        float(":" in text[:40]),
        sum(map(READER.__contains__, low)) / some,
        page.alike[text[:10]],
        *by_category,
    ]


def _start(first: str) -> float:
    """What kind of character an item begins with."""
    if first.isalpha():
        return float(first.islower())
    return 2.0 if first.isdigit() else 3.0 if first in "\"“‘'" else 4.0 if first in DASHES else 5.0


def _phrases(found: Sequence[Hit]) -> tuple[int, int, list[float]]:
    """How many words the phrases cover, how many there are, and how many of each counted category."""
    categories = load().categories
    covered = reach = 0
    for hit in found:
        end = hit.word + hit.length
        covered += max(0, end - max(reach, hit.word))
        reach = max(reach, end)
    kinds = [categories[hit.category] for hit in found]
    return covered, len(found), [float(kinds.count(kind)) for kind in COUNTED]


def _gaps(article: Article, found: Sequence[Item]) -> list[int]:
    """For each item how many lines below the one before it stands."""
    lines = article.lines
    return [1, *(lines[b.first].number - lines[a.last].number for a, b in pairwise(found))]


def _places(article: Article, found: Sequence[Item], basics: Sequence[Basics]) -> list[tuple[float, ...]]:
    n, prose = len(found), [b.prose for b in basics]
    gaps = [min(gap, 6) for gap in _gaps(article, found)] + [0]
    back, ahead = _distances(prose), _distances(prose[::-1])[::-1]
    before = running_sums(prose)
    total = before[-1] or 1
    return [
        (
            i,
            n - 1 - i,
            gaps[i],
            gaps[i + 1],
            before[i] / total,
            (before[-1] - before[i + 1]) / total,
            back[i][0],
            ahead[i][0],
            ahead[i][1],
            back[i][1],
            float(back[i][0] == 1) + float(ahead[i][0] == 1),
        )
        for i in range(n)
    ]


def _distances(prose: Sequence[float]) -> list[tuple[int, float]]:
    """For each item how many steps back the last prose stands (60: none), and how long it is."""
    found, steps, length = [], 60, 0.0
    for p in prose:
        found.append((steps, length))
        if p:
            steps, length = 0, p
        steps = min(steps + 1, 60)
    return found


class _Neighbours:
    """What an item sees of its neighbours: call it with the item's index."""

    def __init__(self, basics: Sequence[Basics]) -> None:
        self.n = len(basics)
        self.looks = [(b.words, b.end, b.caps, b.bow, b.prose, b.spoken) for b in basics]
        columns = zip(*((b.words, b.bow, b.prose, b.spoken) for b in basics), strict=True)
        self.sums = [running_sums(column) for column in columns]

    def __call__(self, i: int) -> list[float]:
        nothing = (-1.0,) * len(SEEN)
        row: list[float] = [*(self.looks[i - 1] if i else nothing)]
        row += self.looks[i + 1] if i + 1 < self.n else nothing
        for size in WINDOWS:
            a, b = max(0, i - size), min(self.n, i + 1 + size)
            before, after = i - a or 1, b - i - 1 or 1
            row += [(s[i] - s[a]) / before for s in self.sums]
            row += [(s[b] - s[i + 1]) / after for s in self.sums]
        return row


def running_sums(values: Sequence[float]) -> list[float]:
    """The sums of the first 0, 1, 2 … values."""
    return list(accumulate(values, initial=0.0))
