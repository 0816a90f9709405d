"""Manifest: what a finished shard was made of, so that a run resumes and never mixes two inputs.

It stands in ``_newslint/`` below the output folder, a JSON file a shard, and is written before the shard
appears: a shard without its manifest is not newslint's, a manifest without its shard was interrupted.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from newslint.config import Config
from newslint.errors import NewslintError
from newslint.records.fields import Fields
from newslint.rule import rules_home
from newslint.writer import write_file

#: Spark, pyarrow and DuckDB pass over names that begin with an underscore.
FOLDER = "_newslint"
#: Bad records that a manifest names; their number is always whole.
NAMED = 1000


class Seal(NamedTuple):
    """What decides a shard's bytes: its input, and the settings, rules and code that work on it."""

    input: str
    settings: str


@dataclass(slots=True)
class Counts:
    """What became of a shard's records."""

    rows: int = 0
    changed: int = 0
    withheld: int = 0
    #: Without a text (null): nothing to check.
    empty: int = 0
    #: Could not be checked: copied as they are, and reported.
    reported: int = 0
    #: Rule -> findings, edits made, findings left, and records with a finding left.
    found: dict[str, int] = field(default_factory=dict)
    fixed: dict[str, int] = field(default_factory=dict)
    left: dict[str, int] = field(default_factory=dict)
    articles: dict[str, int] = field(default_factory=dict)
    #: Number and problem of the first bad records.
    problems: list[tuple[int, str]] = field(default_factory=list)


def path_of(root: Path, target: Path) -> Path:
    """Where the manifest of a shard stands."""
    return root / FOLDER / target.relative_to(root).with_name(target.name + ".json")


def write(path: Path, seal: Seal, output: Path, counts: Counts) -> None:
    """Write the manifest of a shard that is whole, but does not have its name yet."""
    from newslint import __version__

    data = {"newslint": __version__, **seal._asdict(), "output": sha256(output), **asdict(counts)}
    write_file(path, (json.dumps(data, indent=1, sort_keys=True) + "\n").encode())


def finished(path: Path, target: Path, seal: Seal, overwrite: bool) -> Counts | None:
    """The counts of a shard that is done; None when it is to be made.

    Raises NewslintError rather than replace a file that was made of something else.
    """
    data = _read(path)
    if not target.exists():
        return None
    problem = _mismatch(data, target, seal)
    if not problem:
        return Counts(**{name: data[name] for name in Counts.__slots__})
    if overwrite:
        return None
    raise NewslintError(f"{problem}; name another folder, or --overwrite", target)


def _read(path: Path) -> dict[str, Any]:
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) and set(Counts.__slots__) < data.keys() else {}


def _mismatch(data: dict[str, Any], target: Path, seal: Seal) -> str:
    """What keeps a shard from being the one that is wanted; empty when nothing does."""
    if not data:
        return "is there already, and no manifest says that newslint made it"
    if data.get("input") != seal.input:
        return "was made of an input that has changed since"
    if data.get("settings") != seal.settings:
        return "was made with other settings, rules or another newslint"
    return "was changed since newslint made it" if data.get("output") != sha256(target) else ""


def sha256(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal. Raises NewslintError."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise NewslintError(f"cannot be read: {error.strerror}", path) from None


def settings_hash(config: Config, ignore: Iterable[str], unsafe_fixes: bool, fields: Fields) -> str:
    """A hash of all that decides what becomes of an article, besides the article."""
    settings = config._asdict() | {"path": None}
    base = config.path.parent if config.path else Path()
    packs = [_folder_hash(base / pack) for pack in config.packs]
    packs += [sha256(base / config.templates)] if config.templates else []
    parts = [settings, packs, _own_hash(), sorted(ignore), unsafe_fixes, fields, unicodedata.unidata_version]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


@lru_cache(maxsize=1)
def _own_hash() -> str:
    """The hash of newslint itself: its rules with their data, and its code."""
    return _folder_hash(rules_home()) + _folder_hash(Path(__file__).parent.parent, "*.py")


def _folder_hash(folder: Path, glob: str = "*") -> str:
    whole = hashlib.sha256()
    for path in sorted(folder.rglob(glob)):
        if path.is_file() and "__pycache__" not in path.parts:
            whole.update(f"{path.relative_to(folder).as_posix()}\0{sha256(path)}\0".encode())
    return whole.hexdigest()
