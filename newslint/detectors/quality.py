"""Document signals of the C4, Gopher and FineWeb filters: a figure, a limit, and one finding.

The implementations disagree; each function names the one it follows and where it departs from it. Two
things are the same throughout. A word is what stands between white space: a tokenizer that makes
punctuation a word drops clean news by Gopher's letters rule. Closing quotation marks and brackets after
an end mark belong to the sentence: one word in ten of clean news stands in a line that ends with ”.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from newslint.article import Article, Line
from newslint.compiled import compile_pattern
from newslint.model import Match

#: An end mark at the end of a line, perhaps inside a quotation or a bracket.
END_MARK = compile_pattern(r"[.!?…][\"”’'»)\]]*\Z")
ELLIPSIS = compile_pattern(r"\.\.\.|…")
#: A bullet and white space. Gopher has ``•`` and ``-``; RedPajama's en dash opens speech and datelines.
BULLET = compile_pattern(r"[•‣◦▪■●*-]\s")
LETTER = compile_pattern(r"[^\W\d_]")
LETTER_OR_DIGIT = compile_pattern(r"[^\W_]")
#: Gopher, table A1: two different ones of these stand in any English document.
STOP_WORDS = frozenset("the be to of and that have with".split())
#: What counts as a line with an end for C4 has so many words.
MIN_LINE_WORDS = 3


class Figure(NamedTuple):
    """One measure of a document and the limits it must keep to (None: no limit)."""

    name: str
    value: float
    least: float | None = None
    most: float | None = None

    @property
    def broken(self) -> bool:
        """Whether the value is beyond a limit."""
        return (self.least is not None and self.value < self.least) or (
            self.most is not None and self.value > self.most
        )

    def __str__(self) -> str:
        low = self.least is not None and self.value < self.least
        limit = f"at least {_number(self.least)}" if low else f"at most {_number(self.most)}"
        return f"{self.name} {_number(self.value)} ({limit})"


def _number(value: float | None) -> str:
    """As few digits as tell a figure from its limit."""
    return "" if value is None else f"{value:,}" if isinstance(value, int) else f"{value:.3f}".rstrip("0").rstrip(".")


def tokens(article: Article) -> list[str]:
    """What stands between white space; take it with ``article.view``."""
    return article.text.split()


def whole(article: Article, *figures: Figure) -> Iterator[Match]:
    """One finding over all of the text when a figure is beyond its limit; none on a text without ink.

    It spans the whole text because that is what it speaks of: a finding inside a cut would be dropped.
    """
    broken = [figure for figure in figures if figure.broken]
    if broken and article.lines:
        values = {"figures": "; ".join(map(str, broken))}
        yield Match(article.lines[0].start, article.lines[-1].end, values=values)


def length(article: Article, *, min_words: int = 50, max_words: int = 100_000) -> Iterator[Match]:
    """Gopher's document length: words that hold a letter or a digit."""
    words = sum(1 for token in article.view(tokens) if LETTER_OR_DIGIT.search(token))
    return whole(article, Figure("words", words, min_words, max_words))


def word_shape(
    article: Article,
    *,
    min_mean: float = 3,
    max_mean: float = 10,
    min_alphabetic: float = 0.8,
    max_word: int = 1000,
) -> Iterator[Match]:
    """Gopher's mean word length and words with a letter, and C4's longest word.

    The mean is over the words that hold a letter or a digit, punctuation included as datatrove has it.
    """
    words = article.view(tokens)
    lengths = [len(word) for word in words if LETTER_OR_DIGIT.search(word)] or [0]
    lettered = sum(1 for word in words if LETTER.search(word))
    return whole(
        article,
        Figure("mean word length", sum(lengths) / len(lengths), min_mean, max_mean),
        Figure("words with a letter / words", lettered / max(1, len(words)), min_alphabetic),
        Figure("longest word", max(lengths), most=max_word),
    )


