"""Pages that a keyboard and a screen reader can use: the markup mended, and a script and a style.

The style sheet makes the focus visible everywhere and the theme's drawers reachable; the
script lets the keyboard scroll whatever is wider than its box.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util import logging

from lenet_docs.sphinxext.common.builders import add_templates, copy_static
from lenet_docs.sphinxext.site.markup import mended_body, mended_navigation, mended_theme

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

HERE = Path(__file__).parent
SCRIPT, STYLE = "scrolling.js", "accessibility.css"

MENDED = {
    "body": mended_body,
    "furo_navigation_tree": mended_navigation,
}
"""What a template is given, and how each piece is mended."""


def add_template(app: Sphinx, config: Config) -> None:
    """Have every page of the theme pass through the template that mends it."""
    add_templates(app, config, HERE / "templates")


def prepare(app: Sphinx) -> None:
    """Copy the script and the style sheet, and tell the template how to mend."""
    copy_static(app, HERE, SCRIPT, STYLE)
    if isinstance(app.builder, StandaloneHTMLBuilder):
        is_furo = app.builder.theme.name == "furo"
        filters = app.builder.templates.environment.filters
        filters["mend_theme"] = partial(mended_theme, warn=report) if is_furo else str


def report(missing: str) -> None:
    """Warn that the theme no longer writes what is mended here."""
    logger.warning("the theme's page has no longer: %s", missing, type="accessibility")


def mend(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Mend what a template is about to be given."""
    for name, mended in MENDED.items():
        if context.get(name):
            context[name] = mended(context[name])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Mend pages last, after every other extension has added its own to them."""
    app.add_css_file(STYLE)
    app.add_js_file(SCRIPT, loading_method="defer")
    app.connect("config-inited", add_template)
    app.connect("builder-inited", prepare)
    app.connect("html-page-context", mend, priority=900)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
