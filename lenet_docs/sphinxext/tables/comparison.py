"""The directive ``comparison``: what is derived, what is counted, and what the editions print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.parsers.rst import directives

from lenet_docs.published import EDITIONS
from lenet_docs.sphinxext.settings.expression import ExpressionError, suggest
from lenet_docs.sphinxext.tables.network_numbers import NetworkNumbers, heading, printed, verdict
from lenet_docs.sphinxext.tables.table import WORDS, Cell, Row, TableDirective, build, text

if TYPE_CHECKING:
    from typing import ClassVar

    from sphinx.util.typing import OptionSpec

__all__ = ["ComparisonTable"]


class ComparisonTable(TableDirective):
    """A row a number: its derivation, the enumeration, each edition, and the verdict.

    The argument names layers (``C3``: everything that an edition prints of it, and
    its counts) or single numbers (``C3.connections, connections``).
    """

    option_spec: ClassVar[OptionSpec] = {
        **TableDirective.option_spec,
        "network": directives.unchanged_required,
    }

    def table(self, argument: str) -> nodes.table:
        """Return the table of the layers and numbers that `argument` lists."""
        network = NetworkNumbers(self.env, self.options.get("network", self.config.numbers_network))
        asked = [each.strip() for each in argument.split(",")]
        paths = [path for each in asked for path in self._paths(network, each)]
        owners = {path.rpartition(".")[0] for path in paths}
        titles = [text(title) for title in ("Quantity", "Derived", "Counted")]
        titles += [text(f"Printed in the {edition}", WORDS) for edition in EDITIONS.values()]
        return build(
            self.caption(f"{' and '.join(asked)}: derived, counted and printed"),
            [Row([*titles, text("Verdict", WORDS)])],
            [self._row(network, path, alone=len(owners) == 1) for path in paths],
        )

    def _paths(self, network: NetworkNumbers, asked: str) -> list[str]:
        """Return the numbers that are meant: a layer means those that say something of it."""
        checks = network.checks
        layers = [layer.name for layer in network.architecture]
        if asked in checks:
            return [asked]
        if asked not in layers:
            hint = suggest(asked, [*layers, *checks])
            raise ExpressionError(f"there is no layer or checked number '{asked}'; {hint}")
        return [
            path
            for path in (f"{asked}.{quantity}" for quantity in SUMMARY)
            if path in checks and (path.endswith(ALWAYS) or checks[path].comparison.printed)
        ]

    def _row(self, network: NetworkNumbers, path: str, *, alone: bool) -> Row:
        comparison = network.check(path).comparison
        owner, _, quantity = path.rpartition(".")
        name = heading(quantity)
        return Row(
            [
                text(name if alone else f"{owner or 'network'}: {name.lower()}"),
                Cell([network.derived(path)]),
                network.counted(path),
                *(printed(comparison, edition) for edition in EDITIONS),
                verdict(comparison),
            ]
        )


SUMMARY = (
    "maps",
    "height",
    "width",
    "units",
    "fan_in",
    "kernels",
    "parameters",
    "trainable_parameters",
    "connections",
    "multiply_adds",
    "receptive_field",
)
"""The numbers that say something of a layer, in the order of the chapters."""

ALWAYS = ("units", "trainable_parameters", "connections", "receptive_field")
"""Those of them that are shown even where no edition prints them."""
