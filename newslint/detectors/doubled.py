"""A word typed twice in a row."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.article import Article
from newslint.detectors.language import is_english
from newslint.model import Match

#: The same word twice with nothing but spaces between.
TWICE = re.compile(r"(?<![\w'’.,-])([^\W\d_]+(?:['’][a-z]+)?) +(\1)(?![\w'’]|-\w)", re.I)
#: Words that nobody writes twice on purpose: the second one goes.
NEVER = frozenset(
    "a an the of to in for on at by with from as and or but if than into its their his her our your my this these those is are "
    "was were be been has have will would can could should may might must not he she it they we who which where when "
    "about after before between through during against over under per via until while because although since its were".split()
)
#: Words that good English doubles: "had had", "that that", "he did so so well", "what it is is".
DOUBLED = frozenset(
    "had that is was so very no yes ha bye many much far more long really now now then out up in on down there here".split()
)
#: A preposition that closes one phrase before it opens the next: "the man they look for for hours".
LOOSE = re.compile(
    r"(?:\b(?:what|where|who|whom|how|which|it|he|she|they|this|that|come|comes|came|coming|go|goes|went|going|log|logs|logged|move|moved|carry|carried|turn|turned|give|gave|hand|handed|drop|dropped|check|checked|tune|tuned|stop|stopped|care|cared|hope|hoped|wait|waited|ask|asked|look|looks|looked|looking|waiting|hoping|asking|paying|stopping|turning|giving|pay|paid|vote|voted|settle|settled)\W+)\Z",
    re.I,
)
TURNS = frozenset("in on to for at by of with from over about is was are were".split())


def repeated_word(article: Article) -> Iterator[Match]:
    """A function word, or any lower-case word, that stands twice with only a space between: "the the"."""
    text = article.text
    for m in TWICE.finditer(text):
        first, second = m[1], m[2]
        low = first.lower()
        if second != low or low in ("had", "that"):
            continue
        if low in TURNS and LOOSE.search(text, max(0, m.start() - 20), m.start()):
            continue
        sure = low in NEVER
        if not sure and (low in DOUBLED or len(low) < 4 or not first.islower()):
            continue
        if not is_english(article, m.start()):
            continue
        yield Match(m.start(), m.end(), first, {}, (), "safe" if sure else "unsafe")
