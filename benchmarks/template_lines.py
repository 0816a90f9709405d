"""Recall of template lines on a planted set, and their precision on labelled scrapes.

    python benchmarks/template_lines.py planted clean.jsonl.xz
    python benchmarks/template_lines.py labelled lines.jsonl.xz

``planted`` puts invented furniture, and lines that only look like it, into clean articles grouped by
their ``source``. ``labelled`` takes scrapes with a label a line (KEEP is the story's) and learns each
extractor's template lines by the ``domain`` of the page.
"""

from __future__ import annotations

import json
import lzma
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from newslint import Article
from newslint.corpus.command import study
from newslint.corpus.index import Index
from newslint.corpus.lines import may_be_template, normalize
from newslint.corpus.read import Member

SEEDS = (1, 2, 3)
#: (line, where, share of the articles)
FURNITURE = (
    ("Avatar of the Hollin Herald", "top", 0.6),
    ("The Hollin Herald: news from the valley since 1887.", "bottom", 1),
    ("Your support keeps the Hollin Herald free for everyone to read, every day of the week", "body", 0.3),
    ("Nadia Ferrow is a reporter for the Hollin Herald who covers the courts.", "bottom", 0.06),
    ("Get the best of the Hollin Herald in your inbox every morning", "body", 0.15),
    ("Advertisement", "body", 0.4),
    ("Photo by the Hollin Herald", "body", 0.25),
    ("Follow the Hollin Herald on Facebook", "bottom", 0.03),
    ("Read more from the Hollin Herald", "bottom", 0.2),
    ("Home | News | Sport | Valley", "top", 0.9),
    ("The opinions in this piece are those of the people who wrote it and not ours", "bottom", 0.05),
    ("© 2024 The Hollin Herald", "bottom", 0.98),
    ("Updated 3 hours ago", "top", 0.7),
    ("Listen to this story", "top", 0.5),
    ("More on the valley", "bottom", 0.02),
)
LOOKALIKES = (
    ("He declined to comment.", "body", 0.06),
    ("She did not reply to a request for comment.", "body", 0.05),
    ("What happens next", "body", 0.12),
    ("The investigation continues.", "bottom", 0.05),
    ("HOLLIN (Valley Press) —", "top", 0.4),
    ("By Nadia Ferrow", "top", 0.15),
    ("May 3, 2024", "top", 0.3),
    ("The strike at the harbour began in March, after talks over pay and hours had broken down.", "body", 0.05),
    ("Background", "body", 0.15),
    ("“We are doing all that we can,” a spokeswoman for the council said on Friday.", "body", 0.04),
    ("The trial goes on.", "bottom", 0.08),
    ("The results are expected by the end of the month at the latest, officials said.", "bottom", 0.02),
)


def learn(members: list[Member]) -> set[tuple[str, str]]:
    """(site, line) of every template line of a corpus."""
    with TemporaryDirectory() as folder, Index(Path(folder, "index")) as index:
        return {(template.site, template.line) for template in study(members, index).templates}


def planted(rows: Iterable[dict[str, Any]]) -> None:
    """Print how much of the furniture is found, of that which stands in four articles or more."""
    sites: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        sites[row["source"]].append(row["text"])
    total: Counter[str] = Counter()
    for seed in SEEDS:
        dice = random.Random(seed)
        members: list[Member] = []
        counts: Counter[tuple[str, str]] = Counter()
        for site, texts in sites.items():
            for text in texts:
                lines = [line for line in text.split("\n") if line]
                for line, where, share in (*FURNITURE, *LOOKALIKES):
                    if dice.random() < share:
                        at = {"top": 0, "bottom": len(lines)}.get(where, dice.randint(1, max(1, len(lines) - 1)))
                        lines.insert(at, line)
                        counts[site, normalize(line)] += 1
                members.append(Member(Article("\n".join(lines)), site))
        found = learn(members)
        for name, kind in (("furniture", FURNITURE), ("lookalikes", LOOKALIKES)):
            frequent = [k for s in sites for line, _, _ in kind if counts[k := (s, normalize(line))] >= 4]
            total[name] += len(frequent)
            total[f"{name} found"] += sum(k in found for k in frequent)
        total["other lines found"] += len(found - counts.keys())
    print(dict(total))


def labelled(rows: Iterable[dict[str, Any]]) -> None:
    """Print, extractor by extractor, the labels of the lines that would be cut."""
    domains: dict[str, str] = {}
    scrapes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row["kind"] == "gold":
            domains[row["page"]] = row["domain"]
        else:
            scrapes[row["extractor"]].append(row)
    for extractor, pages in scrapes.items():
        members = [Member(Article(page["text"], id=page["page"]), domains[page["page"]]) for page in pages]
        found = learn(members)
        cut: Counter[str] = Counter()
        for (article, site), page in zip(members, pages, strict=True):
            labels = {number: label for number, label, _ in page["labels"]}
            for line in article.lines:
                if (site, normalize(line.text)) in found and may_be_template(line.text):
                    cut[labels.get(line.number, "none")] += 1
        print(extractor, dict(cut))


def main() -> None:
    """Read the file of the second argument and measure what the first says."""
    with lzma.open(sys.argv[2], "rt", encoding="utf-8") as file:
        {"planted": planted, "labelled": labelled}[sys.argv[1]](map(json.loads, file))


if __name__ == "__main__":
    main()
