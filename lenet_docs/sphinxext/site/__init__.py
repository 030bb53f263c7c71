"""What makes pages of furo a site: how they are loaded, protected, found and read in order.

Settings in ``conf.py``, besides Sphinx's own ``html_baseurl``, the address of the site:
``site_looked_up``, the captions of those parts that are looked up and not read through.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from lenet_docs.sphinxext.common.builders import add_templates
from lenet_docs.sphinxext.site import style_sheet
from lenet_docs.sphinxext.site.builder import SiteBuilder
from lenet_docs.sphinxext.site.policy import add_policy
from lenet_docs.sphinxext.site.sharing import add_meta_tags, write_site_map
from lenet_docs.sphinxext.text.plain_text import add_markdown, write_lists

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
        joined = app.builder.joined
        context["css_files"] = [f for f in context["css_files"] if f.filename not in joined]
        add_meta_tags(app, pagename, templatename, context, doctree)
        add_policy(context)
        add_markdown(app, pagename, templatename, context, doctree)


def write_files(app: Sphinx, exception: Exception | None) -> None:
    """Write what stands beside the pages of a site."""
    if exception is None and isinstance(app.builder, SiteBuilder):
        write_site_map(app, app.builder)
        write_lists(app, app.builder)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put this module's builder of HTML into the place of Sphinx's."""
    app.setup_extension("lenet_docs.sphinxext.site.accessibility")
    app.setup_extension("lenet_docs.sphinxext.site.offline")
    app.add_config_value("site_looked_up", (), "html", types=frozenset({list, tuple}))
    app.add_css_file(Path(style_sheet.NAME).name, priority=0)
    app.add_builder(SiteBuilder, override=True)
    app.connect("config-inited", configure)
    # After the last extension has added its files.
    app.connect("html-page-context", complete, priority=950)
    app.connect("build-finished", write_files)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
