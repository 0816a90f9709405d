"""Articles in records: JSON lines, CSV and Parquet, by the million.

A *shard* is one file of records. It is read record by record and written as one shard, in which the
text alone differs; what cannot be read is copied as it is and reported.
"""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newslint.records.fields import Fields
    from newslint.records.record import Shard

#: Ending -> the module that reads it; each is imported when the first such file comes.
KINDS = {".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csvrows", ".parquet": "parquet"}
PACKED = frozenset((".gz", ".zst"))


def kind(path: Path) -> str:
    """The module for a file of records, by its name; empty for any other file."""
    name = path.name.lower()
    ending = _ending(name)
    packed = ending in PACKED
    module = KINDS.get(_ending(name.removesuffix(ending)) if packed else ending, "")
    return "" if packed and module == "parquet" else module


def is_record(data: bytes) -> bool:
    """Whether bytes without a name begin with a line of JSON lines."""
    line = data.split(b"\n", 1)[0]
    if not line.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _ending(name: str) -> str:
    """A name's ending as ``Path.suffix`` has it; every file is asked twice for it."""
    stem, _, ending = name.rpartition(".")
    return f".{ending}" if stem and ending else ""


def open_shard(path: Path, fields: Fields) -> Shard:
    """The shard in a file whose :func:`kind` is known. Raises NewslintError when it cannot be one."""
    return import_module(f"newslint.records.{kind(path)}").open_shard(path, fields)  # type: ignore[no-any-return]
