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


RESULTS = (
    "Otto Brandt (Harbour Party) 412\nMill Lane\nIda Pell (Greens) 377\nNils Arp (Independent) 301\nNorth Quay\n"
    "Advertisement\nAmy Rost (Harbour Party) 298\nOld Town\nCaroline Lund (Greens) 265\nSimon Marr (no party) 91\n"
)
LETTER = (
    "Sir, – I read with interest your article on the {}. Could we have more of it? – Yours, etc,\n{},\nMill Lane.\n"
)
RECIPE = "Serves 4\nPrep: 10 minutes\nIngredients\n200g butter\n3 large eggs\n300ml milk\n1 tsp salt\nMethod\n"
STEPS = """1. Put the butter in a wide pan with the milk. Bring to a simmer, then turn off the heat and let it stand.
2. Beat the eggs with the salt, pour them into the pan and stir until it thickens. Keep the spoon moving all the time.
"""


def test_results_between_two_paragraphs_stay_on_a_whole_page() -> None:
    end = (
        "The count in North Quay was held twice, as only two votes lay between the first and the second. The mayor "
        "thanked all who had stood in the cold to be counted, and said that the new council would meet in May.\n"
    )
    cleaned = newslint.clean(page(after=f"Here is how the streets voted.\n{RESULTS}{end}")).text.splitlines()

    assert {*RESULTS.splitlines()} - {*cleaned} == {"Advertisement"}


def test_readers_letters_stay_on_a_whole_page() -> None:
    letters = [LETTER.format("lantern cake", "OTTO BRANDT"), LETTER.format("old ferry", "IDA PELL")]
    cleaned = newslint.clean(page(after="Share\n".join(letters))).text.splitlines()

    assert {letter.splitlines()[0] for letter in letters} <= {*cleaned}


def test_the_ingredients_above_a_recipes_first_step_stay_on_a_whole_page() -> None:
    text = f"{MENU * 3}The lantern cake of Sandholm\nBy Dora Quill\nShare\n{RECIPE}{STEPS}{FOOTER}"

    assert {*RECIPE.splitlines()} <= {*newslint.clean(text).text.splitlines()}


@pytest.mark.parametrize("caption", ["The lamps along the quay", "The mayor, Tobias Rell"])
def test_a_caption_nearer_to_the_story_is_not_taken_for_the_headline(caption: str) -> None:
    headline = "Twelve neighbours thanked for a year of storms at Sandholm's lantern dinner"
    story = STORY.split("Share\n")[1]
    text = f"{MENU * 3}{headline}\n12 March 2021\nShare\nFacebook\nTwitter\n{caption}\n{story}{FOOTER}"

    assert headline in newslint.clean(text).text.splitlines()


def test_a_quotation_between_buttons_inside_the_story_stays() -> None:
    quotation = "“You tip your hat,” said Otto Arp."
    end = (
        "The next dinner will be held in the old fish hall in March, the mayor said, and the choir from the island "
        "school has promised to come and to sing again.\n"
    )
    text = page(after=f"Ferry fares rise again as fuel prices soar\nImage\n{quotation}\nAdvertisement\n{end}")

    assert quotation in newslint.clean(text).text.splitlines()
