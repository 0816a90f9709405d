#!/usr/bin/env python3
"""Fit the word table of the family ``topic`` to edited news: the second step after tools/topic_words.py.

usage: python -m tools.tune_topic_words --table words.bin --free free-text.jsonl.xz --news wild-dev.jsonl.xz
                                        --edited intruder-dev.jsonl.xz --model FOLDER --work FOLDER

1. Count again, edited news double and free text little: the 32,000 words of most articles, and how rare each is.
   The first table's 30,000 are those of government text too, and lack "midfielder" and "screenplay".
2. Words that are new get the vector that a linear map from all-MiniLM-L6-v2's gives them.
3. Distil: 300 steps that move the vectors towards the model's cosines between sentences of edited articles.

Writes first-half.bin, second-half.bin and all.bin into --work. For cross-fitting the first is learnt from the other
half of the articles, and so on; all.bin ships. About two minutes on one core, most of it the model's.
"""

from __future__ import annotations

import argparse
import math
import random
import re
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from newslint.topic.table import FUNCTION_WORDS, NORM, Table
from tools.topic_words import COSINES, FREE_SHARE, RUN, Words, sentences, table_bytes, texts, words_of
from tools.train_topic import FOLDS, read

SIZE = 32_000
#: What an article of edited news counts for in a word's rarity.
EDITED_SHARE = 2.0
#: Sentences of an article that the model judges, articles in a batch, steps.
JUDGED, BATCH, STEPS = 6, 48, 300
#: Documents whose sentences must find the rest of their own, in a batch, and what that counts for.
CONTRASTED, CONTRAST = 64, 0.1
RATE = 4e-3


def count(free: Path, news: Path, edited: list[dict]) -> dict:
    """The words of most articles as (word, frequency, rarity), and the rarity of an unknown one."""
    total, judged, number = Counter[str](), Counter[str](), 0.0
    shares = [(text, FREE_SHARE) for text in texts(free)] + [(text, 1.0) for text in texts(news)]
    for text, share in shares + [(" ".join(a["sents"]), EDITED_SHARE) for a in edited]:
        found = words_of(text)
        for word in found:
            total[word] += share
        for word in set(found):
            judged[word] += share
        number += share
    usual = [w for w in judged if re.fullmatch("[a-zà-ÿ]{3,20}", w) and w not in FUNCTION_WORDS]
    usual.sort(key=lambda w: (-judged[w], w))
    size = sum(total.values())
    table = [(w, total[w] / size, math.log(number / (judged[w] + 0.5))) for w in usual[:SIZE]]
    return {"unknown": math.log(number), "table": table}


def first_vectors(known: Table, counted: dict, embedded: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Vectors and weights to begin with: the first table's, and for other words what is fitted to them."""
    words = [w for w, _, _ in counted["table"]]
    logs = np.log([share for _, share, _ in counted["table"]])
    have = np.array([i for i, w in enumerate(words) if w in known.index])
    found = [known.vector(words[i]) or (1, b"") for i in have]
    old = np.array([np.frombuffer(row, "uint8").astype("float64") - 128 for _, row in found]) / NORM
    weight = np.array([w / 255 for w, _ in found])
    inputs = np.c_[embedded / np.linalg.norm(embedded, axis=1, keepdims=True), np.ones(len(words))]
    vectors = inputs @ np.linalg.lstsq(inputs[have], old, rcond=None)[0]
    weights = np.minimum(1, np.exp(np.polyval(np.polyfit(logs[have], np.log(weight), 1), logs)))
    vectors[have], weights[have] = old, weight
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), weights


def distil(words: Words, judged: list, wanted: torch.Tensor, general: list) -> None:
    """Train in place: the model's cosines, and a little each sentence with its own document."""
    groups = [(words.vectors.parameters(), RATE), (words.weights.parameters(), 5 * RATE), ([words.scale], 1e-2)]
    optimizer = torch.optim.Adam([{"params": part, "lr": rate} for part, rate in groups])
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, STEPS)
    for _ in range(STEPS):
        batch = random.sample(range(len(judged)), BATCH)
        loss = COSINES * words.judged_loss([s for i in batch for s in judged[i]], wanted[batch].flatten(0, 1))
        documents = random.sample(general, CONTRASTED)
        loss = loss + CONTRAST * words.contrast_loss([s for d in documents for s in random.sample(d, RUN)])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()


def main() -> None:
    """Count, embed, distil three times, write."""
    from sentence_transformers import SentenceTransformer

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("table", "free", "news", "edited", "model", "work"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(1)
    model = SentenceTransformer(str(args.model), device="cpu")
    edited = [version for version in read(args.edited) if version["difficulty"] == "none"]
    counted = count(args.free, args.news, edited)
    index = {w: i for i, (w, _, _) in enumerate(counted["table"])}
    vectors, weights = first_vectors(
        Table(args.table.read_bytes()), counted, np.asarray(model.encode([*index], batch_size=256), "float64")
    )

    def rows(document: list[str]) -> list[list[int]]:
        return [sorted({index[w] for w in words_of(s) if w in index}) for s in document]

    random.seed(0)
    usable = [[s for s in article["sents"] if 8 <= s.count(" ") + 1 <= 50] for article in edited]
    judged = [(k, random.sample(found, JUDGED)) for k, found in enumerate(usable) if len(found) >= JUDGED]
    embedded = np.asarray(model.encode([s for _, d in judged for s in d], batch_size=64), "float32")
    wanted = functional.normalize(torch.tensor(embedded - embedded.mean(0)), dim=1).view(len(judged), JUDGED, -1)
    runs = [[row for row in rows(document) if row] for document in sentences(args.news, 5000, 30)]
    general = [run for run in runs if len(run) >= RUN]
    for name, folds in (("first-half", (2, 3)), ("second-half", (0, 1)), ("all", range(FOLDS))):
        torch.manual_seed(0)
        words = Words(vectors, weights)
        use = [i for i, (k, _) in enumerate(judged) if k % FOLDS in folds]
        distil(words, [rows(judged[i][1]) for i in use], wanted[use], general)
        (args.work / f"{name}.bin").write_bytes(table_bytes(counted, words))


if __name__ == "__main__":
    main()
