"""What a page of an EPUB has in common with a page of the site, and what not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from docutils import nodes
from sphinx import addnodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["plain_nodes", "plain_page", "used_files"]

LINK, NOTE_LINK = 'class="provenance reference internal"', 'class="provenance" epub:type="noteref"'
"""How Sphinx writes a number's link, and how it stands in an EPUB."""

SIGN = "sd-summary-state-marker"
"""The class of the sign with which sphinx-design says that a part can be unfolded."""

OF_PAGES = re.compile(r'\s(?:src|href)="([^"]+)"')
OF_STYLES = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


def plain_nodes(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Leave out what only a site needs, or only HTML that is no XML allows."""
    if app.builder.name != "epub":
        return
    for mark in [each for each in doctree.findall(nodes.inline) if SIGN in each["classes"]]:
        mark.parent.remove(mark)
    for parameters in doctree.findall(addnodes.desc_parameterlist):
        # A line each: Sphinx makes them descriptions of nothing.
        parameters["multi_line_parameter_list"] = False


def plain_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave a page the style sheets of the EPUB, and nothing that is for sites.

    A number's link is marked as a note's: programs that can show what it leads to
    beside it, as the site's panel does.
    """
    if app.builder.name != "epub":
        return
    own = {Path(name).name for name, _ in app.config.epub_css_files} | {"pygments.css"}
    context["css_files"] = [
        file for file in context["css_files"] if Path(str(file.filename or "")).name in own
    ]
    context["script_files"] = []
    context["metatags"] = ""
    context["body"] = context.get("body", "").replace(LINK, NOTE_LINK)


def used_files(folder: Path, pages: Iterable[str]) -> set[str]:
    """Return the files that pages use: themselves, and what they show or lead to.

    Parameters
    ----------
    folder
        Where the files are.
    pages
        The pages, relative to it.
    """
    used: set[str] = set()
    left = list(pages)
    while left:
        name = left.pop()
        if name not in used:
            used.add(name)
            left += _named_in(folder, name)
    return used


def _named_in(folder: Path, name: str) -> Iterator[str]:
    """Yield the files of the folder that one of them names."""
    pattern = {".xhtml": OF_PAGES, ".css": OF_STYLES}.get(Path(name).suffix)
    if pattern is None:
        return
    here = (folder / name).parent
    for address in pattern.findall((folder / name).read_text(encoding="utf-8")):
        parts = urlsplit(address)
        path = unquote(parts.path)
        if path and not parts.scheme and (here / path).is_file():
            yield (here / path).resolve().relative_to(folder.resolve()).as_posix()
