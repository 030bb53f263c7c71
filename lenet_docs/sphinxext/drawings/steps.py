"""Drawings in steps: a page that has one loads what lets the reader go through them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lenet_docs.sphinxext.common.builders import copy_static, is_site
from lenet_docs.sphinxext.drawings.drawing import drawing

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

__all__ = ["setup_steps"]

STATIC = Path(__file__).parent
SCRIPT, STYLE = "steps.js", "steps.css"
STEP = 'class="drawing-step"'


def setup_steps(app: Sphinx) -> None:
    """Let the pages with drawings in steps load their script and their style sheet."""
    app.connect("builder-inited", copy_files)
    app.connect("html-page-context", add_controls)


def copy_files(app: Sphinx) -> None:
    """Copy the script and the style sheet into the site."""
    copy_static(app, STATIC, SCRIPT, STYLE)


def add_controls(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the script and the style sheet where a drawing has steps."""
    if doctree is None or not is_site(app.builder):
        return
    if any(STEP in each["svg"] for each in doctree.findall(drawing)):
        app.add_js_file(SCRIPT, loading_method="defer")
        app.add_css_file(STYLE)
