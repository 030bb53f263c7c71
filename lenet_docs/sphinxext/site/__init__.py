"""What makes pages of furo a site: how they are loaded, protected, found and read in order.

Settings in ``conf.py``, besides Sphinx's own ``html_baseurl``, the address of the site:
``site_looked_up``, the captions of those parts that are looked up and not read through; and
``site_styles_later``, the style sheets that the first words of a page do not need.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.builders.html._assets import _CascadingStyleSheet

from lenet_docs.sphinxext._builders import add_templates
from lenet_docs.sphinxext.site import style_sheet
from lenet_docs.sphinxext.site._builder import SiteBuilder
from lenet_docs.sphinxext.site.beginning import with_styles_behind
from lenet_docs.sphinxext.site.plain_text import add_markdown, write_lists
from lenet_docs.sphinxext.site.rail import add_rail
from lenet_docs.sphinxext.site.reading_time import add_reading_time
from lenet_docs.sphinxext.site.sharing import add_meta_tags, write_site_map

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

TEMPLATES = Path(__file__).parent / "templates"


def configure(app: Sphinx, config: Config) -> None:
    """Have the theme's pages written without the palette, which stands in the style sheet."""
    add_templates(app, config, TEMPLATES)


def complete(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Give a page of the site all that this folder adds."""
    if isinstance(app.builder, SiteBuilder):
        load_style_sheets(app.builder, context)
        for add in (add_meta_tags, add_markdown, add_rail, add_reading_time):
            add(app, pagename, templatename, context, doctree)


def load_style_sheets(builder: SiteBuilder, context: dict[str, Any]) -> None:
    """Have a page load joined style sheets, not their parts: all but one behind its beginning."""
    replaced = set(style_sheet.parts(builder._orig_css_files))
    own = [file for file in context["css_files"] if file not in replaced]
    names = style_sheet.names(builder)
    first, *later = (_CascadingStyleSheet(name, priority=0) for name in names)
    later += own
    body = with_styles_behind(context.get("body", ""), later, context["css_tag"])
    if body:
        context["body"] = body
    context["css_files"] = [first] if body else [first, *later]


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write what stands beside the pages of a site."""
    if exception is None and isinstance(app.builder, SiteBuilder):
        write_site_map(app, app.builder)
        write_lists(app, app.builder)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put this module's builder of HTML into the place of Sphinx's."""
    app.add_config_value("site_looked_up", (), "html", types=frozenset({list, tuple}))
    app.add_config_value("site_styles_later", (), "html", types=frozenset({list, tuple}))
    app.add_builder(SiteBuilder, override=True)
    app.connect("config-inited", configure)
    # After the last extension has added its files.
    app.connect("html-page-context", complete, priority=950)
    app.connect("build-finished", write_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
