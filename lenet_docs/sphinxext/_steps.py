"""Drawings in steps: a page that has one loads what lets the reader go through them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.fileutil import copy_asset

from lenet_docs.sphinxext._drawing import drawing

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["setup_steps"]

STATIC = Path(__file__).parent / "static"
SCRIPT, STYLE = "steps.js", "steps.css"
STEP = 'class="drawing-step"'


def setup_steps(app: Sphinx) -> None:
    """Let the pages with drawings in steps load their script and their style sheet."""
    app.connect("builder-inited", copy_static)
    app.connect("html-page-context", add_controls)


def copy_static(app: Sphinx) -> None:
    """Copy the script and the style sheet into the site."""
    if _is_site(app):
        for name in (SCRIPT, STYLE):
            copy_asset(STATIC / name, Path(app.outdir) / "_static", force=True)


def add_controls(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the script and the style sheet where a drawing has steps."""
    if doctree is None or not _is_site(app):
        return
    if any(STEP in each["svg"] for each in doctree.findall(drawing)):
        app.add_js_file(SCRIPT, loading_method="defer")
        app.add_css_file(STYLE)


def _is_site(app: Sphinx) -> bool:
    # An EPUB is HTML too, but its drawings are images.
    return app.builder.format == "html" and app.builder.name != "epub"
