#!/usr/bin/env python3
"""Learn the trees and the network of the family ``topic``: ``rules/topic/sentence.json`` and ``block.json``.

usage: python -m tools.train_topic --kind sentence|block --corpus intruder-dev.jsonl.xz
                                   --tables fold-0.bin fold-1.bin fold-2.bin fold-3.bin --out rules/topic

The corpus has edited news articles, untouched and with one sentence of another article put in; blocks are
put in here. The trees keep statistics of them and no text. Needs numpy, lightgbm, scikit-learn and torch, at build
time only.

Everything is cross-fitted in FOLDS folds by article: the thresholds come from the scores of articles that the
trees had not seen, and the features of each fold from a word table that saw only the others (--tables, from
tools.topic_words): a table that has read an article makes its sentences too much alike.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from lightgbm import LGBMClassifier
from sklearn.linear_model import LogisticRegression

from newslint.article import Article
from newslint.topic.blocks import Block, blocks_among
from newslint.topic.features import BLOCK_NAMES, NAMES
from newslint.topic.meaning import GLANCE
from newslint.topic.model import STEP, Model, bonus
from newslint.topic.score import (
    eligible,
    quoted,
    read_document,
    scored_sentences,
    story,
    suspicious,
)
from newslint.topic.screen import RUNS, apart, doubtful_runs, doubts, signs_of
from newslint.topic.table import Table
from tools.topic_corpus import FOLDS, KINDS, collect, tried
from tools.topic_final import Candidates, Final
from tools.topic_net import Nets
from tools.train_lines import export

TREES = 360
#: Share of the stretches found that must not be given up before the last tree.
FINISHED = 0.998
#: Share of those found that the trees alone put no further below the threshold than the network may yet lift them.
REACHED = 0.99
#: What an article's own sentences beside one put in count for, and what came from near neighbours, to the networks.
OWN, NEAR = 0.3, 1.3
#: Share of the stretches above a threshold that the screen must let through, and of these the second look. Of a
#: block other runs overlap the one that is stopped, and a run costs twice as much to weigh as a sentence.
KEEP = {"sentence": 0.99, "block": 0.985}
#: Easy and hard versions of each article from which the last trees learn.
VERSIONS = 2
ONE_IN = (2, 5, 10, 20, 50, 100, 200)


def trees() -> LGBMClassifier:
    """Small trees, each split from a share of the features: larger ones learn the articles."""
    return LGBMClassifier(
        n_estimators=TREES, num_leaves=12, learning_rate=0.06, colsample_bytree=0.2, min_child_samples=200,
        reg_lambda=5, n_jobs=1, random_state=0, verbose=-1,
    )  # fmt: skip


class Learnt(NamedTuple):
    """Trees and networks, whose log odds are averaged."""

    trees: LGBMClassifier
    nets: Nets

    def both(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The log odds of the trees, and the mean of theirs and the networks'."""
        odds = self.trees.predict(rows, raw_score=True)
        return odds, (odds + self.nets.predict(rows)) / 2


def fit(data: dict[str, np.ndarray], rows: np.ndarray) -> Learnt:
    """Trees for what was put in, against untouched articles alone; networks that see what stands beside it, too."""
    labelled = (data["y"] == 1) | (data["d"] == 0)
    use = rows & labelled
    grown = trees().fit(data["X"][use], data["y"][use])
    weights = np.where(labelled, np.where((data["y"] == 1) & (data["d"] == KINDS["hard"]), NEAR, 1.0), OWN)
    use = rows & (labelled | (data["u"] == 0))
    return Learnt(grown, Nets(data["X"][use]).fit(data["X"][use], data["y"][use], weights[use]))


def forests(data: dict[str, np.ndarray]) -> list[Learnt]:
    """What each fold is judged by: learnt from the others' articles."""
    return [fit(data, data["g"] % FOLDS != fold) for fold in range(FOLDS)]


def unseen_scores(data: dict[str, np.ndarray], learnt: list[Learnt]) -> tuple[np.ndarray, np.ndarray]:
    """The scores of every row by what saw nothing of its article's fold: by the trees, and in all."""
    scores = np.zeros((2, len(data["y"])))
    for fold, of_others in enumerate(learnt):
        held = data["g"] % FOLDS == fold
        scores[:, held] = of_others.both(data["X"][held])
    by_trees, scores = scores + np.array([bonus(row) for row in data["X"].tolist()])
    return by_trees, scores


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


