#!/usr/bin/env python3
"""Learn the line model's weights from labelled scrapes, and say how good they are on pages not seen.

usage: python -m tools.train_lines DATA [--out rules/leftovers/lines.json] [--folds 4] [--cache FILE]

DATA is JSON lines (may be .xz): ``{"kind": "gold", "page", "text", "title", "domain"}`` and ``{"kind": "scrape",
"page", "extractor", "text", "labels": [[line, label, group], …]}`` with the labels KEEP, DROP, DUP, META, AMBIG.
Needs numpy and scikit-learn; newslint itself does not. Folds are by domain. Two passes: the second sees what
the first thought of the neighbours, and is trained on first-pass scores of folds the first was not trained on.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import pickle
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

ROOT = Path(__file__).resolve().parent.parent
from newslint.article import Article  # noqa: E402
from newslint.linemodel import features, second  # noqa: E402
from newslint.linemodel.items import items  # noqa: E402

#: A word's weight is learnt only when it stands in lines of so many domains.
MIN_DOMAINS = 12
MAX_WORDS = 700
#: Rows of a whole page that are kept for training, and how the weight of a long page grows (its square root).
SAMPLE = 0.25
SOURCE = (
    "Weights of the line model, learnt by tools/train_lines.py: statistics of labelled lines of "
    "AndyTheFactory/article-extraction-dataset (Apache-2.0), scrapinghub/article-extraction-benchmark (MIT) and "
    "dobbersc/fundus-evaluation (MIT)."
)


def read(path):
    """Gold records by page, and the scrapes, with the gold bodies themselves as clean ones."""
    gold, scrapes = {}, []
    with lzma.open(path, "rt") if path.suffix == ".xz" else path.open() as lines:
        for line in lines:
            record = json.loads(line)
            if record["kind"] == "gold":
                gold[record["page"]] = record
            else:
                scrapes.append(record)
    for page, record in gold.items():  # what there is to learn about clean articles, with and without headline
        body = record["text"]
        scrapes.append({"page": page, "extractor": "gold", "text": body, "labels": None})
        if record.get("title"):
            text = record["title"].split(" - ")[0].split(" | ")[0] + "\n\n" + body
            scrapes.append({"page": page, "extractor": "gold", "text": text, "labels": None})
    return gold, scrapes


def words_of(text):
    """The words of a text as the model reads them."""
    return [word.replace("’", "'") for word in Article(text).lower_words]


def label_items(scrape, title):
    """Target (1 leftover, 0 article) and weight of each item; weight 0 where the labels say neither."""
    article = Article(scrape["text"])
    found = items(article)
    if scrape["labels"] is None:
        return article, found, [(0, 1.0)] * len(found)
    labels = {n: label for n, label, _ in scrape["labels"]}
    title_words = set(words_of(title or ""))
    targets = []
    for item in found:
        chars = Counter()
        for line in article.lines[item.first : item.last + 1]:
            chars[labels.get(line.number, "AMBIG")] += len(line.text)
        if chars["KEEP"]:
            targets.append((0, 1.0 if chars["KEEP"] * 2 > sum(chars.values()) else 0.3))
        elif chars["DROP"] * 2 > sum(chars.values()):
            targets.append((1, 1.0))
        elif chars["META"] * 2 > sum(chars.values()):
            own = set(words_of(item.text))
            is_title = len(own & title_words) > 0.5 * len(own) or len(own) > 25
            targets.append((1, 0.0 if is_title else 0.5))
        else:
            targets.append((0, 0.0))
    return article, found, targets


def learn_words(data, domains, chosen):
    """Log odds of single words in leftovers against the article, counted once an item, words of many domains only."""
    seen, count = defaultdict(set), defaultdict(lambda: [0.0, 0.0])
    total = [0.0, 0.0]
    for d in data:
        if d["page"] not in chosen or d["extractor"] == "gold":
            continue
        per_page = 1 / math.sqrt(len(d["found"]))
        for bag, (y, w) in zip(d["bags"], d["targets"], strict=True):
            if not w:
                continue
            total[y] += w * per_page * len(bag)
            for word in bag:
                count[word][y] += w * per_page
                if y:
                    seen[word].add(domains[d["page"]])
    weights = {}
    for word, (keep, drop) in count.items():
        if len(seen[word]) < MIN_DOMAINS or any(c.isdigit() for c in word):
            continue
        odds = math.log((drop + 2 * total[1] / (total[0] + total[1])) / (total[1]))
        odds -= math.log((keep + 2 * total[0] / (total[0] + total[1])) / (total[0]))
        weights[word] = (round(odds, 2), drop + keep)
    best = sorted(weights, key=lambda w: -abs(weights[w][0]) * math.sqrt(weights[w][1]))[:MAX_WORDS]
    return {word: weights[word][0] for word in sorted(best)}


def matrix(data, weights_of):
    """First-pass rows of every item; ``weights_of(page)``: the word weights learnt without it."""
    return [np.array(features.rows(d["article"], d["found"], weights_of(d["page"])), dtype=np.float32) for d in data]


def fit(x, y, w, *, leaves, rounds, seed=1):
    """Boosted trees, small and smoothed: there are only some hundred pages to learn from."""
    model = HistGradientBoostingClassifier(
        max_iter=rounds,
        learning_rate=0.1,
        max_leaf_nodes=leaves,
        min_samples_leaf=40,
        l2_regularization=5.0,
        max_features=0.4,
        random_state=seed,
        early_stopping=False,
        max_bins=128,
    )
    return model.fit(x, y, sample_weight=w)


def fold_of(domain, folds):
    """The fold of a site: all its pages fall into one."""
    return zlib.crc32(domain.encode()) % folds


def load(scrapes, gold):
    """The scrapes with their items, targets and bags of words; those without an item are left out."""
    data = []
    for s in scrapes:
        article, found, targets = label_items(s, gold[s["page"]].get("title"))
        if found:
            data.append(
                {
                    "page": s["page"],
                    "extractor": s["extractor"],
                    "article": article,
                    "found": found,
                    "targets": targets,
                    "bags": [set(words_of(item.text)) for item in found],
                }
            )
    return data


def row_weights(data):
    """A weight per item: long paragraphs of the article count most, the items of a long page less each."""
    weights = []
    for d in data:
        page = math.sqrt(40 / max(40, len(d["found"])))
        for item, (y, w) in zip(d["found"], d["targets"], strict=True):
            size = 0.8 + len(item.text) / 300 if y else 0.6 + len(item.text) / 150
            weights.append(w * page * min(3.0, size))
    return np.array(weights)


def second_rows(data, x, starts, p):
    """Second-pass rows of every item, from first-pass rows and scores."""
    blocks = []
    for d, i, j in zip(data, starts, starts[1:], strict=False):
        chars = [len(item.text) for item in d["found"]]
        blocks.append(np.array(second.rows(x[i:j].tolist(), chars, p[i:j].tolist()), dtype=np.float32))
    return np.concatenate(blocks)


class Training:
    """What both passes share: targets, weights, folds, and which rows are learnt from."""

    def __init__(self, data, fold, args):
        self.args = args
        sizes = [len(d["found"]) for d in data]
        self.y = np.array([t for d in data for t, _ in d["targets"]], dtype=np.int8)
        self.w = row_weights(data)
        self.k = np.concatenate([np.full(n, fold[d["page"]]) for d, n in zip(data, sizes, strict=True)])
        long = np.concatenate([np.full(n, n > 150) for n in sizes])
        drawn = np.random.default_rng(0).random(len(self.y)) < SAMPLE
        self.use = (self.w > 0) & (~long | drawn | (self.y == 0))
        self.boosted = self.w * np.where(long & (self.y == 1), 1 / SAMPLE, 1.0)

    def fit(self, x, rows):
        """A model of some of the rows."""
        m = rows & self.use
        return fit(x[m], self.y[m], self.boosted[m], leaves=self.args.leaves, rounds=self.args.rounds)

    def held_out(self, x):
        """The score of every row, from a model that has not seen its domain."""
        p = np.zeros(len(self.y))
        for k in range(self.args.folds):
            p[self.k == k] = self.fit(x, self.k != k).predict_proba(x[self.k == k])[:, 1]
            print(f"  fold {k} done", flush=True)
        return p


def main():
    """Read, learn both passes fold by fold, report, learn on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "rules/leftovers/lines.json")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=110)
    parser.add_argument("--leaves", type=int, default=16)
    parser.add_argument("--dump", type=Path, help="write held-out scores (pickle) for study")
    args = parser.parse_args()
    gold, scrapes = read(args.data)
    domains = {page: record["domain"] for page, record in gold.items()}
    fold = {page: fold_of(domain, args.folds) for page, domain in domains.items()}
    data = load(scrapes, gold)
    words = {k: learn_words(data, domains, {p for p in fold if fold[p] != k}) for k in range(args.folds)}
    blocks = matrix(data, lambda page: words[fold[page]])
    starts = np.concatenate([[0], np.cumsum([len(b) for b in blocks])])
    x = np.concatenate(blocks)
    training = Training(data, fold, args)
    p1 = training.held_out(x)
    x2 = second_rows(data, x, starts, p1)
    p2 = training.held_out(x2)
    report(data, starts, training.y, training.w, p1, "first pass")
    report(data, starts, training.y, training.w, p2, "second pass")
    if args.dump:
        parts = zip(data, starts, starts[1:], strict=False)
        args.dump.write_bytes(pickle.dumps([(d["page"], d["extractor"], p1[i:j], p2[i:j]) for d, i, j in parts]))
    every = np.ones(len(training.y), dtype=bool)
    model = {
        "about": SOURCE,
        "words": learn_words(data, domains, set(fold)),
        "first": export(training.fit(x, every)),
        "second": export(training.fit(x2, every)),
    }
    args.out.write_text(json.dumps(model, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")
    print("written", args.out, args.out.stat().st_size, "bytes")


def export(model):
    """The model as nested lists: ``{"start": score, "trees": [[feature, threshold, left, right] or leaf, …]}``."""
    trees = [_node(predictor.nodes, 0) for (predictor,) in model._predictors]
    return {"start": round(float(np.ravel(model._baseline_prediction)[0]), 4), "trees": trees}


def _node(nodes, i):
    n = nodes[i]
    if n["is_leaf"]:
        return round(float(n["value"]), 4)
    # six significant digits are more than a feature has; numbers up to the threshold go left
    threshold = float(f"{float(n['num_threshold']):.6g}")
    return [int(n["feature_idx"]), threshold, _node(nodes, n["left"]), _node(nodes, n["right"])]


def report(data, starts, y, w, p, name):
    """Print, per extractor and threshold, what would be cut and lost."""
    chars = [np.array([len(item.text) for item in d["found"]]) for d in data]
    print(f"\n{name}: held-out pages; share of leftovers cut, precision (items), body loss (characters)")
    by = defaultdict(list)
    for n, d in enumerate(data):
        by[d["extractor"]].append(n)
    print(f"{'':20}" + "".join(f"{'p>' + str(t):>26}" for t in (0.5, 0.8, 0.9, 0.95, 0.98)))
    for extractor, ns in sorted(by.items()):
        line = f"{extractor:20}"
        yy = np.concatenate([y[starts[n] : starts[n + 1]] for n in ns])
        ww = np.concatenate([w[starts[n] : starts[n + 1]] for n in ns])
        pp = np.concatenate([p[starts[n] : starts[n + 1]] for n in ns])
        cc = np.concatenate([chars[n] for n in ns])
        ok = ww > 0
        for t in (0.5, 0.8, 0.9, 0.95, 0.98):
            cut = (pp > t) & ok
            tp, fp = (cut & (y_ := yy == 1)).sum(), (cut & ~y_).sum()
            loss = cc[cut & ~y_].sum() / max(1, cc[ok & ~y_].sum())
            line += f"{tp / max(1, (y_ & ok).sum()):10.1%}{tp / max(1, tp + fp):8.1%}{loss:8.2%}"
        print(line)


if __name__ == "__main__":
    main()
