"""The nouns: what a detector yields, what the engine stamps, what a fix does.

Every offset is a code point of the original text, half-open (``text[start:end]``).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

Safety = Literal["safe", "unsafe", "none"]
Severity = Literal["error", "warning", "info"]

#: From what a careful editor does without reading on, to what nobody should do unasked.
SAFETIES: tuple[Safety, ...] = ("safe", "unsafe", "none")
#: Worst first.
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

NOTHING: Mapping[str, object] = MappingProxyType({})


class Span(NamedTuple):
    """A place in the text: offsets, and the lines and columns (from 1) derived from them."""

    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int


class Match(NamedTuple):
    """All that a detector says: where, what should stand there, and what the message may quote."""

    start: int
    end: int
    #: What to put in place of the span; ``""`` deletes it, ``None`` means no fix is known.
    replacement: str | None = None
    values: Mapping[str, object] = NOTHING
    #: Offsets of what this repeats or contradicts.
    related: tuple[tuple[int, int], ...] = ()
    #: Lowers the rule's own safety for this one match; it never raises it.
    safety: Safety = "safe"


class Edit(NamedTuple):
    """Replace ``original[start:end]`` with ``text``; ``rules`` are the names that asked for it."""

    start: int
    end: int
    text: str
    rules: tuple[str, ...] = ()


class Finding(NamedTuple):
    """One artifact in one article. All of its edits are applied, or none."""

    rule: str
    family: str
    severity: Severity
    message: str
    start: int
    end: int
    line: int
    column: int
    end_line: int
    end_column: int
    safety: Safety
    edits: tuple[Edit, ...] = ()
    related: tuple[Span, ...] = ()

    @property
    def removes(self) -> bool:
        """Whether the fix only takes text away."""
        return bool(self.edits) and not any(edit.text.strip() for edit in self.edits)


class Result(NamedTuple):
    """A cleaned article: ``apply(original, edits) == text``; findings speak of the original."""

    text: str
    findings: tuple[Finding, ...] = ()
    edits: tuple[Edit, ...] = ()
    #: What is still found in the cleaned text; these speak of ``text``.
    remaining: tuple[Finding, ...] = ()
    #: Why the text was left as it was although something could be fixed; empty when nothing was.
    withheld: str = ""
    #: What a rule that broke said, as ``rule: error``; its findings are missing.
    failures: tuple[str, ...] = ()