def screens(data: dict[str, np.ndarray], scores: np.ndarray, limits: list[tuple[int, float]], kind: str) -> dict:
    """Weights and bounds of the screen, and of the second look at what it lets through."""
    # Of the overlapping runs of an article only the likeliest must pass.
    best = np.zeros(len(scores), bool)
    best[list({v: i for i, v in sorted(enumerate(data["v"]), key=lambda pair: scores[pair[0]])}.values())] = True
    flagged = best & (scores >= dict(limits)[5])
    columns = [BLOCK_NAMES.index(name) for name in GLANCE]
    both = np.hstack([data["s"], data["X"][:, columns]])
    clean, through = data["d"] == 0, np.ones(len(scores), bool)
    found: dict = {}
    looks = (("screen", "bounds", data["s"]), ("second", "second_bounds", np.hstack([both, both**2])))
    for name, bounds, signs in looks:
        scale = np.maximum(signs.std(0), 0.01)
        learner = LogisticRegression(C=10, max_iter=1000, class_weight="balanced", fit_intercept=False)
        found[name] = [round(float(w), 5) for w in learner.fit(signs / scale, flagged).coef_[0] / scale]
        doubt = signs @ np.array(found[name], "float32")
        reached = [(n, np.quantile(doubt[best & (scores >= limit)], 1 - KEEP[kind])) for n, limit in limits]
        found[bounds] = [(n, round(float(bound), 3)) for n, bound in reached]
        through &= doubt >= dict(found[bounds])[20]
        articles = len(set(data["v"][clean & through])) / len(set(data["v"][clean]))
        share = (clean & through).sum() / clean.sum()
        print(f"{name} at one in 20: {share:.3f} of stretches pass, {articles:.3f} of articles")
    return found


def report(data: dict[str, np.ndarray], scores: np.ndarray, limits: list[tuple[int, float]]) -> None:
    """Recall at each threshold and top-1, easy and hard."""
    for name in ("easy", "hard"):
        here = (data["d"] == KINDS[name]) & (data["u"] == 0)
        best: dict[int, list[float]] = {}
        for version, score, label in zip(data["v"][here], scores[here], data["y"][here], strict=True):
            pair = best.setdefault(version, [-99.0, -99.0])
            if label >= 0:
                pair[label] = max(pair[label], score)
        found = np.array(list(best.values()))
        top = (found[:, 1] > found[:, 0]).mean()
        line = "  ".join(f"R@{n} {(found[:, 1] > limit).mean():.3f}" for n, limit in limits)
        print(f"{name}: versions {len(found)}  top-1 {top:.3f}  {line}")


def covered(found: tuple[int, int], within: tuple[int, int]) -> bool:
    """Whether a finding covers half of what was put in."""
    return 2 * (min(found[1], within[1]) - max(found[0], within[0])) >= within[1] - within[0] > 0


