"""Which words of an article come again in it, and where: what the screen looks at."""

from __future__ import annotations

from collections import Counter
from functools import cached_property, partial
from itertools import chain

from newslint.article import Article
from newslint.compiled import compile_pattern
from newslint.topic.body import body_of
from newslint.topic.said import said
from newslint.topic.table import FUNCTION_WORDS

POSSESSIVE = compile_pattern(r"['’].*")
#: A sentence that opens so leans on the one before it.
LEANS = frozenset(
    "he she it they this that these those his her its their but and however also yet so then such there another"
    " both meanwhile instead still other others".split()
)
#: A straight mark opens after a space or a dash, and closes before one or before punctuation.
QUOTE_MARK = compile_pattern(r"(?P<open>“|(?<![^\s(\[—–-])\"(?=\S))|(?P<close>”|\"(?=[\s.,;:!?)\]—–-]|\Z))")
#: Two words that agree so far are taken for forms of one: Ukraine and Ukrainian, elect and election.
STEM = 5


class Outline:
    """The content words of each sentence of the body, and in how many sentences each stem stands."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.sentences, self.spans = article.view(body_of)
        low = article.lower_words
        #: The words of each sentence, its content words, and their stems; all in lower case.
        self.words = [low[a:b] for a, b in self.spans]
        self.content = content_of(self.words)
        self.stems = [{word[:STEM] for word in words} for words in self.content]
        #: Stem -> number of sentences.
        self.count = Counter(chain.from_iterable(self.stems))
        #: First word of a sentence -> its names, once they are asked for: as words (discourse), and as written (unit).
        self.names_at: dict[int, list[tuple[int, int]]] = {}
        self.written_at: dict[int, dict[str, str]] = {}

    @cached_property
    def said(self) -> list[set[str]]:
        """What the vector of each sentence is made of."""
        texts = [sentence.text for sentence in self.sentences]
        return list(map(said, self.words, self.content, texts))

    @cached_property
    def token_count(self) -> Counter[str]:
        """Content word -> number of sentences."""
        return Counter(chain.from_iterable(self.content))

    @cached_property
    def word_count(self) -> Counter[str]:
        """Word -> how often the body has it, function words included."""
        return Counter(chain.from_iterable(self.words))

    @cached_property
    def large(self) -> set[str]:
        """Words (lower case) that the body writes large in mid-sentence."""
        written = self.article.words
        inside = set(chain.from_iterable(written[a + 1 : b] for a, b in self.spans))
        return {word.lower() for word in inside if word[0].isupper()}

    @cached_property
    def first(self) -> dict[str, int]:
        """Stem -> the first sentence that has it."""
        return {stem: i for i in reversed(range(len(self.stems))) for stem in self.stems[i]}

    @cached_property
    def last(self) -> dict[str, int]:
        """Stem -> the last sentence that has it."""
        return {stem: i for i, stems in enumerate(self.stems) for stem in stems}

    def quotation(self, i: int) -> tuple[bool, bool]:
        """Whether a sentence closes a quotation that it did not open, and whether it leaves one open."""
        closes = opened = False
        text = self.sentences[i].text
        if "”" not in text and '"' not in text and "“" not in text:
            return False, False
        for mark in QUOTE_MARK.finditer(text):
            if mark.lastgroup == "open":
                opened = True
            else:
                closes, opened = closes or not opened, False
        return closes, opened

    def leans(self, i: int) -> bool:
        """Whether a sentence opens with a word that leans on the one before."""
        return bool(self.words[i]) and self.words[i][0] in LEANS

    def written(self, word: str) -> str:
        """A word as the article writes it most often."""
        near = (w for w in self.article.words if w[0].lower() == word[0] and w.lower().startswith(word))
        forms = Counter(w for w in map(partial(POSSESSIVE.sub, ""), near) if w.lower() == word)
        return forms.most_common(1)[0][0] if forms else word


def plain(word: str) -> str:
    """A word (lower case) without its possessive; nothing of a number."""
    if word.isalpha():
        return word
    return "" if word[0].isdigit() else POSSESSIVE.sub("", word)


def content_of(sentences: list[list[str]]) -> list[set[str]]:
    """What is neither function word nor number, without possessives."""
    sets = [set(words) - FUNCTION_WORDS for words in sentences]
    odd = {word: plain(word) for words in sets for word in words if not word.isalpha()}
    for words in sets:
        if found := words & odd.keys():
            words -= found
            words |= {odd[word] for word in found} - FUNCTION_WORDS
            words.discard("")
    return sets
