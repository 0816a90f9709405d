"""The article before a word: "a apple", "an book"."""

from __future__ import annotations

from newslint.compiled import compile_pattern
from newslint.detectors.dictionary import word_classes
from newslint.model import Match

#: "a" before a word that begins with the sound of a vowel. "one", "European", "unit" begin with a consonant's.
A_BEFORE_VOWEL = compile_pattern(
    r"(?<![\w'’.$&/-])([Aa])( )(?=((?:[ai][a-z]|o(?!ne|nc|ui)[a-z]|e(?!u|we)[a-z]|un(?!i|anim)[a-z]|hour"
    r"|honest|honou?r|heir)[a-z]+)(?![\w'’]))"
)
#: "an" before a consonant; "an historic" and the like are right to many.
AN_BEFORE_CONSONANT = compile_pattern(
    r"(?<![\w'’.$&/-])([Aa]n)( )(?=([bcdfgjklmnpqrstvwyz][a-z]*[aeiouy][a-z]*|h(?!our|onest|onou?r|eir|ist|otel"
    r"|abit|erb|ero|alluc|ilar|yst|ys|omage|orrif|umble)[aeiou][a-z]+|uni(?:t|on|que|vers|form|fied"
    r"|corn|lat|sex)[a-z]*|use(?:d|ful|r|s)?|european|one)(?![\w'’]))"
)
#: A capital counts at the start of a sentence; elsewhere "A" is a letter, a grade, a player.
OPENS = compile_pattern(r"(?:\A|[\n.!?\"“”] ?)\Z")
#: Words that no article stands before: here the "a" or "an" is something else, or a word is missing.
BARE = frozenset(
    "and another are as at is it in on of or an all am also already about after any above against along among around "
    "although again into if its "
    "the this that they them then there these those to than was were with will would you your we our who "
    "what when where which why how "
    "but by for from he she his her him has have had do did does not no be been being can could may might "
    "must shall should so such "
    "said says take make made may my me more most much many just like la le de del der van von".split()
)


#: The letters that make "a" worth a look; "an" is rare enough to look at each.
VOWELS = frozenset("aeiouh")
ARTICLES = frozenset(("a", "an"))


def wrong_article(text: str, start: int, low: str, following: list[str]) -> Match | None:
    """The other article where the one at ``start``, in lower case ``low``, does not suit the word that follows."""
    if not following or (low == "a" and following[0][0] not in VOWELS):
        return None
    m = (A_BEFORE_VOWEL if low == "a" else AN_BEFORE_CONSONANT).match(text, start)
    if m is None or m[3] in BARE or word_classes().get(m[3], 0) < 2:
        return None
    if m[1][0] == "A" and not OPENS.search(text, max(0, start - 3), start):
        return None
    right = m[1][0] + ("n" if low == "a" else "")
    return Match(start, m.end(1), right, {"right": right, "sure": "98%"}, (), "unsafe")