def limits_of(clean: list[float], count: int) -> list[tuple[int, float]]:
    """The scores of findings in so many untouched articles that one article in N has one above."""
    ranked = np.sort(np.array(clean + [-99.0] * count))[::-1]
    return [(n, round(float((ranked[count // n - 1] + ranked[count // n]) / 2), 3)) for n in ONE_IN]


def recall(found: dict[str, list[float]], limits: list[tuple[int, float]]) -> None:
    """Report the recall at each threshold, easy and hard, from the best score of each version."""
    for kind, scores in found.items():
        line = "  ".join(f"R@{n} {(np.array(scores) >= limit).mean():.3f}" for n, limit in limits)
        print(f"as the rule finds it, {kind}: {len(scores)}  {line}", flush=True)


def settle_sentences(args: argparse.Namespace, models: list[Model]) -> list[tuple[int, float]]:
    """The thresholds of what off-topic-sentence finds behind its screens. Reports recall at each."""
    tables = [Table(path.read_bytes()) for path in args.tables]
    clean: list[float] = []
    best: dict[str, list[float]] = {"easy": [], "hard": []}
    count = 0
    for _, group, kind, article, within in tried(args, 3):
        found = sentences_in(article, models[group % FOLDS], tables[group % FOLDS])
        if not kind:
            count += 1
            clean += [score for _, _, score in found]
        else:
            name = ("easy", "hard")[kind - 1]
            best[name].append(max((s for a, b, s in found if covered((a, b), within)), default=-99.0))
    limits = limits_of(clean, count)
    recall(best, limits)
    return limits


def grown_blocks(args: argparse.Namespace, models: list[Model]) -> tuple[Candidates, Counter[int]]:
    """What the search for blocks grows in every version, and how many versions of each kind there are."""
    tables = [Table(path.read_bytes()) for path in args.tables]
    rows, count = [], Counter[int]()
    for number, group, kind, article, within in tried(args, VERSIONS):
        count[kind] += 1
        for block, span, off in blocks_in(article, models[group % FOLDS], tables[group % FOLDS]):
            rows.append((block.features, covered(span, within), kind, group, number, off, block.begun))
    return Candidates(*(np.array(column) for column in zip(*rows, strict=True))), count


def settle_blocks(found: Candidates, count: Counter[int]) -> dict[str, Any]:
    """The last trees, what they ask of a core, and the thresholds of what off-topic-block finds. Reports recall."""
    final = Final(found, FOLDS)
    scores = final.unseen_scores()
    lows = final.lows(scores, limits_of(best_scores(found, scores, 0, count[0]), count[0]))
    limits = []
    for n, low in lows:
        known = np.where(final.worth(low), scores, -99.0)
        limit = dict(limits_of(best_scores(found, known, 0, count[0]), count[0]))[n]
        limits.append((n, limit))
        shares = [(np.array(best_scores(found, known, kind, count[kind])) >= limit).mean() for kind in (1, 2)]
        print(f"as the rule finds it, R@{n}: easy {shares[0]:.3f}, hard {shares[1]:.3f}", flush=True)
    return {"one_in": limits, "lows": lows, "final": final.data()}


def best_scores(found: Candidates, scores: np.ndarray, kind: int, count: int) -> list[float]:
    """The best score in each of so many versions of a kind; of blocks put in, those that cover half."""
    best: dict[int, float] = {}
    rows = (found.kind == kind) & (found.hit | (kind == 0))
    for version, score in zip(found.version[rows], scores[rows], strict=True):
        best[version] = max(score, best.get(version, -99.0))
    return [*best.values(), *[-99.0] * (count - len(best))]


def blocks_in(article: Article, model: Model, known: Table) -> Iterator[tuple[Block, tuple[int, int], float]]:
    """All runs that the screen doubts, grown; their offsets, and what opening in a quotation takes off."""
    of = story(article)
    if of is None:
        return
    signs = signs_of(of)
    runs = doubtful_runs(doubts(signs, model.weights), model.bound(20))
    if not runs:
        return
    read = read_document(article, known)
    suspects = suspicious(runs, signs, read, model, model.second_bound(20))
    for block in blocks_among(apart(suspects, RUNS), read, model, -inf):
        span = of.sentences[block.start].start, of.sentences[block.end - 1].end
        yield block, span, quoted(of, block.start)


def sentences_in(article: Article, model: Model, known: Table) -> list[tuple[int, int, float]]:
    """All sentences that the screen doubts (offsets, score)."""
    of = story(article)
    if of is None:
        return []
    signs = signs_of(of)
    doubt = doubts(signs, model.weights)
    lone = [(i, i + 1) for i, value in enumerate(doubt) if value >= model.bound(10) and eligible(of, i)]
    if not lone:
        return []
    read = read_document(article, known)
    suspects = suspicious(lone, signs, read, model, model.second_bound(10))
    scored = scored_sentences(suspects, read, model, -inf)
    return [(of.sentences[i].start, of.sentences[i].end, score) for i, _, score in scored]


def content(learnt: Learnt, foreign: np.ndarray) -> dict:
    """What a file of the rule holds of what was learnt, and what later trees add to nearly all rows found."""
    upto = [learnt.trees.predict(foreign, raw_score=True, num_iteration=k) for k in range(STEP, TREES + 1, STEP)]
    found = upto[-1] > 0
    adds = [round(float(np.quantile((upto[-1] - score)[found], FINISHED)), 3) for score in upto]
    names = NAMES if foreign.shape[1] == len(NAMES) else BLOCK_NAMES
    return {"features": names, "adds": adds, "net": learnt.nets.data(), "trees": export([learnt.trees.booster_])}


def reach(by_trees: np.ndarray, scores: np.ndarray, limits: list[tuple[int, float]]) -> float:
    """How far below the threshold the trees alone put nearly all of the stretches found."""
    least = dict(limits)[20]
    return round(float(np.quantile(least - by_trees[scores >= least], REACHED)), 3)


def main() -> None:
    """Collect, cross-fit, report, fit on all, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", choices=("sentence", "block"), required=True)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--per", type=int, default=5, help="easy and hard insertions of our own in each article")
    parser.add_argument("--tables", type=Path, nargs=FOLDS, required=True, help="of each fold, learnt without it")
    parser.add_argument("--every", type=int, default=1, help="use one article in so many")
    parser.add_argument("--keep", type=Path, help="keep the features here (.npz), or read them")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    data = dict(np.load(args.keep)) if args.keep and args.keep.exists() else collect(args)
    if args.keep and not args.keep.exists():
        np.savez(args.keep, **data)
    learnt = forests(data)
    by_trees, scores = unseen_scores(data, learnt)
    limits = thresholds(data, scores, args.kind)
    report(data, scores, limits)
    foreign = data["X"][data["y"] == 1]
    screened: dict[str, Any] = screens(data, scores, limits, args.kind)
    if args.kind == "block":
        for name in ("bounds", "second_bounds"):
            screened[name] = [(n, max(bound, dict(screened[name])[20])) for n, bound in screened[name]]
    else:
        screened["reach"] = reach(by_trees, scores, limits)
    models = [Model(content(of_others, foreign) | screened | {"one_in": limits}) for of_others in learnt]
    if args.kind == "block":
        screened |= settle_blocks(*grown_blocks(args, models))
    else:
        screened["one_in"] = limits = settle_sentences(args, models)
        screened |= screens(data, scores, limits, args.kind) | {"reach": reach(by_trees, scores, limits)}
    if args.out:
        about = f"Boosted trees and networks learnt by tools/train_topic.py from {len(set(data['g']))} edited articles."
        final = content(fit(data, np.ones(len(scores), bool)), foreign)
        text = json.dumps({"about": about} | screened | final, separators=(",", ":")) + "\n"
        (args.out / f"{args.kind}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
