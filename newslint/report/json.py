"""A JSON array with one object a finding; ``docs/findings.schema.json`` describes it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from newslint.report import FileReport, Look, excerpt

#: An escaped backslash, a pair of surrogates, or, as group 1, a surrogate alone.
SURROGATES = r"\\\\|\\ud[89ab]..\\ud[c-f]..|(\\ud[89a-f]..)"


def records(files: Iterable[FileReport]) -> Iterator[dict[str, Any]]:
    """Each finding's fields, with ``path``, ``record`` (in a file of records), ``excerpt`` and ``fingerprint``."""
    for file in files:
        for finding, fingerprint in file.marked():
            fields = finding._asdict()
            fields["edits"] = [edit._asdict() for edit in finding.edits]
            fields["related"] = [span._asdict() for span in finding.related]
            yield {
                "path": file.path,
                **({"record": file.record._asdict()} if file.record else {}),
                **fields,
                "excerpt": excerpt(file.article, finding),
                "fingerprint": fingerprint,
            }


def write(files: Iterable[FileReport], out: TextIO, look: Look) -> None:
    """Write the array, a finding a line."""
    write_array(records(files), out)


def write_array(items: Iterable[dict[str, Any]], out: TextIO) -> None:
    """Write a JSON array, an item a line, as the items come; escapes keep it pure ASCII."""
    separator = "[\n"
    for item in items:
        out.write(separator + dumps(item))
        separator = ",\n"
    out.write("[]\n" if separator == "[\n" else "\n]\n")


def dumps(value: Any) -> str:
    """JSON in ASCII that strict readers take: a byte that was not UTF-8 becomes U+FFFD."""
    text = json.dumps(value)
    if "\\ud" not in text:
        return text
    return re.sub(SURROGATES, lambda m: "\\ufffd" if m[1] else m[0], text)
