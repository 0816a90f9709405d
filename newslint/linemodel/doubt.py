"""What speaks for items that are about to go: they are reported, and left to an editor.

The trees see a short paragraph between buttons, or a row of a table, much as they see the page around it. What is
lost by such a mistake is the story; what is left by too much care is a line of the page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from newslint.article import WORD
from newslint.compiled import compile_pattern
from newslint.linemodel.evidence import MARKUP, NARRATED, SPEAKS, STRONG, SURE
from newslint.linemodel.extent import LEFTOVER
from newslint.linemodel.items import Item
from newslint.model import Safety

#: A sentence that shows nothing is told by the story below this score, one that shows little below that.
TOLD_SILENT, TOLD_WEAK = 0.97, 0.9
#: A line of so many words that ends as a sentence does and shows nothing is told by the story.
TOLD_WORDS = 4
ENDED = compile_pattern(r"[.!?][\"”’')\]]*\Z")
TEMPLATE = compile_pattern(r"\{\{[^{}]*\}\}")
#: Whoever is quoted is quoted by the story.
SAID = compile_pattern(r"\b(?:said|says|told|added|asked)\b")
#: So many lines of one make, with figures or days in them, are a table; a longer line is no row.
ROWS, DAYS, ROW_CHARS = 3, 2, 60
ASIDE = compile_pattern(r" ?\([^()]*\)")
FIGURES = compile_pattern(r"\d+|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
LETTERS = compile_pattern(r"[^\W\d_]+(?:[ .’'&-]+[^\W\d_]+)*")
#: What a story that speaks so often of these may say like a page.
SPOKEN = 2
SUBJECTS = {
    "legal-notice": ("cookie", "copyright", "privacy", "terms of use"),
    "share-prompt": ("newsletter", "subscri", "social media"),
    "paywall-page": ("paywall", "subscri"),
    "comment-thread": ("comment",),
    "advertisement": ("advertis",),
}
#: The site speaks of itself, and not in a quotation.
SITE = compile_pattern(r"\b(?:we|our|us|this (?:web)?site|third parties|reserved|published|updated)\b|©")
PROMPT = compile_pattern(rf"{SITE.pattern}|\byour?\b|^\W*(?:follow|share|like|subscribe|sign up|join|leave)\b")
SPEECH = compile_pattern(r"[\"“][^\"“”]*[\"”]")
#: With fewer sentences left there is too little of a story to tell what is none of it.
STORY = 2
#: A piece of so many pictures, and of no more paragraphs, is told by its captions; a shorter one is a credit.
PICTURES, PICTURE_WORDS = 3, 8


def in_doubt(
    found: Sequence[tuple[Item, float]],
    shown: Sequence[tuple[str, float]],
    safety: Sequence[Safety],
    *,
    whole: bool,
) -> set[int]:
    """Which of the items that are to go safely tell the story all the same.

    ``shown`` is what each item says of itself, ``safety`` how surely it goes; a ``whole`` page shows that it is one.
    """
    goes = [how == "safe" for how in safety]
    if not any(goes):
        return set()
    texts = [item.text for item, _ in found]
    # a row may begin with a time
    speaks = [strength >= SPEAKS and kind != "dateline-debris" for kind, strength in shown]
    held = tabled(texts, speaks, goes)
    held.update(i for i, (item, p) in enumerate(found) if goes[i] and _tells(item.text, p, *shown[i]))
    staying = sum(how == "none" and told(text) for text, how in zip(texts, safety, strict=True))
    if not whole and staying < STORY:
        held.update(i for i, (_, strength) in enumerate(shown) if strength < STRONG)
    held.update(i for i, text in enumerate(texts) if _is_row_of(texts, safety, i) and shown[i][1] < SURE)
    held.update(_spoken_of(found, shown, goes))
    captions = [i for i, (kind, _) in enumerate(shown) if kind == "caption" and goes[i]]
    if captions and pictured([texts[i] for i in captions], staying):
        held.update(captions)
    return {i for i in held if goes[i]}


def quoted(found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]], prose: Sequence[int]) -> set[int]:
    """The sentences between the story's ``prose`` in which somebody is quoted, on a page of any length."""
    inside = range(prose[0], prose[-1] + 1) if prose else ()
    spoken = (i for i in inside if SAID.search(found[i][0].text) and SPEECH.search(found[i][0].text))
    return {i for i in spoken if _tells(found[i][0].text, found[i][1], *shown[i])}


