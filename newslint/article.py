"""Article: the text as read, and the views of it that all rules share.

A view is computed once, on first use; a rule never splits the text again.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Mapping
from functools import cached_property
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from newslint.compiled import compile_pattern
from newslint.model import NOTHING, Span
from newslint.sentences import split_sentences

T = TypeVar("T")

#: Lines end here and nowhere else: ``str.splitlines`` also breaks at U+2028, U+0085 and form
#: feeds, which no editor counts.
LINE_BREAK = compile_pattern(r"\r\n|\n|\r")
#: A word keeps its inner apostrophes: ``don’t``, ``O'Neill``.
WORD = compile_pattern(r"\w++(?:['’]\w++)*+")
#: Splits a text into what stands between words, and words, in turn.
BETWEEN = compile_pattern(r"(\w++(?:['’]\w++)*+)")
#: Bytes of printable ASCII, tabs and line ends.
USUAL = bytes((9, 10, 13, *range(32, 127)))
QUOTE_MARKS = compile_pattern('["“”„]')


class Line(NamedTuple):
    """A line that holds ink: ``text`` is ``article.text[start:end]``, stripped of outer spaces."""

    number: int
    start: int
    end: int
    text: str


class Sentence(NamedTuple):
    """A sentence and the index of the paragraph it stands in."""

    start: int
    end: int
    text: str
    paragraph: int


class Article:
    """One text and its views. ``text`` is never changed."""

    def __init__(
        self,
        text: str,
        id: str = "",
        title: str | None = None,
        meta: Mapping[str, object] = NOTHING,
    ) -> None:
        self.text = text
        self.id = id
        self.title = title
        self.meta = meta
        self._views: dict[Callable[[Article], Any], Any] = {}

    def view(self, make: Callable[[Article], T]) -> T:
        """``make(self)``, computed once: how detectors of one family share their work."""
        if make not in self._views:
            self._views[make] = make(self)
        return self._views[make]  # type: ignore[no-any-return]

    def forget_views(self) -> None:
        """Let go of all views: many hold the article and would keep each other alive until a garbage collection."""
        self._views.clear()

    @cached_property
    def line_starts(self) -> array[int]:
        """The offset of every line, blank ones included; eight bytes a line."""
        starts = array("Q", [0])
        starts.extend(mark.end() for mark in LINE_BREAK.finditer(self.text))
        return starts

    @cached_property
    def lines(self) -> list[Line]:
        """The lines that hold ink, stripped of their outer white space."""
        lines = []
        ends = [*self.line_starts[1:], len(self.text)]
        for number, (start, end) in enumerate(zip(self.line_starts, ends, strict=True), 1):
            raw = self.text[start:end]
            if ink := raw.strip():
                start += raw.index(ink)
                lines.append(Line(number, start, start + len(ink), ink))
        return lines

    @cached_property
    def paragraphs(self) -> list[Line]:
        """What readers see as paragraphs: a line each, as extractors write them.

        In hard-wrapped text (old wire copy, e-mail) a paragraph is a run of lines.
        """
        return self.lines

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of every paragraph, in order."""
        return [
            Sentence(p.start + a, p.start + b, p.text[a:b], index)
            for index, p in enumerate(self.paragraphs)
            for a, b in split_sentences(p.text)
        ]

    @cached_property
    def folded(self) -> str:
        """The text in lower case at the same offsets (``İ``.lower() is two code points)."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(low if len(low := c.lower()) == 1 else c for c in self.text)

    @cached_property
    def unusual(self) -> frozenset[str]:
        """The characters that are neither printable ASCII nor a tab or line end.

        A rule about such characters asks here first: to look through the text takes twenty times as long.
        """
        beyond = self.text.encode("utf-8", "surrogatepass").translate(None, USUAL)
        return frozenset(beyond.decode("utf-8", "surrogatepass"))

    @cached_property
    def words(self) -> list[str]:
        """Every word as written; ``word_starts`` has the offsets."""
        return self._placed_words[0]

    @cached_property
    def lower_words(self) -> list[str]:
        """``words`` in lower case, for look-ups."""
        return [word.lower() for word in self.words]

    @cached_property
    def word_starts(self) -> list[int]:
        """The offset of each of ``words``."""
        return self._placed_words[1]

    @cached_property
    def _placed_words(self) -> tuple[list[str], list[int]]:
        """Both, found in one pass."""
        parts = BETWEEN.split(self.text)
        return parts[1::2], list(accumulate(map(len, parts[:-1])))[::2]

    @cached_property
    def quotes(self) -> list[tuple[int, int]]:
        """Spans inside double quotation marks, in order.

        Tracked paragraph by paragraph: 1 clean news paragraph with “ in 18 leaves the quotation
        open, as it runs on into the next, and must not turn all that follows inside out.
        """
        spans: list[tuple[int, int]] = []
        for p in self.paragraphs:
            spans.extend(_quotes(p.text, p.start, p.end))
        return spans

    def in_quotes(self, start: int, end: int) -> bool:
        """Whether the span touches a direct quotation."""
        i = bisect_right(self.quotes, (end, end))
        return i > 0 and self.quotes[i - 1][1] > start

    def position(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both from 1, in code points."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def span(self, start: int, end: int) -> Span:
        """The offsets with their lines and columns."""
        return Span(start, end, *self.position(start), *self.position(end))

    def line_bounds(self, number: int) -> tuple[int, int]:
        """Start and end, without its break, of the line of a number."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] if number < len(self.line_starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":  # no slice: the line may be the whole text
            end -= 1
        return start, end

    def line_at(self, offset: int) -> tuple[int, int]:
        """Bounds of the line that holds an offset."""
        return self.line_bounds(bisect_right(self.line_starts, offset))


def _quotes(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Spans between quotation marks of one paragraph; one left open runs to its end."""
    spans, opened = [], -1
    for mark in QUOTE_MARKS.finditer(text):
        closes = mark[0] == "”" or (mark[0] == '"' and opened >= 0)
        if closes and opened >= 0:
            spans.append((opened, start + mark.end()))
            opened = -1
        elif not closes and opened < 0:
            opened = start + mark.start()
    if opened >= 0:
        spans.append((opened, end))
    return spans
