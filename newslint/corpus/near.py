"""Near-duplicate articles: MinHash signatures, and bands that bring the likely pairs together.

The figures are FineWeb's: shingles of 5 words, 14 bands of 8 hashes, which pair articles that share 80 %
of their shingles 92 times in 100. A pair is then held against SAME, as bands alone also pair less.
"""

from __future__ import annotations

import struct

from newslint.compiled import compile_pattern
from newslint.corpus.lines import key
from newslint.errors import NewslintError

WORD = compile_pattern(r"\w+")
SHINGLE, BANDS, ROWS = 5, 14, 8
#: Least estimated share of common shingles (Jaccard) of a pair.
SAME = 0.8
SEED = 1
DIGEST = struct.Struct(f"<{BANDS * ROWS}I")


def signature(text: str) -> bytes:
    """The MinHash of a text's word shingles; empty for a text of fewer words than a shingle."""
    try:
        from rensa import RMinHash
    except ImportError:
        raise NewslintError("'newslint corpus' needs rensa: pip install 'newslint[corpus]'") from None
    words = WORD.findall(text.lower())
    shingles = list(map(" ".join, zip(*(words[i:] for i in range(SHINGLE)), strict=False)))
    if not shingles:
        return b""
    sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
    sketch.update(shingles)
    return DIGEST.pack(*sketch.digest())


def bands(digest: bytes) -> list[int]:
    """A hash for each band of a signature; two articles that share one may be near-duplicates."""
    width = 4 * ROWS
    return [key(str(start), digest[start : start + width].hex()) for start in range(0, len(digest), width)]


def similarity(one: bytes, other: bytes) -> float:
    """The estimated share of common shingles."""
    same: list[bool] = [a == b for a, b in zip(DIGEST.unpack(one), DIGEST.unpack(other), strict=True)]
    return sum(same) / len(same)


def groups(pairs: set[tuple[int, int]]) -> dict[int, int]:
    """Member -> the least member of its group, for all that a chain of pairs connects."""
    parent: dict[int, int] = {}

    def root(a: int) -> int:
        while (up := parent.setdefault(a, a)) != a:
            parent[a] = parent.get(up, up)
            a = up
        return a

    for a, b in sorted(pairs):
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    return {member: root(member) for member in sorted(parent)}
