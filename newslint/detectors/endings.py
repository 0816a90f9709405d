"""Texts that stop before they are over."""

from __future__ import annotations

import re
from collections.abc import Iterator

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.detectors.contents import contents_runs, entry
from newslint.detectors.dictionary import is_known, lexicon, names
from newslint.model import Match
from newslint.prose import MIN_WORDS, ends_sentence, word_count

#: A news API's mark for what it cut, with what is left of the word it cut: "Ilse Bra… [+1234 chars]".
CUT_CHARS = compile_pattern(r"(?:(?<=\s)[\w'’-]{1,30}(?:…|\.\.\.)\s?)?\[\+ ?\d+ chars\]\Z")
#: A list item of which only the number, or the bullet, is left.
BARE_ITEM = compile_pattern(r"(?:\d{1,3}[.)]|[-*•–‣◦])\Z")
ELLIPSIS = compile_pattern(r"(?:…|(?<!\.)\.\.\.|\[…\]|\[\.\.\.\])\Z")
#: A quotation opens before a word; “ is also what closes one in German.
OPENING = compile_pattern(r"(?:^|(?<=[\s(\[—–-]))“(?=\w)")
STRAIGHT = compile_pattern(r"(?:^|(?<=[\s(\[—–-]))\"(?=\w)")
CLOSING = compile_pattern(r"[”“\"]|[.,!?…]['’]|['’]\Z")
#: End marks of magazines, emoji.
ORNAMENT = compile_pattern(r"[^\w\s.,;:!?'\"“”‘’()\[\]…—–-]+\Z")
#: What may be left of a word; shorter ones are units ("mph").
FRAGMENT = compile_pattern(r"[a-z]{4,}\Z")
#: The same before an ellipsis, which no unit has behind it.
SHORT_FRAGMENT = compile_pattern(r"[a-z]{2,}\Z")
#: What may be left of a name, in the run of a sentence.
NAME_FRAGMENT = compile_pattern(r"(?<=[a-z] )[A-Z][a-z]{1,}\Z")
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
#: An address, or the end of one that spaces have torn apart.
ADDRESS = compile_pattern(r"@|://|www\.|\.\s?[a-z]+\Z")
READ_MORE = compile_pattern(
    r"(?:…|\.\.\.)\W*(?:continue reading|read (?:more|on|the full (?:story|article)))\W*\Z", re.IGNORECASE
)
#: The same as a line of its own, below what it cut.
READ_ON = compile_pattern(
    r"\W*(?:continue reading|read (?:more|on|the (?:full|rest of the) (?:story|article)))\W*\Z", re.IGNORECASE
)
#: ``says.’ ”``
SPACED_QUOTES = compile_pattern(r"[.!?…]['’\"”] ['’\"”]\Z")
#: Lines that end good articles without a full stop: sources, contacts, credits, dates, places.
COLOPHON = compile_pattern(
    r"@|://|www\.|\.com\b|\d{3}[-. )]\d{3,4}|\b(?:source|sources|by|contact|e-?mail|tel|phone|call|visit|follow"
    r"|photos?|images?|picture|editing|edited|contribut\w+|doi|refiled|corrected|article|reporting|reported|writing|written|additional|via|copyright|©|updated"
    r"|published|posted|more|related|read|tickets?|information|info|details|correction|note|listen|watch|download|subscribe)\b",
    re.IGNORECASE,
)
#: A sentence never ends with one of these.
OPEN_WORDS = frozenset(
    "a an the and or but nor of to in on at by for from with into onto upon about as than that which who whom whose"
    " because while if when although though unless until is are was were be been being has have had will would can"
    " could may might must shall should do does did not no its his her their our your my this these those very every"
    " between during among whether despite toward towards".split()
)
#: Those of them that open a clause so plainly that a line of few words will do: no headline, no caption ends so.
PLAINLY_OPEN = frozenset(
    "a an the and or nor of to from with into that which whose because if than as its his her their our your my"
    " every".split()
)
#: Further words that leave a short line open before an ellipsis; "Life goes on…" does not.
TRAILING = frozenset("at are was were has had been would between during".split())
SENTENCE = compile_pattern(r"[“\"]?[A-Z]")
#: Words of a short line, below which it is a label, and of one that ends with a comma, below which it is a greeting.
MIN_SHORT_WORDS, MIN_COMMA_WORDS = 3, 5
#: A quotation's end, from a writer who forgot the full stop.
SAID = frozenset("said says added adds explained told here below".split())
#: Words that the last paragraph needs before a missing end mark says anything.
MIN_OPEN_WORDS = 12
#: The same when it is a single sentence: it may be a headline or the title of a study.
MIN_LONE_WORDS = 18
#: A paragraph of so many words, and of more than one sentence, is no colophon; its last sentence may be.
PARAGRAPH_WORDS = 25
SOURCE = compile_pattern(r"[—–-] ?[A-Z]")
INNER_END = compile_pattern(r"(?<!\b[A-Z])[.!?][\"”’')]* [\"“‘'(]*[A-Z]")
#: Share of the other long lines that must end as sentences: else the text does without end marks.
MIN_ENDED = 0.7
WORD = compile_pattern(r"\w[\w'’-]*")
#: A heading or lead-in with nothing under it; those of link lists are leftovers, not losses.
LINKS = compile_pattern(
    r"\b(?:related|read|reading|sources?|more|see|also|share|tags?|topics?|follow|links?|filed|categor\w+|comments?|contact|references"
    r"|credits?|updated?|published|posted|by|photos?|image|watch|listen|subscribe|advertisements?|sponsored|you|next|previous)\b",
    re.IGNORECASE,
)
SECTION = compile_pattern(
    r"(?:conclusions?|summary|background|final thoughts|key takeaways|frequently asked questions|faqs?)\Z",
    re.IGNORECASE,
)
MARKDOWN = compile_pattern(r"#{1,6} \S")
MAX_HEADING_WORDS = 12


