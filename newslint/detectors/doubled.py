"""A word typed twice in a row."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from operator import eq

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.detectors.language import is_english
from newslint.detectors.misspelling import SIC
from newslint.model import Match

#: What may not stand before or after the two.
TIES = ("'", "’", ".", ",", "-", "_", "@", "#", "/")
#: Words that nobody writes twice on purpose: the second one goes.
NEVER = frozenset(
    "a an the of to in for on at by with from as and or but if than into its their his her our your my this "
    "these those is are "
    "was were be been has have will would can could should may might must not he she it they we who which where when "
    "about after before between through during against over under per via until while because although "
    "since its were".split()
)
#: Words that good English doubles: "had had", "that that", "he did so so well", "what it is is".
DOUBLED = frozenset(
    "wink nudge yada whoo good bomb million billion trillion hear please maybe well right okay had that "
    "is was so very no yes ha bye many much far more long really now now then out up in on down there "
    "here".split()
)
#: A preposition that closes one phrase before it opens the next: "the man they look for for hours".
LOOSE = compile_pattern(
    r"(?:\b(?:what|where|who|whom|how|which|it|he|she|they|this|that|come|comes|came|coming|go|goes|went"
    r"|going|log|logs|logged|move|moved|carry|carried|turn|turned|give|gave|hand|handed|drop|dropped|check"
    r"|checked|tune|tuned|stop|stopped|care|cared|hope|hoped|wait|waited|ask|asked|look|looks|looked|looking"
    r"|waiting|hoping|asking|paying|stopping|turning|giving|pay|paid|vote|voted|settle|settled|get|gets|got|dig|dug|involved)\W+)\Z",
    re.I,
)
TURNS = frozenset("in on to for at by of with from over about is was are were".split())


def repeated_word(article: Article) -> Iterator[Match]:
    """A function word, or any lower-case word, that stands twice with only a space between: "the the"."""
    text, low_words = article.text, article.lower_words
    same = map(eq, low_words, itertools.islice(low_words, 1, None))
    for number in itertools.compress(itertools.count(), same):
        first, second, low = article.words[number], article.words[number + 1], low_words[number]
        start, at = article.word_starts[number], article.word_starts[number + 1]
        end = at + len(second)
        if (article.text.count(f"{low} {low}") > 1 and low not in NEVER) or SIC.match(text, end):
            continue
        if second != low or not low.isalpha() or text[start + len(first) : at].strip(" ") or _tied(text, start, end):
            continue
        sure = low in NEVER
        if low in ("had", "that") or (not sure and (low in DOUBLED or len(low) < 4 or not first.islower())):
            continue
        if low in TURNS and LOOSE.search(text, max(0, start - 20), start):
            continue
        if is_english(article, start):
            yield Match(start, end, first, {}, (), "safe" if sure else "unsafe")


def _tied(text: str, start: int, end: int) -> bool:
    after = text[end : end + 2]
    return (
        text[max(0, start - 1) : start] in TIES
        or after[:1] in ("'", "’", "_", "@", "/")
        or (after[:1] == "-" and after[1:].isalnum())
    )
