"""Every rule proves itself with the examples in its file."""

from __future__ import annotations

import pytest

import newslint
from newslint.config import Config
from newslint.examples import failures
from newslint.rule import Rule

CONFIG = Config(select=("all",))
RULES = CONFIG.active()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_hold(rule: Rule) -> None:
    assert list(failures(rule, CONFIG.shared())) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_all_rules_together_settle_on_every_example(rule: Rule) -> None:
    for example in (*rule.bad, *rule.good):
        for unsafe in (False, True):
            once = newslint.clean(example.text, title=example.title, unsafe_fixes=unsafe)
            again = newslint.clean(once.text, title=example.title, unsafe_fixes=unsafe)
            assert again.text == once.text
