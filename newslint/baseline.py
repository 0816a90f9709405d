"""Baseline: the findings that were there when a team began, in a file that it commits.

One JSON object a line: ``fingerprint``, ``rule``, ``path`` (from the baseline's folder), ``text`` for
the reader and, for what takes up whole lines, ``lines``: a digest of each. The file is sorted by
fingerprint, so that two branches seldom touch neighbouring lines.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from newslint.article import LINE_BREAK, Article
from newslint.errors import NewslintError
from newslint.model import Finding
from newslint.places import covers, name_from
from newslint.writer import write_file

NAME = "newslint-baseline.jsonl"
#: Code points of a finding's text that an entry shows.
SHOWN = 60
#: From this length on a part of a line is a sentence, and the same one is the same artifact.
SENTENCE = 40


class Entry(NamedTuple):
    """One known finding."""

    fingerprint: str
    rule: str
    path: str
    text: str
    lines: str = ""

    def line(self) -> str:
        """The entry as the file holds it."""
        text = json.dumps(self._asdict(), ensure_ascii=False)
        return text.encode("utf-8", "backslashreplace").decode()  # a file name that is not UTF-8, as JSON escapes it


class Baseline:
    """Known findings: passes over them, and knows afterwards which of them are gone."""

    def __init__(self, path: Path, entries: Iterable[Entry] = (), *, record: bool = False) -> None:
        self.path = path
        #: New findings, as the entries that would make them known; filled only on request.
        self.recorded: list[Entry] = []
        self._record = record
        self.folder = path.absolute().parent
        self.entries = {(e.path, e.fingerprint): e for e in entries}
        self._by_mark: dict[str, list[Entry]] = {}
        self._by_path: dict[str, list[Entry]] = {}
        for entry in self.entries.values():
            self._by_mark.setdefault(entry.fingerprint, []).append(entry)
            self._by_path.setdefault(entry.path, []).append(entry)
        #: Entry -> the article in which it was met.
        self.met: dict[Entry, str] = {}
        self._looked_at: dict[str, Collection[str]] = {}
        #: Of the article looked at: the entries that were met, and how often each line may still be.
        self._used: set[Entry] = set()
        self._lines: Counter[str] = Counter()

    def look_at(self, path: str, rules: Collection[str]) -> None:
        """An article is checked, by these rules: its entries have their chance to be met."""
        name = name_from(self.folder, path)
        self._looked_at[name] = rules
        self._used, self._lines = set(), Counter()
        for entry in self._by_path.get(name, ()):
            self._lines.update(entry.lines.split())

    def is_new(self, article: Article, finding: Finding, mark: str) -> bool:
        """Whether the baseline does not know a finding. A renamed article keeps its entries."""
        name = name_from(self.folder, article.id)
        lines = _lines(article, finding)
        entries = self._known(name, article, finding, mark, lines)
        for entry in entries:
            self.met[entry] = name
        self._used.update(entries)
        if entries:
            self._lines.subtract(lines)
        elif self._record:
            self.recorded.append(Entry(mark, finding.rule, name, _shown(article, finding), " ".join(lines)))
        return not entries

    def _known(self, name: str, article: Article, finding: Finding, mark: str, lines: list[str]) -> list[Entry]:
        """The entries that a finding is known by; none when it is new."""
        if entry := self.entries.get((name, mark)) or self._moved(name, mark):
            return [entry]
        return self._same_lines(name, lines) if lines else self._same_sentence(name, article, finding)

    def _moved(self, name: str, mark: str) -> Entry | None:
        """The entry of an article that is no longer there under its name, unless another one took it."""
        for entry in self._by_mark.get(mark, ()):
            if self.met.get(entry, name) == name and not (self.folder / entry.path).exists():
                return entry
        return None

    def _same_lines(self, name: str, lines: list[str]) -> list[Entry]:
        """The entries of the same whole lines, each taken once: runs of lines split and merge, and a
        repeated lede is a repeated paragraph once something new stands above it."""
        if Counter(lines) - self._lines:
            return []
        return [e for e in self._by_path.get(name, ()) if not set(lines).isdisjoint(e.lines.split())]

    def _same_sentence(self, name: str, article: Article, finding: Finding) -> list[Entry]:
        """The entry, unless it was taken, of the same sentence inside a line."""
        shown = _shown(article, finding)
        same = (e for e in self._by_path.get(name, ()) if e.text == shown and not e.lines)
        return [e for e in same if len(shown) >= SENTENCE and e not in self._used][:1]

    def stale(self, paths: Iterable[Path]) -> Iterator[Entry]:
        """Entries whose artifact is gone, as far as a run over ``paths`` can tell."""
        whole = covers(paths, self.folder)
        for entry in self.entries.values():
            if entry in self.met:
                continue
            if entry.path in self._looked_at:
                if entry.rule in self._looked_at[entry.path]:
                    yield entry
            elif whole and not (self.folder / entry.path).exists():
                yield entry

    def current(self, gone: Collection[Entry]) -> list[Entry]:
        """The entries without those that are gone, under the names that their articles have now."""
        return [e._replace(path=self.met.get(e, e.path)) for e in self.entries.values() if e not in gone]


def _lines(article: Article, finding: Finding) -> list[str]:
    """A digest of each line that a finding takes up; none when it is but part of a line."""
    start, end = article.line_at(finding.start)[0], article.line_at(finding.end)[1]
    if (article.text[start : finding.start] + article.text[finding.end : end]).strip():
        return []
    lines = (" ".join(line.split()) for line in LINE_BREAK.split(article.text[finding.start : finding.end]))
    return [hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()[:8] for line in lines if line]


def _shown(article: Article, finding: Finding) -> str:
    """The beginning of what was found, as an entry has it."""
    text = " ".join(article.text[finding.start : finding.end].split())
    shown = text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
    return shown.encode("utf-8", "backslashreplace").decode()  # bytes that were not UTF-8


def read_baseline(path: Path) -> Baseline:
    """The baseline in a file. Raises NewslintError with the line of what is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except FileNotFoundError:
        raise NewslintError("there is no such baseline; make it with `newslint baseline create`", path) from None
    except (OSError, UnicodeDecodeError) as error:
        raise NewslintError(f"the baseline cannot be read: {error}", path) from None
    return Baseline(path, [_entry(line, path, number) for number, line in enumerate(lines, 1) if line.strip()])


def _entry(line: str, path: Path, number: int) -> Entry:
    try:
        row = json.loads(line)
        entry = Entry(**row)
    except (ValueError, TypeError):
        hint = " (a merge conflict?)" if line.startswith(("<<<<", "====", ">>>>")) else ""
        raise NewslintError(f"is no line of a baseline{hint}", path, number) from None
    if not all(isinstance(value, str) for value in entry):
        raise NewslintError("is no line of a baseline", path, number)
    return entry


def write_baseline(path: Path, entries: Iterable[Entry]) -> None:
    """Write a baseline, whole or not at all."""
    lines = sorted({entry.line() for entry in entries})
    write_file(path, "".join(line + "\n" for line in lines).encode())
