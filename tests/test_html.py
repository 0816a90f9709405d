"""The HTML report, read with the standard library's parser."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from io import StringIO
from pathlib import Path

import pytest
from conftest import SEEDS, Command

import newslint
from newslint.config import Config
from newslint.fix import Limits, clean
from newslint.report import FileReport, Look, html

VOID = {"meta", "link", "input"}


class Page(HTMLParser):
    """Collects the text inside elements of a class or a tag, and the addresses that the page names."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[list[str]] = []
        self.texts: dict[str, list[str]] = {}
        self.addresses: list[str] = []
        self.tags: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.addresses += [values[key] or "" for key in ("src", "href", "action", "data") if key in values]
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append([tag, *(values.get("class") or "").split()])
            for key in self.open[-1]:
                self.texts.setdefault(key, []).append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for key in {key for keys in self.open for key in keys}:
            self.texts[key][-1] += data


def report(*texts: str, config: dict[str, object] | None = None) -> str:
    engine, settings = newslint.engine_for(config)
    out = StringIO()

    def preview(file: FileReport) -> newslint.Result:
        return clean(engine, file.article, Limits(max_removed=settings.max_removed))

    articles = [newslint.Article(text) for text in texts]
    files = [FileReport(f"{n}.txt", a, engine.check(a).findings) for n, a in enumerate(articles)]
    html.write(files, out, Look(rules=Config().active(), preview=preview))
    return out.getvalue()


def ink(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"\r\n|\n|\r", text) if line.strip()]


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.name[:3])
def test_before_and_after_are_the_original_and_the_cleaned_text(path: Path) -> None:
    text = path.read_bytes().decode()
    result = newslint.clean(text)
    page = Page(report(text))
    old, new = ([t.strip() for t in page.texts.get(key, [])] for key in ("old", "new"))

    if not result.findings:
        assert old == []
        return
    assert [t for t in old if t][bool(result.edits) :] == ink(text)
    assert [t for t in new if t][bool(result.edits) :] == ink(result.text)
    assert len(page.texts["note"]) == len(result.findings)


def test_marks_hold_what_was_found_and_cuts_are_struck() -> None:
    title = "Ferry fares rise again"
    page = Page(
        report(f"{title}\n\nThey waited untill & untill dawn.\n\n{title}\n\nFares on the ferry will rise in May.\n")
    )

    assert page.texts["mark"] == [title, "untill", "untill", title]
    assert page.texts["other"] == [title]
    assert page.texts["del"] == ["untill", "untill", title]
    assert page.texts["ins"] == ["until", "until"]


def test_an_article_cannot_put_anything_into_the_page() -> None:
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)></mark>&lt; untill \x1b[31m\u202e\udc80 ]]> dawn"
    plain, page = Page(report("untill")), Page(report(evil, evil + "\r\n\n\x0b\u2028untill"))

    assert page.tags.count("script") == plain.tags.count("script") == 1
    assert "img" not in page.tags
    assert all(address == "data:," or address.startswith("#a") for address in page.addresses)
    assert any("<script>alert(1)</script><img src=x" in text for text in page.texts["old"])
    assert not set(report(evil)) & set("\x1b\u202e\udc80")


def test_the_policy_names_the_style_and_the_script_and_nothing_else() -> None:
    source = report("untill")
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', source)

    assert policy
    assert "default-src 'none'" in policy[1]
    assert "unsafe" not in policy[1]
    for tag in ("style", "script"):
        text = re.search(f"<{tag}>(.*?)</{tag}>", source, re.DOTALL)
        assert text
        digest = base64.b64encode(hashlib.sha256(text[1].encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy[1]
    assert "http" not in source.replace('http-equiv="', "")


def test_lines_of_no_interest_are_folded() -> None:
    text = "".join(f"Line number {n} of the story.\n" for n in range(30)) + "They waited untill dawn.\n"

    assert "29 lines without a finding" in report(text)


def test_the_report_is_written_to_a_file(newslint: Command, tmp_path: Path) -> None:
    newslint("-", "--output-format", "html", "-o", "report.html", stdin="They waited untill dawn.\n")

    source = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert Page(source).texts["del"] == ["untill"]
