"""The book as an EPUB: mathematics as MathML, drawings as images, numbers that lead to the ledger.

It takes the place of Sphinx's builder ``epub``. What a page of the site does with scripts
and panels is left out or said in words, and of the files only those are packed that a page
uses.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lenet_docs.sphinxext.epub.builder import EpubBuilder
from lenet_docs.sphinxext.epub.mathml import RENDERER, write_display, write_inline
from lenet_docs.sphinxext.epub.pages import plain_nodes, plain_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put this builder in the place of Sphinx's own."""
    app.setup_extension("lenet_docs.sphinxext.site.accessibility")
    app.setup_extension("lenet_docs.sphinxext.formulas.mathematics")
    app.setup_extension("lenet_docs.sphinxext.ledger")
    app.add_html_math_renderer(RENDERER, (write_inline, None), (write_display, None))
    app.add_builder(EpubBuilder, override=True)
    # What returns the picture on the cover, an SVG.
    app.add_config_value("epub_picture", "", "epub", types=frozenset({str}))
    # A sentence for those who ask whether they can read the book.
    app.add_config_value("epub_accessibility", "", "epub", types=frozenset({str}))
    app.connect("doctree-resolved", plain_nodes)
    # Behind every other extension, which adds what a site needs.
    app.connect("html-page-context", plain_page, priority=950)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
