"""What the spelling and spacing rules do beyond the examples in their files: context, quotations, other languages."""

from __future__ import annotations

import pytest

import newslint
from newslint.article import Article
from newslint.config import Config
from newslint.detectors.context import identify, load_classes
from newslint.detectors.corrections import correct
from newslint.detectors.dictionary import word_classes
from newslint.detectors.lanes import packed
from newslint.detectors.misspelling import around, misspelling
from newslint.detectors.opinion import SIDE, Layer, load_network
from newslint.detectors.recurrent import load_recurrent
from newslint.detectors.unknownwords import pairs
from newslint.model import Finding

FAMILIES = ("spelling", "spacing")


def findings(text: str) -> list[Finding]:
    return list(newslint.check(text, config=Config(select=FAMILIES)))


def test_a_misspelling_in_a_quotation_is_reported_but_never_safe() -> None:
    (found,) = findings("“We waited untill dawn,” said the captain.")
    assert (found.rule, found.safety) == ("misspelling", "unsafe")


@pytest.mark.parametrize("text", ["We waited untill [sic] dawn.", "They “recieved (sic) a letter” on the pier."])
def test_what_the_writer_marks_with_sic_is_left_alone(text: str) -> None:
    assert findings(text) == []


def test_an_unknown_word_that_comes_twice_is_no_slip() -> None:
    once = "The orchestera gave a concert on the pier last night."
    twice = once + " Nobody in the orchestera slept."
    assert [f.rule for f in findings(once)] == ["misspelling"]
    assert findings(twice) == []


def test_words_of_the_allow_list_are_known() -> None:
    article = Article("The vilage gave a concert on the pier last night.")
    assert list(misspelling(article, allow=frozenset({"vilage"}))) == []
    assert (
        newslint.check("They met at Vilage Green.\n", config={"select": ["misspelling"], "allow": ["Vilage Green"]})
        == []
    )


@pytest.mark.parametrize(
    "text",
    [
        (
            "Die Regierung hat gestern beschlossen, dass die Brücke im Hafen bis zum Sommer gesperrt bleibt, "
            "teilte sie mit."
        ),
        (
            "Le gouvernement a annoncé hier que le pont du port resterait fermé jusqu’à la fin de l’été, dit un "
            "communiqué."
        ),
        "El gobierno anunció ayer que el puente del puerto permanecerá cerrado hasta el final del verano, según dijo.",
    ],
)
def test_other_languages_have_no_spelling_findings(text: str) -> None:
    assert [f for f in findings(text) if f.family == "spelling"] == []


@pytest.mark.parametrize(
    "text",
    [
        "Chronic stress can effect memory, harbour doctors warn repeatedly.",
        "Council approves larger ferry terminal, night buses, extremaly cheap tickets, Sunday trains.",
    ],
)
def test_english_with_few_function_words_is_english(text: str) -> None:
    assert [f for f in findings(text) if f.family == "spelling"]


@pytest.mark.parametrize(
    "word", ["colour", "color", "organise", "organize", "travelled", "traveled", "centre", "analyse"]
)
def test_british_and_american_spellings_are_both_right(word: str) -> None:
    assert word in word_classes()


def test_no_certain_pair_corrects_to_an_unknown_word_or_from_a_frequent_one() -> None:
    known = word_classes()
    for wrong, right in pairs().items():
        assert wrong != right
        assert known.get(wrong, 0) < 2, wrong
        for part in right.lower().split():
            assert part in known or "'" in part or right[0].isupper(), right


def test_the_likeliest_word_depends_on_the_words_around() -> None:
    def correction(text: str, word: str) -> str:
        start = text.index(word)
        found = correct(word, around(text, start, start + len(word)))
        return found.word if found else ""

    assert correction("She had to brethe slowly.", "brethe") == "breathe"
    assert correction("She took a deep brethe.", "brethe") == "breath"


def test_what_is_near_no_word_has_no_correction() -> None:
    assert correct("xqzvkw", [0] * 2 * SIDE) is None


@pytest.mark.parametrize(("dialect", "right"), [("british", "organise"), ("american", "organize")])
def test_a_correction_is_spelled_in_the_dialect(dialect: str, right: str) -> None:
    article = Article("They tried to orgganise a concert on the pier.".replace("ise", right[-3:]))
    (match,) = misspelling(article, dialect=dialect)
    assert match.replacement == right


