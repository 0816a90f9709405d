"""What a rule promises of its safe fixes, checked on every fix at run time.

Black compares syntax trees before it writes; a rule here declares with ``keeps`` what its fix leaves
as it was, and a fix that breaks the promise is withheld together with all others of its article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from newslint.article import WORD
from newslint.model import Edit

#: ``ink``: all but white space stays. ``elsewhere``: what is cut stands elsewhere in what is left.
#: ``article``: what is cut above and below the prose that stays is the page around the article, not the article.
PROMISES = ("nothing", "ink", "elsewhere", "article")
#: Words in a row that are looked for, and the share of them that must be found: copies may be lightly
#: edited (one word in ten), and one other word spoils three runs of three.
GRAM, SHARE = 3, 0.6


def broken_promise(original: str, edits: Sequence[Edit], keeps: Mapping[str, str]) -> str:
    """The rule whose promise an edit breaks; empty when all are kept.

    ``keeps`` maps the names of rules to what they promise. An edit of several rules is held to a
    promise only when all of them make it. The copy that a rule leaves may be cut by another rule on
    its own account (boilerplate that stood in the page twice): that breaks no promise.
    """
    left: set[tuple[str, ...]] | None = None
    for edit in edits:
        promises = {keeps.get(name, "nothing") for name in edit.rules}
        before = original[edit.start : edit.end]
        if promises == {"ink"} and "".join(before.split()) != "".join(edit.text.split()):
            return edit.rules[0]
        if promises == {"elsewhere"}:
            left = _grams(_without_copies(original, edits, keeps)) if left is None else left
            cut = _grams(before)
            if len(cut & left) < SHARE * len(cut):
                return edit.rules[0]
    return ""


def _without_copies(original: str, edits: Sequence[Edit], keeps: Mapping[str, str]) -> str:
    """The original without what was cut as a copy and for no other reason."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        if {keeps.get(name) for name in edit.rules} == {"elsewhere"}:
            parts.append(original[at : edit.start])
            at = edit.end
    return "".join(parts) + original[at:]


def _grams(text: str) -> set[tuple[str, ...]]:
    words = [word.replace("’", "'") for word in WORD.findall(text.lower())]
    return set(zip(*(words[i:] for i in range(GRAM)), strict=False))
