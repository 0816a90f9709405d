"""How much of a text says again what it has said: Gopher's repetition and FineWeb's repeated lines.

Followed: datatrove's counting, in which the first of several copies is no copy (Dolma and DCLM count it
too, which makes the same limit twice as strict). Departed from: characters are those of words, and a
character in two repeated n-grams counts once, as in RedPajama. A paragraph is a line here, so Gopher's
limits for paragraphs are those for lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.detectors.quality import Figure, tokens
from newslint.model import Match

TOKEN = compile_pattern(r"\S+")


class Repeats(NamedTuple):
    """Index and original of the first repeated line (None: there is none), and the repeated shares."""

    first: tuple[int, int] | None
    lines: float
    chars: float


def repeated_lines(article: Article) -> Repeats:
    """Share of the lines, and of the characters of lines, that an earlier line has already."""
    seen: dict[str, int] = {}
    first, lines, chars, total = None, 0, 0, 0
    for i, line in enumerate(article.lines):
        total += len(line.text)
        original = seen.setdefault(line.text, i)
        if original != i:
            first = first or (i, original)
            lines += 1
            chars += len(line.text)
    return Repeats(first, lines / max(1, len(article.lines)), chars / max(1, total))


def duplicate_lines(article: Article, *, max_chars: float = 0.01) -> Iterator[Match]:
    """FineWeb's repeated lines, marked at the first of them."""
    repeats = article.view(repeated_lines)
    figure = Figure("characters in repeated lines / characters", repeats.chars, most=max_chars)
    if repeats.first and figure.broken:
        yield _line_match(article, repeats.first, [figure])


def repetition(
    article: Article,
    *,
    max_lines: float = 0.3,
    max_line_chars: float = 0.2,
    top: Sequence[float] = (0.2, 0.18, 0.16),
    repeated: Sequence[float] = (0.15, 0.14, 0.13, 0.12, 0.11, 0.1),
) -> Iterator[Match]:
    """Gopher's repetition, table A1. ``top`` are the limits for the most frequent 2-, 3- and 4-gram,
    ``repeated`` those for all repeated 5- to 10-grams. Marked at the first repeated line or word run.
    """
    words = article.view(tokens)
    lines = article.view(repeated_lines)
    shares, at = _repeated(words, len(repeated))
    broken = [
        figure
        for figure in (
            Figure("repeated lines / lines", lines.lines, most=max_lines),
            Figure("characters in repeated lines / characters", lines.chars, most=max_line_chars),
            _worst("share of the most frequent {}-gram", 2, [_top(words, n) for n in range(2, 2 + len(top))], top),
            _worst("share of repeated {}-grams", 5, shares, repeated),
        )
        if figure and figure.broken
    ]
    if not broken:
        return
    if lines.first:
        yield _line_match(article, lines.first, broken)
    else:
        word = next(islice(TOKEN.finditer(article.text), at, None))
        yield Match(*word.span(), values={"figures": "; ".join(map(str, broken))})


def _worst(name: str, first: int, shares: list[float], limits: Sequence[float]) -> Figure | None:
    """Of the figures for n-grams of ``first`` words and more, the one that is furthest beyond its limit."""
    figures = [
        Figure(name.format(first + i), s, most=limit) for i, (s, limit) in enumerate(zip(shares, limits, strict=True))
    ]
    return max(figures, key=lambda figure: figure.value - (figure.most or 0), default=None)


def _line_match(article: Article, place: tuple[int, int], figures: list[Figure]) -> Match:
    line, original = (article.lines[i] for i in place)
    values = {"figures": "; ".join(map(str, figures))}
    return Match(line.start, line.end, values=values, related=((original.start, original.end),))


def _top(words: list[str], n: int) -> float:
    """Share of the characters in the most frequent n-gram; of several, the longest. 0 when none recurs."""
    counts = Counter(zip(*(words[i:] for i in range(n)), strict=False))
    most = max(counts.values(), default=1)
    if most < 2:
        return 0.0
    longest = max(sum(map(len, gram)) for gram, count in counts.items() if count == most)
    return most * longest / sum(map(len, words))


def _repeated(words: list[str], kinds: int) -> tuple[list[float], int]:
    """Share of the characters in words of repeated 5-grams, 6-grams …, and the first such word.

    A repeated n-gram holds a repeated (n-1)-gram: once none is left, the rest are 0.
    """
    total = max(1, sum(map(len, words)))
    shares = [0.0] * kinds
    first = 0
    for n in range(5, 5 + kinds):
        seen: set[tuple[str, ...]] = set()
        covered: set[int] = set()
        for i, gram in enumerate(zip(*(words[k:] for k in range(n)), strict=False)):
            if gram in seen:
                covered.update(range(i, i + n))
            seen.add(gram)
        if not covered:
            break
        first = first or min(covered)
        shares[n - 5] = sum(len(words[i]) for i in covered) / total
    return shares, first
