"""Sphinx's builder of HTML, with one style sheet for all pages."""

from __future__ import annotations

from sphinx.builders.html import StandaloneHTMLBuilder

from lenet_docs.sphinxext.site import style_sheet

__all__ = ["SiteBuilder"]


class SiteBuilder(StandaloneHTMLBuilder):
    """Builds the site."""

    joined: frozenset[str] = frozenset()
    """The style sheets that pages need not load, as the one of all pages holds them."""

    def copy_assets(self) -> None:
        """Copy what pages load, and make their style sheet of it: there is no event between."""
        super().copy_assets()
        self.joined = style_sheet.write(self)
