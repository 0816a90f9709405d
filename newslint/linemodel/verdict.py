"""The verdict on every item: whether it stays, and how surely it goes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from newslint.article import Article
from newslint.linemodel.between import bridged
from newslint.linemodel.doubt import in_doubt, quoted, told
from newslint.linemodel.edges import around_headline, around_story
from newslint.linemodel.evidence import NAMED, SPEAKS, STRONG, SURE, VERY_STRONG, category, sure
from newslint.linemodel.extent import LEFTOVER, extent
from newslint.linemodel.features import reads_as_prose
from newslint.linemodel.headline import headline
from newslint.linemodel.items import Item
from newslint.linemodel.listing import listing, measures, resumed, silent_rows
from newslint.linemodel.shapes import OWN
from newslint.linemodel.threads import thread
from newslint.linemodel.trees import scored
from newslint.linemodel.voice import CERTAIN, PROBABLE, spoken_by_site
from newslint.model import Safety
from newslint.prose import ends_sentence
from newslint.sentences import split_sentences

#: Scores from which it is asked what an item says of itself, from which a removal is offered at all, and from
#: which it is safe, with little that speaks against the item and without anything (all chosen on held-out pages).
ASKED, OFFERED = 0.50, 0.70
SAFE, SAFE_SILENT = 0.90, 0.95
#: The same for an item that shows strongly what it is.
SAFE_STRONG = 0.80
#: Taken off where much of the page stands around the article.
LOOSER = 0.16
#: What is so surely the article's is not asked what it says of itself.
FLOOR = 0.05
#: Above and below the article an item that says what it is goes earlier than inside it.
SAFE_ABOVE, SAFE_BELOW = 0.75, 0.88
#: There a few short items in a row go that show nothing: score and number above, and below; more may be a list.
RESIDUE_ABOVE, RESIDUE_BELOW = (0.90, 4), (0.99, 1)
#: Outside the article on a whole page, and in a shorter scrape with much of the page in it.
SAFE_OUTSIDE, SAFE_BESIDE = 0.6, 0.75
#: Of these a longer item inside the article holds content: an editor looks at it first.
HOLDS_CONTENT = ("promo-box", "embedded-post")
CONTENT = 60
#: A button ("Buy now") may be the story's own anywhere, and in or below the story a date may head a row of its list.
BUTTONS = ("promo-box",)
LISTED = ("promo-box", "dateline-debris")
#: A subheading has so few words, and may begin like a heading over links.
HEADING_WORDS, HEADINGS = 6, ("caption", "legal-notice", "navigation")
#: A shorter paragraph does not hold two sentences of a story beside its furniture.
TELLING = 120
#: A scrape with so many items that say what they are, and such a share of all that are rejected, holds the page
#: around the article; one of so many items is the whole page.
WHOLE_PAGE, SPEAKING_SHARE, LONG_PAGE = 8, 0.15, 100
#: Of fewer items those that go are looked at for what tells the story; a longer text has furniture to know it by.
SHORT_PAGE = 60


class Judged(NamedTuple):
    """An item with its verdict: how surely it goes ("none": it stays), and its category ("" when it shows none)."""

    item: Item
    safety: Safety
    kind: str


def judge(article: Article) -> list[Judged]:
    """The verdict on every item."""
    found, shown = _seen(article)
    if all(p < OFFERED and not strength for (_, p), (_, strength) in zip(found, shown, strict=True)):
        return [Judged(item, "none", "") for item, _ in found]  # most articles: nothing speaks
    first, last = extent([len(item.text) for item, _ in found], [p for _, p in found])
    if last < 0:
        return _without_article(found, shown)
    found, first, last = _with_its_lists(found, shown, first, last)
    outside = _outside([*found[:first], *found[last + 1 :]], [*shown[:first], *shown[last + 1 :]], len(found))
    spared, rival = headline(article.title, found, shown, first, whole=outside < 1)
    judged = [_verdict(found, shown, i, first, last, outside, spared) for i in range(len(found))]
    scores = [p for _, p in found]
    settled = _settle(judged, scores, first, last, spared)
    above = _residue(settled[:first], scores[:first], spared, *RESIDUE_ABOVE)
    below = _residue(settled[last + 1 :], scores[last + 1 :], -1, *RESIDUE_BELOW)
    verdicts = above + settled[first : last + 1] + below
    prose = [i for i, verdict in enumerate(verdicts) if verdict.safety == "none" and reads_long(verdict.item.text)]
    held = {rival} | around_headline(found, shown, spared) | around_story(found, shown, prose)
    held |= quoted(found, shown, prose)
    if len(found) < SHORT_PAGE:
        held |= in_doubt(found, shown, [verdict.safety for verdict in verdicts], whole=outside < 1)
    return [_held(verdict) if i in held else verdict for i, verdict in enumerate(verdicts)]


def _with_its_lists(
    found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]], first: int, last: int
) -> tuple[list[tuple[Item, float]], int, int]:
    """The items, those of the story's own lists no longer doubted, and the story's first and last."""
    texts, says = [item.text for item, _ in found], [strength >= SPEAKS for _, strength in shown]
    prose = [p < LEFTOVER and reads_long(item.text) for item, p in found]
    named = [kind == "byline-debris" for kind, _ in shown]
    doubtful, first, last = bridged(prose, says, named, [p for _, p in found], first, last)
    # a row may hold one of a page's words, and captions stand between rows
    speaks = [strength > SPEAKS and kind != "caption" for kind, strength in shown]
    rows = listing(texts, speaks, first, last)
    last = rows[-1] if rows and rows[-1] > last else last
    doubtful.update(rows, measures(texts, first))
    scores = [0.0 if i in doubtful else p for i, (_, p) in enumerate(found)]
    doubtful.update(silent_rows(texts, says, scores, first, last), resumed(texts, says, last))
    return [(item, 0.0 if i in doubtful else p) for i, (item, p) in enumerate(found)], first, last


def _verdict(
    found: Sequence[tuple[Item, float]],
    shown: Sequence[tuple[str, float]],
    i: int,
    first: int,
    last: int,
    outside: float,
    spared: int,
) -> Judged:
    """The verdict on one item by itself: its score, what it shows, and where it stands."""
    (item, p), (kind, strength) = found[i], shown[i]
    inside, whole = first <= i <= last, outside < 1
    level = _level(strength, -1 if i < first else 0 if inside else 1) - (LOOSER if whole else 0.0)
    if not inside and whole:
        level = min(level, SAFE if item.text[-1] in ".!?”" else outside)
    if i == spared or (p < OFFERED and p < level):
        return Judged(item, "none", "")
    if strength <= NAMED:
        gone = not inside and whole and p >= level
        return Judged(item, "safe" if gone else "unsafe" if p >= SAFE else "none", "")
    listed = inside or (not whole and i > last)
    if (inside and len(item.text) > CONTENT and kind in HOLDS_CONTENT) or (
        strength < SURE
        and (_may_be_heading(found, i, kind, strength) or _may_be_content(found, i, kind, listed=listed))
    ):
        return Judged(item, "unsafe" if p >= SAFE else "none", kind)
    return Judged(item, "safe" if p >= level else "unsafe", kind)


def _held(verdict: Judged) -> Judged:
    """The verdict on what tells the story: an editor decides. The rule for markup takes that out of a sentence."""
    if verdict.safety != "safe":
        return verdict
    return verdict._replace(safety="none" if verdict.kind == "leftover-markup" else "unsafe")


def _may_be_heading(found: Sequence[tuple[Item, float]], i: int, kind: str, strength: float) -> bool:
    """Whether a few words between two paragraphs may head the second: "Related conditions", "The photo"."""
    text = found[i][0].text
    heads = 0 < text.count(" ") < HEADING_WORDS and text[-1] not in ":|"
    named = kind == "related-links" or (kind in HEADINGS and strength <= SPEAKS)
    return heads and named and _between_prose(found, i)


def _may_be_content(found: Sequence[tuple[Item, float]], i: int, kind: str, *, listed: bool) -> bool:
    """Whether an item may be the story's for all that it shows: a button, a date that heads a row, a paragraph."""
    if kind in BUTTONS or (listed and kind in LISTED):
        return True
    return _between_prose(found, i) and _tells_too(found[i][0].text)


