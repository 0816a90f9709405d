"""Baseline: the findings that were there when a team began, in a file that it commits.

One JSON object a line. An entry is a finding: ``fingerprint``, ``rule``, ``path`` (from the baseline's
folder), ``text`` for the reader and, for what takes up whole lines, ``lines``: a digest of each. For
each article that has entries another object says how all of it stood: ``path``, ``rules`` (a digest
of those that read it) and ``lines``. The file is sorted, entries by fingerprint, so that two branches
seldom touch neighbouring lines.
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
from newslint.pieces import LONGEST
from newslint.places import covers, exists, name_from
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


class Seen(NamedTuple):
    """An article with entries, as it stood: rules that read its neighbours may judge an unchanged line anew."""

    path: str
    rules: str
    lines: str


Row = Entry | Seen


class Baseline:
    """Known findings: passes over them, and knows afterwards which of them are gone."""

    def __init__(self, path: Path, rows: Iterable[Row] = (), *, record: bool = False) -> None:
        self.path = path
        #: New findings and their articles, as the rows that would make them known; filled only on request.
        self.recorded: list[Row] = []
        self._record = record
        self.folder = path.absolute().parent
        rows = list(rows)
        self.entries = {(e.path, e.fingerprint): e for e in rows if isinstance(e, Entry)}
        self._seen = {row.path: row for row in rows if isinstance(row, Seen)}
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
        self._rules = ""

    def look_at(self, path: str, rules: Collection[str], digest: str) -> None:
        """An article is checked, by the rules of a digest: its entries have their chance to be met."""
        name = name_from(self.folder, path)
        self._looked_at[name] = rules
        self._rules = digest
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
            self._take_in(name, article, Entry(mark, finding.rule, name, _shown(article, finding), " ".join(lines)))
        return not entries and not self._stood_so(name, article, finding)

    def _take_in(self, name: str, article: Article, entry: Entry) -> None:
        self.recorded.append(entry)
        if name not in self._seen and len(article.text) <= LONGEST:
            self._seen[name] = Seen(name, self._rules, " ".join(article.view(_all_lines)))
            self.recorded.append(self._seen[name])

    def _stood_so(self, name: str, article: Article, finding: Finding) -> bool:
        """Whether these rules have seen all the lines that a finding speaks of, each as often as now."""
        seen = self._seen.get(name)
        if self._record or seen is None or seen.rules != self._rules:
            return False
        here, before = article.view(_all_lines), Counter(seen.lines.split())
        spoken_of = _spoken_of(article, finding)
        return bool(spoken_of) and all(here.count(line) <= before[line] for line in spoken_of)

    def _known(self, name: str, article: Article, finding: Finding, mark: str, lines: list[str]) -> list[Entry]:
        """The entries that a finding is known by; none when it is new."""
        if entry := self.entries.get((name, mark)):
            taken = entry.lines and Counter(lines) - self._lines
            return [] if taken else [entry]
        if entry := self._moved(name, mark):
            return [entry]
        return self._same_lines(name, lines) if lines else self._same_sentence(name, article, finding)

    def _moved(self, name: str, mark: str) -> Entry | None:
        """The entry of an article that is no longer there under its name, unless another one took it."""
        for entry in self._by_mark.get(mark, ()):
            if self.met.get(entry, name) == name and not exists(self.folder / entry.path):
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
        paths = list(paths)
        for entry in self.entries.values():
            if entry in self.met:
                continue
            if entry.path in self._looked_at:
                if entry.rule in self._looked_at[entry.path]:
                    yield entry
            elif not exists(self.folder / entry.path) and covers(paths, self.folder / entry.path):
                yield entry

    def current(self, gone: Collection[Entry]) -> list[Row]:
        """The entries without those that are gone and the articles there still are, under their names of now."""
        names = {e: self.met.get(e, e.path) for e in self.entries.values() if e not in gone}
        seen = {path: path for path in self._seen if exists(self.folder / path)}
        seen |= {old.path: new for old, new in names.items() if old.path in self._seen}
        return [
            *(e._replace(path=name) for e, name in names.items()),
            *(self._seen[old]._replace(path=new) for old, new in seen.items()),
        ]


def _lines(article: Article, finding: Finding) -> list[str]:
    """A digest of each line that a finding takes up; none when it is but part of a line."""
    start, end = article.line_at(finding.start)[0], article.line_at(finding.end)[1]
    if (article.text[start : finding.start] + article.text[finding.end : end]).strip():
        return []
    return _digests(article.text[finding.start : finding.end])


def _spoken_of(article: Article, finding: Finding) -> set[str]:
    """A digest of each line that a finding touches, and of each that it compares them with."""
    places = [(finding.line, finding.end_line), *((place.line, place.end_line) for place in finding.related)]
    lines = (article.line_bounds(n) for first, last in places for n in range(first, last + 1))
    return {digest for start, end in lines for digest in _digests(article.text[start:end])}


def _all_lines(article: Article) -> list[str]:
    """A digest of each line of an article that holds ink."""
    return _digests(article.text)


def _digests(text: str) -> list[str]:
    return [_digest(line) for line in LINE_BREAK.split(text) if line.strip()]


def _digest(line: str) -> str:
    return hashlib.sha256(" ".join(line.split()).encode("utf-8", "surrogatepass")).hexdigest()[:8]


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
    return Baseline(path, [_row(line, path, number) for number, line in enumerate(lines, 1) if line.strip()])


def _row(line: str, path: Path, number: int) -> Row:
    try:
        values = json.loads(line)
        row = Entry(**values) if "fingerprint" in values else Seen(**values)
    except (ValueError, TypeError):
        hint = " (a merge conflict?)" if line.startswith(("<<<<", "====", ">>>>")) else ""
        raise NewslintError(f"is no line of a baseline{hint}", path, number) from None
    if not all(isinstance(value, str) for value in row):
        raise NewslintError("is no line of a baseline", path, number)
    return row


def write_baseline(path: Path, rows: Iterable[Row]) -> None:
    """Write a baseline, whole or not at all."""
    lines = sorted({json.dumps(row._asdict(), ensure_ascii=False) for row in rows})
    text = "".join(line + "\n" for line in lines)
    write_file(path, text.encode("utf-8", "backslashreplace"))  # a file name that is not UTF-8, as JSON escapes it
