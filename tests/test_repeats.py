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


def test_a_text_that_was_saved_twice_is_halved() -> None:
    story = "\n\n".join(f"{BODY[:-1]}, said captain {name}." for name in ("Thorn", "Marl", "Hale", "Voss")) + "\n\n"
    once = "Ferry stays in port\n\n" + story
    assert newslint.clean(once + once + once).text.strip() == once.strip()