def test_every_fix_of_the_families_settles() -> None:
    text = "On monday the the vilage,untill then quiet.It was loud.\n\n\n\nshe left.  \n"
    once = newslint.clean(text, unsafe_fixes=True, config=Config(select=FAMILIES)).text
    assert newslint.clean(once, unsafe_fixes=True, config=Config(select=FAMILIES)).text == once


def test_a_name_is_not_taken_for_a_listed_misspelling() -> None:
    """ "ive" is always "I've", "Ive" is a man."""
    assert not findings("The designer Jony Ive left, and Wil stayed.")
    assert [f.edits[0].text for f in findings("The board said ive been heard.")] == ["I've"]


def test_one_multiplication_of_a_packed_column_is_one_of_each_number() -> None:
    columns = [[3, -120, 0, 127], [-1, 5, 127, -127], [90, 0, -4, 1]]
    by = [-700, 1024, 33]

    total = sum(b * packed(column) for b, column in zip(by, columns, strict=True))

    plain = [sum(b * column[i] for b, column in zip(by, columns, strict=True)) for i in range(4)]
    assert Layer([0.0] * 4, 1024.0).steps(total) == [max(0, value) for value in plain]


@pytest.mark.parametrize(
    ("left", "right", "fits", "wrong"),
    [
        ("the council has not yet made up", "mind about the bridge over the harbour", "its", "it's"),
        ("the ferry is late because", "been snowing on the island since noon", "it's", "its"),
    ],
)
def test_the_networks_know_which_word_its_neighbours_ask_for(left: str, right: str, fits: str, wrong: str) -> None:
    sides = ["\n"] * (SIDE - len(left.split())) + left.split(), right.split() + ["\n"] * (SIDE - len(right.split()))
    ids = identify([*sides[0], *sides[1]], load_classes()[0])
    words = ("its", "it's")

    for network in (load_network(), load_recurrent()):
        said = dict(zip(words, network.opinion(ids, (0, 1)), strict=True))
        assert said[fits] > said[wrong] + 2


def test_an_article_that_should_be_a_conjunction_is_not_made_the_other_article() -> None:
    assert [f.edits[0].text for f in findings("The new bridge is narrow an steep on both sides.")] == ["and"]
    assert [f.edits[0].text for f in findings("The harbour master wrote an letter to the crews.")] == ["a"]


@pytest.mark.parametrize(
    "text",
    [
        "The pilot was sworn in in January.",
        "It is a ruling that the ferry firm relied on on appeal.",
        "The man whom we spoke to to our shame was right.",
        "The trouble is is that no ferry came.",
        "The plane they flew over over Easter was old.",
        "The crew, who are paid by those they sail with with pride, went home.",
        "The board will will meet on Monday.",
    ],
)
def test_a_doubled_word_that_may_end_one_phrase_and_open_the_next_is_never_fixed_unasked(text: str) -> None:
    assert newslint.clean(text).text == text


@pytest.mark.parametrize(
    "text",
    ["He closed the pier in in May.", "She was was late.", "She and and her crew left.", "(Writing by by Ada.)"],
)
def test_a_doubled_word_with_no_phrase_to_end_is_fixed(text: str) -> None:
    (found,) = findings(text)
    assert (found.rule, found.safety) == ("repeated-word", "safe")


