"""What a safe fix leaves, however much furniture stands round it: short paragraphs, tables, lists, galleries."""

from __future__ import annotations

import pytest

import newslint
from newslint.article import Article
from newslint.linemodel.headline import headline
from newslint.linemodel.items import items

#: A local page: a menu, a share bar, a newsletter box and an advertisement between paragraphs of a sentence each.
PAGE = """\
Home
News
Sport
Subscribe
Log in

We use cookies to improve your experience. By continuing you accept our use of cookies. Accept all

Parish votes for forty homes at Sandholm

Councillors in Sandholm have voted for forty homes on the meadow in spite of 300 objections.

Image source, Getty Images

The parish council met for three hours on Tuesday night in the old school.

Sign up to our free morning newsletter

Enter your email address

"The lane can't take more cars," said Marla Denning, who keeps the mill.

Share this article
Facebook
Twitter
WhatsApp

Arp & Sons will pay for a new bus stop and for two more rooms at the school.

Advertisement

Building could start next autumn.

© 2021 Sandholm Herald. All rights reserved.
"""
STORY = [
    "Parish votes for forty homes at Sandholm",
    "Councillors in Sandholm have voted for forty homes on the meadow in spite of 300 objections.",
    "The parish council met for three hours on Tuesday night in the old school.",
    '"The lane can\'t take more cars," said Marla Denning, who keeps the mill.',
    "Arp & Sons will pay for a new bus stop and for two more rooms at the school.",
    "Building could start next autumn.",
]
RESULTS = """\
Council vote in Port Ansley

Harbour Party 43
Reform List 34
Labour 9
Island Union 7
Greens 2
Free Voters 1

The Harbour Party won the most seats on the council, which the Reform List had led for a decade.
"""
TIMES = """\
Ferries on New Year's Day

07:30 Sandholm to Aldmouth
08:15 Aldmouth to Orlebar
09:00 Orlebar to Sandholm

The operator says there will be only three boats on New Year's Day.
"""
AWARDS = """\
Winners of the coast's film prizes

Best drama
Saltmarsh

Leading actress
Ilse Brandt, Low Tide

Scripted comedy
The Lamp Keeper

Entertainment
Who Rang?

The prizes were given at the Corn Exchange in Aldmouth on Sunday.
"""
TIDES = """\
High water at Sandholm

Monday
04.12 5.1m
16.31 5.0m

Tuesday
05.01 5.3m
17.20 5.2m

Spring tides will run all week, the harbour master said, and walkers should take care.
"""
GALLERY = """\
In pictures: the lantern night in Sandholm

The island has marked the longest night of the year with lanterns.

Children carry paper fish down the harbour steps in Sandholm. Photo: Dora Quill/AFP

A fisherman hangs a lantern from the mast of his boat. Photo: Nils Arp/AFP

Dancers wait behind the church for the drums to begin. Photo: Ilse Brandt/Reuters

The night goes back to a wreck of 1740, when lamps led forty men ashore.
"""


def test_the_paragraphs_of_a_page_full_of_furniture_stay_and_the_furniture_goes() -> None:
    left = newslint.clean(PAGE).text.split("\n")
    assert [line for line in left if line] == STORY


@pytest.mark.parametrize("above", ["", "Home\nNews\n", "Home > News > Coast\n"], ids=["alone", "menu", "crumbs"])
@pytest.mark.parametrize("headline", ["Boy bitten by dog", "Warden quits over harbour lamps"])
def test_the_headline_stays_though_the_story_never_says_its_words(above: str, headline: str) -> None:
    assert headline in newslint.clean(f"{above}{headline}\n\n" + "\n\n".join(STORY[1:])).text.split("\n")


@pytest.mark.parametrize(
    ("lines", "index"),
    [
        (["Live: gale batters harbours", "17:42", "Lights out in homes"], 0),
        (["Skip to content", "Gale batters harbours of the north", "By Dora Quill", "Share on Facebook"], 1),
        (["Coast", "Meadow vote ends in Sandholm", "A long night.", "Dora Quill", "12 May"], 1),
    ],
)
@pytest.mark.parametrize("whole", [False, True])
def test_the_headline_is_found_above_bylines_share_bars_and_headings(lines: list[str], index: int, whole: bool) -> None:
    kinds = {"Skip to content": "navigation", "By Dora Quill": "byline-debris", "Share on Facebook": "share-prompt"}
    kinds |= {"Dora Quill": "byline-debris", "12 May": "dateline-debris", "17:42": "dateline-debris"}
    found = [(item, 0.9) for item in items(Article("\n\n".join([*lines, STORY[1]])))]
    shown = [(kinds.get(item.text, ""), 4.0 if item.text in kinds else 0.0) for item, _ in found]

    assert headline(None, found, shown, len(lines), whole=whole)[0] == index


