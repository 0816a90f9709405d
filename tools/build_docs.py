"""Build docs/rules/ from the rule files: ``python -m tools.build_docs``; ``--check`` only compares.

The pages are made and never written by hand: change the rule file, and build again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from newslint.config import Config
from newslint.rule import Rule
from newslint.rulepage import SHARES, body

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "docs" / "rules"
#: Examples of either kind on a page, the shortest first; the rule file has them all.
EXAMPLES = 2


def pages() -> dict[str, str]:
    """File name -> content, for every page there should be."""
    rules = Config().known()
    made = {f"{rule.name}.md": _lines(page(rule)) for rule in rules}
    return made | {"README.md": _lines(index(rules))}


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(parts).strip("\n") + "\n"


def page(rule: Rule) -> Iterator[str]:
    """The page of one rule."""
    source = rule.path.relative_to(ROOT).as_posix()
    yield f"# {rule.name}"
    yield ""
    yield f"[All rules](README.md) · family `{rule.family}` · severity `{rule.severity}` · [rule file](../../{source})"
    yield ""
    yield from body(rule, EXAMPLES)


def index(rules: Iterable[Rule]) -> Iterator[str]:
    """The table of all rules, a section a family."""
    yield "# The rules"
    yield ""
    yield "Made from the rule files by `python -m tools.build_docs`. A rule is safe to fix when a careful editor would"
    yield 'make its change without reading on. To turn one off: `ignore = ["NAME"]` in `newslint.toml`.'
    for family, members in groupby(rules, key=lambda rule: rule.family):
        yield f"\n## {family}\n"
        yield "| rule | finds | fix | precision | recall |"
        yield "|---|---|---|---|---|"
        for rule in members:
            shares = " | ".join(_share(rule, key) for key in SHARES)
            off = "" if rule.on else " (off by default)"
            yield f"| [{rule.name}]({rule.name}.md) | {rule.summary}{off} | {rule.fix} | {shares} |"


def _share(rule: Rule, key: str) -> str:
    value = rule.measured.get(key)
    return f"{100 * value:.1f} %" if isinstance(value, (int, float)) and value <= 1 else ""


def differences() -> list[str]:
    """What would change: names of pages that are missing, out of date, or left over."""
    made = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in PAGES.glob("*.md")}
    return sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))


def main() -> int:
    """Build, or with ``--check`` say what is out of date (exit status 1)."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a page is out of date")
    check = parser.parse_args().check
    made, changed = pages(), differences()
    for name in changed:
        print(f"docs/rules/{name}", file=sys.stderr)
        if check:
            continue
        if name in made:
            PAGES.mkdir(parents=True, exist_ok=True)
            (PAGES / name).write_text(made[name], encoding="utf-8", newline="\n")
        else:
            (PAGES / name).unlink()
    return 1 if check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
