"""Know a finding again when the lines around it have come, gone or moved.

A fingerprint is made of the rule, the text found and the words beside it in the same lines; never
of the line number, and not of how many findings there are. Baselines, ignore files, GitLab and
GitHub code scanning compare by it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from newslint.article import LINE_BREAK, WORD, Article, Line
from newslint.edits import apply
from newslint.model import Edit, Finding

#: Words taken from either side of a finding: enough to tell two slips of one word apart.
WORDS = 3
#: Code points of either side in which those words are looked for.
REACH = 80


def fingerprints(article: Article, findings: Sequence[Finding]) -> list[str]:
    """One fingerprint (32 hexadecimal digits) a finding, in the findings' order.

    Give all findings of the article, before any are left out: the words beside a finding are those
    of the repaired text, so that mending one finding does not rename its neighbour. The second,
    third … of equal artifacts in equal surroundings are told apart by their number. The path is left
    out: a renamed article keeps its fingerprints.
    """
    edits = _apart(edit for f in findings for edit in f.edits)
    seen: Counter[tuple[str, ...]] = Counter()
    marks = []
    for f in findings:
        key = (f.rule, " ".join(article.text[f.start : f.end].split()), *_context(article, f, edits))
        marks.append(_digest(*key, str(seen[key])))
        seen[key] += 1
    return marks


def _digest(*parts: str) -> str:
    import hashlib  # a report for people shows no fingerprints

    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _apart(edits: Iterable[Edit]) -> list[Edit]:
    """The edits in order; of a cut that meets one before it the rest, of another edit nothing."""
    kept: list[Edit] = []
    for edit in sorted(edits):
        end = kept[-1].end if kept else 0
        if edit.start >= end:
            kept.append(edit)
        elif edit.end > end and not edit.text.strip():
            kept.append(edit._replace(start=end))
    return kept


def _context(article: Article, f: Finding, edits: Sequence[Edit]) -> tuple[str, str]:
    """The last words before and the first words after a finding, inside its own lines, in lower case.

    Blank lines stand between others: those beside them that stay are their surroundings.
    """
    if LINE_BREAK.search(article.text, f.start, f.end) and article.text[f.start : f.end].isspace():
        return _beside(article, f, edits)
    left = max(article.line_at(f.start)[0], f.start - REACH)
    right = min(article.line_at(f.end)[1], f.end + REACH)
    before = _words(article.text, left, f.start, edits)[-WORDS:]
    after = _words(article.text, f.end, right, edits)[:WORDS]
    return " ".join(before), " ".join(after)


def _beside(article: Article, f: Finding, edits: Sequence[Edit]) -> tuple[str, str]:
    """The last words of the nearest line above a finding that stays, and the first of the nearest below."""
    here = bisect_left(article.lines, f.start, key=lambda line: line.start)
    sides = (reversed(article.lines[:here]), iter(article.lines[here:]))
    above, below = (next((line for line in side if not _is_cut(line, edits)), None) for side in sides)
    before = _words(article.text, above.start, above.end, edits)[-WORDS:] if above else []
    after = _words(article.text, below.start, below.end, edits)[:WORDS] if below else []
    return " ".join(before), " ".join(after)


def _is_cut(line: Line, edits: Sequence[Edit]) -> bool:
    """Whether one of the edits takes a whole line."""
    last = bisect_right(edits, line.start, key=lambda e: e.start) - 1
    return last >= 0 and edits[last].end >= line.end


def _words(text: str, start: int, end: int, edits: Sequence[Edit]) -> list[str]:
    """The words of ``text[start:end]`` once the edits inside it are made."""
    inside = []
    for edit in edits[bisect_left(edits, start, key=lambda e: e.start) :]:
        if edit.end > end:
            break
        inside.append(edit._replace(start=edit.start - start, end=edit.end - start))
    return [word.lower() for word in WORD.findall(apply(text[start:end], inside))]
