"""Finder: how a rule's words, pattern or detector become a function from Article to Matches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib import import_module
from typing import Any

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.errors import NewslintError
from newslint.failure import SlowPatternError
from newslint.model import Match
from newslint.rule import Rule, did_you_mean, line_of

Finder = Callable[[Article], Iterable[Match]]
Search = Callable[[str], Iterable[Any]]

#: Seconds that a pattern of a user's pack may take on one article, and on each of its characters besides.
PATTERN_SECONDS, SECONDS_PER_CHAR = 0.3, 2e-6
DETECTOR = compile_pattern(r"([a-z_]+)\.([a-z_]+)\Z")


def make_finder(rule: Rule, shared: Mapping[str, Any]) -> Finder:
    """The rule's finder. ``shared`` are settings (``allow``, ``dialect``) a detector may ask for."""
    if rule.detector:
        return _detector(rule, shared)
    if rule.pattern:
        return _pattern(rule)
    return _words(rule)


def like_case(model: str, word: str) -> str:
    """``word`` in the case of ``model``: ``like_case("Untill", "until") == "Until"``."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def _words(rule: Rule) -> Finder:
    wrong = rule.words

    def find(article: Article) -> Iterator[Match]:
        if wrong.keys().isdisjoint(article.lower_words):
            return
        for word, low, start in zip(article.words, article.lower_words, article.word_starts, strict=True):
            if low in wrong:
                right = like_case(word, wrong[low])
                yield Match(start, start + len(word), right, {"right": right})

    return find


def _pattern(rule: Rule) -> Finder:
    search = searcher(rule.pattern, rule.pack)
    span = "found" if "found" in compile_pattern(rule.pattern).groupindex else 0

    def find(article: Article) -> Iterator[Match]:
        if rule.needs and not any(need in article.folded for need in rule.needs):
            return
        for m in search(article.text):
            start, end = m.span(span)
            yield Match(start, end, None if rule.replace is None else m.expand(rule.replace))

    return find


@cache
def searcher(pattern: str, bounded: bool) -> Search:
    """``finditer`` of a pattern; a user's is bounded in time, as nobody has pump-tested it."""
    if not bounded:
        return compile_pattern(pattern).finditer
    import regex

    compiled = regex.compile(pattern)

    def search(text: str) -> Iterator[Any]:
        try:
            yield from compiled.finditer(text, timeout=PATTERN_SECONDS + SECONDS_PER_CHAR * len(text))
        except TimeoutError:
            raise SlowPatternError(pattern) from None

    return search


def _detector(rule: Rule, shared: Mapping[str, Any]) -> Finder:
    function = find_detector(rule)
    known = detector_options(rule)
    for option in rule.options:
        if option not in known:
            source = rule.path.read_text(encoding="utf-8")
            raise NewslintError(
                f"detector '{rule.detector}' has no option '{option}'{did_you_mean(option, known)}",
                rule.path,
                line_of(source, option),
            )
    options = {k: v for k, v in shared.items() if k in known} | dict(rule.options)
    return partial(function, **options)


def detector_options(rule: Rule) -> set[str]:
    """The names of the options that a rule's detector takes; none without a detector."""
    if not rule.detector:
        return set()
    code = find_detector(rule).__code__  # `inspect` says the same, and takes longer to import than an article to check
    return set(code.co_varnames[code.co_argcount : code.co_argcount + code.co_kwonlyargcount])


def find_detector(rule: Rule) -> Callable[..., Iterable[Match]]:
    """The function a rule names: of ``newslint.detectors``."""
    named = DETECTOR.match(rule.detector)
    if named and (function := _registered(named[1], named[2])):
        return function
    source = rule.path.read_text(encoding="utf-8")
    raise NewslintError(f"there is no detector '{rule.detector}'", rule.path, line_of(source, "detector"))


def _registered(module: str, function: str) -> Callable[..., Iterable[Match]] | None:
    """A public function of ``newslint.detectors.<module>``; nothing else can be named."""
    name = f"newslint.detectors.{module}"
    try:
        return getattr(import_module(name), function, None)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        return None
