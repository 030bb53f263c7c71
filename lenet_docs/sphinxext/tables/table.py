"""Tables as docutils builds them, so that every builder can write them.

Each has a caption, header rows, and a first column of row headers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from lenet_docs.sphinxext.settings.expression import ExpressionError

if TYPE_CHECKING:
    from typing import ClassVar

    from docutils.nodes import Node
    from sphinx.util.typing import OptionSpec

__all__ = ["WORDS", "Cell", "Row", "TableDirective", "build", "text"]

WORDS = "words"
"""The style of the cells that hold more than a number."""

WIDEST = 30
"""The builders of plain text break lines in columns wider than this many characters."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: what stands in it, how many rows and columns it covers, and its style."""

    content: Sequence[Node] = ()
    rows: int = 1
    columns: int = 1
    style: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells, and the style that it has as a whole."""

    cells: Sequence[Cell]
    style: str = ""


def text(words: str, style: str = "") -> Cell:
    """Return a cell with a few words."""
    return Cell([nodes.Text(words)], style=style)


def build(caption: Sequence[Node], header: Sequence[Row], body: Sequence[Row]) -> nodes.table:
    """Return a table whose first column holds the headers of its rows."""
    columns = sum(cell.columns for cell in header[0].cells)
    table = nodes.table("", classes=["numbers", "colwidths-auto"])
    table += nodes.title("", "", *caption)
    group = nodes.tgroup(cols=columns)
    names = header[-1] if len(header[-1].cells) == columns else Row([Cell()] * columns)
    for index, width in enumerate(_widths(names, body)):
        group += nodes.colspec(colwidth=width, stub=int(index == 0))
    group += nodes.thead("", *(_row(row) for row in header))
    group += nodes.tbody("", *(_row(row) for row in body))
    table += group
    return table


def _row(row: Row) -> nodes.row:
    node = nodes.row(classes=row.style.split())
    for cell in row.cells:
        entry = nodes.entry(classes=cell.style.split())
        if cell.rows > 1:
            entry["morerows"] = cell.rows - 1
        if cell.columns > 1:
            entry["morecols"] = cell.columns - 1
        if cell.content:
            entry += nodes.paragraph("", "", *cell.content)
        node += entry
    return node


def _widths(header: Row, body: Sequence[Row]) -> list[int]:
    """Return how wide each column is in characters, for the builders that ask."""
    words = [_said(cell).split() for cell in header.cells]
    # A heading may be broken between words; what stands below it, only where it is long.
    widths = [max(map(len, each), default=1) for each in words]
    for row in body:
        widths = [
            max(width, min(len(_said(cell)), WIDEST))
            for width, cell in zip(widths, row.cells, strict=True)
        ]
    return [width + 1 for width in widths]


def _said(cell: Cell) -> str:
    return "".join(node.astext() for node in cell.content)


class TableDirective(SphinxDirective):
    """A table that is computed. What stands in the directive is its caption."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "name": directives.unchanged_required,
        "class": directives.class_option,
    }

    def run(self) -> list[Node]:
        """Return the table, or stop with an error that names file and line."""
        try:
            table = self.table(self.arguments[0])
        except ValueError as error:
            raise self.error(f"{self.name}: {error}") from error
        table["classes"] += self.options.get("class", [])
        self.add_name(table)
        self.set_source_info(table)
        for title in table.findall(nodes.title):
            self.set_source_info(title)
        return [table]

    def table(self, argument: str) -> nodes.table:
        """Return the table.

        Raises
        ------
        ValueError
            If what the page asks for does not exist.
        """
        raise NotImplementedError

    def caption(self, default: str = "") -> list[Node]:
        """Return the caption that the page gives, or the default one.

        Raises
        ------
        ExpressionError
            If there is neither, or the caption is more than one paragraph.
        """
        parsed = self.parse_content_to_nodes()
        if not parsed and default:
            return [nodes.Text(default)]
        if len(parsed) != 1 or not isinstance(parsed[0], nodes.paragraph):
            raise ExpressionError("write the caption, one paragraph, into the directive")
        return list(parsed[0].children)