@pytest.mark.parametrize(
    "line",
    [
        "Sign up for our newsletter, her posters say, and never miss a council meeting again.",
        "To cancel your subscription, log in to your account, the email said. He has no account.",
    ],
)
def test_a_story_may_quote_the_words_of_a_page(line: str) -> None:
    for text in ("\n\n".join([*STORY[:3], line, *STORY[3:]]), "\n\n".join([*STORY, line])):
        assert line in newslint.clean(text).text


@pytest.mark.parametrize("text", [RESULTS, TIMES, AWARDS, TIDES, GALLERY])
def test_a_piece_told_by_its_rows_or_pictures_keeps_all_of_them(text: str) -> None:
    assert newslint.clean(text).text == text


def test_a_known_title_stays_above_rows() -> None:
    text = RESULTS.replace("Council vote in Port Ansley", "Results: Port Ansley and the islands")
    assert newslint.clean(text, title="Results: Port Ansley and the islands").text == text


@pytest.mark.parametrize(
    ("line", "cleaned"),
    [
        ("{{ad.slot}} The bakery will sell the loaf from Saturday.", "The bakery will sell the loaf from Saturday."),
        (
            '[caption id="a1" align="left"] Nils Arp with the loaf [/caption] Arp said that he was glad of it. [ad_1]',
            "Arp said that he was glad of it.",
        ),
        ("<p>The bakery has four shops in the town.</p>", "The bakery has four shops in the town."),
    ],
)
def test_markup_goes_out_of_a_sentence_and_the_sentence_stays(line: str, cleaned: str) -> None:
    body = "\n\n".join(STORY[1:4])
    assert newslint.clean(f"{body}\n\n{line}\n").text == f"{body}\n\n{cleaned}\n"


COOKIES = """\
We use cookies: what the banner means

Open a page in Europe and a box asks you to accept cookies.

What are cookies?

A cookie is a short file that a site leaves in your browser, and most cookies are harmless.

Do I have to accept them?

No. You can refuse all cookies that are not strictly necessary, and the site must still work.

Ilse Brandt, who read two hundred such banners for her thesis, found that eleven in a hundred let readers refuse \
cookies with one click. “The rest hide it,” she said, “and count on people being tired.”
"""
SCAM = """\
'Click here to claim your prize': how a pensioner lost her savings in nine days

Brenda Arp, who is 74, had never won anything, and the letter said that she had won a car and forty thousand crowns.

Within minutes of her call a man rang back who said that he was from her bank and would help her with the forms.
"""


@pytest.mark.parametrize("text", [COOKIES, SCAM], ids=["cookies", "scam"])
def test_a_story_about_a_pages_words_stays_whole(text: str) -> None:
    assert newslint.clean(text).text == text


@pytest.mark.parametrize(
    "line",
    [
        "Copyright in the drawings belongs to the heirs of the engineer, it turns out.",
        "Read more books, my mother used to say, and I have read them all since.",
        "Sign up for the newsletter, the editor told me, and you will understand.",
        "Subscribe to continue reading: for a decade that line has been the last that many people saw.",
        "★★★★☆",
        "Rating: 8/10",
        "Correction added on May 3: the mill is sixty years old, not forty.",
    ],
)
def test_a_last_line_that_begins_like_furniture_stays(line: str) -> None:
    text = "\n\n".join([*STORY, line]) + "\n"

    assert newslint.clean(text).text == text


def test_a_first_line_that_speaks_of_a_day_is_the_headline() -> None:
    text = "\n\n".join(["What's on tonight: Thursday 13 February", *STORY[1:]]) + "\n"

    assert newslint.clean(text).text == text


def test_a_heading_stays_with_the_contact_below_it() -> None:
    text = "\n\n".join([*STORY, "Media contact:", "Odile Marr", "+46 555 0187"]) + "\n"

    assert newslint.clean(text).text == text


@pytest.mark.parametrize("heading", ["Related conditions", "Recommended doses", "The photo", "Trending down"])
def test_a_subheading_may_begin_like_the_pages_own(heading: str) -> None:
    text = "\n\n".join([STORY[0], STORY[1], heading, *STORY[2:]])

    assert heading in newslint.clean(text).text.split("\n")


@pytest.mark.parametrize(
    ("headline", "others"),
    [
        ("Gale batters harbours of the north coast", ("{}", "by STAFF REPORTER")),
        ("Late Okonkwo strike sinks Wednesday as Blades take the spoils", ("WATCH LIVE: Noon news", "{}")),
    ],
)
def test_a_headline_beside_a_byline_or_with_a_day_in_it_stays(headline: str, others: tuple[str, str]) -> None:
    text = "\n".join([*others, *STORY[1:]]).format(headline)

    assert newslint.clean(text).text.split("\n")[0] == headline
