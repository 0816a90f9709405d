"""The headline: above the body, and printed more than once."""

from __future__ import annotations

from collections.abc import Iterator

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.linemodel.trees import scored
from newslint.model import Match
from newslint.prose import word_count

#: Punctuation and spacing that may differ between two copies of a headline.
LOOSE = compile_pattern(r"[\W_]+")
#: ``Headline | The Daily Harbour``: a page title puts the site's name behind the headline.
SITE = compile_pattern(r" (?:[|»·•]|[-–—]|::?) (?=[^|»·•–—]{2,40}\Z)")
#: Headlines are longer than a kicker ("Politics", "World news today") and shorter than a paragraph.
MIN_WORDS, MAX_CHARS = 4, 250
#: A first line that ends as a sentence and is longer than this is a lede, not a headline.
MAX_SENTENCE_WORDS = 12
#: The line model's score from which a first line that ends in a quotation or a question may be a headline.
DOUBTED = 0.3


def fold(text: str) -> str:
    """Case, punctuation and spacing set aside: what two copies of a line have in common."""
    return LOOSE.sub(" ", text.casefold()).strip()


def repeated_title(article: Article) -> Iterator[Match]:
    """Lines that are the headline once more; the first copy without the site's name behind it stays."""
    copies = article.view(title_lines)
    if len(copies) > 1:
        kept = next((line for line in copies if not SITE.search(line.text)), copies[0])
        for line in copies:
            if line is not kept:
                yield Match(line.start, line.end, "", related=((kept.start, kept.end),))


def headline(article: Article) -> Iterator[Match]:
    """Every line that is the headline: the known title, else a first line that is none of the story's sentences."""
    lines = article.view(title_lines)
    if lines and (article.title or _is_apart(article)):
        for line in lines:
            yield Match(line.start, line.end, "")


def _is_apart(article: Article) -> bool:
    """Whether the first line ends as no sentence does, or the line model doubts that it belongs to the body."""
    item, leftover = article.view(scored)[0]
    if item.first != item.last or item.text.endswith("."):
        return False
    return item.text[-1].isalnum() or leftover >= DOUBTED


def title_lines(article: Article) -> list[Line]:
    """The lines that hold the headline, in reading order.

    The headline is the known title, else a first line that reads as one.
    """
    if not article.lines:
        return []
    titles = _forms(article.title or "") | _first_line(article.lines[0])
    if not titles:
        return []
    return [line for line in article.lines if _may_be_title(line) and not titles.isdisjoint(_forms(line.text))]


def _may_be_title(line: Line) -> bool:
    """No headline ends with a comma, as the line of a song does that gave a story its headline."""
    return len(line.text) <= MAX_CHARS and not line.text.endswith((",", ";"))


def _first_line(line: Line) -> set[str]:
    """The first line's forms when it may be a headline, else nothing."""
    words = word_count(line.text)
    sentence = line.text.endswith((".", "…", ":", ".”", '."')) and words > MAX_SENTENCE_WORDS
    return set() if sentence or len(line.text) > MAX_CHARS else _forms(line.text)


def _forms(text: str) -> set[str]:
    """A headline as it stands and without the site's name behind it, both folded."""
    parts = SITE.split(text)
    forms = {fold(text), fold(text[: len(text) - len(parts[-1])])} if len(parts) > 1 else {fold(text)}
    return {form for form in forms if word_count(form) >= MIN_WORDS}
