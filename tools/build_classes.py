"""Build rules/spelling/word-classes.txt and frequent-words.txt: frequent words grouped by the words they stand beside.

usage: python -m tools.build_classes FREE_TEXT.jsonl.xz

Source: the free text (US government works, public domain; OpenStax books, CC BY 4.0). The 16,000 most
frequent tokens are described by the words before and after them (positive pointwise mutual
information), reduced to 60 dimensions and grouped by k-means. Needs numpy, scipy and scikit-learn.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import coo_matrix, hstack
from sklearn.cluster import MiniBatchKMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from newslint.detectors.context import FIRST_WORD, TOKEN
from tools.free_text import paragraphs

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "word-classes.txt"
FREQUENT_OUT = OUT.with_name("frequent-words.txt")
VOCABULARY, CONTEXTS, CLASSES, DIMENSIONS = 16_000, 3_000, 200, 60
#: So many of the most frequent tokens are listed apart, to measure others against.
FREQUENT = 400


def count(path: Path) -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Tokens and pairs of neighbours, in lower case."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for text in paragraphs(path):
        tokens = [t.lower().replace("’", "'") for t in TOKEN.findall(text)]
        words.update(tokens)
        pairs.update(itertools.pairwise(tokens))
        if len(pairs) > 6_000_000:
            pairs = Counter({pair: n for pair, n in pairs.items() if n > 1})
    return words, pairs


def describe(words: list[str], pairs: Counter[tuple[str, str]]) -> np.ndarray:
    """Rows of positive pointwise mutual information with the neighbours, reduced."""
    index = {w: i for i, w in enumerate(words)}
    sides = []
    for side in (0, 1):
        rows, columns, values = [], [], []
        for pair, n in pairs.items():
            row, column = index.get(pair[side]), index.get(pair[1 - side])
            if row is not None and column is not None and column < CONTEXTS:
                rows.append(row)
                columns.append(column)
                values.append(float(n))
        matrix = coo_matrix((values, (rows, columns)), shape=(len(words), CONTEXTS)).tocsr()
        total = matrix.sum()
        row_sums = np.asarray(matrix.sum(1)).ravel() + 1e-9
        column_sums = np.asarray(matrix.sum(0)).ravel() + 1e-9
        coo = matrix.tocoo()
        coo.data = np.maximum(0, np.log(coo.data * total / (row_sums[coo.row] * column_sums[coo.col] ** 0.9)))
        sides.append(coo)
    reduced = TruncatedSVD(DIMENSIONS, random_state=0).fit_transform(hstack(sides).tocsr())
    return normalize(reduced)


def main() -> None:
    """Count, describe, group, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("free_text", type=Path)
    words, pairs = count(parser.parse_args().free_text)
    vocabulary = [w for w, _ in words.most_common(VOCABULARY) if not w[0].isdigit()]
    labels = MiniBatchKMeans(CLASSES, random_state=0, n_init=3, batch_size=4096).fit_predict(
        describe(vocabulary, pairs)
    )
    lines = [" ".join(w for w, k in zip(vocabulary, labels, strict=True) if k == c) for c in range(CLASSES)]
    assert FIRST_WORD + CLASSES < 256
    OUT.write_text("\n".join(line for line in lines if line), encoding="utf-8")
    FREQUENT_OUT.write_text("\n".join(vocabulary[:FREQUENT]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
