"""Sphinx's builder of HTML, with one style sheet for all pages and a policy in each."""

from __future__ import annotations

from typing import Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from lenet_docs.sphinxext.site import style_sheet
from lenet_docs.sphinxext.site.policy import extra, with_policy
from lenet_docs.sphinxext.site.rail import KEY, with_rail

__all__ = ["SiteBuilder"]


class Templates(BuiltinTemplateLoader):
    """Sphinx's templates, with its rail and its policy in each page."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return a page, or another file that is made from a template."""
        text = super().render(template, context)
        if KEY in context:
            text = with_rail(text, context[KEY])
        return with_policy(text, extra(context)) if template.endswith(".html") else text


class SiteBuilder(StandaloneHTMLBuilder):
    """Builds the site."""

    def create_template_bridge(self) -> None:
        """Take this module's templates."""
        self.templates = Templates()

    def copy_assets(self) -> None:
        """Copy what pages load, and make their style sheet of it."""
        super().copy_assets()
        style_sheet.write(self)
