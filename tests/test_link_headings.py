"""A heading over links to other stories goes with its links, or stays with its rows."""

from __future__ import annotations

import pytest

import newslint

STORY = """Council approves new bus lanes

The city council voted nine to four on Tuesday to paint bus lanes along Harrow Street, ending a debate that began \
three winters ago.

Supporters said the lanes would cut the trip from the station to the market from twenty minutes to twelve.
"""
REST = """
“This is about people who have no car,” said councillor Amy Pell, who wrote the motion. “They have waited long enough.”

Work begins in April and should take six weeks, the transport office said.
"""


@pytest.mark.parametrize(
    "box",
    [
        "Most read\n\nHarbour bridge to close\n\nFerry fares rise again\n\nWeather: storm on the way\n",
        "Related topics\n\nPolitics\n\nBus lanes\n\nHarrow Street\n",
        "Read more:\n\nHarbour bridge to close for ten weeks\n",
        "Suggested Topics:\n\nAsia Pacific\n\nFerries\n",
        "MORE IN NEWS\n\nWill the ferry fares rise?\n\nWhy herring moved to the coast of the U.S.\n",
        "MOST POPULAR\n1\nHarbour bridge to close for ten weeks\n2\nFerry fares rise again as fuel soars\n",
        "More from News\n\nHarbour bridge to close for ten weeks\n\nFerry fares rise again\n\nSign up\n",
    ],
)
def test_links_below_the_story_go_with_their_heading_as_one_finding(box: str) -> None:
    result = newslint.clean(f"{STORY}{REST}\n{box}")

    assert result.text == STORY + REST
    assert [finding.rule for finding in result.findings][:1] == ["related-links"]
    assert result.findings[0].end_line > result.findings[0].line


def test_the_one_link_in_the_story_goes_with_its_heading() -> None:
    assert newslint.clean(f"{STORY}\nRead more:\n\nHarbour bridge to close for ten weeks\n{REST}").text == STORY + REST


@pytest.mark.parametrize(
    "rows",
    [
        "Most popular\n\nRobin: 41 in a hundred gardens\n\nWren: 12 in a hundred gardens\n",
        "More information\n\nHarrow Street plan, city archive, folder 12\n",
        "Don’t miss:\n\nThe lamps\n\nThe choir\n",
    ],
)
def test_a_heading_stays_with_the_rows_of_the_story_below_it(rows: str) -> None:
    text = f"{STORY}\n{rows}{REST}"

    assert newslint.clean(text).text == text


@pytest.mark.parametrize("line", ["Who pays for the new bus lanes?", "3 leeks, washed and cut in rounds"])
def test_a_question_or_an_amount_below_a_lost_link_is_the_storys(line: str) -> None:
    cleaned = newslint.clean(f"{STORY}\nRecommended\n\n{line}\n{REST}").text

    assert cleaned == f"{STORY}\n{line}\n{REST}"


def test_a_subheading_below_a_lost_link_stays() -> None:
    cleaned = newslint.clean(f"{STORY}\nRelated stories\n\nWhat happens next\n{REST}").text

    assert cleaned == f"{STORY}\nWhat happens next\n{REST}"
