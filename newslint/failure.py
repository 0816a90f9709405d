"""Why a rule broke on a text: in which line of its file, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from newslint.errors import NewslintError
from newslint.rule import Rule, line_of, quotable, read_source


class SlowPatternError(Exception):
    """A pattern has used up its time; its argument is the pattern."""


class MessageError(Exception):
    """A message quotes what the finding does not give."""


def message_of(rule: Rule, values: Mapping[str, object]) -> str:
    """The rule's message with the values of a finding. Raises MessageError."""
    try:
        return rule.message.format_map(values)
    except (LookupError, ValueError, TypeError, AttributeError) as error:
        what = f"{{{error.args[0]}}}" if isinstance(error, KeyError) else str(error)
        raise MessageError(f"'message' cannot quote {what}; here it may quote {quotable(values)}") from None


def failure(rule: Rule, error: Exception) -> str:
    """One line for whoever runs the rule."""
    if isinstance(error, SlowPatternError):
        key = "pattern" if error.args[0] == rule.pattern else "unless"
        problem = f"'{key}' took too long on this text and was stopped; put no repeat inside a repeat, such as (a+)+"
    elif isinstance(error, MessageError):
        key, problem = "message", str(error)
    else:
        return f"{rule.name}: {type(error).__name__}: {error}"
    line = 0
    with suppress(NewslintError):  # the file may be gone by now
        line = line_of(read_source(rule.path), key)
    return f"{rule.name}: {NewslintError(problem, rule.path, line)}"
