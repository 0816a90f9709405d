"""``newslint corpus``: read a corpus twice, and write down what only all of it shows."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import NamedTuple

from newslint.corpus.index import Count, Index
from newslint.corpus.judge import MIN_ARTICLES, is_template
from newslint.corpus.lines import candidates, key
from newslint.corpus.read import Member, read_corpus
from newslint.corpus.templates import Template, write_templates
from newslint.errors import NewslintError
from newslint.records.fields import Fields
from newslint.report.visible import visible
from newslint.summary import plural
from newslint.walk import refuse_input, walk
from newslint.writer import write_file


class Corpus:
    """The articles of one call of the command, read as often as needed; faults are told once."""

    def __init__(self, paths: list[Path], fields: Fields) -> None:
        self.paths = paths
        self.fields = fields
        self.faults: set[str] = set()

    def __iter__(self) -> Iterator[Member]:
        return read_corpus(self.paths, self.fields, self._complain)

    def _complain(self, fault: str) -> None:
        if fault not in self.faults:
            self.faults.add(fault)
            print(f"newslint: {visible(fault)}", file=sys.stderr)


class Findings(NamedTuple):
    """What a corpus has shown."""

    articles: int
    sites: int
    templates: list[Template]
    #: The ids of equal or nearly equal articles, group by group.
    groups: list[list[str]]


def run(options: argparse.Namespace) -> int:
    """Find the template lines and the near-duplicates; 2 when something could not be read."""
    for target in filter(None, (options.output_file, options.duplicates)):
        refuse_input(target, walk(options.paths))
    corpus = Corpus(options.paths, Fields(options.text_field, options.id_field, site=options.site_field))
    folder = Path(mkdtemp(prefix="newslint-", dir=options.index_dir))
    os.environ["SQLITE_TMPDIR"] = str(folder)  # what it sorts is as large as the index
    try:
        with Index(folder / "corpus.sqlite") as index:
            found = study(corpus, index)
    finally:
        rmtree(folder, ignore_errors=True)
    write_file(options.output_file, write_templates(found.templates))
    if options.duplicates:
        rows = (json.dumps(group, ensure_ascii=False) + "\n" for group in found.groups)
        write_file(options.duplicates, "".join(rows).encode("utf-8", "surrogatepass"))
    print(_summary(found, options.output_file), file=sys.stderr)
    return 2 if corpus.faults else 0


def study(corpus: Iterable[Member], index: Index) -> Findings:
    """Both passes over a corpus. Raises NewslintError when there is no article in it."""
    for member in corpus:
        index.add(member)
    index.find_copies()
    sites = index.sites()
    if not sites:
        raise NewslintError("there is no article in the files named")
    groups = sorted(group for group in index.copies() if len(group) > 1)
    return Findings(index.articles, len(sites), find_templates(corpus, index, sites), groups)


def _summary(found: Findings, path: Path) -> str:
    copies = sum(map(len, found.groups)) - len(found.groups)
    return (
        f"{plural(found.articles, 'article')} of {plural(found.sites, 'site')}: "
        f"{plural(len(found.templates), 'template line')} -> {path}; {plural(copies, 'near-duplicate article')}"
    )


def find_templates(corpus: Iterable[Member], index: Index, sites: dict[str, int]) -> list[Template]:
    """The second pass: the index knows lines by their hashes, the corpus has their words."""
    counts: dict[int, Count] = {count.line: count for count in index.counts(MIN_ARTICLES)}
    found = set()
    for article, site in corpus:
        for line in candidates(article):
            count = counts.get(key(site, line))
            if count and is_template(line, count, sites[site]):
                found.add(Template(site, line, count.articles, sites[site]))
    return sorted(found)
