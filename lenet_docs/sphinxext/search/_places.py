"""Where numbers, printed figures and captions stand: collected while pages are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from docutils import nodes

from lenet_docs.sphinxext.cells.nodes import CellOutputNode
from lenet_docs.sphinxext.common.page_state import PageState
from lenet_docs.sphinxext.ledger.uses import Uses
from lenet_docs.sphinxext.numbers.nodes import ancestors, published

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["Caption", "PagePlaces", "Place", "Places", "Printed"]

STEPS = ("formula", "arithmetic")
"""The formats that show where a number comes from."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place on a page.

    Parameters
    ----------
    anchor
        Where it is.
    heading
        The heading above it; empty if that is the page's own.
    shows_steps
        Whether a number is derived there, and not only named.
    is_folded
        Whether it is in a part of the page that the reader has to open.
    """

    anchor: str
    heading: str
    shows_steps: bool = False
    is_folded: bool = False


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure of an edition, on a page."""

    key: str
    printed: str
    where: str
    place: Place


@dataclass(frozen=True, slots=True)
class Caption:
    """The caption of a figure or a table that can be linked to."""

    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class PagePlaces:
    """The places of a page: of its numbers, by anchor; of printed figures; of captions."""

    numbers: dict[str, Place] = field(default_factory=dict)
    printed: tuple[Printed, ...] = ()
    captions: tuple[Caption, ...] = ()


class Places(PageState[PagePlaces]):
    """Remembers the places of a page that has its anchors: `Uses` gives them before."""

    name = "search_places"

    def collect(self, app: Sphinx, doctree: nodes.document) -> PagePlaces:
        """Return the places of a page."""
        numbers = {
            each.anchor: _place(doctree.ids[each.anchor], each.anchor)
            for each in Uses.by_page(app.env).get(app.env.docname, ())
        }
        return PagePlaces(numbers, tuple(_printed(doctree)), tuple(_captions(doctree)))


def _printed(doctree: nodes.document) -> Iterator[Printed]:
    for node in doctree.findall(published):
        section = _section(node)
        anchor = str(section["ids"][0]) if section else ""
        yield Printed(node["key"], node.astext(), node["place"], _place(node, anchor))


def _captions(doctree: nodes.document) -> Iterator[Caption]:
    for node in doctree.findall(nodes.Element):
        if isinstance(node, nodes.figure | nodes.table) and node["ids"]:
            caption = next(iter(node.findall(_is_caption)), None)
            if caption is not None:
                anchor = str(node["ids"][0])
                yield Caption(" ".join(caption.astext().split()), _place(node, anchor))


def _is_caption(node: nodes.Node) -> bool:
    return isinstance(node, nodes.caption) or (
        isinstance(node, nodes.title) and isinstance(node.parent, nodes.table)
    )


def _place(node: nodes.Element, anchor: str) -> Place:
    section = _section(node)
    is_below_the_title = section is not None and isinstance(section.parent, nodes.section)
    return Place(
        anchor,
        section[0].astext() if section is not None and is_below_the_title else "",
        isinstance(node, CellOutputNode) or str(node.get("format", "")).startswith(STEPS),
        _is_folded(node),
    )


def _section(node: nodes.Node) -> nodes.section | None:
    """Return the section that a node is, or that it stands in."""
    around = (node, *ancestors(node))
    return next((each for each in around if isinstance(each, nodes.section)), None)


def _is_folded(node: nodes.Node) -> bool:
    return any(
        isinstance(each, nodes.container) and each.get("design_component") == "dropdown"
        for each in ancestors(node)
    )
