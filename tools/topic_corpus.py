"""The articles that the topic models learn from: untouched, and with sentences of other articles put in."""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from newslint.article import Article
from newslint.topic.score import MAX_SENTENCES, MAX_WORDS, MIN_SENTENCES, MIN_WORDS, eligible, read_document
from newslint.topic.screen import LONGEST, signs_of
from newslint.topic.table import Table

FOLDS = 4
#: Sentences of a block that the trees learn from.
LENGTHS = range(2, LONGEST + 1)
#: Sentences of a block put in.
BLOCK = (2, 6)
#: Share of the stretches beside blocks put in that are looked at, for their rank in the article.
BESIDE = 0.15
KINDS = {"none": 0, "easy": 1, "hard": 2}


def read(path: Path) -> Iterator[dict]:
    """The records of a compressed JSON Lines file."""
    with lzma.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def layout(sentences: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """The sentences as a text of three a paragraph, and where each stands."""
    text, spans = "", []
    for i, sentence in enumerate(sentences):
        text += ("" if not i else " " if i % 3 else "\n\n") + sentence
        spans.append((len(text) - len(sentence), len(text)))
    return text + "\n", spans


def with_insertions(articles: list[dict], seed: int, per: int, sizes: tuple[int, int]) -> Iterator[dict]:
    """The articles with sentences in a row of another one put in; hard: of a near neighbour in its section."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [" ".join(a["sents"]) for a in articles]
    near = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    near = (near @ near.T).toarray()
    chance = random.Random(seed)
    for i, article in enumerate(articles):
        section = [a["section"] == article["section"] and a["source"] == article["source"] for a in articles]
        order = [int(k) for k in np.argsort(-near[i]) if k != i and near[i][k] < 0.6]
        neighbours = [k for k in order if section[k]][:10]
        for difficulty in ("easy", "hard") * per:
            others = neighbours if difficulty == "hard" else [k for k in range(len(articles)) if k != i]
            donor = articles[chance.choice(others)]["sents"]
            size = min(chance.randint(*sizes), max(1, len(article["sents"]) // 2), len(donor))
            start = chance.randrange(len(donor) - size + 1)
            if size == 1 and not MIN_WORDS <= donor[start].count(" ") + 1 <= MAX_WORDS:
                continue
            at = chance.randrange(1, len(article["sents"]) + 1)
            sents = article["sents"][:at] + donor[start : start + size] + article["sents"][at:]
            yield article | {"difficulty": difficulty, "sents": sents, "intruder": at, "size": size}


def rows_of(version: dict, known: Table, kind: str, share: float) -> tuple[np.ndarray, ...] | None:
    """Features, labels (1 foreign, 0 not) and the screen's signs of stretches; a share of those of its own."""
    text, spans = layout(version["sents"])
    document = read_document(Article(text, title=version["title"] or None), known)
    of = document.outline
    count = len(of.sentences)
    if not MIN_SENTENCES <= count <= MAX_SENTENCES:
        return None
    first = version["intruder"]
    inside = [False] * count
    if version["difficulty"] != "none":
        low, high = spans[first][0], spans[first + version.get("size", 1) - 1][1]
        inside = [2 * (min(s.end, high) - max(s.start, low)) >= s.end - s.start for s in of.sentences]
    stretches = [(i, i + 1) for i in range(count) if inside[i] or eligible(of, i)]
    if kind == "block":
        stretches = [(i, i + k) for k in LENGTHS for i in range(count - k + 1) if k * 2 < count]
        stretches = [(i, j) for i, j in stretches if all(inside[i:j]) or not any(inside[i:j])]
    chance = random.Random(text)
    stretches = [(i, j) for i, j in stretches if inside[i] or chance.random() < share]
    if not stretches:
        return None
    rows = [document.row(i, j) for i, j in stretches]
    alone = np.array(signs_of(of), "float32")
    signs = [alone[i:j].mean(0) for i, j in stretches]
    return np.array(rows, "float32"), np.array([int(inside[i]) for i, _ in stretches]), np.array(signs, "float32")


def versions(path: Path, kind: str, per: int) -> Iterator[tuple[int, dict, float]]:
    """The corpus's versions and insertions of our own: article's number, version, share of its own sentences used."""
    number: dict[str, int] = {}
    untouched = []
    for version in read(path):
        group = number.setdefault(version["article"], len(number))
        if version["difficulty"] == "none":
            untouched.append(version)
            yield group, version, 1.0
        elif kind == "sentence":
            yield group, version, 1.0
    sizes = (1, 1) if kind == "sentence" else BLOCK
    for version in with_insertions(untouched, 1, per, sizes):
        yield number[version["article"]], version | {"own": True}, 0.0 if kind == "sentence" else BESIDE


def collect(args: argparse.Namespace) -> dict[str, np.ndarray]:
    """Features X, labels y, article g, kind d, version v and use u (1: to learn from only) of every stretch."""
    parts = defaultdict(list)
    tables = [Table(path.read_bytes()) for path in args.tables]
    for number, (group, version, share) in enumerate(versions(args.corpus, args.kind, args.per)):
        if group % args.every:
            continue
        if (found := rows_of(version, tables[group % FOLDS], args.kind, share)) is None:
            continue
        for key, value in zip("Xys", found, strict=True):
            parts[key].append(value)
        own = args.kind == "sentence" and "own" in version
        for key, value in zip("gdvu", (group, KINDS[version["difficulty"]], number, own), strict=True):
            parts[key].append(np.full(len(found[1]), value))
    return {key: np.concatenate(values) for key, values in parts.items()}


def tried(args: argparse.Namespace, most: int) -> Iterator[tuple[int, int, int, Article, tuple[int, int]]]:
    """The first versions of each article and difficulty: numbers of both, kind, text, where what was put in stands."""
    seen = Counter[tuple[int, str]]()
    for number, (group, version, _) in enumerate(versions(args.corpus, args.kind, args.per)):
        kind = version["difficulty"]
        seen[group, kind] += 1
        if seen[group, kind] > most or group % args.every:
            continue
        text, spans = layout(version["sents"])
        first, size = version["intruder"], version.get("size", 1)
        within = (0, 0) if kind == "none" else (spans[first][0], spans[first + size - 1][1])
        yield number, group, KINDS[kind], Article(text, title=version["title"] or None), within
