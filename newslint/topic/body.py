"""The sentences of the story itself: prose, without the teaser that the body says again."""

from __future__ import annotations

from newslint.article import Article, Sentence
from newslint.compiled import compile_pattern
from newslint.prose import is_prose

#: Punctuation, quotes and spacing that may differ between a teaser and the body.
LOOSE = compile_pattern(r"[\W_]+")
CUT_OFF = compile_pattern(r"(?:…|\.\.\.)[\"”’'»)\]\s]*\Z")
#: Items of a list stand apart from the story's sentences.
BULLET = compile_pattern(r"[-–—•*·|▪●]|\(?\d{1,2}[.)](?= )")


def body_sentences(article: Article) -> list[Sentence]:
    """The sentences of lines of prose, each once: of two copies the later one, of a cut one the whole."""
    lines = article.paragraphs
    prose = {i for i, line in enumerate(lines) if is_prose(line.text) and not BULLET.match(line.text)}
    sentences = [s for s in article.sentences if s.paragraph in prose]
    folded = [LOOSE.sub(" ", s.text.casefold()).strip() for s in sentences]
    last = {text: i for i, text in enumerate(folded)}
    return [s for i, s in enumerate(sentences) if last[folded[i]] == i and not _cut_off(s.text, i, folded)]


def _cut_off(text: str, index: int, folded: list[str]) -> bool:
    """Whether a sentence ends in an ellipsis and another one says it in full."""
    if not CUT_OFF.search(text):
        return False
    piece = folded[index]
    return any(i != index and piece in other for i, other in enumerate(folded) if len(other) > len(piece) > 0)