@pytest.mark.parametrize(
    "text",
    [
        "It was easier then to find a berth in the harbour.",
        "Ferries were cheaper then in the north.",
        "Their going to sea was a mistake.",
        "Your having a boat is good news.",
        "Your leaving early upset the crew.",
        "Its not being ready was a blow.",
        "Its being late cost the ferry firm a million.",
        "Its not inconsiderable charms won the visitors over.",
        "The captain whose going was mourned by all came back.",
        "They effected a landing, the union effected the levy.",
        "Everyone paid but the mayor, who excepted nobody.",
        "The study measured positive affect in sailors.",
        "The captain told sailors where not to stand.",
        "The ferries we're building are small, and the children we're teaching are ten.",
        "The weather he faced was foul, and the town fell quiet as the bells rang.",
        "She will accept for the club, and they cannot except him from the rule.",
        "It was to many people a shock.",
        "Off course the ferry ran aground.",
        "More people have a boat and then the pier is full.",
        "Iran and the U.S. were wrong about the ferry.",
        "I would be lost were it not for the pilot.",
        "Repeat this five times a day.",
    ],
)
def test_a_word_that_grammar_leaves_open_is_never_fixed_unasked(text: str) -> None:
    assert newslint.clean(text).text == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Their going to close the pier.", "They're going to close the pier."),
        ("Its not clear who closed the pier.", "It's not clear who closed the pier."),
        ("The ferry is faster then the train.", "The ferry is faster than the train."),
        ("The people effected by it were moved.", "The people affected by it were moved."),
        ("The ferry firm will loose the contract.", "The ferry firm will lose the contract."),
        ("The crew excepted the offer.", "The crew accepted the offer."),
        ("The pilot was to tired too go on then.", "The pilot was too tired to go on then."),
        ("I am to exhausted too go on.", "I am too exhausted to go on."),
        ("They are to late too save him.", "They are too late to save him."),
    ],
)
def test_what_grammar_leaves_no_doubt_of_is_still_fixed(text: str, right: str) -> None:
    assert newslint.clean(text).text == right


def fixed(text: str) -> list[tuple[str, str]]:
    return [(text[f.start : f.end], f.edits[0].text) for f in findings(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The harbour of the Ukranian town was closed.", [("Ukranian", "Ukrainian")]),
        ("It is open again on Wedneday at noon.", [("Wedneday", "Wednesday")]),
        ("The captain, Ada Bertin, met Jan Korman on the pier.", []),
    ],
)
def test_a_slip_in_the_name_of_a_place_or_a_day_is_told_from_the_name_of_a_person(
    text: str, found: list[tuple[str, str]]
) -> None:
    assert fixed(text) == found


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("The mayor said that youre going to like the new ferry.", "you're"),
        ("The mayor said that the ferry will not kill youre business.", "your"),
    ],
)
def test_the_words_around_say_what_was_meant_where_an_apostrophe_may_be_missing(text: str, right: str) -> None:
    assert fixed(text) == [("youre", right)]


def test_a_listed_misspelling_is_unsafe_where_another_word_fits_better() -> None:
    (sure,) = findings("The army announced its withdrawl from the harbour.")
    (open_,) = findings("The old ferry has eigth cabins and two decks.")
    assert (sure.safety, open_.safety) == ("safe", "unsafe")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Theboy was late for the ferry.", [("Theboy", "The boy")]),
        ("The board said that thecourt was wrong.", [("thecourt", "the court")]),
        ("The pier was built in1974 and closed on June7, 2012.", [("in1974", "in 1974"), ("June7", "June 7")]),
        ("Theroux and Nexta met Dr. Halland on the pier near area51.", []),
    ],
)
def test_a_space_that_is_missing_after_a_short_word_is_put_in(text: str, found: list[tuple[str, str]]) -> None:
    assert fixed(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The self-explainatory sign on the pier was new.", [("explainatory", "explanatory")]),
        ("The D emocratic mayor and the historicall y old pier were shown.", []),
        ("The council voted on the har\u00adbuor wall.", []),
    ],
)
def test_what_a_word_is_tied_to_decides_whether_it_is_a_slip(text: str, found: list[tuple[str, str]]) -> None:
    assert fixed(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The crews were suppose to be back at noon.", [("suppose", "supposed")]),
        ("The firm payed its crews late.", [("payed", "paid")]),
        ("There use to be a ferry here.", [("use", "used")]),
        ("I suppose to some extent it is a mirror they use to see the pier.", []),
        ("The crews payed out the rope.", []),
    ],
)
def test_past_forms_that_writers_get_wrong(text: str, found: list[tuple[str, str]]) -> None:
    assert fixed(text) == found


def test_a_doubted_suggestion_does_not_claim_to_be_sure() -> None:
    def sure(text: str) -> int:
        (found,) = findings(text)
        return int(found.message.split("(")[1].split("%")[0])

    assert sure("Ferries were cheaper then in the north.") < 90 < sure("The ferry is faster then the train.") < 99
