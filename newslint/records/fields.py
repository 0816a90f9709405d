"""Which fields of a record are read, and which are added; all that a run without records needs to know."""

from __future__ import annotations

from typing import NamedTuple

#: What can be added to each record; with ``clean_text`` the text itself is left as it was.
ADDABLE = ("clean_text", "findings", "edits", "withheld")


class Fields(NamedTuple):
    """The names of the fields (columns) that are read, and the fields that are added."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    add: tuple[str, ...] = ()
    #: The field that says the site; empty: the usual ones.
    site: str = ""
