"""Train rules/spelling/confused-word.bin: which word of a set the context asks for.

usage: python -m tools.train_confusions FREE_TEXT.jsonl.xz

Source: the free text (US government works, public domain; OpenStax books, CC BY 4.0). One logistic
regression a set (multinomial where it has three words), on the hashed features of
``newslint/detectors/context.py``. All sets share one table of 8-bit weights. Needs numpy, scipy and
scikit-learn; a few minutes on one core.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from newslint.detectors import context as cx
from newslint.detectors.confusion import BITS, SCALE, load_sets
from tools.free_text import paragraphs

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "confused-word.bin"
#: Examples of one word of a set: more teach little.
MOST = 60_000
#: A set with fewer examples of one of its words is not learned.
FEWEST = 6
#: A feature must come this often in the examples of its set.
LEAST = 2


def collect(path: Path, words: set[str]) -> dict[str, list[list[int]]]:
    """The contexts (ids) of each word of the sets; of the frequent ones a sample."""
    vocabulary, _ = cx.load_classes()
    pattern = re.compile(
        r"(?<![\w'’-])(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + r")(?![\w'’-])", re.I
    )
    found: dict[str, list[list[int]]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    rng = random.Random(0)
    for text in paragraphs(path):
        for m in pattern.finditer(text):
            word = m[0].lower()
            seen[word] += 1
            if len(found[word]) < MOST:
                found[word].append(cx.identify(cx.window(text, *m.span()), vocabulary))
            elif (at := rng.randrange(seen[word])) < MOST:
                found[word][at] = cx.identify(cx.window(text, *m.span()), vocabulary)
    for word in sorted(seen, key=seen.__getitem__):
        print(word, seen[word], end="; ")
    print()
    return found


def matrix(ids: np.ndarray, group: int, classes: bytes) -> np.ndarray:
    """The feature numbers of contexts: one row each, as ``confusion.features`` computes them."""
    table = np.frombuffer(classes, dtype=np.uint8)
    x = ids.astype(np.uint64)
    k = table[ids].astype(np.uint64)
    p = [np.uint64(n) for n in cx.PRIMES]
    columns = []
    slot = 0

    def add(parts: list[np.ndarray]) -> None:
        nonlocal slot
        slot += 1
        h = np.uint64(slot * cx.SLOT + group * cx.GROUP) + sum(a * q for a, q in zip(parts, p, strict=False))
        columns.append((h ^ (h >> np.uint64(cx.FOLD))) & np.uint64((1 << BITS) - 1))

    for places in cx.WORDS:
        add([x[:, i] for i in places])
    for places in cx.CLASSES:
        add([k[:, i] for i in places])
    for word, kind in cx.MIXED:
        add([x[:, word], k[:, kind]])
    return np.stack(columns, axis=1).astype(np.int64)


def train(rows: np.ndarray, labels: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Used feature numbers, weights [features, outputs], biases; outputs are words 1… against word 0."""
    used, counts = np.unique(rows, return_counts=True)
    used = used[counts >= LEAST]
    at = np.searchsorted(used, rows)
    at[at == len(used)] = 0
    keep = used[at] == rows
    indptr = np.concatenate([[0], np.cumsum(keep.sum(1))])
    data = csr_matrix((np.ones(keep.sum(), dtype=np.float32), at[keep], indptr), shape=(len(rows), len(used)))
    model = LogisticRegression(C=0.5, max_iter=60, tol=1e-3)
    model.fit(data, labels)
    present = list(model.classes_)
    if len(present) == 2:
        full = np.zeros((n, len(used)))
        bias = np.zeros(n)
        full[present[1]], bias[present[1]] = model.coef_[0], model.intercept_[0]
    else:
        full, bias = np.zeros((n, len(used))), np.full(n, -4.0)
        full[present], bias[present] = model.coef_, model.intercept_
    return used, (full[1:] - full[0]).T, bias[1:] - bias[0]


def main() -> None:
    """Collect contexts, train each set, quantize into the shared table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("free_text", type=Path)
    args = parser.parse_args()
    sets = load_sets()
    found = collect(args.free_text, {w for s in sets for w in s.words})
    _, classes = cx.load_classes()
    table = np.zeros(1 << BITS)
    biases = []
    for s in sets:
        ids = np.array([c for w in s.words for c in found[w]])
        labels = np.array([i for i, w in enumerate(s.words) for _ in found[w]])
        if min(len(found[w]) for w in s.words) < FEWEST:
            biases.append([0.0] * (len(s.words) - 1))
            print(s.words, "too few examples")
            continue
        rng = np.random.default_rng(0)
        held = rng.random(len(ids)) < 0.1
        rows = matrix(ids, s.number, classes)
        used, weights, bias = train(rows[~held], labels[~held], len(s.words))
        scores = np.zeros((held.sum(), len(s.words)))
        lookup = np.zeros((1 << BITS, len(s.words) - 1), dtype=np.float32)
        lookup[used] = weights
        scores[:, 1:] = lookup[rows[held]].sum(1) + bias
        wrong = (scores.argmax(1) != labels[held]).mean()
        print(f"{'/'.join(s.words)}: {len(ids)} examples, held-out error {wrong:.4f}", flush=True)
        for output in range(len(s.words) - 1):
            place = (used + output * (cx.PRIMES[0])) & ((1 << BITS) - 1)
            np.add.at(table, place, weights[:, output])
        biases.append([float(b) for b in bias])
    packed = np.clip(np.rint(table * SCALE), -127, 127).astype(np.int8)
    print("nonzero", (packed != 0).mean())
    head = "\n".join(" ".join(f"{b:.3f}" for b in row) for row in biases).encode()
    OUT.write_bytes(packed.tobytes() + head)


if __name__ == "__main__":
    main()
