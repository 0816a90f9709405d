"""Run the examples of rule files: the same check for the built-in rules and for a user's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from newslint.article import Article
from newslint.engine import Engine
from newslint.examplefile import Example
from newslint.fix import Limits, clean
from newslint.rule import Rule

#: A rule proves itself with at least so many of each kind.
MIN_EXAMPLES = 2


def failures(rule: Rule, shared: Mapping[str, Any] | None = None) -> Iterator[tuple[int, str]]:
    """What is wrong with a rule's examples, as (line in the rule file, what)."""
    for kind, examples in (("bad", rule.bad), ("good", rule.good)):
        if len(examples) < MIN_EXAMPLES:
            yield 0, f"has {len(examples)} [[{kind}]] examples; a rule needs {MIN_EXAMPLES}"
    engine = Engine([rule], shared)
    for example in (*rule.bad, *rule.good):
        problem = _problem(engine, rule, example)
        if example.todo and not problem:
            yield example.line, "is marked todo but holds; remove the mark"
        elif problem and not example.todo:
            yield example.line, problem


def _problem(engine: Engine, rule: Rule, example: Example) -> str:
    """How one example fails; empty when it holds."""
    article = Article(example.text, title=example.title)
    checked = engine.check(article)
    if checked.failures:
        return checked.failures[0]
    found = tuple((f.start, f.end) for f in checked.findings)
    if found != example.marks:
        return f"found {_mark(example.text, found)!r}, wanted {_mark(example.text, example.marks)!r}"
    if example.clean is None:
        return ""
    result = clean(engine, article, Limits(unsafe_fixes=True, max_removed=1))
    if result.text != example.clean:
        return f"cleaned to {result.text!r}, wanted {example.clean!r}"
    left = [f for f in engine.check(Article(result.text, title=example.title)).findings if f.edits]
    return f"still fixable after cleaning: {left[0].message}" if left else ""


def _mark(text: str, spans: tuple[tuple[int, int], ...]) -> str:
    """The text with ⟦ ⟧ round the spans, cut to where they stand."""
    if not spans:
        return "nothing"
    return " … ".join(f"⟦{text[start:end]}⟧" for start, end in spans)
