"""Lines that a whole corpus has shown to be their site's furniture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from newslint.article import Article
from newslint.corpus.lines import may_be_template, normalize
from newslint.corpus.site import site_of
from newslint.model import Match

if TYPE_CHECKING:
    from newslint.corpus.templates import Template

#: How a message calls the articles of a line that the settings name.
EVERYWHERE = "is furniture of every site, by the settings"
#: Letters by which a line is told from the few of the settings before it is normalized.
HEAD = 4


def template_line(
    article: Article,
    *,
    templates: Mapping[str, Mapping[str, Template]] | None = None,
    everywhere: Sequence[str] = (),
) -> Iterator[Match]:
    """The lines of the article that the template file has for its site; ``everywhere`` are lines of any.

    Both hold lines as :func:`newslint.corpus.lines.normalize` makes them.
    """
    known = (templates or {}).get(site_of(article.meta, article.id), {})
    if not known and not everywhere:
        return
    heads = None if known else {key[:HEAD] for key in everywhere}
    for line in article.lines:
        if heads is not None and _head(line.text) not in heads:
            continue
        key = normalize(line.text)
        template = known.get(key)
        if (template or key in everywhere) and may_be_template(line.text):
            yield Match(line.start, line.end, "", {"evidence": _evidence(template)})


def _head(text: str) -> str:
    """How the normalized line begins."""
    return normalize(text[: 4 * HEAD])[:HEAD]


def _evidence(template: Template | None) -> str:
    if template is None:
        return EVERYWHERE
    site = f" of {template.site}" if template.site else ""
    return f"stands in {template.articles:,} of {template.of:,} articles{site}"
