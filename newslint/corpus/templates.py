"""The template file: the lines of each site's furniture, as ``newslint corpus`` writes them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from newslint.errors import NewslintError

FIELDS: Mapping[str, type] = {"site": str, "line": str, "articles": int, "of": int}


class Template(NamedTuple):
    """A line of a site's furniture, normalized: in how many articles of how many it stands."""

    site: str
    line: str
    articles: int
    of: int


def write_templates(templates: Iterable[Template]) -> bytes:
    """The template file: JSON lines sorted by site and line, so that ``sort -m`` and diff work on it."""
    rows = (json.dumps(template._asdict(), ensure_ascii=False) for template in sorted(templates))
    return "".join(row + "\n" for row in rows).encode("utf-8", "surrogatepass")


@lru_cache(maxsize=4)
def read_templates(path: Path) -> Mapping[str, Mapping[str, Template]]:
    """Site -> line -> template. Rows of one line, from several files joined, add up. Raises NewslintError."""
    templates: dict[str, dict[str, Template]] = {}
    try:
        with path.open(encoding="utf-8", errors="surrogatepass") as rows:
            for number, row in enumerate(rows, 1):
                new = _template(row, path, number)
                lines = templates.setdefault(new.site, {})
                old = lines.get(new.line, Template(new.site, new.line, 0, 0))
                lines[new.line] = new._replace(articles=old.articles + new.articles, of=old.of + new.of)
    except OSError as error:
        raise NewslintError(f"template file cannot be read: {error.strerror}", path) from None
    return templates


def _template(row: str, path: Path, number: int) -> Template:
    try:
        data: Any = json.loads(row)
    except ValueError:
        data = None
    if not isinstance(data, dict) or any(type(data.get(key)) is not kind for key, kind in FIELDS.items()):
        raise NewslintError("is no template line; 'newslint corpus' writes such files", path, number)
    return Template(*(data[key] for key in FIELDS))
