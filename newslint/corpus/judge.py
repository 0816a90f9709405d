"""Which recurring lines are furniture.

A line recurs for many reasons: a section's heading, a sentence that reporters like ("He declined to
comment."), a paragraph of background that a running story carries along. Furniture shows by its words,
by its place at an end of the article, or by standing in a large share of a site's articles. The figures
were chosen by reading the lines that recur in 6,139 scrapes of 411 sites.
"""

from __future__ import annotations

from typing import NamedTuple

from newslint.compiled import compile_pattern
from newslint.corpus.index import Count

#: Words of furniture: prompts, authors' notes, credits, legal notes, markers of pictures and adverts.
CUE = compile_pattern(
    r"\b(?:follow|twitter|facebook|instagram|telegram|parler|e-?mail|newsletters?|sign[- ]?(?:up|in)|log in|account"
    r"|subscrib\w+|inbox|copyright|all rights reserved|privacy policy|terms of (?:use|service)|cookies"
    r"|advertis\w+|ad|photos?|images?|videos?|slideshow|gallery|caption|pullquote|avatar|podcast|app|apps"
    r"|share|print|copy link|comments|read more|read on|continue reading|story continue[sd]|click|tap here|visit"
    r"|(?:more|related) (?:information|on|from|in|stories|articles|links)|see also|related|further reading"
    r"|contributed to this|contributing|edited|editing|reporting|editor of|published (?:by|in)"
    r"|is an? [^.]{0,40}(?:reporter|correspondent|columnist|writer|editor|journalist|author)"
    r"|republished|reproduced|reprint|permission"
    r"|this (?:story|article|post|page|website|content|site) |stay tuned|support us|donat\w+|premium|tip|blog)\b"
    r"|©|@|https?:|www\.|^about (?:the|us)\b|^read(?: more)?:",
)
#: The fewest articles that can make a template.
MIN_ARTICLES = 4
WORD = compile_pattern(r"\w+")
#: Words from which a line is taken for a sentence and not for a heading.
MIN_LONG = 8
#: Share of its articles in which a line must stand at the same end to belong there.
AT_END = 0.75
#: Share of its articles in which a marker stands more than once.
TWICE = 0.3


class Need(NamedTuple):
    """In how many articles a line must stand, and in what share of its site's."""

    articles: int
    share: float


def needs(line: str, count: Count) -> tuple[Need, ...]:
    """How often a line must recur to be furniture, by its words and its place; one of these is enough."""
    at_end = max(count.top, count.bottom) >= AT_END
    if CUE.search(line):
        return (Need(4, 0.002),) if at_end or count.twice >= TWICE else (Need(5, 0.02),)
    if len(WORD.findall(line)) < MIN_LONG:
        # "Background", "He declined to comment.", an author's name recur too; a menu stands on every page.
        return Need(20, 0.1 if at_end else 0.5), Need(5, 0.8)
    if line.count("0") > 1 or line.startswith(("'", '"')):
        return (Need(20, 0.5),)  # what differs are the figures, of polls and results; what recurs is a quotation
    return (Need(6, 0.03),) if at_end else (Need(5, 0.1),)


def is_template(line: str, count: Count, of: int) -> bool:
    """Whether a line that stands so often, and there, is furniture of a site of ``of`` articles."""
    return any(count.articles >= max(least.articles, least.share * of) for least in needs(line, count))