def _is_row_of(texts: Sequence[str], safety: Sequence[Safety], i: int) -> bool:
    """Whether a line stands below one that announces it ("The winning numbers were:")."""
    return i > 0 and safety[i - 1] == "none" and texts[i - 1][-1] == ":" and texts[i - 1].count(" ") >= TOLD_WORDS


def _spoken_of(
    found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]], goes: Sequence[bool]
) -> Iterator[int]:
    """Sentences with a page's words (cookies, a newsletter) in a story that speaks of them, and its headline."""
    gone = [i for i, out in enumerate(goes) if out and (i == 0 or shown[i][0] in SUBJECTS)]
    if not gone:
        return
    telling = zip(found, shown, strict=True)
    story = "\n".join(item.text for (item, p), (_, strength) in telling if p < LEFTOVER and strength < SPEAKS)
    story = f"{found[0][0].text}\n{story}".lower()
    spoken = {kind for kind, words in SUBJECTS.items() if sum(map(story.count, words)) >= SPOKEN}
    yield from (i for i in gone if shown[i][0] in spoken and _told_of(found[i][0].text, shown[i][0]))
    if goes[0] and shown[0][1] < SURE and not told(found[0][0].text):
        title = found[0][0].text.lower()
        if any(word in title for kind in spoken for word in SUBJECTS[kind]):
            yield 0


def _told_of(text: str, kind: str) -> bool:
    """Whether a sentence or a question speaks of such words, and not with the site's voice."""
    voice = SITE if kind == "legal-notice" else PROMPT
    return (text[-1] == "?" or told(text)) and not voice.search(SPEECH.sub("", text.lower()))


def _tells(text: str, p: float, kind: str, strength: float) -> bool:
    """Whether an item is a sentence of the story for all that the trees say."""
    if kind == "leftover-markup":  # the rule for markup takes it out of the sentence
        return told(MARKUP.sub("", TEMPLATE.sub("", text)).strip())
    if not told(text):
        return False
    if NARRATED.search(text):
        return True
    strength = shown_by_sentence(text, kind, strength)
    said = SAID.search(text) is not None
    return strength < STRONG and (said or p < (TOLD_SILENT if strength <= SPEAKS else TOLD_WEAK))


def shown_by_sentence(text: str, kind: str, strength: float) -> float:
    """How strongly a sentence shows what it is: it may hold a date."""
    return 0.0 if kind == "dateline-debris" and strength < SURE and not SITE.search(text.lower()) else strength


def told(text: str) -> bool:
    """Whether a line reads as a sentence, however short."""
    if ENDED.search(text) is None or text[0].islower():
        return False
    return len(list(islice(WORD.finditer(text), TOLD_WORDS))) == TOLD_WORDS


def tabled(texts: Sequence[str], speaks: Sequence[bool], goes: Sequence[bool]) -> set[int]:
    """Which lines are rows of a table: fixtures, results, prices. Two in a row make one when one of them stays.

    ``speaks``: whether a line says itself that it is a leftover; ``goes``: whether it is to go.
    """
    made = ["" if says else _make(text) for text, says in zip(texts, speaks, strict=True)]
    often = Counter(made)
    found = {i for i, make in enumerate(made) if make and often[make] >= (DAYS if make == "0" else ROWS)}
    for make, run in groupby(range(len(texts)), key=made.__getitem__):
        rows = list(run)
        if make and len(rows) > 1 and not all(goes[i] for i in rows):
            found.update(rows)
    return found


def _make(text: str) -> str:
    """What is left of a row without its own words and figures: ``a 0`` of "Plaid Cymru 43"; "" for no row."""
    if len(text) > ROW_CHARS or not FIGURES.search(text):
        return ""
    return LETTERS.sub("a", FIGURES.sub("0", ASIDE.sub("", text)))


def pictured(captions: Sequence[str], paragraphs: int) -> bool:
    """Whether a piece is told by its pictures: so many captions of a sentence, and no more paragraphs."""
    whole = sum(len(WORD.findall(text)) >= PICTURE_WORDS for text in captions)
    return whole >= PICTURES and whole >= paragraphs
