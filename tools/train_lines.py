#!/usr/bin/env python3
"""Learn the line model's weights from labelled scrapes, and say how good they are on pages not seen.

usage: train_lines.py DATA [--out rules/leftovers/lines.json] [--folds 4] [--cache FILE]

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
import sys
import time
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from newslint.article import Article  # noqa: E402
from newslint.linemodel import features, second  # noqa: E402
from newslint.linemodel.items import items  # noqa: E402

#: A word's weight is learnt only when it stands in lines of so many domains.
MIN_DOMAINS = 12
MAX_WORDS = 700
#: Rows of a whole page that are kept for training, and how the weight of a long page grows (its square root).
SAMPLE = 0.2


def read(path):
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
        for bag, (y, w) in zip(d["bags"], d["targets"]):
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
    blocks = []
    for d in data:
        blocks.append(np.array(features.rows(d["article"], d["found"], weights_of(d["page"])), dtype=np.float32))
    return blocks


def fit(x, y, w, *, leaves, rounds, seed=1):
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
    return zlib.crc32(domain.encode()) % folds


def main():
    p = argparse.ArgumentParser()
    p.add_argument("data", type=Path)
    p.add_argument("--out", type=Path, default=ROOT / "rules/leftovers/lines.json")
    p.add_argument("--folds", type=int, default=4)
    p.add_argument("--rounds", type=int, default=110)
    p.add_argument("--leaves", type=int, default=16)
    p.add_argument("--dump", type=Path, help="write held-out scores (pickle) for study")
    a = p.parse_args()
    t0 = time.time()
    gold, scrapes = read(a.data)
    domains = {page: record["domain"] for page, record in gold.items()}
    fold = {page: fold_of(domain, a.folds) for page, domain in domains.items()}
    data = []
    for s in scrapes:
        article, found, targets = label_items(s, gold[s["page"]].get("title"))
        if not found:
            continue
        bags = [set(words_of(item.text)) for item in found]
        data.append(
            {
                "page": s["page"],
                "extractor": s["extractor"],
                "article": article,
                "found": found,
                "targets": targets,
                "bags": bags,
            }
        )
    words = {k: learn_words(data, domains, {p for p in fold if fold[p] != k}) for k in range(a.folds)}
    every_word = learn_words(data, domains, set(fold))
    print("words", len(every_word), f"{time.time() - t0:.0f}s", flush=True)
    blocks = matrix(data, lambda page: words[fold[page]])
    print("rows", sum(map(len, blocks)), f"{time.time() - t0:.0f}s", flush=True)

    sizes = [len(b) for b in blocks]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    x = np.concatenate(blocks)
    del blocks
    y = np.array([t for d in data for t, _ in d["targets"]], dtype=np.int8)
    w = np.array(
        [
            w
            * math.sqrt(40 / max(40, len(d["found"])))
            * min(3.0, 0.6 + len(item.text) / 150 if t == 0 else 0.8 + len(item.text) / 300)
            for d in data
            for item, (t, w) in zip(d["found"], d["targets"])
        ]
    )
    k_of = np.concatenate([np.full(n, fold[d["page"]]) for d, n in zip(data, sizes)])
    rng = np.random.default_rng(0)
    far = np.concatenate([np.full(n, n > 150) for n in sizes])
    use = (w > 0) & (~far | (rng.random(len(w)) < SAMPLE) | (y == 0))
    boost = np.where(far & (y == 1), 1 / SAMPLE, 1.0)

    p1 = np.zeros(len(y))
    for k in range(a.folds):
        m = use & (k_of != k)
        model = fit(x[m], y[m], (w * boost)[m], leaves=a.leaves, rounds=a.rounds)
        p1[k_of == k] = model.predict_proba(x[k_of == k])[:, 1]
        print("pass 1 fold", k, f"{time.time() - t0:.0f}s", flush=True)
    x2 = np.concatenate(
        [
            np.array(
                second.rows(x[i:j].tolist(), [len(item.text) for item in d["found"]], p1[i:j].tolist()),
                dtype=np.float32,
            )
            for d, i, j in zip(data, starts, starts[1:])
        ]
    )
    p2 = np.zeros(len(y))
    for k in range(a.folds):
        m = use & (k_of != k)
        model = fit(x2[m], y[m], (w * boost)[m], leaves=a.leaves, rounds=a.rounds)
        p2[k_of == k] = model.predict_proba(x2[k_of == k])[:, 1]
        print("pass 2 fold", k, f"{time.time() - t0:.0f}s", flush=True)
    report(data, starts, y, w, p1, "first pass")
    report(data, starts, y, w, p2, "second pass")
    if a.dump:
        with a.dump.open("wb") as f:
            pickle.dump([(d["page"], d["extractor"], p1[i:j], p2[i:j]) for d, i, j in zip(data, starts, starts[1:])], f)
    first = fit(x[use], y[use], (w * boost)[use], leaves=a.leaves, rounds=a.rounds)
    last = fit(x2[use], y[use], (w * boost)[use], leaves=a.leaves, rounds=a.rounds)
    a.out.write_text(
        json.dumps(
            {
                "about": "Weights of the line model, learnt by tools/train_lines.py: statistics of labelled lines of "
                "AndyTheFactory/article-extraction-dataset (Apache-2.0), scrapinghub/article-extraction-benchmark (MIT) "
                "and dobbersc/fundus-evaluation (MIT).",
                "words": every_word,
                "first": export(first),
                "second": export(last),
            },
            separators=(",", ":"),
            ensure_ascii=False,
        )
        + "\n"
    )
    print("written", a.out, a.out.stat().st_size, f"{time.time() - t0:.0f}s")


def export(model):
    """The trees as flat lists: [start score, [feature, threshold, left, right | leaf, …] a tree]."""
    trees = []
    for (predictor,) in model._predictors:
        nodes = predictor.nodes

        def build(i):
            n = nodes[i]
            if n["is_leaf"]:
                return round(float(n["value"]), 4)
            # six significant digits are more than a feature has; numbers below go left
            return [
                int(n["feature_idx"]),
                float(f"{float(n['num_threshold']):.6g}"),
                build(n["left"]),
                build(n["right"]),
            ]

        trees.append(build(0))
    return {"start": round(float(np.ravel(model._baseline_prediction)[0]), 4), "trees": trees}


def report(data, starts, y, w, p, name):
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
