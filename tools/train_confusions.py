"""Train rules/spelling/confused-word.bin: which word of a set the context asks for.

usage: python -m tools.train_confusions FREE_TEXT.jsonl.xz [NEWS.jsonl.xz ...]

Source: the free text (US government works, public domain; OpenStax books, CC BY 4.0), of which the shipped weights are
learnt. Files of news may be named besides: the government and textbooks write otherwise than newspapers, and of news
nothing is kept but its part in the weights. One logistic regression a set (multinomial where it has three words), on
the hashed features of ``newslint/detectors/context.py``. All sets share one table of 8-bit weights. Needs numpy, scipy
and scikit-learn; a minute on one core. ``tools/set_bars.py`` then says how far a score must lead.
"""

from __future__ import annotations

import argparse
import itertools
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from newslint.detectors import context as cx
from newslint.detectors.classifier import BITS, SCALE
from newslint.detectors.confusionsets import load_sets
from newslint.detectors.surroundings import JOINED
from tools.free_text import paragraphs

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "confused-word.bin"
#: Examples of one word of a set, of the free text and of the news: more teach little.
MOST, MOST_NEWS = 60_000, 40_000
#: How often each example of the news counts: it is nearer to what is judged.
NEWS_WEIGHT = 3
#: A feature must come this often in the examples of its set.
LEAST = 4
#: A weight that is less than this many steps of the table is dropped: it would only disturb other sets.
STEPS = 1.5
#: Written out in the government's prose, these stand for the contractions that it lacks.
WRITTEN_OUT = {
    ("it", "is"): "it's",
    ("it", "has"): "it's",
    ("you", "are"): "you're",
    ("we", "are"): "we're",
    ("they", "are"): "they're",
    ("who", "is"): "who's",
    ("who", "has"): "who's",
}


def contexts(
    texts: Iterable[str], words: set[str], *, written_out: bool, side: int = cx.SIDE
) -> Iterator[tuple[str, list[int], list[str], int]]:
    """(word, ids of ``side`` tokens each way, paragraph's tokens, the word's place in them) of every word sought."""
    vocabulary, _ = cx.load_classes()
    firsts = {first for first, _ in WRITTEN_OUT} if written_out else set()
    for text in texts:
        tokens = cx.TOKEN.findall(text)
        low = [token.lower() for token in tokens]
        places = [i for i, word in enumerate(low) if word in words or word in firsts]
        ids = [cx.EDGE] * side + cx.identify(tokens, vocabulary) + [cx.EDGE] * side if places else []
        for i in places:
            pair = (low[i], low[i + 1]) if i + 1 < len(low) else ("", "")
            for word, length in ((low[i], 1), (WRITTEN_OUT.get(pair, "") if written_out else "", 2)):
                beside = {*tokens[max(0, i - 1) : i], *tokens[i + length : i + length + 1]}
                if word in words and beside.isdisjoint(JOINED):
                    yield (
                        word,
                        [*ids[i : i + side], *ids[i + side + length : i + 2 * side + length]],
                        tokens,
                        i,
                    )


def collect(texts: Iterable[str], words: set[str], most: int, *, written_out: bool) -> dict[str, list[list[int]]]:
    """The contexts (ids) of each word of the sets; of the frequent ones a sample."""
    found: dict[str, list[list[int]]] = defaultdict(list)
    seen: dict[str, int] = defaultdict(int)
    rng = random.Random(0)
    for word, ids, _, _ in contexts(texts, words, written_out=written_out):
        seen[word] += 1
        if len(found[word]) < most:
            found[word].append(ids)
        elif (at := rng.randrange(seen[word])) < most:
            found[word][at] = ids
    return found


def matrix(ids: np.ndarray, group: int, classes: bytes) -> np.ndarray:
    """The feature numbers of contexts: one row each, as ``classifier.features`` computes them."""
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


def train(
    rows: np.ndarray, labels: np.ndarray, counts: np.ndarray, n: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Used feature numbers, weights [features, outputs], biases; outputs are words 1… against word 0.

    ``counts``: how often each context counts.
    """
    used, places = np.unique(rows, return_inverse=True)
    seen = np.bincount(places.ravel(), np.repeat(counts, rows.shape[1]))
    used = used[seen >= LEAST]
    at = np.searchsorted(used, rows)
    at[at == len(used)] = 0
    keep = used[at] == rows
    indptr = np.concatenate([[0], np.cumsum(keep.sum(1))])
    data = csr_matrix((np.ones(keep.sum(), dtype=np.float32), at[keep], indptr), shape=(len(rows), len(used)))
    model = LogisticRegression(C=0.5, max_iter=60, tol=1e-3)
    model.fit(data, labels, counts)
    if n == 2:
        return used, model.coef_.T, model.intercept_
    return used, (model.coef_[1:] - model.coef_[0]).T, model.intercept_[1:] - model.intercept_[0]


def scores(table: np.ndarray, bias: list[float], rows: np.ndarray) -> np.ndarray:
    """The log odds of each word against the first [contexts, words], from the packed table."""
    result = np.zeros((len(rows), len(bias) + 1))
    for output, constant in enumerate(bias):
        place = (rows + output * cx.PRIMES[0]) & ((1 << BITS) - 1)
        result[:, output + 1] = table[place].sum(1, dtype=np.int64) / SCALE + constant
    return result


def main() -> None:
    """Collect contexts, train each set, quantize into the shared table, show the error on a held-out twelfth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("free_text", type=Path)
    parser.add_argument("news", type=Path, nargs="*")
    args = parser.parse_args()
    sets = load_sets()
    words = {w for s in sets for w in s.words}
    found = collect(paragraphs(args.free_text), words, MOST, written_out=True)
    news = collect(itertools.chain.from_iterable(map(paragraphs, args.news)), words, MOST_NEWS, written_out=False)
    _, classes = cx.load_classes()
    table = np.zeros(1 << BITS)
    biases, held_out = [], []
    rng = np.random.default_rng(0)
    for s in sets:
        parts = [(source[w], i, n) for i, w in enumerate(s.words) for source, n in ((found, 1), (news, NEWS_WEIGHT))]
        ids = np.array([c for part in parts for c in part[0]])
        labels, counts = (np.concatenate([np.full(len(part[0]), part[k]) for part in parts]) for k in (1, 2))
        held = rng.random(len(ids)) < 0.08
        rows = matrix(ids, s.number, classes)
        used, weights, bias = train(rows[~held], labels[~held], counts[~held], len(s.words))
        weights[np.abs(weights) < STEPS / SCALE] = 0
        for output in range(len(s.words) - 1):
            np.add.at(table, (used + output * cx.PRIMES[0]) & ((1 << BITS) - 1), weights[:, output])
        biases.append([float(b) for b in bias])
        held_out.append((rows[held], labels[held]))
    packed = np.clip(np.rint(table * SCALE), -127, 127).astype(np.int8)
    for s, bias_row, (rows, labels) in zip(sets, biases, held_out, strict=True):
        wrong = (scores(packed, bias_row, rows).argmax(1) != labels).mean()
        print(f"{'/'.join(s.words)}: held-out error {wrong:.4f} of {len(labels)}")
    head = "\n".join(" ".join(f"{b:.3f}" for b in row) for row in biases).encode()
    OUT.write_bytes(packed.tobytes() + head)


if __name__ == "__main__":
    main()
