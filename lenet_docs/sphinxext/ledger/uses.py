"""Where numbers are shown: collected while pages are read, and kept with the environment."""

from __future__ import annotations

import ast
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from lenet_docs.quantity._quantity import MEDIA_TYPE
from lenet_docs.sphinxext.cells.nodes import CellOutputNode, JupyterCellNode
from lenet_docs.sphinxext.common.page_state import PageState
from lenet_docs.sphinxext.numbers.nodes import ancestors, computed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["PageNumber", "Uses", "is_number"]


@dataclass(frozen=True, slots=True)
class PageNumber:
    """A number on a page.

    Parameters
    ----------
    key
        Its expression. In a cell, the expression at the cell's end.
    anchor
        Where it is.
    shown
        How it looks there.
    quantity
        What a cell tells of it; empty for the numbers that the build computed.
    """

    key: str
    anchor: str
    shown: str
    quantity: tuple[tuple[str, str], ...] = ()


def is_number(node: computed) -> bool:
    """Return whether a computed node shows a number: some show a word, or a place in a table."""
    if node["format"] == "index":
        return False
    return bool(node["format"]) or any(letter.isdigit() for letter in node.astext())


class Uses(PageState[list[PageNumber]]):
    """Gives each number an anchor, and remembers it, in the order in which they stand."""

    name = "numbers_uses"

    def collect(self, app: Sphinx, doctree: nodes.document) -> list[PageNumber] | None:
        """Return the numbers of a page."""
        places = Places(doctree)
        found: list[PageNumber] = []
        for node in doctree.findall():
            if isinstance(node, JupyterCellNode):
                found += of_cell(node, places)
            elif isinstance(node, computed) and is_number(node):
                found.append(PageNumber(node["key"], places.of(node), node.astext()))
        return found or None


class Places:
    """The anchors of the numbers of one page: ``n-c3-connections``, ``n-c3-connections-2``."""

    def __init__(self, doctree: nodes.document) -> None:
        self._doctree = doctree
        self._seen: Counter[str] = Counter()

    def of(self, node: computed) -> str:
        """Return the anchor of a number, and set it."""
        section = heading_of(node)
        # What stands in a heading is copied into tables of contents: no anchor of its own.
        return str(section["ids"][0]) if section else self.give(node, node["key"])

    def give(self, node: nodes.Element, key: str) -> str:
        """Return the anchor of an element, and set it if it has none."""
        if not node["ids"]:
            stem = nodes.make_id(f"n-{key}")
            anchor = ""
            while not anchor or anchor in self._doctree.ids:
                self._seen[stem] += 1
                anchor = stem if self._seen[stem] == 1 else f"{stem}-{self._seen[stem]}"
            node["ids"].append(anchor)
            self._doctree.ids[anchor] = node
        return str(node["ids"][0])


def heading_of(node: nodes.Node) -> nodes.section | None:
    """Return the section in whose heading a node stands, if it stands in one."""
    for each in (node, *ancestors(node)):
        if isinstance(each, nodes.title) and isinstance(each.parent, nodes.section):
            return each.parent
    return None


# -- cells ----------------------------------------------------------------------------


def of_cell(cell: JupyterCellNode, places: Places) -> Iterator[PageNumber]:
    """Yield the quantities that a cell shows: what it tells programs stands in its outputs."""
    for output in json.loads(cell.get("outputs", "[]")):
        told = output.get("data", {}).get(MEDIA_TYPE)
        if told:
            key = last_expression(cell["code"]) or told["name"] or told["shown"]
            place = next(cell.findall(CellOutputNode))
            yield PageNumber(
                key, places.give(place, key), told["shown"], tuple(sorted(told.items()))
            )


def last_expression(source: str) -> str:
    r"""Return the expression whose value a cell shows.

    Examples
    --------
    >>> last_expression("c1 = lenet5()['C1']\nc1 . width")
    'c1.width'
    """
    try:
        last = ast.parse(source).body[-1]
    except (SyntaxError, IndexError):
        return ""
    return ast.unparse(last.value) if isinstance(last, ast.Expr) else ""
