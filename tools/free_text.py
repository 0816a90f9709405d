"""Read the free text that counts and weights are made from: JSON lines with a ``text``, compressed with xz."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path


def paragraphs(path: Path) -> Iterator[str]:
    """Every paragraph that holds text, with the apostrophe written as ``'``."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        for line in file:
            for paragraph in json.loads(line)["text"].replace("’", "'").split("\n"):
                if paragraph and not paragraph.isspace():
                    yield paragraph
