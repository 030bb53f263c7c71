"""What makes pages a site: how they are loaded, protected and found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html._assets import _CascadingStyleSheet

from lenet_docs.sphinxext.site import style_sheet
from lenet_docs.sphinxext.site._builder import SiteBuilder

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

TEMPLATES = Path(__file__).parent / "templates"


def add_templates(app: Sphinx, config: Config) -> None:
    """Let this folder's templates come before the theme's, behind the project's own."""
    config.templates_path = [*config.templates_path, str(TEMPLATES)]


def load_one_style_sheet(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Have a page load the one style sheet instead of its parts."""
    if isinstance(app.builder, SiteBuilder):
        replaced = set(style_sheet.parts(app.builder._orig_css_files))
        own = [file for file in context["css_files"] if file not in replaced]
        context["css_files"] = [_CascadingStyleSheet(style_sheet.NAME, priority=0), *own]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put this module's builder of HTML into the place of Sphinx's."""
    app.add_builder(SiteBuilder, override=True)
    app.connect("config-inited", add_templates)
    # After the last extension has added its files.
    app.connect("html-page-context", load_one_style_sheet, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
