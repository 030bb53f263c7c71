"""No page asks another host for anything, and none loads a script that it does not use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

# What jupyter-sphinx adds to every page: its colours are for light pages only (cells.css replaces
# them), and the rest is for live kernels, which the book does not offer. The files of the latter
# are not even copied into the site.
UNUSED = {"_static/jupyter-sphinx.css", "_static/thebelab.css", "_static/thebelab-helper.js"}


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


def drop_unwanted_files(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Leave only what `is_wanted` among the style sheets and scripts of a page."""
    for kind in ("css_files", "script_files"):
        context[kind] = [file for file in context[kind] if is_wanted(str(file.filename or ""))]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Look at each page's files after every other extension has added its own."""
    app.connect("html-page-context", drop_unwanted_files, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