def unfinished_ending(article: Article) -> Iterator[Match]:
    """The text stops in mid-sentence, at a bare list number or where something was cut off."""
    if len(article.lines) < 1:
        return
    last = article.lines[-1]
    mark = CUT_CHARS.search(last.text)
    if mark:
        yield Match(last.start + mark.start(), last.end, "", {"how": "where the source cut it off"})
    elif BARE_ITEM.match(last.text) and len(article.lines) > 1:
        yield Match(last.start, last.end, "", {"how": "at a list item with nothing in it"})
    else:
        if READ_ON.match(last.text) and len(article.lines) > 1:
            last = article.lines[-2]
        if how := _how(article, last):
            yield Match(_last_word(last), last.end, None, {"how": how})


def _how(article: Article, last: Line) -> str:
    """How the last line breaks off; empty when it may well be the end."""
    text = last.text
    if ORNAMENT.search(text) or SPACED_QUOTES.search(text):
        return ""
    if READ_MORE.search(text):
        return "where the page says to read on"
    mark = ELLIPSIS.search(text)
    bare = text[: mark.start()].rstrip() if mark else text
    if word_count(text) < MIN_WORDS:
        return _short(article, bare, marked=mark is not None)
    if (mark or not ends_sentence(text)) and _cut_word(article, bare, marked=mark is not None):
        return "in the middle of a word"
    if not ends_sentence(text) and _quotes_on(text) and _uses_end_marks(article):
        return "inside a quotation"
    if mark:  # in brackets it is what a blog puts behind an excerpt, whatever the excerpt says
        perhaps = mark[0][0] != "[" and bare[bare.rfind(" ") + 1 :] not in PLAINLY_OPEN
        return "" if perhaps and COLOPHON.search(text[-200:]) else "at an ellipsis"
    if text.endswith(":"):
        return "" if LINKS.search(text[-60:]) else "at a colon"
    if not ends_sentence(text):
        return "in mid-sentence" if _breaks_off(article, text) else ""
    return "inside a quotation" if _open_quote(text, OPENING) else ""


def _short(article: Article, text: str, *, marked: bool) -> str:
    """How a line of few words breaks off; most are labels, credits and headlines, which end without a mark.

    ``text`` is without the ellipsis that stood behind it if it was ``marked``.
    """
    if word_count(text) < MIN_SHORT_WORDS or ends_sentence(text) or not SENTENCE.match(text):
        return ""
    if COLOPHON.search(text) or not _uses_end_marks(article):
        return ""
    if _cut_word(article, text, marked=marked):
        return "in the middle of a word"
    if _quotes_on(text):
        return "inside a quotation"
    last = text[text.rfind(" ") + 1 :]
    comma = text.endswith(",") and word_count(text) >= MIN_COMMA_WORDS
    return "in mid-sentence" if comma or last in PLAINLY_OPEN or (marked and last in TRAILING) else ""