def _without_article(found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]]) -> list[Judged]:
    """The verdict where everything is in doubt: what is a leftover wherever it stands goes, if a sentence stays."""
    stays = any(told(item.text) and strength < SPEAKS for (item, _), (_, strength) in zip(found, shown, strict=True))
    gone = [stays and strength >= SURE for _, strength in shown]
    return [
        Judged(item, "safe" if goes else "none", kind if goes else "")
        for (item, _), (kind, _), goes in zip(found, shown, gone, strict=True)
    ]


def _seen(article: Article) -> tuple[list[tuple[Item, float]], list[tuple[str, float]]]:
    """Every item with its score, and its category with how strongly it shows."""
    found = article.view(scored)
    first, end = thread([item for item, _ in found])
    if end:
        found = [(item, 1.0 if first <= i < end else p) for i, (item, p) in enumerate(found)]
    found = [(item, 0.0 if OWN.match(item.text) else p) for item, p in found]
    shown = [("comment-thread", SURE) if first <= i < end else _shown(item, p) for i, (item, p) in enumerate(found)]
    return found, shown


def _between_prose(found: Sequence[tuple[Item, float]], i: int) -> bool:
    """Whether the items on both sides are kept, and run as text does."""
    sides = [found[k] for k in (i - 1, i + 1) if 0 <= k < len(found)]
    return len(sides) == 2 and all(p < OFFERED and reads_long(item.text) for item, p in sides)


