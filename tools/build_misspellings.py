"""Build rules/spelling/misspelling.tsv: misspellings that are certain, with their inflections.

usage: python -m tools.build_misspellings FREE_TEXT.jsonl.xz

Sources: ``certain_pairs.tsv`` and ``common_misspellings.txt``, by hand; the dictionary and the names (SCOWL); the
free text (US government works, public domain; OpenStax books, CC BY 4.0), which says what is spelled so
too often to be a slip.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from newslint.detectors.context import TOKEN
from newslint.detectors.dictionary import names, word_classes
from tools.free_text import paragraphs

HERE = Path(__file__).parent
OUT = HERE.parent / "rules" / "spelling" / "misspelling.tsv"
#: Endings that a word and its misspelling take alike, and those for which both drop a final "e".
ENDINGS = "s es d ed ing ly er ers or ors al ally ity ment ments ful ness able ance".split()
WITHOUT_E = "ing ed er ers able ation ations or ors ion ions al".split()
#: A "misspelling" that comes this often, and more than once in so many times its word, is a word of its own.
SEEN, SHARE = 3, 50


def common() -> Iterator[tuple[str, str]]:
    """(misspelling, word) of the list by hand."""
    for line in (HERE / "common_misspellings.txt").read_text(encoding="utf-8").split("\n"):
        right, _, wrongs = line.partition(": ")
        if line and line[0] != "#":
            yield from ((wrong, right) for wrong in wrongs.split())


def inflected(wrong: str, right: str) -> Iterator[tuple[str, str]]:
    """The pair, and the same pair with every ending that makes another known word of the right one."""
    known = word_classes()
    yield wrong, right
    yield from ((wrong + end, right + end) for end in ENDINGS if right + end in known)
    if wrong[-1] == right[-1] == "e":
        yield from ((wrong[:-1] + end, right[:-1] + end) for end in WITHOUT_E if right[:-1] + end in known)
    if wrong[-1] == right[-1] == "y":
        for end in ("ies", "ied"):
            if right[:-1] + end in known:
                yield wrong[:-1] + end, right[:-1] + end


def is_free(wrong: str) -> bool:
    """Whether the misspelling is no word, no name and no compound."""
    low = wrong.lower()
    return low.isalpha() and len(low) > 3 and low not in word_classes() and low not in names()


def main() -> None:
    """Collect, check, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("free_text", type=Path)
    counts: Counter[str] = Counter()
    for text in paragraphs(parser.parse_args().free_text):
        counts.update(TOKEN.findall(text))
    pairs = {}
    for wrong, right in (pair for base in common() for pair in inflected(*base)):
        known = right.lower() in word_classes() or right.lower() in names()
        seen = counts[wrong] > SEEN and counts[wrong] * SHARE > counts[right]
        if known and is_free(wrong) and not seen:
            pairs.setdefault(wrong.lower(), right)
    for line in (HERE / "certain_pairs.tsv").read_text(encoding="utf-8").split("\n"):
        if line and line[0] != "#":
            wrong, right = line.split("\t")
            pairs[wrong] = right
    text = "".join(f"{wrong}\t{pairs[wrong]}\n" for wrong in sorted(pairs))
    OUT.write_text("# Written by tools/build_misspellings.py.\n" + text, encoding="utf-8")
    print(len(pairs), "pairs")


if __name__ == "__main__":
    main()
