"""Whole-page text: the menus go, and what ends the story stays, though it is no prose."""

from __future__ import annotations

import pytest

import newslint

MENU = (
    """Skip to content Home News Sport Weather Travel Opinion Business Culture Obituaries Puzzles
Subscribe
Log in
My account
Newsletters
""".replace(" Home", "\nHome")
    .replace(" News S", "\nNews\nS")
    .replace(" Weather", "\nWeather")
)
FOOTER = """Share this article
Facebook
Twitter
WhatsApp
Copy link
More from News
Ferry fares rise again as fuel prices soar
Harbour bridge to close for ten weeks from Monday
Island school wins national prize for its weather station
Most read
Storm takes the roof off the old fish market
Council votes on the budget for the third time
About us
Contact us
Advertise
Terms of use
Privacy policy
Cookie settings
Accessibility
Jobs
Follow us on Facebook
Follow us on Twitter
© 2021 Sandholm Herald. All rights reserved.
"""
HEADLINE = "Sandholm honours its best at the lantern dinner"
STORY = """{headline}
{below}By Dora Quill
12 March 2021
Share
Nearly three hundred people came to the old fish hall on Friday night, when the town of Sandholm honoured those who \
had done the most for it in a year of storms and of closed shops.
The mayor, Tobias Rell, said that he had never had so many letters from people who wanted to thank a neighbour. “We \
read every one of them,” he said, “and we could have given forty prizes and not twelve.”
The dinner was held for the ninth time and brought in 4,300 crowns, which go to the lifeboat station. A choir from \
the island school sang, and the lamps along the quay were lit at midnight.
"""
LISTS = {
    "led in": "The winners of the night, as they were called out by the mayor:\nNeighbour of the year\nIlse Brandt\n"
    "Shop of the year\nArp & Sons, Mill Lane\nTeam of the year\nLifeboat crew\n",
    "by year": "Neighbour of the year\n2020: Odile Marr\n2019: Nils Arp\n2018: Ida Rost\n2017: Amy Pell\n",
    "questions": "Q: What did you eat?\nA: Herring, and too much cake\nQ: And the best song?\nA: The old one\n"
    "Q: Will you come again?\nA: Ask my wife\n",
    "recipe": "The lantern cake\nIngredients\n200 g butter\n3 large eggs\n2 cups flour\n1 tsp salt\n1/2 cup honey\n",
}


def page(below: str = "", after: str = "") -> str:
    return f"{MENU * 3}{STORY.format(headline=HEADLINE, below=below)}{after}{FOOTER}"


@pytest.mark.parametrize("rows", LISTS.values(), ids=LISTS)
def test_the_list_that_a_story_ends_with_stays_on_a_whole_page(rows: str) -> None:
    cleaned = newslint.clean(page(after=rows)).text

    assert [line for line in rows.splitlines() if line not in cleaned.splitlines()] in ([], [rows.splitlines()[0]])
    assert not {"Log in", "Facebook", "Most read", "Privacy policy"} & set(cleaned.splitlines())


def test_the_standfirst_below_the_headline_stays_on_a_whole_page() -> None:
    standfirst = "Twelve prizes, forty letters and one very long song."

    assert standfirst in newslint.clean(page(below=f"{standfirst}\n")).text.splitlines()


def test_the_story_goes_on_behind_a_newsletter_box_that_says_so() -> None:
    box = "Sign up to our morning briefing\nFree daily newsletter\nEnter your email address\nSign up\n"
    rest = "How the jury voted\nCaroline Lund (North Mill)\nSimon Arp (Fenside)\n"
    cleaned = newslint.clean(page(after=f"{box}after newsletter promotion\n{rest}")).text.splitlines()

    assert set(rest.splitlines()) <= set(cleaned)
    assert "Free daily newsletter" not in cleaned


@pytest.mark.parametrize("label", ["News", "Local News", "Back to Local News"])
def test_the_headline_below_a_sections_name_stays_with_the_caption_below_it(label: str) -> None:
    caption = "The mayor leaves the hall after the dinner"
    body = STORY.format(headline=f"{label}\n{HEADLINE}\n{caption}", below="").replace("By Dora Quill\n", "")
    cleaned = newslint.clean(body).text.splitlines()

    assert HEADLINE in cleaned


@pytest.mark.parametrize("last", ["Doors: 7pm. Entry: 40 crowns.", "The hall opens on 11 April."])
def test_the_storys_last_short_sentence_stays_behind_a_button(last: str) -> None:
    cleaned = newslint.clean(page(after=f"View gallery\n{last}\n")).text.splitlines()

    assert last in cleaned
    assert "View gallery" not in cleaned
