"""The directive ``drawing``: a picture made by code, with its words and its caption."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from xml.etree import ElementTree

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from lenet_docs.figures.kit.drawing import in_short
from lenet_docs.figures.standalone import standalone
from lenet_docs.sphinxext.settings.configuration import load
from lenet_docs.sphinxext.settings.expression import ExpressionError, suggest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import ClassVar

    from docutils.nodes import Node
    from sphinx.util.typing import OptionSpec
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["DrawingDirective", "depart_html", "drawing", "visit_html"]

SVG = "http://www.w3.org/2000/svg"
PAGE_LINK = re.compile(r'href="doc:([^"#]*)(#[^"]*)?"')


class Picture(Protocol):
    """A picture and the words that say the same, such as a `lenet_docs.figures.Drawing`."""

    @property
    def svg(self) -> str:
        """The picture. Links to pages of the book read ``doc:page`` or ``doc:page#place``."""

    @property
    def alt(self) -> str:
        """Its text alternative."""

    @property
    def narrow(self) -> str:
        """The same picture for a narrow column, or nothing."""


# Builders that show no pictures write this node as what it extends: a paragraph with the words.
class drawing(nodes.paragraph):  # noqa: N801
    """A drawing: ``svg``, ``narrow`` and ``drawing``, its name.

    Its text is the alternative; ``typed`` says whether the page gives that.
    """


class DrawingDirective(SphinxDirective):
    """A drawing by its name. What stands in the directive is the caption."""

    required_arguments = 1
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "alt": directives.unchanged_required,
        "name": directives.unchanged_required,
        "class": directives.class_option,
    }

    def run(self) -> list[Node]:
        """Return the figure, or stop with an error that names file and line."""
        name = self.arguments[0]
        try:
            figure = nodes.figure("", self._drawing(name))
            figure += self._caption()
        except ValueError as error:
            raise self.error(f"{self.name}: {error}") from error
        figure["classes"] += self.options.get("class", [])
        self.add_name(figure)
        self.set_source_info(figure)
        return [figure]

    def _drawing(self, name: str) -> drawing:
        known: Mapping[str, Callable[[], Picture]]
        known = load("numbers_drawings", self.config.numbers_drawings)
        if name not in known:
            raise ExpressionError(f"there is no drawing '{name}'; {suggest(name, known)}")
        picture = known[name]()
        words = self.options.get("alt", picture.alt).strip()
        if not words:
            raise ExpressionError(f"'{name}' has no text alternative; give it one, or write :alt:")
        label, _ = in_short(words)
        narrow = accessible(picture.narrow, label) if picture.narrow else ""
        node = drawing(words, words, drawing=name, narrow=narrow, translatable=False)
        node["typed"] = "alt" in self.options
        node["svg"] = accessible(picture.svg, label)
        for page, _ in PAGE_LINK.findall(node["svg"] + narrow):
            if page not in self.env.found_docs:
                hint = suggest(page, sorted(self.env.found_docs))
                raise ExpressionError(f"'{name}' leads to '{page}', which is no page; {hint}")
        self.set_source_info(node)
        return node

    def _caption(self) -> list[Node]:
        parsed = self.parse_content_to_nodes()
        if not parsed:
            return []
        first, *rest = parsed
        if not isinstance(first, nodes.paragraph):
            raise ExpressionError("the caption must start with a paragraph")
        caption = nodes.caption(first.rawsource, "", *first.children)
        self.set_source_info(caption)
        return [caption, nodes.legend("", *rest)] if rest else [caption]


def accessible(svg: str, words: str) -> str:
    """Return a picture with its role and its name on the root.

    A picture that holds links is a group: the role of an image would hide them.

    Raises
    ------
    ExpressionError
        If the picture is not well-formed.

    Examples
    --------
    >>> accessible('<svg xmlns="http://www.w3.org/2000/svg"/>', "Nothing")
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="Nothing" />'
    """
    try:
        root = ElementTree.fromstring(svg)
    except ElementTree.ParseError as error:
        raise ExpressionError(f"the drawing is not well-formed: {error}") from None
    has_links = root.find(f".//{{{SVG}}}a") is not None
    root.set("role", "group" if has_links else "img")
    root.set("aria-label", words)
    # The prefix is for the whole process; every drawing wants the same one, none.
    ElementTree.register_namespace("", SVG)
    return ElementTree.tostring(root, encoding="unicode")


def visit_html(self: HTML5Translator, node: drawing) -> None:
    """Write the picture into the page, with links that start from there."""
    if self.builder.name == "epub":
        self.body.append(f'<p class="drawing">{_image(self, node)}</p>\n')
    else:
        content = _linked(self, node["svg"]) + _linked(self, node["narrow"])
        _, words = in_short(node.astext())
        if words:
            # A paragraph is read sentence by sentence.
            content += f'<p class="visually-hidden">{html.escape(words)}</p>'
        self.body.append(f'<div class="drawing">{content}</div>\n')
    raise nodes.SkipNode


def depart_html(self: HTML5Translator, node: drawing) -> None:
    """Do nothing: all is written when the node is visited."""


def _linked(translator: HTML5Translator, svg: str) -> str:
    builder = translator.builder

    def relative(link: re.Match[str]) -> str:
        page, place = builder.get_relative_uri(builder.current_docname, link[1]), link[2] or ""
        # Within one page, which may be the whole book, only the last place counts.
        uri = place if place and "#" in page else page + place
        return f'href="{html.escape(uri or "#")}"'

    return PAGE_LINK.sub(relative, svg)


def _image(translator: HTML5Translator, node: drawing) -> str:
    """Write the picture to a file, for a book in which SVG must not stand inside a page."""
    builder = translator.builder
    name = f"drawing-{node['drawing']}.svg"
    folder = Path(builder.outdir) / builder.imagedir
    folder.mkdir(parents=True, exist_ok=True)
    # E-readers have the width of a narrow column.
    picture = standalone(node["narrow"] or node["svg"])
    (folder / name).write_text(picture, encoding="utf-8")
    source = posixpath.join(builder.imgpath, name)
    words = html.escape(node.astext())
    return f'<img src="{source}" alt="{words}" />'
