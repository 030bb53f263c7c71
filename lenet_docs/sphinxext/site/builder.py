"""Sphinx's builder of HTML: one style sheet for all pages, critical style and policy in each."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.jinja2glue import BuiltinTemplateLoader

from lenet_docs.sphinxext.site import critical_style, style_sheet
from lenet_docs.sphinxext.site.policy import extra, with_policy

__all__ = ["SiteBuilder"]


class Templates(BuiltinTemplateLoader):
    """Sphinx's templates, with its critical style and its policy in each page."""

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return a page, or another file that is made from a template."""
        text = super().render(template, context)
        if critical_style.KEY in context:
            text = critical_style.with_critical_style(text, *context[critical_style.KEY])
        return with_policy(text, extra(context)) if template.endswith(".html") else text


class SiteBuilder(StandaloneHTMLBuilder):
    """Builds the site."""

    style: critical_style.Group
    """The rules of all pages, once what pages load is copied."""

    def create_template_bridge(self) -> None:
        """Take this module's templates."""
        self.templates = Templates()

    def copy_assets(self) -> None:
        """Copy what pages load, and make their style sheet of it."""
        super().copy_assets()
        self.style = critical_style.parsed(style_sheet.write(self))

    @cached_property
    def _titles(self) -> dict[str, nodes.bullet_list]:
        """The contents of each page without its sections, once all pages are read."""
        return {page: without_sections(toc) for page, toc in self.env.tocs.items()}

    def _get_local_toctree(self, docname: str, collapse: bool = True, **kwargs: Any) -> str:
        """Return the navigation of a page.

        Sphinx copies the contents of all pages for each page, and then drops all but the titles:
        it is given the titles only.
        """
        contents = self.env.tocs
        if kwargs.get("titles_only"):
            self.env.tocs = self._titles
        try:
            return super()._get_local_toctree(docname, collapse, **kwargs)
        finally:
            self.env.tocs = contents


def without_sections(toc: nodes.bullet_list) -> nodes.bullet_list:
    """Return a page's contents with nothing below its titles but the contents of other pages."""
    titles = toc.copy()
    for item in toc:
        assert isinstance(item, nodes.Element)
        title = item.copy()
        title += [each.deepcopy() for each in item[:1]]
        if others := [each.copy() for each in item.findall(addnodes.toctree)]:
            title += nodes.bullet_list("", *others)
        titles += title
    return titles
