"""What search engines, and those who share a page, are told of it; and the map of the site.

A description is the page's own words, with its computed numbers: of a chapter what its
readers will be able to do, of other pages how they begin. What needs the site's address
(``html_baseurl``) is there only where that is known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin
from xml.etree import ElementTree

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["add_meta_tags", "description", "write_site_map"]

LONGEST = 200
"""Characters of a description: search engines show little more."""

OBJECTIVES = "objectives"
"""The class of the box that says what a chapter's readers will be able to do."""

# An initial ends no sentence.
SENTENCE = re.compile(r"(?<=[.?!])(?<!\b[A-Z]\.)\s+(?=[A-Z“\"(])")
WITHOUT_WORDS = {
    "genindex": "The names of the package and the terms of this book, with their pages.",
    "py-modindex": "The modules of the package, each with its page.",
    "search": "Search the pages of this book, and its numbers.",
}
"""The descriptions of pages that Sphinx makes by itself."""

WITHOUT_TITLE = {"genindex": "Index"}
NOT_TO_BE_FOUND = {"404", "search"}
SITE_MAP = "sitemap.xml"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def description(page: nodes.document) -> str:
    """Return a page's description, in whole sentences, or whole items of a list."""
    for box in page.findall(nodes.admonition):
        if OBJECTIVES in box["classes"] and (words := from_objectives(box)):
            return words
    return from_sentences(sentences(page))


def from_objectives(box: nodes.admonition) -> str:
    """Return what readers will be able to do, as far as there is room."""
    title = "".join(plain(each) for each in box.findall(nodes.title))
    chosen: list[str] = []
    for item in box.findall(nodes.list_item):
        words = plain(item).rstrip(".,;")
        if not holds_formula(item) and len(title) + len("; ".join([*chosen, words])) < LONGEST:
            chosen.append(words)
    return f"{title}: {'; '.join(chosen)}." if chosen else ""


def sentences(page: nodes.document) -> Iterator[str]:
    """Yield the sentences of a page's paragraphs; a formula would not read as plain text."""
    for paragraph in page.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section) and not holds_formula(paragraph):
            # What ends with a colon is about what follows it, which is no paragraph.
            yield from (each for each in SENTENCE.split(plain(paragraph)) if each[-1:] != ":")


def from_sentences(found: Iterable[str]) -> str:
    """Return as many sentences as there is room for; at least one, if there is any.

    Examples
    --------
    >>> from_sentences(["One.", "Two.", "W" * 200])
    'One. Two.'
    """
    text = ""
    for sentence in found:
        if text and len(text) + len(sentence) >= LONGEST:
            break
        text = f"{text} {sentence}".strip()
    return text


def holds_formula(node: nodes.Element) -> bool:
    """Return whether a formula stands in a node."""
    return any(isinstance(each, nodes.math | nodes.math_block) for each in node.findall())


def plain(node: nodes.Element) -> str:
    """Return the text of a node in one line."""
    return " ".join(node.astext().split())


def add_meta_tags(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the description of a page, and what OpenGraph calls its properties, to its head."""
    found = WITHOUT_WORDS.get(pagename, "") if doctree is None else description(doctree)
    tags = [f'<meta name="description" content="{escape(found)}">'] if found else []
    if pagename in NOT_TO_BE_FOUND:
        tags.append('<meta name="robots" content="noindex">')
    else:
        made = context.get("title") or context.get("indextitle") or WITHOUT_TITLE.get(pagename, "")
        title = unescape(re.sub(r"<[^>]*>", "", made))
        properties = {
            "og:type": "website" if pagename == app.config.root_doc else "article",
            "og:site_name": app.config.html_title,
            "og:title": title,
            "og:description": found,
            "og:url": context["pageurl"],
        }
        tags += [
            f'<meta property="{name}" content="{escape(value)}">'
            for name, value in properties.items()
            if value
        ]
    # docutils writes what furo writes itself.
    written = re.sub(r'<meta name="viewport"[^>]*>\s*', "", context.get("metatags") or "")
    context["metatags"] = "\n    ".join([written, *tags])


def write_site_map(app: Sphinx, builder: Builder) -> None:
    """Write the addresses of all pages, where the address of the site is known."""
    base = app.config.html_baseurl
    if not base:
        return
    root = ElementTree.Element("urlset", xmlns=NAMESPACE)
    for page in sorted(app.env.found_docs):
        entry = ElementTree.SubElement(root, "url")
        ElementTree.SubElement(entry, "loc").text = urljoin(base, builder.get_target_uri(page))
    ElementTree.indent(root)
    ElementTree.ElementTree(root).write(
        Path(builder.outdir) / SITE_MAP, encoding="utf-8", xml_declaration=True
    )
