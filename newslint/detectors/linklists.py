"""A heading over links to other stories ("Read more", "Related topics"), and the links that go with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from newslint.article import Line
from newslint.compiled import compile_pattern
from newslint.detectors.endings import OPEN_WORDS
from newslint.linemodel.runs import Leftover
from newslint.prose import ends_sentence, is_prose, word_count

#: A heading over links to other stories.
HEADING = compile_pattern(
    r"\W*(?:related|recommended|trending|popular|latest|you (?:may|might)|don['’]t miss|must[ -]reads?|up next"
    r"|in other news|elsewhere|further reading|also (?:read|on)|editor['’]?s['’]? picks?"
    r"|(?:more|top|most) (?:\w+ ?){1,4})\b[^.:?!]{0,40}:?\s*\Z",
    re.IGNORECASE,
)
#: One that heads nothing else: a single headline below it is a link, even with the story behind it (labelled scrapes:
#: 39 of 40).
LINKS = compile_pattern(
    r"\W*(?:(?:also )?read(?: more| also| next| on)?|see also|keep reading|up next|don['’]t miss|must[ -]reads?"
    r"|related(?: (?:stor(?:y|ies)|articles?|news|coverage|reading))?|recommended(?: for you)?"
    r"|more from\b[^.:?!]{2,40}):?\s*\Z",
    re.IGNORECASE,
)
#: One over tags, which end a text.
TOPICS = compile_pattern(
    r"\W*(?:(?:suggested |related |more )?(?:tags?|topics?|key ?words)|(?:read )?more on (?:these|related) topics"
    r"|filed under|in this (?:article|story)|in(?=:)|you (?:may|might) (?:also )?be interested(?: in)?)\W*\Z",
    re.IGNORECASE,
)
#: Words of a headline, and how many in a row make a list.
MIN_WORDS, MAX_WORDS, MIN_HEADLINES = 5, 22, 2
MAX_CHARS = 160
#: Rows below a heading at the end of a text, at most; and so many that stay are a list that the heading is read with.
MAX_ROWS, ROWS = 30, 2
#: How no headline ends; "in the U.S." may.
STOP = compile_pattern(r"(?<!\b[A-Z])[.:;][\"”’')]*\Z")
#: Below these stand the story's own sources.
SOURCES = compile_pattern(r"\W*(?:more|further) (?:information|details)\b", re.IGNORECASE)
#: So many links may go with their heading by themselves.
REST = 6


def heading_over_links(run: Sequence[Line]) -> str:
    """The heading over links that a run ends with, perhaps with some of them; "" for none."""
    for line in run[: -REST - 1 : -1]:
        if HEADING.match(line.text) or LINKS.match(line.text) or TOPICS.match(line.text):
            return line.text
        if ends_sentence(line.text):
            break
    return ""


def with_links(run: Leftover, heading: str, lines: Sequence[Line], at: int, gone: set[int]) -> Leftover:
    """The run with the links below its heading; unsafe if rows stay there, which would read as the story's."""
    single = LINKS.match(heading) is not None
    if SOURCES.match(heading):
        return run._replace(safety="unsafe")
    if not single and run.where == "above the article":  # the article's own headline may be the next line
        return run
    listed = _rows_to_end(lines, at, gone)
    if not listed and not TOPICS.match(heading):
        listed = _headlines(lines, at, gone, single=single)
    if listed:
        return run._replace(end=listed[-1].end, kind="related-links")
    return run._replace(safety="unsafe") if _heads_rows(lines, at, gone) else run


def _headlines(lines: Sequence[Line], at: int, gone: set[int], *, single: bool) -> list[Line]:
    """The lines from a place on that read as headlines, when there are some; at least the first, if ``single``.

    With lines that stay below, the last may be a heading of the story.
    """
    end = at
    while end < len(lines) and end not in gone and _is_headline(lines[end].text):
        end += 1
    more = end < len(lines) and end not in gone
    if end - at >= MIN_HEADLINES + more:
        return list(lines[at:end])
    lone = single and end > at and lines[at].text[-1] != "?" and lines[at].text[0].isalpha()
    return list(lines[at : max(end - more, at + 1)]) if lone else []


def _rows_to_end(lines: Sequence[Line], at: int, gone: set[int]) -> list[Line]:
    """The lines from a place on, when none of them or of those that stay to the end of the text tells anything."""
    last = count = 0
    for i in range(at, len(lines)):
        if i in gone:
            continue
        count += 1
        if count > MAX_ROWS or len(lines[i].text) > MAX_CHARS or STOP.search(lines[i].text):
            return []
        last = i
    return list(lines[at : last + 1]) if count else []


def _heads_rows(lines: Sequence[Line], at: int, gone: set[int]) -> bool:
    """Whether rows that stay stand below a heading: without it they would read as the story's."""
    rows = lines[at : at + ROWS]
    stay = not any(at + n in gone or len(row.text) > MAX_CHARS or is_prose(row.text) for n, row in enumerate(rows))
    return stay and len(rows) == ROWS


def _is_headline(text: str) -> bool:
    whole = text[-1] not in '.:;,”"' and text[text.rfind(" ") + 1 :] not in OPEN_WORDS and not text[0].islower()
    return whole and len(text) <= MAX_CHARS and MIN_WORDS <= word_count(text) <= MAX_WORDS
