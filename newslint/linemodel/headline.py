"""The headline above the article: it stays, whatever stands between the two."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from newslint.article import WORD
from newslint.compiled import compile_pattern
from newslint.linemodel.doubt import told
from newslint.linemodel.evidence import SPEAKS, STRONG, SURE
from newslint.linemodel.items import Item
from newslint.linemodel.shapes import DATE, SMALL, TIME

#: A longer line is no headline, nor is one of fewer words that carry a subject.
MAX_CHARS, CARRYING = 250, 2
#: Words of a headline that carry its subject, and the share of them that the known title or the article holds too.
WORDS, TITLED, FIRST_SHARED = 3, 0.6, 0.3
#: How many items of the article are read for them, and how far above it the headline is looked for.
READ, REACH = 15, 30
#: The first line is taken for the headline when it is so near the story and says nothing else of itself.
NEAR_TOP = 3
#: Words of a time stamp, and what all but few of them hold.
YEAR = compile_pattern(r"\b\d{4}\b|\b\d\d?[:.]\d\d\b")
STAMPED = frozenset(
    "published updated posted modified created printed edited issued staff writer reporter news".split()
)
#: The name of a section, and the way back to it.
SECTION = compile_pattern(
    r"(?:back to\b.{0,30}|(?:\w+ ){0,2}(?:news|feed|sports?|business|politics|opinion|world|home|culture))\Z",
    re.IGNORECASE,
)
#: Letters in which "arrest" and "arrested" agree.
STEM = 5
#: What speaks for a line beside the share of its words that the article holds: that of the title's; a byline, a date
#: or a sentence right below it; so many words; no end of a sentence. What each line between it and the article takes
#: off, and how much there must be. (Of 190 labelled whole pages without a <title>, 151 headlines are found; by the
#: words that the article shares alone, 111 were.)
KNOWN, FOLLOWED, LONG, OPEN, FARTHER, ENOUGH = 0.6, 0.2, 0.4, 0.8, 0.005, 0.8
LONG_WORDS, BELOW, SENTENCE = 4, 2, 50
#: Added to a line's words: a caption of two, both in the article, says less than a headline of eight with six.
SMOOTHED = 2
#: A line above the likeliest that has so little less is its rival.
NEARLY = 0.2


def headline(
    title: str | None,
    found: Sequence[tuple[Item, float]],
    shown: Sequence[tuple[str, float]],
    first: int,
    *,
    whole: bool,
) -> tuple[int, int]:
    """Index of the headline above the article's first item, and of its rival for that; -1 where there is none.

    It is the last line there that says what the known title (or the text's first line) says; else, if the article
    speaks of the first line, that, or the likeliest line that shares a word with it; else the
    first line, if it shows little and the text is not a ``whole`` page; else the likeliest line; else the first
    line, if little stands between it and the article. The rival is a line above the likeliest that is nearly as likely:
    of the two the lower may be a caption.
    """
    if first == 0:
        return -1, -1
    above = [content_words(item.text) if len(item.text) < MAX_CHARS else set() for item, _ in found[:first]]
    known = content_words(title) if title else above[0]
    if (title or not whole) and (said := _says(above, known)):
        return said, -1
    likeliest, rival = _two_likeliest(found, shown, above, known)
    carries = len(above[0]) >= CARRYING and not SECTION.match(found[0][0].text)
    if (
        carries
        and shown[0][1] < (SPEAKS if whole else STRONG)
        and len(above[0] & _article_words(found, first)) > FIRST_SHARED * len(above[0])
    ):
        shares = whole and likeliest >= 0 and _stems(above[likeliest]) & _stems(known)
        return (likeliest, rival) if shares else (0, -1)
    if not whole and carries and (shown[0][1] <= SPEAKS or _names_a_day(found[0][0].text, *shown[0])):
        return 0, -1
    if likeliest >= 0:
        return likeliest, rival
    return 0 if first <= NEAR_TOP and shown[0][1] < SPEAKS else -1, -1


def _names_a_day(text: str, kind: str, strength: float) -> bool:
    """Whether a line is a time stamp only by the day that it speaks of: "What's on tonight: Friday 3 May"."""
    said = content_words(DATE.sub("", TIME.sub("", text.lower()))) - STAMPED
    dated = kind == "dateline-debris" and strength < SURE and not YEAR.search(text)
    return dated and len(said) >= CARRYING


def _says(above: Sequence[set[str]], known: set[str]) -> int:
    """The last line above the article, but for the first, that says what is known of the title; 0 for none."""
    said = (i for i in range(len(above) - 1, 0, -1) if len(above[i]) >= WORDS)
    return next((i for i in said if len(above[i] & known) > TITLED * len(above[i])), 0)


def _two_likeliest(
    found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]], above: Sequence[set[str]], known: set[str]
) -> tuple[int, int]:
    """The line above the article that most speaks for being its headline, and its rival; -1 for none."""
    scored = sorted(_scored(found, shown, above, known), reverse=True)
    if not scored:
        return -1, -1
    best, at = scored[0]
    rivals = (i for score, i in scored[1:] if score > best - NEARLY and i < at and _may_rival(found[i][0].text))
    return at, next(rivals, -1)


def _may_rival(text: str) -> bool:
    return text.count(" ") >= LONG_WORDS and not told(text)


def _scored(
    found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]], above: Sequence[set[str]], known: set[str]
) -> Iterator[tuple[float, int]]:
    """What speaks for each line above the article, and its index; of those for which enough speaks."""
    first = len(above)
    article, title = _stems(_article_words(found, first)), _stems(known)
    for i in range(first - 1, max(-1, first - REACH), -1):
        text, (kind, strength), words = found[i][0].text, shown[i], _stems(above[i])
        silent = strength < SPEAKS or (text.count(" ") > LONG_WORDS and _names_a_day(text, kind, strength))
        if not silent or kind == "byline-debris" or text.count(" ") < 2 or not words:
            continue
        score = (len(words & article) + KNOWN * len(words & title)) / (len(words) + SMOOTHED) - FARTHER * (first - i)
        score += LONG * (text.count(" ") >= LONG_WORDS - 1) + OPEN * (not told(text))
        below = range(i + 1, min(i + 1 + BELOW, first))
        score += FOLLOWED * (i == first - 1 or any(_follows(found[k][0].text, shown[k][0]) for k in below))
        if score > ENOUGH:
            yield score, i


def _follows(text: str, kind: str) -> bool:
    """Whether a line is what stands right below a headline: a byline, a date, a standfirst."""
    return kind in ("byline-debris", "dateline-debris") or (len(text) > SENTENCE and told(text))


def _stems(words: set[str]) -> set[str]:
    return {word[:STEM] for word in words}


def _article_words(found: Sequence[tuple[Item, float]], first: int) -> set[str]:
    """What the article speaks of at its beginning, and in sentences above it that the trees doubt."""
    texts = [item.text for item, _ in found[first : first + READ]]
    texts += [item.text for item, _ in found[max(0, first - READ) : first] if told(item.text)]
    return set().union(*map(content_words, texts))


def content_words(text: str) -> set[str]:
    """The words of a text that carry its subject, in lower case."""
    return {word for word in WORD.findall(text.lower()) if len(word) > 3 and word not in SMALL}
