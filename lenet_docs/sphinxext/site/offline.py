"""No page asks another host for anything, and none loads a script that it does not use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# What jupyter-sphinx adds to every page: its colours are for light pages only (cells.css replaces
# them), and the rest is for live kernels, which the book does not offer. The files of the latter
# are not even copied into the site.
UNUSED = {"_static/jupyter-sphinx.css", "_static/thebelab.css", "_static/thebelab-helper.js"}

CODE = re.compile(r'<div class="highlight')
# dropdowns.css holds what a dropdown needs of sphinx-design's style sheet: a hundredth of it.
DESIGN = re.compile(
    r'class="[^"]*\bsd-(?!sphinx-override|dropdown|card[ "]|card-(?:header|body|text)|mb-3|summary'
    r"|octicon)"
)
NEEDED_FOR = {
    "_static/documentation_options.js": CODE,
    "_static/clipboard.min.js": CODE,
    "_static/copybutton.js": CODE,
    "_static/design-tabs.js": re.compile(r'class="[^"]*\bsd-tab-'),
    "_static/sphinx-design.min.css": DESIGN,
}
"""What some pages need: each file with what such a page holds."""

SEARCH = {"_static/doctools.js", "_static/sphinx_highlight.js"}
"""What serves Sphinx's own search page and its index of modules, and nothing else."""


def is_wanted(filename: str) -> bool:
    """Return whether a page may load this style sheet or script.

    Examples
    --------
    >>> is_wanted("_static/cells.css")
    True
    >>> is_wanted("_static/thebelab.css")
    False

    jupyter-sphinx adds the script of Jupyter's widgets, and no configuration value prevents it.

    >>> is_wanted("//cdn.example/embed.js")
    False
    """
    return "//" not in filename and filename not in UNUSED


def is_used(filename: str, body: str, is_page: bool = True) -> bool:
    """Return whether a page of this content uses a file; `is_page`: it is one of the book.

    Examples
    --------
    >>> is_used("_static/copybutton.js", '<div class="highlight"><pre>1</pre></div>')
    True
    >>> is_used("_static/copybutton.js", "<p>Words.</p>")
    False
    >>> is_used("_static/doctools.js", "<p>Words.</p>")
    False
    """
    if not is_page:
        return True
    needed_for = NEEDED_FOR.get(filename)
    return filename not in SEARCH and (needed_for is None or needed_for.search(body) is not None)


def drop_unwanted_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave only what `is_wanted`, and used, among the style sheets and scripts of a page."""
    body = context.get("body", "")
    for kind in ("css_files", "script_files"):
        context[kind] = [
            file
            for file in context[kind]
            if is_wanted(name := str(file.filename or ""))
            and is_used(name, body, is_page=doctree is not None)
        ]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Look at each page's files after every other extension has added its own."""
    app.connect("html-page-context", drop_unwanted_files, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
