"""What the family ``topic`` must leave alone, and what its options mean."""

from __future__ import annotations

from array import array
from binascii import b2a_base64
from collections.abc import Callable
from math import e, inf

import pytest

import newslint
from newslint.topic import score
from newslint.topic.ends import ends
from newslint.topic.features import BLOCK_NAMES, NAMES, is_elsewhere
from newslint.topic.meaning import GLANCE
from newslint.topic.model import bonus, model
from newslint.topic.net import Net
from newslint.topic.said import said
from newslint.topic.table import NORM, table
from newslint.topic.vectors import DIMENSIONS, OFFSET, Direction

STORY = (
    "Ferry crews in Portmere walked out again on Monday, leaving the island without a boat for the second week.",
    "The crews' union wants shorter shifts and a pay rise for all ferry crews.",
    "The company says the ferries already run at a loss.",
    "Islanders have begun to bring food across in fishing boats.",
    "The hospital on the island has oxygen for ten more days, its director said.",
    "A ferry under naval command could sail by Thursday, the transport office said.",
    "Talks between the union and the company broke off on Friday after less than an hour.",
    "Neither side has named a date for new talks.",
    "The island's mayor called on the union and the company to think of the patients.",
)
FOREIGN = "The Peruvian goalkeeper saved two penalties in the second half to knock Brazil out of the cup."
WITH = " ".join((*STORY[:4], FOREIGN, *STORY[4:])) + "\n"


def topic(text: str, **options: float) -> list[newslint.Finding]:
    config = {"select": ["topic"], "rules": {"off-topic-sentence": options}}
    return newslint.check(text, config=config)


def test_the_foreign_sentence_is_found_with_its_evidence() -> None:
    (finding,) = topic(WITH)
    assert WITH[finding.start : finding.end] == FOREIGN
    assert "'Peruvian'" in finding.message
    assert "ferry" in finding.message.lower()


def test_a_finding_is_never_fixed_safely() -> None:
    assert newslint.clean(WITH).text == WITH


@pytest.mark.parametrize("strict", [2, 200])
def test_a_sentence_is_removed_only_from_the_stricter_threshold_on(strict: float) -> None:
    trees = model("sentence")
    (finding,) = topic(WITH, one_in=2, remove_one_in=strict)
    reached = trees.one_in(score_of(FOREIGN)) >= strict
    assert bool(finding.edits) == reached


def score_of(sentence: str) -> float:
    article = newslint.Article(WITH)
    place = [s.text for s in article.sentences].index(sentence)
    return next(log_odds for i, _, log_odds in score.foreign_sentences(article, 2) if i == place)


