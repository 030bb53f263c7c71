"""The directive ``connection-table``: which maps look at which, with the sums of both sides."""

from __future__ import annotations

from docutils import nodes

from lenet_docs.layers import Convolution
from lenet_docs.sphinxext.numbers.nodes import computed
from lenet_docs.sphinxext.settings.expression import ExpressionError
from lenet_docs.sphinxext.tables.network_numbers import NetworkNumbers
from lenet_docs.sphinxext.tables.table import Cell, Row, TableDirective, build, text

__all__ = ["ConnectionTableDirective"]

MARK = "X"


class ConnectionTableDirective(TableDirective):
    """A row a source map, a column a map, a mark where one looks at the other; sums computed."""

    def table(self, argument: str) -> nodes.table:
        """Return the connection table of the layer that `argument` names."""
        network = NetworkNumbers(self.env, self.config.numbers_network)
        layer = network.architecture[argument]
        if not isinstance(layer, Convolution) or layer.table is None:
            raise ExpressionError(f"'{argument}' has no connection table")
        expression = network.expression_of(layer)
        columns, rows = layer.table.columns, layer.table.rows(int(layer.source.maps))
        every = range(len(columns))
        header = [
            Row(
                [
                    Cell([nodes.Text(f"Map of {layer.source.name}")], rows=2),
                    Cell([nodes.Text(f"Map of {layer.name}")], columns=len(columns)),
                    Cell([nodes.Text("Sum")], rows=2),
                ]
            ),
            Row([_index(expression, index) for index in every]),
        ]
        body = [
            Row(
                [
                    _index(expression, source),
                    *(text(MARK) if index in row else Cell() for index in every),
                    Cell([network.number(f"marks_in_row({expression}, {source})")]),
                ]
            )
            for source, row in enumerate(rows)
        ]
        sums = [
            Cell([network.number(f"marks_in_column({expression}, {index})")]) for index in every
        ]
        total = Cell([network.number(f"{expression}.kernels")])
        table = build(self.caption(), header, [*body, Row([text("Sum"), *sums, total], "total")])
        table["classes"].append("connections")
        return table


def _index(expression: str, index: int) -> Cell:
    """Return a cell with the index of a map: a place in the table, and as such computed with it."""
    table = f"{expression}.table"
    return Cell([computed("", str(index), expression=table, key=table, format="index")])