def _cut_word(article: Article, text: str, *, marked: bool) -> bool:
    """Whether a text ends with what is no word, but the beginning of one, in an article that ends its sentences."""
    if name := NAME_FRAGMENT.search(text):
        return _cut_name(article, name[0]) and _uses_end_marks(article)
    word = text[text.rfind(" ") + 1 :]
    if (
        not (SHORT_FRAGMENT if marked else FRAGMENT).match(word)
        or ADDRESS.search(text)
        or is_known(word)
        or article.lower_words.count(word) > 1
    ):
        return False
    known, start = lexicon(), f"\n{word}"
    return known.text.startswith(start, known.bisect(start)) and _uses_end_marks(article)


def _cut_name(article: Article, part: str) -> bool:
    """Whether a capitalized word is none, but begins a longer one of this article, or a day of the week."""
    if is_known(part.lower()) or part.lower() in names() or article.words.count(part) > 1:
        return False
    return any(w.startswith(part) and w.isalpha() and len(w) > len(part) + 1 for w in (*WEEKDAYS, *article.words))


def _breaks_off(article: Article, text: str) -> bool:
    """Whether a line without an end mark is a sentence cut short and not a source, place or contact."""
    words = WORD.findall(text)
    last = text[text.rfind(" ") + 1 :]
    if not words or last in SAID:
        return False
    if text.endswith((",", ";", " -", "—", "–")) or last in OPEN_WORDS:
        return True
    inner = [m.end() for m in INNER_END.finditer(text)]
    if len(words) < (MIN_OPEN_WORDS if inner else MIN_LONE_WORDS) or not last.isalpha():
        return False
    tail = text[inner[-1] - 1 :] if inner and len(words) >= PARAGRAPH_WORDS else text
    if COLOPHON.search(tail) or not (last.islower() or (tail is not text and _tells_on(tail))):
        return False
    return _uses_end_marks(article)


def _tells_on(tail: str) -> bool:
    """Whether a last sentence that stops at a name is long enough, and no source behind a dash."""
    return tail.count(" ") >= MIN_COMMA_WORDS and not SOURCE.search(tail)


def _uses_end_marks(article: Article) -> bool:
    lines = [line.text for line in article.lines[:-1] if word_count(line.text) >= MIN_OPEN_WORDS]
    return bool(lines) and sum(map(ends_sentence, lines)) >= MIN_ENDED * len(lines)


def _open_quote(text: str, opening: re.Pattern[str]) -> bool:
    """Whether the last quotation mark opens a quotation that nothing closes."""
    opened = [m.end() for m in opening.finditer(text)]
    return bool(opened) and CLOSING.search(text, opened[-1]) is None


def _quotes_on(text: str) -> bool:
    """Whether a line without an end mark stops inside a quotation."""
    if text[text.rfind(" ") + 1 :] in SAID:  # “It is,“ he said
        return False
    return _open_quote(text, STRAIGHT) or _open_quote(text, OPENING)


def _last_word(line: Line) -> int:
    """Where the last word of a line begins: what to mark when a text breaks off."""
    return line.start + line.text.rstrip().rfind(" ") + 1


def empty_heading(article: Article) -> Iterator[Match]:
    """A heading or a lead-in at the end of the text, or straight above a heading of its own rank."""
    if len(article.lines) < 2:
        return
    last = article.lines[-1]
    known = {entry(line.text) for run in article.view(contents_runs) for line in run.lines}
    words = word_count(last.text)
    if words <= MAX_HEADING_WORDS and not LINKS.search(last.text):
        lead_in = last.text.endswith(":") and words < MIN_WORDS
        if lead_in or SECTION.match(entry(last.text)) or MARKDOWN.match(last.text) or entry(last.text) in known:
            yield Match(last.start, last.end)
    for line, below in zip(article.lines, article.lines[1:], strict=False):
        if MARKDOWN.match(line.text) and MARKDOWN.match(below.text) and _rank(below.text) <= _rank(line.text) > 1:
            yield Match(line.start, line.end)


def _rank(text: str) -> int:
    """How deep a Markdown heading is."""
    return len(text) - len(text.lstrip("#"))
