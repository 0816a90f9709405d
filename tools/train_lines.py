#!/usr/bin/env python3
"""Learn the line model's weights from labelled scrapes, and say how good they are on pages not seen.

usage: python -m tools.train_lines DATA [--out rules/leftovers/lines.json] [--folds 4] [--held-out FOLDER]

DATA is JSON lines (may be .xz): ``{"kind": "gold", "page", "text", "title", "domain"}`` and ``{"kind": "scrape",
"page", "extractor", "text", "labels": [[line, label, group], …]}`` with the labels KEEP, DROP, DUP, META, AMBIG.
Needs numpy and lightgbm; newslint itself does not. Folds are by domain. Word weights are learnt without the pages
that the trees see them on, or the trees would trust them as they can be trusted on no other page.
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
import zlib
from collections import Counter, defaultdict
from pathlib import Path

import lightgbm
import numpy as np

ROOT = Path(__file__).resolve().parent.parent
from newslint.article import Article  # noqa: E402
from newslint.linemodel import features  # noqa: E402
from newslint.linemodel.items import items  # noqa: E402
from newslint.linemodel.trees import PLAIN  # noqa: E402

#: A word's weight is learnt only when it stands in lines of so many domains.
MIN_DOMAINS = 20
MAX_WORDS = 300
#: Added to a word's counts: the weight of rare words is drawn to nothing.
SMOOTHING = 8.0
#: Of the items of a page with more than so many, these shares are learnt from: there are three texts of each.
LONG_PAGE, SAMPLE_DROP, SAMPLE_KEEP = 150, 0.2, 0.6
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


def learn_words(data, chosen):
    """Log odds of single words in leftovers against the article, counted once an item, words of many domains only.

    ``chosen(domain)``: whether to learn from it.
    """
    seen, count = defaultdict(set), defaultdict(lambda: [0.0, 0.0])
    total = [0.0, 0.0]
    for d in data:
        if d["extractor"] == "gold" or not chosen(d["domain"]):
            continue
        per_page = 1 / math.sqrt(len(d["found"]))
        for bag, (y, w) in zip(d["bags"], d["targets"], strict=True):
            if not w:
                continue
            total[y] += w * per_page * len(bag)
            for word in bag:
                count[word][y] += w * per_page
                if y:
                    seen[word].add(d["domain"])
    weights = {}
    share = [t / sum(total) for t in total]
    for word, (keep, drop) in count.items():
        if len(seen[word]) < MIN_DOMAINS or any(c.isdigit() for c in word):
            continue
        odds = math.log((drop + SMOOTHING * share[1]) / total[1]) - math.log((keep + SMOOTHING * share[0]) / total[0])
        weights[word] = (round(odds, 2), drop + keep)
    best = sorted(weights, key=lambda w: -abs(weights[w][0]) * math.sqrt(weights[w][1]))[:MAX_WORDS]
    return {word: weights[word][0] for word in sorted(best)}


def matrix(data, words_of_fold, folds):
    """The rows of every item in doubt, and which of all items those are.

    ``words_of_fold(fold)``: the word weights for its pages, learnt without them.
    """
    weights = [words_of_fold(k) for k in range(folds)]
    blocks = [features.rows(d["article"], d["found"], weights[fold_of(d["domain"], folds)]) for d in data]
    doubted = np.array([row is not None for block in blocks for row in block])
    return np.array([row for block in blocks for row in block if row is not None], dtype=np.float32), doubted


def fit(x, y, w, args):
    """Models of boosted trees, small and smoothed: there are only some hundred pages to learn from.

    Thresholds are drawn by chance (``extra_trees``), and the mean of some such models is taken: held out they cut more
    and lose less than the best thresholds, which know the pages.
    """
    settings = {
        "objective": "binary", "extra_trees": True, "learning_rate": args.rate, "num_leaves": args.leaves,
        "min_data_in_leaf": 40,
        "lambda_l2": 5.0, "feature_fraction": 0.4, "bagging_freq": 1, "bagging_fraction": 0.7, "max_bin": 63,
        "deterministic": True, "force_row_wise": True, "num_threads": 1, "verbose": -1,
    }  # fmt: skip
    rows = lightgbm.Dataset(x, y, weight=w, free_raw_data=False)
    return [lightgbm.train({**settings, "seed": seed}, rows, args.rounds) for seed in range(1, args.models + 1)]


def predict(models, x):
    """The mean of the models, taken before it is made a probability, as newslint takes it."""
    return 1 / (1 + np.exp(-np.mean([model.predict(x, raw_score=True) for model in models], axis=0)))


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
                    "domain": gold[s["page"]]["domain"],
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


class Training:
    """Targets, weights and folds of all items, and which of them are learnt from."""

    def __init__(self, data, args):
        self.data, self.args = data, args
        sizes = [len(d["found"]) for d in data]
        self.starts = np.concatenate([[0], np.cumsum(sizes)])
        self.y = np.array([t for d in data for t, _ in d["targets"]], dtype=np.int8)
        self.w = row_weights(data)
        self.k = np.repeat([fold_of(d["domain"], args.folds) for d in data], sizes)
        long = np.repeat([n > LONG_PAGE for n in sizes], sizes)
        share = np.where(long, np.where(self.y == 1, SAMPLE_DROP, SAMPLE_KEEP), 1.0)
        self.use = (self.w > 0) & (np.random.default_rng(0).random(len(self.y)) < share)
        self.boosted = self.w / share

    def learn(self, without=None):
        """Words and trees of all folds but one; the trees see word weights that were learnt without their pages."""
        folds = self.args.folds

        def words(*left_out):
            return learn_words(self.data, lambda domain: fold_of(domain, folds) not in left_out)

        x, doubted = matrix(self.data, lambda k: words(k, without), folds)
        m = self.use & doubted & (self.k != without)
        trees = fit(x[m[doubted]], self.y[m], self.boosted[m], self.args)
        return {"about": SOURCE, "words": words(without), "trees": export(trees)}, trees, x, doubted

    def held_out(self):
        """The score of every item, from a model that has not seen its domain; and those models."""
        p, models = np.full(len(self.y), PLAIN), []
        for k in range(self.args.folds):
            model, trees, x, doubted = self.learn(k)
            models.append(model)
            m = doubted & (self.k == k)
            p[m] = predict(trees, x[m[doubted]])
            print(f"  fold {k} done", flush=True)
        return p, models


def main():
    """Read, learn fold by fold, report, learn on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=ROOT / "rules/leftovers/lines.json")
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--rate", type=float, default=0.17)
    parser.add_argument("--models", type=int, default=2)
    parser.add_argument("--leaves", type=int, default=16)
    parser.add_argument("--held-out", type=Path, help="write the weights of each fold into this folder, for study")
    args = parser.parse_args()
    gold, scrapes = read(args.data)
    training = Training(load(scrapes, gold), args)
    p, models = training.held_out()
    report(training, p)
    if args.held_out:
        args.held_out.mkdir(parents=True, exist_ok=True)
        for k, model in enumerate(models):
            write(args.held_out / f"{k}.json", model)
    write(args.out, training.learn()[0])
    print("written", args.out, args.out.stat().st_size, "bytes")


def write(path, model):
    """The model as one line of JSON."""
    path.write_text(json.dumps(model, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


def export(models):
    """The trees as nested lists: ``[feature, threshold, left, right]`` or a leaf.

    The models' trees take turns, so that the first ones speak for all.
    """
    trees = zip(*(model.dump_model()["tree_info"] for model in models), strict=True)
    return [_node(tree["tree_structure"], 1 / len(models)) for turn in trees for tree in turn]


def _node(node, share):
    if "leaf_value" in node:
        return round(node["leaf_value"] * share, 4)
    # six significant digits are more than a feature has; numbers up to the threshold go left
    threshold = float(f"{node['threshold']:.6g}")
    return [node["split_feature"], threshold, _node(node["left_child"], share), _node(node["right_child"], share)]


def report(training, p):
    """Print, per extractor and threshold, what would be cut and lost."""
    data, starts, y, w = training.data, training.starts, training.y, training.w
    chars = [np.array([len(item.text) for item in d["found"]]) for d in data]
    print("\nheld-out pages; share of leftovers cut, precision (items), body loss (characters)")
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
