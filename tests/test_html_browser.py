"""The HTML report in a real browser: skipped where Playwright or a Chromium is missing.

`pip install -e '.[browser]'` and a Chromium of the system (Debian: `apt install chromium`) run it.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import SEEDS, Command

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed")

#: Milliseconds: ten times what two slow cores need, and far less than a script that goes through all
#: findings for each of them.
PATIENCE = {"load": 15000, "step": 700, "filter": 1000, "filter back": 2000, "step back": 1400}
EVIL = (
    "<script>document.title = 'owned'</script><img src='http://example.org/x.png' onerror='alert(1)'> "
    "They waited for him untill dawn"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        flags = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=flags)
        yield chromium
        chromium.close()


Open = Callable[..., Any]


@pytest.fixture
def show(browser: Any, newslint: Command, tmp_path: Path) -> Iterator[Open]:
    """Open the report of some texts; at the end nothing may have gone wrong or left the page."""
    troubles: list[str] = []

    def show(*texts: str, select: str = "all", **context: Any) -> Any:
        for number, text in enumerate(texts):
            (tmp_path / f"{number:04}.txt").write_text(text)
        newslint(".", "--select", select, "--output-format", "html", "-o", "report.html")
        page = browser.new_context(**context).new_page()
        page.on("console", lambda message: troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto((tmp_path / "report.html").as_uri())
        return page

    requests: list[str] = []
    yield show
    assert troubles == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []


def seeds() -> list[str]:
    return [path.read_bytes().decode() for path in sorted(SEEDS.glob("*.txt"))]


def visible(page: Any) -> int:
    return page.locator(".article .note:visible").count()  # type: ignore[no-any-return]


def test_an_article_is_shown_and_never_run(show: Open) -> None:
    page = show(EVIL, select="misspelling")

    assert page.title() == "newslint report"
    assert EVIL.replace("untill", "until") in page.locator(".new").last.inner_text()
    assert page.locator("img").count() == 0


def test_filters_by_rule_and_severity(show: Open, tmp_path: Path) -> None:
    (tmp_path / "newslint.toml").write_text('[rules.repeated-title]\nseverity = "error"\n')
    slip, title = "They waited for him untill dawn.\n", "Ferry fares rise again"
    both = f"{title}\n\nA lede about the fares.\n\n{title}\n\n{slip}"
    page = show(both, slip, select="misspelling,repeated-title")
    assert (visible(page), page.locator(".article:visible").count()) == (3, 2)

    page.locator(".line", has_text="misspelling").locator("input").uncheck()
    assert (visible(page), page.locator(".article:visible").count()) == (1, 1)
    assert page.locator("#position").inner_text().endswith("/ 1")
    page.locator(".chip", has_text="error").click()
    assert visible(page) == 0
    assert page.locator("#empty").is_visible()
    page.locator("#none").click()
    page.locator("#all").click()
    assert visible(page) == 2
    page.locator(".chip", has_text="error").click()
    assert visible(page) == 3


def test_keys_step_from_finding_to_finding(show: Open) -> None:
    filler = "The ferry left at noon.\n" * 200
    page = show(f"They waited untill dawn.\n{filler}He recieved it untill May.\n", select="misspelling")

    def current() -> str:
        return page.locator(".note.current").get_attribute("id")  # type: ignore[no-any-return]

    page.keyboard.press("j")
    page.keyboard.press("j")
    assert current() == "f1"
    assert page.locator("mark.on").inner_text() == "recieved"
    assert page.locator("mark.on").evaluate("m => m.getBoundingClientRect().top > 40 && m.checkVisibility()")
    assert page.locator("#position").inner_text() == "2 / 3"
    page.keyboard.press("k")
    page.keyboard.press("k")
    assert current() == "f2"
    page.locator("mark[data-f='0']").click()
    assert current() == "f0"


def test_dark_and_light_follow_the_system_until_chosen(show: Open) -> None:
    page = show("They waited untill dawn.\n", color_scheme="dark")

    def brightness() -> int:
        color = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(int(part) for part in color[4:-1].split(","))

    assert brightness() < 150
    page.keyboard.press("t")
    assert brightness() > 600
    page.reload()
    assert brightness() > 600


def test_it_fits_a_phone(show: Open) -> None:
    page = show(*seeds(), f"Wait untill {'x' * 300} dawn.\n", viewport={"width": 360, "height": 780})

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("#theme").bounding_box()["x"] < 330


def test_before_and_after_can_be_seen_alone(show: Open) -> None:
    page = show(*seeds())

    page.locator("label", has_text="After").first.click()
    assert page.locator(".old:visible").count() == page.locator("del:visible").count() == 0
    page.locator("label", has_text="Before").first.click()
    assert page.locator(".new:visible").count() == 0
    assert page.locator("del:visible").count() > 0


@pytest.mark.parametrize("lines", [10, 2000], ids=["200 articles", "1 article"])
def test_two_thousand_findings_stay_smooth(show: Open, lines: int) -> None:
    article = "The harbour office said that the ferry would wait untill the storm had passed.\n" * lines
    page = show(*[article] * (2000 // lines), select="misspelling")
    assert page.locator(".article .note").count() == 2000

    times = page.evaluate(
        """() => {
            const timed = (act) => {
                const start = performance.now();
                act();
                document.body.getBoundingClientRect();
                return Math.round(performance.now() - start);
            };
            const press = (key) => document.dispatchEvent(new KeyboardEvent("keydown", { key }));
            return {
                load: Math.round(performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd),
                step: timed(() => press("j")),
                filter: timed(() => document.querySelector("input[data-rule]").click()),
                "filter back": timed(() => document.querySelector("input[data-rule]").click()),
                "step back": timed(() => press("k")),
            };
        }"""
    )

    print(times)
    assert [name for name, time in times.items() if time > PATIENCE[name]] == [], times