def stop_words(article: Article, *, min_stop_words: int = 2) -> Iterator[Match]:
    """Gopher's stop words: different ones, in any case (datatrove: lower case only; Dolma: repeats count)."""
    found = len(STOP_WORDS.intersection(article.lower_words))
    return whole(article, Figure("of Gopher's eight stop words", found, min_stop_words))


def symbols(
    article: Article, *, max_hash: float = 0.1, max_ellipsis: float = 0.1, max_lines: float = 0.3
) -> Iterator[Match]:
    """Gopher's symbols to words and lines that end with an ellipsis; ``...`` and ``…`` both count."""
    words = max(1, len(article.view(tokens)))
    cut = sum(1 for line in article.lines if line.text.endswith(("...", "…")))
    return whole(
        article,
        Figure("# / words", article.text.count("#") / words, most=max_hash),
        Figure("ellipses / words", len(ELLIPSIS.findall(article.text)) / words, most=max_ellipsis),
        Figure("lines ending with an ellipsis / lines", cut / max(1, len(article.lines)), most=max_lines),
    )


def bullets(article: Article, *, max_lines: float = 0.9) -> Iterator[Match]:
    """Gopher's lines that begin with a bullet."""
    listed = sum(1 for line in article.lines if BULLET.match(line.text))
    return whole(article, Figure("lines beginning with a bullet / lines", _share(article, listed), most=max_lines))


def end_marks(article: Article, *, min_lines: float = 0.12) -> Iterator[Match]:
    """FineWeb's lines that end with an end mark; its own set of marks holds no quotation mark at all."""
    ended = sum(1 for line in article.lines if _ended(line))
    return whole(article, Figure("lines with an end mark / lines", _share(article, ended), least=min_lines))


def sentences(article: Article, *, min_sentences: int = 5) -> Iterator[Match]:
    """C4's sentences: those of lines of three words or more that end with an end mark."""
    lines = article.paragraphs
    kept = {i for i, line in enumerate(lines) if _ended(line) and len(line.text.split()) >= MIN_LINE_WORDS}
    count = sum(1 for sentence in article.sentences if sentence.paragraph in kept)
    return whole(article, Figure("sentences in lines with an end mark", count, min_sentences))


def short_lines(
    article: Article, *, max_chars: int = 30, max_lines: float = 0.67, max_breaks: float = 0.3
) -> Iterator[Match]:
    """FineWeb's short lines and its lists: lines of at most ``max_chars``, and line breaks to words.

    A blank line is no line, and the break after it does not count: it says how the text was saved.
    """
    short = sum(1 for line in article.lines if len(line.text) <= max_chars)
    breaks = max(0, len(article.lines) - 1)
    return whole(
        article,
        Figure(f"lines of {max_chars} characters or fewer / lines", _share(article, short), most=max_lines),
        Figure("line breaks / words", breaks / max(1, len(article.view(tokens))), most=max_breaks),
    )


def phrases(article: Article, *, phrases: list[str]) -> Iterator[Match]:
    """C4's forbidden phrases (lower case): the first one that stands in the text, and how often they do.

    A phrase begins and ends at a word's edge, as in Dolma; datatrove takes part of a word too.
    """
    places = sorted(place for phrase in phrases for place in _places(article.folded, phrase))
    if places:
        yield Match(*places[0], values={"count": len(places)})


def _places(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    at = text.find(phrase)
    while at >= 0:
        end = at + len(phrase)
        inside = (phrase[0].isalnum() and text[at - 1 : at].isalnum()) or (
            phrase[-1].isalnum() and text[end : end + 1].isalnum()
        )
        if not inside:
            yield at, end
        at = text.find(phrase, end)


def _ended(line: Line) -> bool:
    return END_MARK.search(line.text, max(0, len(line.text) - 6)) is not None


def _share(article: Article, lines: int) -> float:
    return lines / max(1, len(article.lines))
