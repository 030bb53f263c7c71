"""The directive ``layers-table``: every layer of a network in a row, and the totals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives

from lenet_docs.architecture import COUNTS, GEOMETRY
from lenet_docs.published import compare
from lenet_docs.sphinxext.settings.expression import ExpressionError, suggest
from lenet_docs.sphinxext.tables.network_numbers import (
    NetworkNumbers,
    heading,
    printed_by_all,
    verdict,
)
from lenet_docs.sphinxext.tables.table import WORDS, Cell, Row, TableDirective, build, text

if TYPE_CHECKING:
    from typing import ClassVar

    from sphinx.util.typing import OptionSpec

    from lenet_docs.layers import FeatureMaps

__all__ = ["LayersTable"]

QUANTITIES = (*GEOMETRY, *COUNTS)
CHECKED = {"counted": "{}, counted", "printed": "{}, printed", "verdict": "{}, verdict"}
"""What may stand before a quantity, and the heading that it makes."""

KINDS = {"rbf": "Euclidean RBF"}
"""The kinds of layer that are not called as the code calls them."""


def column(words: str) -> tuple[str, str]:
    """Return the parts of a column's name: what of it is shown, and the quantity.

    Raises
    ------
    ExpressionError
        If there is no such column.

    Examples
    --------
    >>> column("verdict connections"), column("connections")
    (('verdict', 'connections'), ('', 'connections'))
    """
    what, _, quantity = words.rpartition(" ")
    if what and what not in CHECKED:
        raise ExpressionError(f"'{what}' stands before a quantity; {suggest(what, CHECKED)}")
    known = QUANTITIES if what else ("kind", "size", *QUANTITIES)
    if quantity not in known:
        raise ExpressionError(f"there is no column '{quantity}'; {suggest(quantity, known)}")
    return what, quantity


class LayersTable(TableDirective):
    """A row a layer, the columns that the page asks for, and the totals of those that have any."""

    option_spec: ClassVar[OptionSpec] = {
        **TableDirective.option_spec,
        "columns": directives.unchanged_required,
        "input": directives.flag,
    }

    def table(self, argument: str) -> nodes.table:
        """Return the table of the network that `argument` names."""
        network = NetworkNumbers(self.env, argument)
        names = [name.strip() for name in self.options.get("columns", "").split(",")]
        columns = [column(name) for name in names]
        first: list[FeatureMaps] = [network.architecture.input] if "input" in self.options else []
        return build(
            self.caption(),
            [Row([text("Layer"), *(title(*each) for each in columns)])],
            [
                *(
                    Row([network.link(maps), *(self._cell(network, maps, *c) for c in columns)])
                    for maps in [*first, *network.architecture]
                ),
                Row([text("Total"), *(self._total(network, *c) for c in columns)], "total"),
            ],
        )

    def _cell(self, network: NetworkNumbers, maps: FeatureMaps, what: str, quantity: str) -> Cell:
        if quantity == "kind":
            return text(KINDS.get(maps.kind, maps.kind.replace("_", " ")), WORDS)
        if quantity == "size":
            return Cell([network.number(f"{network.expression_of(maps)} as size")])
        # The input has no parameters; and several values in one cell are not compared in one word.
        if what and not hasattr(getattr(maps, quantity, None), "value"):
            return Cell()
        path = f"{maps.name}.{quantity}"
        return self._checked(network, what, path) if what else network.values(maps, quantity)

    def _total(self, network: NetworkNumbers, what: str, quantity: str) -> Cell:
        if quantity not in COUNTS:
            return Cell()
        if what:
            return self._checked(network, what, quantity)
        return Cell([network.derived(quantity)])

    def _checked(self, network: NetworkNumbers, what: str, path: str) -> Cell:
        if what == "counted":
            return network.counted(path)
        comparison = compare(network.architecture, path)
        return printed_by_all(comparison) if what == "printed" else verdict(comparison)


def title(what: str, quantity: str) -> Cell:
    """Return the heading of a column."""
    holds_words = quantity == "kind" or what in ("printed", "verdict")
    words = CHECKED.get(what, "{}").format(heading(quantity))
    return text(words, WORDS if holds_words else "")
