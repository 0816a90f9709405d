"""Build rules/spelling/word-pairs.bin: which classes of words follow and precede a word.

usage: python -m tools.build_pairs FREE_TEXT.jsonl.xz

Source: the free text (US government works, public domain; OpenStax books, CC BY 4.0). Rows are the most
frequent tokens, then the word classes; columns the classes of the token after (first table) or before
(second table). A value is the pointwise mutual information in eighths of a nat, from -127 to 127.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from newslint.detectors import context as cx
from tools.free_text import paragraphs

OUT = Path(__file__).parents[1] / "rules" / "spelling" / "word-pairs.bin"
#: Added to every count, in expected counts.
PRIOR = 2.0


def main() -> None:
    """Count pairs of neighbours, weigh them, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("free_text", type=Path)
    args = parser.parse_args()
    vocabulary, classes = cx.load_classes()
    kinds = np.frombuffer(classes, dtype=np.uint8).astype(np.int64)
    rows = cx.load_rows()
    counts = [np.zeros((cx.FREQUENT + 256, 256)) for _ in range(2)]
    ids: list[int] = []

    def flush() -> None:
        x = np.array(ids)
        row, kind = np.asarray(rows)[x], kinds[x]
        np.add.at(counts[0], (row[:-1], kind[1:]), 1)
        np.add.at(counts[1], (row[1:], kind[:-1]), 1)
        ids.clear()

    for text in paragraphs(args.free_text):
        ids.append(cx.EDGE)
        ids += cx.identify(cx.TOKEN.findall(text), vocabulary)
        ids.append(cx.EDGE)
        if len(ids) > 1_000_000:
            flush()
    flush()
    tables = []
    for table in counts:
        expected = table.sum(1, keepdims=True) * table.sum(0, keepdims=True) / table.sum()
        score = np.log((table + PRIOR * 0.5) / (expected + PRIOR * 0.5))
        tables.append(np.clip(np.rint(score * 8), -127, 127).astype(np.int8).tobytes())
    OUT.write_bytes(b"".join(tables))


if __name__ == "__main__":
    main()
