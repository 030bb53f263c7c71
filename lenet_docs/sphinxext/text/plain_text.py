"""The pages as plain text for machines: a Markdown file beside each, and ``llms.txt``.

They are written from the trees that the pages are written from, so every number that a
page shows is in them. ``llms.txt`` lists them, as https://llmstxt.org describes it, and
``llms-full.txt`` holds the chapters one after the other.
"""

from __future__ import annotations

import html
import json
import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

from docutils import nodes
from sphinx.util.osutil import relative_uri

from lenet_docs.sphinxext.cells.nodes import JupyterCellNode
from lenet_docs.sphinxext.common.book_parts import book_parts, read_parts, with_those_below
from lenet_docs.sphinxext.common.caption_numbers import numbers_of
from lenet_docs.sphinxext.text.markdown import Markdown, Piece, fenced

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

__all__ = ["add_markdown", "cell_text", "markdown_name", "write_lists"]

DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)"')

SUFFIX = ".md"
KIND = "text/markdown"
LIST, WHOLE = "llms.txt", "llms-full.txt"


def markdown_name(page: str) -> str:
    """Return where in the site a page's Markdown is.

    Examples
    --------
    >>> markdown_name("layers/c1")
    'layers/c1.md'
    """
    return page + SUFFIX


def add_markdown(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write a page's Markdown, and say in its head where that is."""
    if doctree is None:
        return
    titles = {app.builder.get_target_uri(name): name for name in app.env.titles}
    here = app.builder.get_target_uri(pagename)
    writer = Markdown(
        lambda node, text: link(node, text, here, titles), numbers_of(app.env, pagename)
    )
    pieces = (as_text(piece) for piece in writer.blocks(doctree))
    file = Path(app.outdir) / markdown_name(pagename)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n\n".join(filter(None, pieces)) + "\n", encoding="utf-8")
    address = relative_uri(here, markdown_name(pagename))
    tag = f'<link rel="alternate" type="{KIND}" href="{address}" title="This page as Markdown">'
    context["metatags"] = f"{context.get('metatags') or ''}\n    {tag}"


def link(node: nodes.reference, text: str, here: str, titles: dict[str, str]) -> str:
    """Return a link of a page as one of its Markdown: to the Markdown of other pages."""
    uri = node.get("refuri", "")
    if not uri:
        return text
    if urlsplit(uri).scheme:
        return f"[{text}]({uri})"
    path, _ = urldefrag(uri)
    target = posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here
    if target == here:
        return text
    if target in titles:
        return f"[{text}]({relative_uri(here, markdown_name(titles[target]))})"
    return f"[{text}]({uri})"


def as_text(piece: Piece) -> str:
    """Return a piece of a page as text: a cell becomes what it holds and what it showed."""
    return "\n\n".join(cell_text(piece)) if isinstance(piece, JupyterCellNode) else piece


def cell_text(cell: JupyterCellNode) -> Iterator[str]:
    """Yield what the page shows of a cell: its code, and its outputs."""
    if not cell["hide_code"]:
        yield fenced(cell["code"], "python")
    if not cell["hide_output"]:
        for output in json.loads(cell["outputs"]):
            yield from output_text(output, cell.get("alt", ""))


def output_text(output: dict[str, Any], alt: str = "") -> Iterator[str]:
    r"""Yield an output as Markdown.

    Examples
    --------
    >>> list(output_text({"output_type": "stream", "text": "156"}))
    ['```\n156\n```']
    >>> list(output_text({"data": {"text/latex": "$$6$$", "text/plain": "6"}}))
    ['$$6$$']
    """
    data = output.get("data", {})
    if "text" in output:
        yield fenced(joined(output["text"]).rstrip("\n"))
    elif "traceback" in output:
        yield fenced("\n".join(output["traceback"]))
    elif any(kind.startswith("image/") for kind in data):
        yield f"*{alt}*"
    elif "text/latex" in data:
        yield joined(data["text/latex"])
    elif "text/plain" in data:
        yield fenced(joined(data["text/plain"]))


def joined(text: str | list[str]) -> str:
    """Return a text that may be given line by line."""
    return text if isinstance(text, str) else "".join(text)


# -- the lists --------------------------------------------------------------------------


def write_lists(app: Sphinx, builder: Builder) -> None:
    """Write ``llms.txt`` and ``llms-full.txt``, when all pages are written."""
    folder = Path(builder.outdir)
    root = app.config.root_doc
    read = read_parts(app.env)
    looked_up = [part for part in book_parts(app.env) if part not in read]
    listed = [
        f"# {app.config.html_title}",
        f"> {page_description(folder, builder, root)}",
        "Each page of the book is a Markdown file beside its HTML, with its computed numbers. "
        f"[{WHOLE}]({address(app, WHOLE)}) holds the chapters in one file.",
    ]
    # What may be left out when there is little room has this title in such files, and comes last.
    for title, chosen in [*((part.title, [part]) for part in read), ("Optional", looked_up)]:
        pages = [page for part in chosen for page in with_those_below(app.env, part.pages)]
        lines = [entry(app, builder, page) for page in pages]
        listed.append(f"## {title}\n\n" + "\n".join(lines))
    (folder / LIST).write_text("\n\n".join(listed) + "\n", encoding="utf-8")
    chapters = [root, *(page for part in read for page in part.pages)]
    whole = [(folder / markdown_name(page)).read_text(encoding="utf-8") for page in chapters]
    (folder / WHOLE).write_text("\n".join(whole), encoding="utf-8")


def entry(app: Sphinx, builder: Builder, page: str) -> str:
    """Return the line of a page."""
    title = app.env.titles[page].astext()
    line = f"- [{title}]({address(app, markdown_name(page))})"
    words = page_description(Path(builder.outdir), builder, page)
    return f"{line}: {words}" if words else line


def address(app: Sphinx, name: str) -> str:
    """Return the address of a file: from the root of the site, if nobody knows where that is."""
    return urljoin(str(app.config.html_baseurl), name)


def page_description(folder: Path, builder: Builder, page: str) -> str:
    """Return the description that stands in a page that is written."""
    text = (folder / builder.get_target_uri(page)).read_text(encoding="utf-8")
    found = DESCRIPTION.search(text)
    return html.unescape(found[1]) if found else ""
