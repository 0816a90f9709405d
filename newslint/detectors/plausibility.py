"""Where the grammar rules out a word that the models for confused words think likelier."""

from __future__ import annotations

import re

from newslint.compiled import compile_pattern

#: "than" needs something compared before it.
COMPARED = compile_pattern(
    r"\b(?:more|less|fewer|rather|other|else|worse|better|different|(?!ev|ei|aft|nev|how|wh|ov|und|off|lead"
    r"|memb|oth|wat|numb|pow|summ|pray|wint|lett|should|ord|ent|rememb|moth|fath|broth|sist|form"
    r"|hous|vot|minist|lat|law|comput|work|play|form)[a-z]{3,}er)\b[^.!?;]*\Z",
    re.I,
)
#: What needs a word right after it, possessives above all.
BOUND = frozenset(("its", "their", "your", "whose", "than", "every", "quite"))
FOLLOWED = compile_pattern(r" [\"“‘'(]?(?!gonna|gotta)[\w$£€]")
#: What does not follow "quite".
AFTER_QUIET = compile_pattern(r" (?:on|in|at|for|and|about|until|since|while|today|enough|all|from|but|as)\b")


#: What follows "quite" and not "quiet".
AFTER_QUITE = compile_pattern(r" (?:as|an?|the|so|like|what|that)\b")
#: Verbs taken for a noun or a preposition, and what stands before a verb alone.
VERBS = {("accept", "except"), ("affect", "effect"), ("advise", "advice"), ("breathe", "breath"), ("lose", "loose")}
BEFORE_VERB = compile_pattern(
    r"\b(?:will|would|not|never|to|can|could|must|should|may|might|do|does|did|[a-z]+ly),? \Z", re.I
)
#: What stands before "too many", unlike before "to many": "it meant a lot to many of them".
BEFORE_TOO_MANY = compile_pattern(r"\b(?:far|way|all|one|so|is|are|was|were|be|been|has|have|had|with) \Z", re.I)
MANY = compile_pattern(r" many\b", re.I)
#: "where" joins a clause to a word; "Were he to win" opens one.
JOINS, JOINS_BY_COMMA = compile_pattern(r"[a-z] \Z"), compile_pattern(r"[a-z], \Z")
#: Inversions, and what goes on after an aside: "the men, three of them young, were arrested".
INVERTED = compile_pattern(
    r" (?:(?:he|she|it|they|we|you|I|there|this|that|these|those|also|still|all|both|each|not)\b|\w+ to\b|[a-z]+ly\b"
    r"|(?:the|an?|any|his|her|its|their|such|one|anyone|someone)\b[^.,;!?]{0,40}? to\b|the (?:first|last|only|most)\b"
    r"|[a-z]+(?:ed|en|ing)\b)",
    re.I,
)
#: A subject in the plural, which "was" does not follow: "the ferries, which", "he and his sister".
PLURAL = compile_pattern(
    r"(?:\b(?:[Ww]e|[Yy]ou|[Tt]hey|[Tt]hese|[Tt]hose|[a-z]{2,}[^s\W]s)(?:,? (?:which|who|that))?"
    r"|\band(?: [\w’']+){1,4}) \Z"
)
#: A will that one has, unlike what will be there.
WILL = compile_pattern(r" will\b(?! (?:be|have|also|not|never|always|still|soon)\b)")


def plausible(wrong: str, right: str, text: str, start: int, end: int) -> bool:
    """What the models cannot know: where the grammar rules the right word out."""
    if end - start > 1 and text[start : start + 2].isupper():
        return False
    if right in BOUND and not FOLLOWED.match(text, end):
        return False
    before = max(0, start - 60), start
    if right == "too" and MANY.match(text, end):
        return bool(BEFORE_TOO_MANY.search(text, *before))
    if (wrong, right) == ("then", "than"):
        return bool(COMPARED.search(text, *before))
    if (wrong, right) == ("were", "where"):
        joins = JOINS_BY_COMMA.search(text, *before) and not INVERTED.match(text, end)
        return bool(joins or JOINS.search(text, *before))
    if (wrong, right) == ("where", "was"):
        return not PLURAL.search(text, *before)
    if (wrong, right) == ("their", "there"):
        return not WILL.match(text, end)
    if (wrong, right) in VERBS:
        return not BEFORE_VERB.search(text, *before)
    after = {"quite": AFTER_QUIET, "quiet": AFTER_QUITE}.get(right)
    return not (after and after.match(text, end))
