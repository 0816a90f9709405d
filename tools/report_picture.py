"""Make docs/report.png: the HTML report of the sample articles, as a browser shows it.

`pip install -e '.[browser]' pillow` and a Chromium of the system; then `python tools/report_picture.py`.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent
SIZE = {"width": 1280, "height": 1060}
#: Colours kept: a page of text needs few, and the file stays under 50 kB.
COLORS = 64


def main() -> None:
    """Write the report, photograph its top, keep few colours."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder:
        page, shot = Path(folder, "report.html"), Path(folder, "report.png")
        command = [sys.executable, "-m", "newslint", "seeds", "--exit-zero", "--output-format", "html", "-o", str(page)]
        subprocess.run(command, cwd=ROOT, check=True)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            tab = browser.new_page(viewport=SIZE)
            tab.goto(page.as_uri())
            tab.screenshot(path=shot)
            browser.close()
        picture = Image.open(shot).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE)
    picture.save(ROOT / "docs" / "report.png", optimize=True)


if __name__ == "__main__":
    main()
