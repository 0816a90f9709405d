"""What the line model must and must not do, beyond the examples in the rule files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import newslint
from newslint.article import Article
from newslint.detectors.beside import reconsidered
from newslint.linemodel import features
from newslint.linemodel.extent import extent
from newslint.linemodel.items import items
from newslint.linemodel.listing import listing
from newslint.linemodel.phrases import scan
from newslint.linemodel.runs import Leftover
from newslint.linemodel.trees import load
from newslint.linemodel.voice import CERTAIN, PROBABLE, spoken_by_site, voice

STORY = """\
The old harbour bridge in Port Ansley will close for ten weeks from Monday, the city council said on Thursday.

“We did not take this decision lightly,” said Marla Denning, who leads the council’s works department.

Drivers will be sent along the ring road, which adds about twelve minutes to the way into town.

Shopkeepers on the east bank fear for their trade, as the last closure had cost them a third of their takings.
"""
MENU = "Skip to main content\nHome\nNews\nSport\nWeather\nOpinion\nVideo\nLog in\nSubscribe\nSearch\n"
FOOTER = (
    "About us\nContact us\nPrivacy policy\nTerms of use\nCookie settings\n© 2021 Harbour Press. All rights reserved.\n"
)
SEEDS = sorted((Path(__file__).parent.parent / "seeds").glob("*.txt"))


def leftovers(text: str) -> list[newslint.Finding]:
    return [f for f in newslint.check(text) if f.family == "leftovers"]


def test_a_clean_story_has_no_leftovers() -> None:
    assert leftovers("Harbour bridge to close\n\n" + STORY) == []


def test_menu_and_footer_go_and_the_story_stays() -> None:
    cleaned = newslint.clean(MENU + "\nHarbour bridge to close for ten weeks\n\n" + STORY + "\n" + FOOTER).text
    assert "Skip to main" not in cleaned
    assert "All rights reserved" not in cleaned
    assert all(line in cleaned for line in STORY.splitlines())
    assert "Harbour bridge to close for ten weeks" in cleaned


def test_a_run_is_one_finding_with_its_first_and_last_line() -> None:
    found = leftovers(STORY + "\n" + "Privacy policy\n" * 30)
    assert len(found) == 1
    assert (found[0].line, found[0].end_line) == (9, 38)


def test_pieces_of_a_broken_paragraph_are_judged_together() -> None:
    broken = (
        "The council said in its\nreport\nthat the bridge will close on Monday, and\nMarla Denning\n"
        ", who leads\nthe works, agreed\n.\n"
    )
    assert [item.text for item in items(Article(broken))] == [" ".join(broken.split("\n")).strip()]
    assert newslint.clean(STORY + "\n" + broken).text.endswith(broken)


def test_list_items_and_menus_are_not_joined() -> None:
    assert len(items(Article(MENU))) == 10


@pytest.mark.parametrize("text", ["", "\n\n", "Subscribe\n", "Home\nNews\nSport\n", "No full stop here"])
def test_a_text_without_an_article_is_left_alone(text: str) -> None:
    assert newslint.clean(text).text == text


def test_phrases_match_word_by_word() -> None:
    assert {(hit.word, hit.length) for hit in scan(["please", "sign", "up", "for", "our", "newsletter"])} >= {
        (1, 3),
        (5, 1),
    }


def test_extent_leaves_a_far_teaser_out_and_a_caption_in() -> None:
    chars, scores = [300, 90, 300, *[20] * 20, 150], [0.0, 0.9, 0.0, *[0.99] * 20, 0.1]
    assert extent(chars, scores) == (0, 2)


def test_weights_fit_the_features() -> None:
    article = Article(MENU + STORY)
    table = features.rows(article, items(article), load().words)
    assert {len(row) for row in table if row} == {len(features.names())}
    assert {node[0] for tree in load().trees for node in _nodes(tree)} <= set(range(len(features.names())))


def _nodes(tree: list[Any] | float) -> Iterator[list[Any]]:
    if isinstance(tree, list):
        yield tree
        yield from _nodes(tree[2])
        yield from _nodes(tree[3])


def test_a_paragraph_that_is_plainly_the_articles_is_not_measured() -> None:
    paragraph = STORY.splitlines()[0] + " It was built in 1911 and has been mended twice since the war."
    article = Article(paragraph + "\n\nShare this\n")
    assert [row is None for row in features.rows(article, items(article), load().words)] == [True, False]


def test_findings_do_not_depend_on_line_ends() -> None:
    text = "Harbour bridge to close\n\n" + STORY + "\nRelated Stories\n"
    assert [f.line for f in leftovers(text)] == [f.line for f in leftovers(text.replace("\n", "\r\n"))]


SEEN_IN_SEEDS = {
    "000": {("byline-debris", 5, 7), ("byline-debris", 27, 27)},
    "001": {("byline-debris", 5, 7), ("byline-debris", 29, 29)},
    "002": {("related-links", 12, 12)},
    "003": {("promo-box", 31, 31), ("promo-box", 32, 32), ("share-prompt", 41, 41)},
    "004": set(),
}


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_seeds(path: Path) -> None:
    found = {
        (f.rule, f.line, f.end_line) for f in leftovers(path.read_text(encoding="utf-8")) if f.rule != "contents-list"
    }
    assert found == SEEN_IN_SEEDS[path.name[:3]]


def test_a_paragraph_that_tells_the_story_is_not_cut_for_the_prompts_in_it() -> None:
    paragraph = (
        "The Almer bridge will be closed to lorries for a month, police said. Share this article on Facebook, "
        "Twitter or WhatsApp. Drivers are asked to use the ring road instead. Sign up for our free newsletter to "
        "get stories like this in your inbox every morning."
    )
    text = (
        "Lorries banned from Almer bridge\n\nThe council voted on Tuesday to close the bridge for repairs after two "
        f"inspections found cracks in its pillars.\n\n{paragraph}\n\nThe repairs will cost two million and take until "
        "spring, the council said in a statement on Wednesday.\n"
    )

    cleaned = newslint.clean(text).text

    assert "closed to lorries for a month" in cleaned
    assert "use the ring road instead" in cleaned


def test_the_time_stamps_of_a_live_blog_stay() -> None:
    entries = ["10:42", "09:50", "09:04"]
    live = "Storm Petra: ferries stopped\n\n" + "\n\n".join(
        f"{stamp}\n\n{line}" for stamp, line in zip(entries, STORY.split("\n\n"), strict=False)
    )
    cleaned = newslint.clean(live).text
    assert all(stamp in cleaned for stamp in entries)


@pytest.mark.parametrize(("credits", "safety"), [(1, "safe"), (3, "unsafe")])
def test_the_credits_of_an_articles_parts_are_its_own(credits: int, safety: str) -> None:
    credited = [f"{part}\n\n—Reporting by Dora Quill" for part in STORY.strip().split("\n\n")[:credits]]
    article = Article("\n\n".join([*credited, STORY.strip()]))
    line = article.lines[1]
    run = Leftover(line.start, line.end, "author-box", "safe", "between two paragraphs")
    assert [left.safety for left in reconsidered(article, [run])] == [safety]


@pytest.mark.parametrize(("line", "safety"), [("Harbour news", "unsafe"), ("Back to top", "safe")])
def test_a_line_between_two_paragraphs_goes_safely_only_where_it_is_sure(line: str, safety: str) -> None:
    parts = STORY.strip().split("\n\n")
    article = Article("\n\n".join([*parts[:2], line, *parts[2:]]))
    start = article.text.index(line)
    run = Leftover(start, start + len(line), "navigation", "safe", "between two paragraphs")
    assert [left.safety for left in reconsidered(article, [run])] == [safety]


def test_a_heading_over_lines_that_stay_is_no_menu() -> None:
    release = STORY + "\nContact\n\nIlse Brandt, press office\nTelephone: 555 0142\npress@orthpumps.example\n"
    assert newslint.clean(release).text == release


def test_what_ends_an_article_is_part_of_the_story_in_its_middle() -> None:
    lines = STORY.strip().split("\n\n")
    bio = "Dora Quill is a reporter for the Harbour Press. She covers the islands."
    assert bio in newslint.clean("\n\n".join([lines[0], bio, *lines[1:]])).text
    assert bio not in newslint.clean("\n\n".join([*lines, bio])).text


@pytest.mark.parametrize(
    "line",
    [
        "Dora Quill and Nils Arp reported from Sandholm.",
        "The writer is a former harbour master.",
        "Send news tips to desk@harbour.example.",
        "This column was first published in the Sandholm Post.",
        "Last updated: 3 March 2023, 17:31",
        "Press contact: Dora Quill, 555 0101",
        "dq-na/ib/gil",
        "More information\n\nThe Institute of Coasts has more on tides.",
        "___",
    ],
)
def test_a_credit_or_a_contact_goes_from_the_end(line: str) -> None:
    text = STORY.strip() + "\n\n" + line
    assert newslint.clean(text).text.strip() == STORY.strip()


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("(With inputs from agencies)", "author-box"),
        ("This story has not been edited by our staff and comes from a syndicated feed.", "legal-notice"),
        ("Dora Quill has no position in any of the stocks mentioned.", "legal-notice"),
        ("after newsletter promotion", "share-prompt"),
        ("Suggest a correction", "share-prompt"),
        ("Representational image", "caption"),
        ("1 of 5", "navigation"),
        ("Home / Coast / Bridge to close", "navigation"),
        ("Story continues", "navigation"),
        ("Why you can trust the Herald", "navigation"),
        ("Watch: How the storm took the roof", "related-links"),
        ("This story is more than 3 years old", "dateline-debris"),
        ("Allow Twitter content?", "navigation"),
        ("Start your free trial", "paywall-page"),
        ("qui/arp/dm", "byline-debris"),
        ("The bridge was closed in June. (Nils Arp/Sandholm Herald)", "caption"),
    ],
)
def test_a_line_that_no_story_holds_goes_from_its_middle(line: str, rule: str) -> None:
    lines = STORY.strip().split("\n\n")
    text = "\n\n".join([*lines[:2], line, *lines[2:]])
    assert [(f.rule, f.safety) for f in leftovers(text)] == [(rule, "safe")]


@pytest.mark.parametrize(
    "line",
    [
        "Inputs from farms along the coast fell by a tenth.",
        "The report was not edited by the council, Ms Denning said on Friday.",
        "“To comment now would be wrong,” said the mayor.",
        "One of the five ferries will stay in the harbour.",
        "Why you can trust the old charts is a question that the harbour master puts to every guest.",
        "The story continues in the archive, where the letters lie.",
        "The song was a hit for Nils Arp (see page nine).",
        "Home to nine hundred people, the island has one road.",
        "The author of the report teaches in Sandholm.",
        "The paper is published in Port Ansley, and has been since 1898.",
    ],
)
def test_sentences_with_the_same_words_stay(line: str) -> None:
    lines = STORY.strip().split("\n\n")
    for text in ("\n\n".join([*lines[:2], line, *lines[2:]]), "\n\n".join([*lines, line])):
        assert line in newslint.clean(text).text


TOUR = ["Quillhaven Brass will play six towns along the coast, the band said on Tuesday.", "Quillhaven Brass dates"]
DATES = [
    "June 9 – Aldmouth @ Corn Exchange",
    "Sat, June 10 – Port Ansley @ Harbour Hall",
    "14 June – Orlebar @ Town Hall",
]
DATES += ["Aug. 4 – Little Brill @ Station Garden"]


def test_the_dates_below_a_story_are_its_own() -> None:
    texts = [*TOUR, *DATES, "Share this"]

    assert listing(texts, [False] * len(texts), 0, 0) == range(2, 6)


def test_a_story_that_ends_with_a_colon_has_its_list() -> None:
    texts = [
        "The prizes of the night went to these films and to their makers:",
        "Best film: Saltmarsh",
        "Best song: Tide",
    ]
    texts += ["Best actor: Odile Marr", "Best actress: Ilse Brandt", "Share this", "Best of the web"]

    assert listing(texts, [text == "Share this" for text in texts], 0, 0) == range(5)


@pytest.mark.parametrize(
    "below",
    [
        DATES[:3],
        ["June 9, 2019", "June 10, 2019", "June 14, 2019", "June 17, 2019"],
        ["Home", "News", "Sport", "Weather", *DATES],
        ["Harbour bridge to close", "Ferry fares rise again", "Council votes on budget", "Storm takes roof"],
    ],
)
def test_few_rows_bare_dates_and_what_stands_further_down_are_no_list_of_the_story(below: list[str]) -> None:
    texts = [TOUR[0], *below]

    assert not listing(texts, [False] * len(texts), 0, 0)


def test_the_headline_of_a_brief_stays() -> None:
    text = (
        "Ferry at dawn\n\nThe match ended 2-1; 4,300 saw it.\n\nAdvertisement\n\n"
        "The mayor said on Monday that the island would miss the hall, which had served it for forty years. "
        "She will hold a vote in June.\n"
    )

    assert newslint.clean(text).text.startswith("Ferry at dawn\n\nThe match ended 2-1; 4,300 saw it.\n")


APPEAL = (
    "At the Harbour Herald we believe that a town needs independent reporting that is free for everyone. Your "
    "contribution keeps our newsroom going and goes a long way, so please support our journalism for as little as $2."
)


def test_an_appeal_that_reads_as_prose_goes() -> None:
    cleaned = newslint.clean(STORY.replace("\n\nDrivers", "\n\n" + APPEAL + "\n\nDrivers")).text
    assert "keeps our newsroom going" not in cleaned
    assert all(line in cleaned for line in STORY.splitlines())


@pytest.mark.parametrize(
    ("paragraph", "cues"),
    [
        (APPEAL, 8),
        ("We may earn a commission when you buy through links on this website, at no extra cost to you.", 3),
        ("“Support our journalism, our newsroom needs your contribution,” she told a hall full of subscribers.", 0),
        ("The publisher said that its newsletter had lost a third of its subscribers since it began to charge.", 0),
    ],
)
def test_cues_of_a_sites_own_voice_are_counted_outside_quotations(paragraph: str, cues: int) -> None:
    assert voice(paragraph, Article(paragraph).lower_words)[1] == cues


def test_a_story_about_websites_is_not_one_sites_own_voice() -> None:
    paragraph = (
        "The website dropped the newsletter after complaints over trademarks, and third parties that had paid for a "
        "subscription were promised compensation under the terms of the contract."
    )
    assert voice(paragraph, Article(paragraph).lower_words)[1] >= CERTAIN
    assert spoken_by_site(paragraph)[1] == PROBABLE