def test_short_texts_do_not_load_the_table(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise AssertionError("loaded")

    monkeypatch.setattr(score, "table", fail)
    assert topic(" ".join((*STORY[:5], FOREIGN)) + "\n") == []


def interview(sentences: tuple[str, ...]) -> str:
    return "\n".join(f"{'QA'[i % 2]}: {sentence}" for i, sentence in enumerate(sentences))


def live_blog(sentences: tuple[str, ...]) -> str:
    return "\n".join(f"1{i}:05 {sentence}" for i, sentence in enumerate(sentences))


@pytest.mark.parametrize("shape", [interview, live_blog, "\n- ".join])
def test_texts_of_many_subjects_are_left_alone(shape: Callable[[tuple[str, ...]], str]) -> None:
    assert topic(shape((*STORY[:4], FOREIGN, *STORY[4:]))) == []


def test_other_languages_are_left_alone() -> None:
    line = "Die Fähre von Hafenstadt fährt seit Montag nicht mehr, teilte die Reederei am Abend mit. "
    other = "Der brasilianische Torwart hielt im Finale des Pokals gleich zwei Elfmeter. "
    assert topic(line + "Die Besatzung fordert mehr Lohn und kürzere Schichten auf allen Schiffen. " * 4 + other) == []


def test_a_teaser_that_the_body_says_again_is_set_aside() -> None:
    teaser = f"{FOREIGN} {STORY[0][:40]}…\n\n"
    found = topic(teaser + WITH)
    assert [f.start for f in found] == [len(teaser) + WITH.index(FOREIGN)]


def test_a_stricter_threshold_finds_less() -> None:
    limits = [model("sentence").threshold(n) for n in (1, 2, 7, 20, 33, 100, 200, 5000)]
    assert limits == sorted(limits)


@pytest.mark.parametrize(("kind", "size"), [("sentence", 1), ("block", 2)])
def test_giving_up_early_loses_no_score(kind: str, size: int) -> None:
    article = newslint.Article(WITH)
    trees, read = model(kind), score.document(article)
    for i in range(len(article.sentences) - size + 1):
        row = read.row(i, i + size)
        for judge in (trees.by_trees, trees.score) if kind == "sentence" else (trees.by_trees,):
            whole = judge(row)
            assert judge(row, whole - 0.001) == whole
            assert judge(row, whole + 100) < whole


def test_what_stands_in_a_quotation_or_lists_names_must_be_odder() -> None:
    quoted = WITH.replace(FOREIGN, f'"We live in hope. {FOREIGN}"')
    listed = WITH.replace(FOREIGN, f"{FOREIGN[:-1]}, Chile, Peru, Bolivia and Ecuador.")
    known = table()
    for text in (quoted, listed):
        article = newslint.Article(text)
        (i,) = (k for k, s in enumerate(article.sentences) if FOREIGN[:-1] in s.text)
        read = score.read_document(article, known)
        ((_, _, found),) = score.scored_sentences([(0.0, i, i + 1)], read, model("sentence"), -inf)
        assert found <= model("sentence").score(read.row(i, i + 1)) - 0.5


def test_sums_in_lanes_are_sums_of_vectors() -> None:
    known = table()
    words = ["election", "goalkeeper", "oxygen", "ukraine", "qqqqq"]
    found = [known.vector(known.key(word)) for word in words]
    total = [sum(w * (row[k] - OFFSET) for w, row in found) for k in range(DIMENSIONS)]
    summed, one = Direction(known.packed.total(words)), Direction(known.packed.total(["oxygen"]))
    assert summed.length == pytest.approx(sum(c * c for c in total) ** 0.5)
    assert one.cosine(summed) == pytest.approx(summed.cosine(one))
    own = [c - OFFSET for c in found[2][1]]
    wanted = sum(a * b for a, b in zip(own, total, strict=True)) / sum(c * c for c in own) ** 0.5 / summed.length
    assert one.cosine(summed) == pytest.approx(wanted)


def test_an_unknown_name_is_like_itself_and_unlike_others() -> None:
    def toward(*words: str) -> Direction:
        return Direction(table().packed.total(words))

    one = toward("portmere")
    assert one.mass > 0
    assert one.cosine(toward("portmere")) == pytest.approx(1)
    assert one.cosine(toward("qqqqq")) < 0.9


def test_a_vector_hears_function_words_numbers_and_marks() -> None:
    words = "she said 12 of the 340 boats sailed in 1998".split()
    wanted = {"she", "said", "of", "the", "in", "boats", "sailed", "#2", "#3", "#year", '"', "?"}
    assert said(words, {"boats", "sailed"}, "“Did 12 of the 340 boats sail in 1998?” she said.") == wanted


def layer(unit: float, *rows: list[int]) -> dict[str, object]:
    data = b2a_base64(b"".join(array("b", row).tobytes() for row in rows), newline=False)
    return {"unit": unit, "width": len(rows[0]), "rows": data.decode()}


def test_the_network_averages_rectified_sums() -> None:
    hidden = layer(1.0, [1, 0, 0], [-1, 0, 0])
    out, constant = layer(0.05, [10, 5, 2]), layer(0.1, [0, 0, 3])
    net = Net({"center": [0.5, 0], "spread": [0.5, 1], "members": [[hidden, out], [hidden, constant]]})
    assert net.score([e - 1, 7]) == pytest.approx((0.5 + 0.1 + 0.3) / 2)  # squeezed 1, scaled 1
    assert net.score([0, 7]) == pytest.approx((0.25 + 0.1 + 0.3) / 2)  # squeezed 0, scaled -1
    assert net.score([e**50, 7]) == pytest.approx((4 * 0.5 + 0.1 + 0.3) / 2)


def places_row(new: int, tied: int, share: float, names: int) -> list[float]:
    row = [0.0] * len(NAMES)
    for name, value in zip(
        ("places_new", "places_tied", "place_share", "names_tied"), (new, tied, share, names), strict=True
    ):
        row[NAMES.index(name)] = value
    return row


def test_two_new_places_and_no_known_name_are_another_story() -> None:
    assert is_elsewhere(places_row(2, 0, 0.5, 0))
    assert not is_elsewhere(places_row(1, 0, 0.5, 0))  # background names one more country
    assert not is_elsewhere(places_row(2, 1, 0.5, 0))
    assert not is_elsewhere(places_row(2, 0, 0.5, 1))
    assert not is_elsewhere(places_row(2, 0, 0.1, 0))


def test_a_block_counts_what_its_own_sentences_share() -> None:
    second = "The goalkeeper had never saved two penalties in a cup before."
    article = newslint.Article(" ".join((*STORY[:4], FOREIGN, second, *STORY[4:])) + "\n")
    read = score.document(article)
    foreign, own = (dict(zip(BLOCK_NAMES, read.row(i, i + 2), strict=True)) for i in (4, 2))
    assert foreign["tied_inside"] > own["tied_inside"]
    assert foreign["cos_inside"] > own["cos_inside"]
    assert foreign["cos_rest"] < own["cos_rest"]


BLOCK = (
    FOREIGN,
    "The goalkeeper had never saved two penalties in a cup before.",
    "Brazil had won the football cup four times under its Argentine coach.",
    "The coach blamed the penalties and said Brazil had played the better football.",
)


def test_a_block_is_found_from_its_first_sentence_to_its_last() -> None:
    text = " ".join((*STORY[:6], *BLOCK, *STORY[6:])) + "\n"
    config = {"select": ["off-topic-block"], "rules": {"off-topic-block": {"one_in": 5}}}
    (finding,) = newslint.check(text, config=config)
    assert text[finding.start : finding.end] == " ".join(BLOCK)


def test_the_ends_of_a_block_part_it_from_the_rest() -> None:
    read = score.document(newslint.Article(" ".join((*STORY[:6], *BLOCK, *STORY[6:])) + "\n"))
    for cut, whole in (((7, 10), 0), ((6, 9), 1)):  # a sentence short: what is left out is drawn to the block
        assert ends(read.meaning, *cut)[whole] < ends(read.meaning, 6, 10)[whole]
    for longer, last in (((5, 10), 2), ((6, 11), 3)):  # one too many: it is drawn to the rest
        assert ends(read.meaning, *longer)[last] < ends(read.meaning, 6, 10)[last]


def test_the_rest_is_linked_over_a_block() -> None:
    read = score.document(newslint.Article(" ".join((*STORY[:6], *BLOCK, *STORY[6:])) + "\n"))
    foreign, own = (dict(zip(BLOCK_NAMES, read.row(i, i + 3), strict=True)) for i in (6, 1))
    assert foreign["link_max"] < own["link_max"]
    assert foreign["links_share"] > own["links_share"]
    assert foreign["links_over"] > own["links_over"]
    assert foreign["cos_apart"] < own["cos_apart"]
    assert foreign["cos_own_max"] < own["cos_own_max"]


@pytest.mark.parametrize(("i", "j"), [(4, 5), (2, 5)])
def test_the_second_look_sees_what_the_features_say(i: int, j: int) -> None:
    read = score.document(newslint.Article(WITH))
    row = dict(zip(BLOCK_NAMES, read.row(i, j), strict=False))
    assert read.meaning.glance(i, j) == pytest.approx([row[name] for name in GLANCE])


def test_a_long_text_must_be_odder() -> None:
    row = [0.0] * len(NAMES)
    row[NAMES.index("units")] = 20
    usual = bonus(row)
    row[NAMES.index("units")] = 120
    assert bonus(row) < usual == 0


@pytest.mark.parametrize("line", [f"{FOREIGN} The cup goes on in", f"{FOREIGN} Photo: Ada Brook"])
def test_a_line_that_breaks_off_still_tells_what_it_said(line: str) -> None:
    text = "\n".join((*STORY[:4], line, *STORY[4:])) + "\n"
    (finding,) = topic(text)
    assert text[finding.start : finding.end] == FOREIGN


def test_every_word_vector_has_the_same_length() -> None:
    known = table()
    for word in ("election", "goalkeeper", "oxygen", "ukraine"):
        found = known.vector(word)
        assert sum((c - OFFSET) ** 2 for c in found[1]) ** 0.5 == pytest.approx(NORM, rel=0.05)
    assert known.rarity("qqqqq") > known.rarity("oxygen") > known.rarity("government")