def _tells_too(text: str) -> bool:
    """Whether a paragraph with furniture's words in it tells a story as well: two sentences that show nothing else."""
    if len(text) < TELLING:
        return False
    sentences = (text[a:b] for a, b in split_sentences(text))
    return sum(s.count(" ") >= 7 and ends_sentence(s) and category(s)[1] < STRONG for s in sentences) >= 2


def _level(strength: float, place: int) -> float:
    """The score from which an item goes safely, by how strongly it shows what it is.

    ``place``: -1 above the article, 0 in it, 1 below.
    """
    if strength >= SURE:
        return 0.0
    if strength >= STRONG:
        return SAFE_STRONG
    if not place or strength <= NAMED:
        return SAFE
    return SAFE_ABOVE if place < 0 else SAFE_BELOW


def _outside(found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]], size: int) -> float:
    """The score from which an item outside the article goes although it shows nothing; 1: none does.

    ``found`` and ``shown`` are of the items outside alone, ``size`` is the number of all: captions in a long story
    make no page.

    Low on a whole page, which gives itself away by many items that say what they are; a list of names or dates
    at the end of an article does not.
    """
    rejected = sum(p >= SAFE for _, p in found)
    speaking = sum(strength >= SPEAKS and p >= SAFE for (_, strength), (_, p) in zip(shown, found, strict=True))
    if speaking < WHOLE_PAGE or speaking < SPEAKING_SHARE * rejected:
        return 1.0
    return SAFE_OUTSIDE if size >= LONG_PAGE else SAFE_BESIDE


def _shown(item: Item, p: float) -> tuple[str, float]:
    """The item's category and how strongly it shows."""
    if kind := sure(item.text):
        return kind, SURE
    if p < FLOOR:
        return "", 0.0
    said, how = spoken_by_site(item.text)
    if how == CERTAIN:
        return said, SURE
    kind, strength = category(item.text) if p >= ASKED else ("", 0.0)
    return (said, max(strength, VERY_STRONG)) if how == PROBABLE and p >= ASKED else (kind, strength)


def _settle(judged: list[Judged], scores: Sequence[float], first: int, last: int, spared: int) -> list[Judged]:
    """Doubtful items go with their neighbours: outside the article next to one that goes, inside it between two."""
    settled = list(judged)
    for i, verdict in enumerate(judged):
        if verdict.safety == "safe" or scores[i] < SAFE or i == spared:
            continue
        sides = [0 <= k < len(judged) and judged[k].safety == "safe" for k in (i - 1, i + 1)]
        inside = first <= i <= last
        if all(sides) or (any(sides) and not inside and scores[i] >= SAFE_SILENT):
            settled[i] = verdict._replace(safety="safe")
    return settled


def _residue(judged: list[Judged], scores: Sequence[float], spared: int, least: float, most: int) -> list[Judged]:
    """Runs of at most ``most`` items that all score ``least`` go, though they show nothing and are no prose.

    None do when more than those and a headline would stay: so many are a list.
    """

    def silent(i: int) -> bool:
        return judged[i].safety != "safe" and scores[i] >= least and i != spared and not reads_long(judged[i].item.text)

    settled = list(judged)
    if sum(j.safety != "safe" for j in judged) > most + 1:
        return settled
    for doubt, group in groupby(range(len(judged)), key=silent):
        run = list(group)
        if doubt and len(run) <= most and sum(_is_name(judged[i].item.text) for i in run) <= 1:
            for i in run:
                settled[i] = judged[i]._replace(safety="safe")
    return settled


def _is_name(text: str) -> bool:
    return category(text) == ("byline-debris", NAMED)


def reads_long(text: str) -> bool:
    """Whether an item is running text."""
    return reads_as_prose(text, text.lower().split())
