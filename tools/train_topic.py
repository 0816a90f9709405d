#!/usr/bin/env python3
"""Learn the trees of the family ``topic``: ``rules/topic/sentence.json`` and ``block.json``.

usage: python -m tools.train_topic --kind sentence|block --corpus intruder-dev.jsonl.xz --out rules/topic

The corpus has edited news articles, untouched and with one sentence of another article put in; blocks are
put in here. The trees keep statistics of them and no text. Needs numpy and scikit-learn, at build time only.

Everything is cross-fitted in FOLDS folds by article: the thresholds come from the scores of articles that the
trees had not seen. The shipped word table saw none of the corpus.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from newslint.article import Article
from newslint.topic.body import body_sentences
from newslint.topic.features import NAMES
from newslint.topic.model import bonus
from newslint.topic.score import MAX_SENTENCES, MIN_SENTENCES, eligible, read_document
from newslint.topic.table import Table, table

FOLDS = 4
#: Sentences of a block that the trees learn from.
LENGTHS = range(2, 7)
#: Share of the sentences beside an intruder that the trees also learn from.
BESIDE = 0.15
ONE_IN = (2, 5, 10, 20, 50, 100, 200)
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


def with_blocks(articles: list[dict], fold: int, per: int) -> Iterator[dict]:
    """Articles of a fold with sentences in a row of another one put in; hard: of a near neighbour."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [" ".join(a["sents"]) for a in articles]
    near = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    near = (near @ near.T).toarray()
    chance = random.Random(fold)
    for i, article in enumerate(articles):
        neighbours = [int(k) for k in np.argsort(-near[i]) if k != i and near[i][k] < 0.6][:10]
        for difficulty in ("easy", "hard") * per:
            others = neighbours if difficulty == "hard" else [k for k in range(len(articles)) if k != i]
            donor = articles[chance.choice(others)]
            size = min(chance.randint(2, 6), len(article["sents"]) // 2, len(donor["sents"]))
            start = chance.randrange(len(donor["sents"]) - size + 1)
            at = chance.randrange(1, len(article["sents"]) + 1)
            sents = article["sents"][:at] + donor["sents"][start : start + size] + article["sents"][at:]
            yield article | {"difficulty": difficulty, "sents": sents, "intruder": at, "size": size}


def rows_of(version: dict, known: Table, kind: str) -> tuple[np.ndarray, np.ndarray] | None:
    """Features and labels (1 foreign, 0 not, -1 partly) of an article's sentences or runs."""
    text, spans = layout(version["sents"])
    sentences = body_sentences(Article(text))
    if not MIN_SENTENCES <= len(sentences) <= MAX_SENTENCES:
        return None
    first = version["intruder"]
    inside = [False] * len(sentences)
    if version["difficulty"] != "none":
        low, high = spans[first][0], spans[first + version.get("size", 1) - 1][1]
        inside = [2 * (min(s.end, high) - max(s.start, low)) >= s.end - s.start for s in sentences]
    document = read_document(Article(text, title=version["title"] or None), sentences, known)
    alone = document.table([(i, i + 1) for i in range(len(sentences))])
    if kind == "sentence":
        allowed = [eligible(s, row[0]) for s, row in zip(sentences, alone, strict=True)]
        labels = [int(x) if ok or x else -1 for x, ok in zip(inside, allowed, strict=True)]
        return np.array(alone, "float32"), np.array(labels)
    runs = [(i, i + k) for k in LENGTHS for i in range(len(sentences) - k + 1) if k * 2 < len(sentences)]
    if version["difficulty"] != "none":
        chosen = random.Random(first).sample(runs, min(8, len(runs)))
        runs = [r for r in runs if all(inside[r[0] : r[1]])] + [r for r in chosen if not any(inside[r[0] : r[1]])]
    labels = [int(any(inside[i:j])) for i, j in runs]
    return np.array(document.table(runs, alone), "float32"), np.array(labels)


def versions(path: Path, kind: str, per: int) -> Iterator[tuple[int, dict]]:
    """The corpus's versions with the number of their article; for blocks with blocks of our own."""
    number: dict[str, int] = {}
    seen: dict[tuple[str, str], int] = defaultdict(int)
    untouched: dict[int, list[dict]] = defaultdict(list)
    for version in read(path):
        group = number.setdefault(version["article"], len(number))
        if version["difficulty"] == "none":
            untouched[group % FOLDS].append(version)
        seen[version["article"], version["difficulty"]] += 1
        if version["difficulty"] == "none" or (
            kind == "sentence" and seen[version["article"], version["difficulty"]] <= per
        ):
            yield group, version
    if kind == "block":
        for fold, articles in untouched.items():
            yield from ((number[v["article"]], v) for v in with_blocks(articles, fold, per))


def collect(args: argparse.Namespace) -> dict[str, np.ndarray]:
    """Features X, labels y, article g, kind d and version v of every sentence or run."""
    parts = defaultdict(list)
    for number, (group, version) in enumerate(versions(args.corpus, args.kind, args.per)):
        if group % args.every:
            continue
        if (found := rows_of(version, table(), args.kind)) is None:
            continue
        for key, value in zip("Xy", found, strict=True):
            parts[key].append(value)
        for key, value in zip("gdv", (group, KINDS[version["difficulty"]], number), strict=True):
            parts[key].append(np.full(len(found[1]), value))
    return {key: np.concatenate(values) for key, values in parts.items()}


def trees() -> HistGradientBoostingClassifier:
    """150 trees of 8 leaves: more add nothing that holds on other articles."""
    return HistGradientBoostingClassifier(
        max_iter=150, max_leaf_nodes=8, learning_rate=0.1, min_samples_leaf=40, l2_regularization=1,
        early_stopping=False,
    )  # fmt: skip


def fit(data: dict[str, np.ndarray], rows: np.ndarray) -> HistGradientBoostingClassifier:
    """Trees for the labelled rows; of those beside an intruder only a share."""
    chance = np.random.default_rng(0).random(len(rows))
    share = np.where(data["d"] == 0, 0.4 if len(rows) > 300_000 else 1.0, BESIDE)
    use = rows & (data["y"] >= 0) & ((data["y"] == 1) | (chance < share))
    return trees().fit(data["X"][use], data["y"][use])


def unseen_scores(data: dict[str, np.ndarray]) -> np.ndarray:
    """The score of every row by trees that saw nothing of its article's fold."""
    scores = np.zeros(len(data["y"]))
    for fold in np.unique(data["g"] % FOLDS):
        held = data["g"] % FOLDS == fold
        scores[held] = fit(data, ~held).decision_function(data["X"][held])
    return scores + np.array([bonus(row) for row in data["X"].tolist()])


def thresholds(data: dict[str, np.ndarray], scores: np.ndarray, kind: str) -> list[tuple[int, float]]:
    """The scores that one untouched article in N has a finding above (a block counts once)."""
    clean = (data["d"] == 0) & (data["y"] == 0)
    ranked, count = scores[clean], len(set(data["v"][clean]))
    if kind == "block":
        best = defaultdict(lambda: -99.0)
        for version, score in zip(data["v"][clean], ranked, strict=True):
            best[version] = max(best[version], score)
        ranked = np.array(list(best.values()))
    ranked = np.sort(ranked)[::-1]
    return [(n, round(float((ranked[count // n - 1] + ranked[count // n]) / 2), 3)) for n in ONE_IN]


def report(data: dict[str, np.ndarray], scores: np.ndarray, limits: list[tuple[int, float]]) -> None:
    """Recall at each threshold and top-1, easy and hard."""
    for name in ("easy", "hard"):
        here = data["d"] == KINDS[name]
        best: dict[int, list[float]] = {}
        for version, score, label in zip(data["v"][here], scores[here], data["y"][here], strict=True):
            pair = best.setdefault(version, [-99.0, -99.0])
            if label >= 0:
                pair[label] = max(pair[label], score)
        found = np.array(list(best.values()))
        top = (found[:, 1] > found[:, 0]).mean()
        line = "  ".join(f"R@{n} {(found[:, 1] > limit).mean():.3f}" for n, limit in limits)
        print(f"{name}: versions {len(found)}  top-1 {top:.3f}  {line}")


def as_lists(nodes: np.ndarray, at: int = 0) -> object:
    """A tree of scikit-learn's as nested lists."""
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), 4)
    branches = [as_lists(nodes, int(node[side])) for side in ("left", "right")]
    return [int(node["feature_idx"]), float(np.float32(node["num_threshold"])), *branches]


def main() -> None:
    """Collect, cross-fit, report, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=("sentence", "block"), required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--per", type=int, default=3, help="easy and hard versions of each article")
    parser.add_argument("--every", type=int, default=1, help="use one article in so many")
    parser.add_argument("--keep", type=Path, help="keep the features here (.npz), or read them")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    data = dict(np.load(args.keep)) if args.keep and args.keep.exists() else collect(args)
    if args.keep and not args.keep.exists():
        np.savez(args.keep, **data)
    scores = unseen_scores(data)
    limits = thresholds(data, scores, args.kind)
    report(data, scores, limits)
    if args.out:
        final = fit(data, np.ones(len(scores), bool))
        content = {
            "about": f"Boosted trees learnt by tools/train_topic.py from {len(set(data['g']))} edited articles.",
            "features": NAMES,
            "base": float(final._baseline_prediction.ravel()[0]),
            "one_in": limits,
            "trees": [as_lists(step[0].nodes) for step in final._predictors],
        }
        text = json.dumps(content, separators=(",", ":")) + "\n"
        (args.out / f"{args.kind}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
