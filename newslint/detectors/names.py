"""Names that one article spells in two ways."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.detectors.dictionary import names, word_classes
from newslint.detectors.vocabulary import numbers_of, word_set
from newslint.model import Match

MIN_LETTERS = 6
#: Ways of writing one foreign sound, at the end of a name and in it; each is folded to the same letter.
LAST = compile_pattern(r"(?:iy|yi|yy|ij|ii|ie|y)\b")
FOLDS = tuple(
    (spelt, letter)
    for spellings, letter in (
        ("yy ii ee ie y e", "i"), ("kh", "h"), ("ck q c", "k"), ("ph", "f"), ("w", "v"), ("ou oo o", "u"),
        ("dj zh", "j"), ("tz ts", "z"),
    )
    for spelt in spellings.split()
)  # fmt: skip
DOUBLED = compile_pattern(r"(.)\1")
#: Endings that make another word of a name, not another spelling.
ENDINGS = tuple("s es a n an ian ians i ese ish er ers ism ist ists o us ic ed ing".split())


def inconsistent_name(article: Article) -> Iterator[Match]:
    """The rarer of two spellings of one name: same sound, or the same first name or title before it."""
    known = word_classes()
    groups: dict[str, set[str]] = defaultdict(set)
    for word in [word for word in article.view(word_set) if len(word) >= MIN_LETTERS and word[0].isupper()]:
        name = _bare(word)
        if len(name) >= MIN_LETTERS and name[1:].islower() and name.lower() not in known:
            groups[sound(name)].add(name)
    doubtful = [group for group in groups.values() if len(group) > 1]
    if not doubtful:
        return
    spans: dict[str, list[tuple[int, int]]] = defaultdict(list)
    wanted = {name + end for name in set().union(*doubtful) for end in ("", "'s", "’s")}
    surnames: dict[str, set[str]] = defaultdict(set)
    for number in numbers_of(article, wanted):
        word, start = article.words[number], article.word_starts[number]
        name, following = _bare(word), "".join(article.words[number + 1 : number + 2])
        spans[name].append((start, start + len(name)))
        if following[:1].isupper() and article.text.startswith(f" {following}", start + len(word)):
            surnames[name].add(_bare(following))
    for found in doubtful:
        variants = sorted(found, key=lambda n: (-len(spans[n]), spans[n][0]))
        usual = variants[0]
        for other in variants[1:]:
            if _other_word(usual, other) or usual[0] != other[0] or {usual.lower(), other.lower()} <= names():
                continue
            if surnames[usual] and surnames[other] and surnames[usual].isdisjoint(surnames[other]):
                continue  # first names of two people
            start, end = spans[other][0]
            values = {"usual": usual, "count": _times(len(spans[other])), "usual_count": _times(len(spans[usual]))}
            yield Match(start, end, None, values, (spans[usual][0], *spans[other][1:]))


def _bare(word: str) -> str:
    return word[:-2] if word.endswith(("'s", "’s")) else word


@lru_cache(maxsize=4096)
def sound(name: str) -> str:
    """What two spellings of one name have in common: how it sounds."""
    folded = LAST.sub("i", name.lower())
    for spelt, letter in FOLDS:
        folded = folded.replace(spelt, letter)
    return DOUBLED.sub(r"\1", folded)


def _other_word(a: str, b: str) -> bool:
    """Whether one is the other with an ending: "Ukraine", "Ukrainian"; "Ivanov", "Ivanova"."""
    short, long = sorted((a, b), key=len)
    return long.startswith(short) and long[len(short) :] in ENDINGS


def _times(count: int) -> str:
    """``"once"``, ``"twice"``, ``"3 times"``."""
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
