"""Lines right beside the headline or the story that show nothing: a standfirst, a last short sentence.

The trees see them half as the page, on whose side they stand. They are reported, and left to an editor.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from newslint.linemodel.doubt import TOLD_SILENT, TOLD_WEAK, TOLD_WORDS, shown_by_sentence, told
from newslint.linemodel.evidence import SPEAKS
from newslint.linemodel.items import Item

#: A standfirst has so many words.
SUMMARY = 8
#: So many lines of another kind may stand between the story and its last sentence.
BETWEEN = 1


def around_headline(found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]], headline: int) -> set[int]:
    """The lines right above and below what was taken for the headline, if they show nothing.

    The one below sums the story up; the one above is the headline where a standfirst or a caption was taken for it.
    """
    above, below = headline - 1, headline + 1
    held = {above} if above >= 0 and _silent(found[above][0].text, shown[above], TOLD_WORDS) else set()
    if (
        0 < below < len(found)
        and found[below][1] < TOLD_SILENT
        and _silent(found[below][0].text, shown[below], SUMMARY)
    ):
        held.add(below)
    return held


def _silent(text: str, shown: tuple[str, float], words: int) -> bool:
    """Whether a line of so many words shows nothing of itself."""
    kind, strength = shown
    return strength < SPEAKS and kind != "byline-debris" and text.count(" ") >= words - 1


def around_story(
    found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]], prose: Sequence[int]
) -> set[int]:
    """The sentences above and below the ``prose`` that stays (its items, in order), as long as they show nothing.

    A button or two may stand between.
    """
    if not prose:
        return set()
    above, below = range(prose[0] - 1, -1, -1), range(prose[-1] + 1, len(found))
    return {*_sentences(found, shown, above), *_sentences(found, shown, below)}


def _sentences(
    found: Sequence[tuple[Item, float]], shown: Sequence[tuple[str, float]], outwards: range
) -> Iterator[int]:
    """Sentences that show nothing, up to the page's own lines; behind one of those they may be less sure to go."""
    others = 0
    for i in outwards:
        (item, p), (kind, strength) = found[i], shown[i]
        unsure = p < (TOLD_WEAK if others else TOLD_SILENT)
        if unsure and told(item.text) and shown_by_sentence(item.text, kind, strength) < SPEAKS:
            yield i
            others = 0
        elif (others := others + 1) > BETWEEN:
            return
