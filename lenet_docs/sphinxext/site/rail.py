"""The rail: which chapter of the book a page is, and how many lie before and behind it.

It stands above a chapter, outside of its text, as links that need no script.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Any

from lenet_docs.sphinxext._parts import Part, read_parts

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["KEY", "add_rail", "rail", "with_rail"]

KEY = "site_rail"
"""Under which the context of a page holds its rail."""

ARTICLE = re.compile(r'<(?:article|main)\b[^>]*\bid="furo-main-content"')


def add_rail(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Make the rail of a page that is a chapter."""
    parts = read_parts(app.env)
    if doctree is not None and any(pagename in part.pages for part in parts):
        titles = {page: app.env.titles[page].astext() for part in parts for page in part.pages}
        context[KEY] = rail(pagename, parts, titles, context["pathto"])


def rail(here: str, parts: list[Part], titles: dict[str, str], pathto: Callable[[str], str]) -> str:
    """Return the rail of a page.

    Examples
    --------
    >>> parts = [Part("Layers", ("c1", "s2"))]
    >>> print(rail("s2", parts, {"c1": "C1", "s2": "S2"}, str))
    <nav class="rail" aria-label="Chapters">
    <p>Layers: chapter 2 of 2</p>
    <ol>
    <li><ol aria-label="Layers">
    <li><a href="c1" title="C1"><span class="visually-hidden">C1</span></a></li>
    <li><a href="s2" title="S2" aria-current="page"><span class="visually-hidden">S2</span></a></li>
    </ol></li>
    </ol>
    </nav>
    """
    lines = []
    where = ""
    for part in parts:
        lines.append(f'<li><ol aria-label="{escape(part.title)}">')
        for number, page in enumerate(part.pages, 1):
            title = escape(titles[page])
            current = ""
            if page == here:
                current = ' aria-current="page"'
                where = f"{escape(part.title)}: chapter {number} of {len(part.pages)}"
            link = f'<a href="{escape(pathto(page))}" title="{title}"{current}>'
            lines.append(f'<li>{link}<span class="visually-hidden">{title}</span></a></li>')
        lines.append("</ol></li>")
    listed = "\n".join(lines)
    return (
        f'<nav class="rail" aria-label="Chapters">\n<p>{where}</p>\n<ol>\n{listed}\n</ol>\n</nav>'
    )


def with_rail(page: str, made: str) -> str:
    """Return a page with its rail before its text.

    Raises
    ------
    ValueError
        If the theme's pages have no such place.
    """
    place = ARTICLE.search(page)
    if place is None:
        raise ValueError(
            'the page has no element "furo-main-content", before which its rail stands'
        )
    return f"{page[: place.start()]}{made}\n{page[place.start() :]}"
