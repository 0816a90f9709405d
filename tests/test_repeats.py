"""What no single example can show of the rules about copies: what they promise together."""

from __future__ import annotations

from pathlib import Path

import newslint

BODY = "The ferry to the island was cancelled on Friday because the harbour had frozen over in the night."


def test_a_copy_stays_when_another_rule_cuts_its_original(tmp_path: Path) -> None:
    pack = tmp_path / "leftovers"
    pack.mkdir()
    (pack / "sponsor-box.toml").write_text(
        "summary = 'x'\nwhy = 'x'\nmessage = 'x'\nfix = 'safe'\nreplace = ''\n"
        f"pattern = 'Paid for by the harbour\\. {BODY}'\n",
        encoding="utf-8",
    )
    text = f"Ferry stays in port\n\nPaid for by the harbour. {BODY}\n\n{BODY}\n\nNobody knows when it will sail.\n"
    result = newslint.clean(text, config={"packs": [str(tmp_path)], "max_removed": 1.0})
    assert result.text.count(BODY) == 1
    assert "Paid for" not in result.text


def test_of_any_number_of_copies_one_stays() -> None:
    text = "\n\n".join([BODY, "It will sail again when the ice is gone, the line said.", *[BODY] * 5]) + "\n"
    assert newslint.clean(text).text.count(BODY) == 1


def test_a_third_copy_is_reported_at_once() -> None:
    twice = "Work on the harbour wall began in March and stopped when the contractor ran out of money."
    seals = "Wardens will count the seals of the outer bay again, as they do in the first week of every spring."
    vote = "The vote on the new pier was 19 to four, and two members left the hall before it was read out."
    seals, vote = (f"{line} It will be a long wait, they said." for line in (seals, vote))
    text = "\n\n".join([BODY, twice, seals, twice, vote, twice, ""])

    found = [f for f in newslint.check(text) if f.family == "duplication"]

    assert [text[f.start : f.end] for f in found] == [twice, twice]
    assert newslint.clean(text).text.count(twice) == 1


def test_a_text_that_was_saved_twice_is_halved() -> None:
    story = "\n\n".join(f"{BODY[:-1]}, said captain {name}." for name in ("Thorn", "Marl", "Hale", "Voss")) + "\n\n"
    once = "Ferry stays in port\n\n" + story
    assert newslint.clean(once + once + once).text.strip() == once.strip()
