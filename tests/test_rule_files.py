"""Rules about rules: what every file in ``rules/`` keeps to."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

from newslint.config import Config
from newslint.finders import make_finder
from newslint.pages import rule_markdown
from newslint.rule import EXAMPLES, FAMILIES, Rule

CONFIG = Config(select=("all",))
RULES = CONFIG.active()
WORD_RULES = [rule for rule in RULES if rule.words]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_it_is(rule: Rule) -> None:
    assert rule.family in FAMILIES
    assert rule.summary.endswith(".")
    assert len(rule.summary) <= 100
    assert len(rule.why.split()) >= 15, "how it comes about, what the fix does, when it would be wrong"
    assert make_finder(rule, CONFIG.shared())


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_that_fixes_shows_the_fixed_text(rule: Rule) -> None:
    shown = [example for example in rule.bad if example.clean is not None]

    assert bool(shown) == (rule.fix != "none")


@pytest.mark.parametrize("rule", WORD_RULES, ids=lambda rule: rule.name)
def test_a_word_list_is_sorted_and_never_corrects_twice(rule: Rule) -> None:
    wrong = list(rule.words)

    assert wrong == sorted(wrong)
    assert not set(rule.words.values()) & set(wrong)


def test_no_rule_has_an_example_twice() -> None:
    for rule in RULES:
        texts = [example.text for example in (*rule.bad, *rule.good)]

        assert len(texts) == len(set(texts)), rule.name


def test_the_readme_shows_the_rules_as_they_are() -> None:
    assert "\n".join(rule_markdown(RULES)) in (ROOT / "README.md").read_text(encoding="utf-8")


def test_ci_runs_what_the_readme_says() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    commands = [line for line in script.splitlines() if line and not line.startswith(("#", "set ", "cd "))]

    assert len(commands) == 2
    assert all(f"\n{command}\n" in readme for command in commands)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_come_last_in_a_rule_file(rule: Rule) -> None:
    source = rule.path.read_text(encoding="utf-8")
    examples = EXAMPLES.search(source)

    assert examples
    assert not re.search(r"(?m)^\[(?!\[(?:bad|good)\]\])", source[examples.start() :]), "it would not be read"
