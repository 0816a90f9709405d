"""Build rules/spelling/words.txt and rules/spelling/names.txt.

usage: python -m tools.build_words FREE_TEXT.jsonl.xz [--scowl /usr/share/dict/scowl]

Sources: ``extra_words.txt``, by hand; SCOWL (Debian package ``scowl``; Copyright 2000-2020 Kevin Atkinson,
free to use with its notice); counts of the free text (US government works, public domain; OpenStax books,
CC BY 4.0).

``words.txt``: the lower-case words in alphabetical order, each with its class n: the free text has it about 2**n
times, or SCOWL holds it to be that frequent; 0 are those that are rare in both. Words of size 70 and below in all
dialects; rarer ones (size 80) only where a one-letter edit would make them a frequent word, as nowhere
else does it matter whether they are known.
``names.txt``: words that are written with a capital.
"""

from __future__ import annotations

import argparse
import itertools
from collections import Counter
from pathlib import Path
from unicodedata import combining, normalize

from newslint.detectors.context import TOKEN
from newslint.detectors.corrections import one_edit
from tools.free_text import paragraphs

#: Words of today's news that SCOWL is too old for, by hand.
EXTRA = Path(__file__).with_name("extra_words.txt")
RULES = Path(__file__).parents[1] / "rules" / "spelling"
DIALECTS = (
    "english",
    "american",
    "british",
    "british_z",
    "canadian",
    "australian",
    "variant_1",
    "variant_2",
    "american_variant_1",
    "british_variant_1",
    "british_variant_2",
    "canadian_variant_1",
    "canadian_variant_2",
    "australian_variant_1",
    "australian_variant_2",
)
#: What SCOWL has, and is a slip wherever the news has it.
MISLEADING = frozenset(("trafic",))
#: A word this frequent is one that rare words are mistaken for.
FREQUENT = 150
#: How often a word that SCOWL lacks must come in the free text to count as one.
SEEN = 4
#: SCOWL's size and the rank that it stands for in text other than the government's.
LEAST_RANK = {10: 11, 20: 9, 35: 6, 40: 5, 50: 4, 55: 3, 60: 3, 70: 1}


def scowl(home: Path, kinds: tuple[str, ...], sizes: tuple[int, ...]) -> set[str]:
    """The words of SCOWL's lists of these kinds and sizes, in every dialect."""
    found: set[str] = set()
    for path in (home / f"{d}-{k}.{s}" for d in DIALECTS for k in kinds for s in sizes):
        if path.exists():
            found.update(path.read_text(encoding="latin-1").split("\n"))
    return found


def count(path: Path) -> tuple[Counter[str], Counter[str]]:
    """How often each word comes, and how often behind a lower-case word or a comma (so its capital means something)."""
    words: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    for text in paragraphs(path):
        tokens = TOKEN.findall(text)
        words.update(tokens)
        inside.update(b for a, b in itertools.pairwise(tokens) if a == "," or a.islower())
    return words, inside


def ranks(home: Path, known: set[str], counts: Counter[str]) -> dict[str, int]:
    """The class of each word: the binary logarithm of its count, or what SCOWL's size says, if that is higher."""
    rank = {word: counts[word].bit_length() for word in known}
    for size, least in LEAST_RANK.items():
        for word in scowl(home, ("words",), (size,)) & known:
            rank[word] = max(rank[word], least)
    return rank


def plain(words: set[str]) -> set[str]:
    """Lower-case words of two letters or more."""
    return {w for w in words if len(w) > 1 and w.isalpha() and w.islower()}


def unaccented(word: str) -> str:
    """The word as news writes it: "cafe" for "café"."""
    return "".join(c for c in normalize("NFD", word) if not combining(c))


def known_words(home: Path, counts: Counter[str]) -> set[str]:
    """The dictionary: see the module's text."""
    listed = scowl(home, ("words",), (10, 20, 35, 40, 50, 55, 60, 70))
    known = plain(listed) | plain({unaccented(word) for word in listed}) | {"a"}
    known |= plain(set(EXTRA.read_text(encoding="utf-8").split()))
    frequent = {w for w in known if counts[w] >= FREQUENT}
    rare = plain(scowl(home, ("words",), (80,))) - known
    known |= {w for w in rare if len(w) > 3 and any(e in frequent for e in one_edit(w))}
    for word, n in counts.items():
        seen = n >= SEEN and len(word) > 3 and word.isascii() and word.isalpha() and word.islower()
        if seen and not any(e in frequent and counts[e] > 100 * n for e in one_edit(word)):
            known.add(word)
    return known - MISLEADING


def names(home: Path, inside: Counter[str], known: set[str]) -> set[str]:
    """Words that have a capital: of SCOWL, and of the free text in 99 cases of 100."""
    listed = {
        w for w in scowl(home, ("upper", "proper-names"), (10, 20, 35, 40, 50, 60)) if w.isalpha() and w[1:].islower()
    }
    seen = {w for w, n in inside.items() if n >= 15 and w.isalpha() and w[0].isupper() and w[1:].islower()}
    return {
        w
        for w in listed | seen
        if len(w) > 2 and w.lower() not in known and inside[w.lower()] <= 0.01 * inside[w] + 0.5
    }


def main() -> None:
    """Count, choose, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("free_text", type=Path)
    parser.add_argument("--scowl", type=Path, default=Path("/usr/share/dict/scowl"))
    args = parser.parse_args()
    counts, inside = count(args.free_text)
    known = known_words(args.scowl, counts)
    rank = ranks(args.scowl, known, counts)
    text = "\n".join(f"{word} {rank[word]}" for word in sorted(known))
    (RULES / "words.txt").write_text(text + "\n", encoding="utf-8")
    capital = names(args.scowl, inside, known)
    (RULES / "names.txt").write_text(" ".join(sorted(capital)) + "\n", encoding="utf-8")
    print(len(known), "words", len(capital), "names")


if __name__ == "__main__":
    main()
