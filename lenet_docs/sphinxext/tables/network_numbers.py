"""What tables say of a network: its numbers as nodes, each under an expression of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from lenet_docs.architecture import Architecture
from lenet_docs.published import EDITIONS
from lenet_docs.readings import READINGS
from lenet_docs.sphinxext.numbers.number_nodes import computed_number, figure_node
from lenet_docs.sphinxext.settings.configuration import vocabulary
from lenet_docs.sphinxext.settings.expression import ExpressionError, suggest
from lenet_docs.sphinxext.tables.table import WORDS, Cell

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.environment import BuildEnvironment

    from lenet_docs.check import Check
    from lenet_docs.layers import FeatureMaps
    from lenet_docs.published import Comparison, Figure

__all__ = ["NetworkNumbers", "heading", "joined", "printed", "printed_by_all", "verdict"]

ABSENT = "–"
"""Stands where the record has no figure of an edition, or the enumeration nothing to count."""


class NetworkNumbers:
    """A network of the vocabulary, as tables see it.

    Parameters
    ----------
    env
        The environment of the build.
    expression
        The expression that names the network, such as ``net``. The vocabulary also
        has the functions ``checks(network)`` and ``counted(path, network)``.

    Raises
    ------
    ExpressionError
        If the expression names no network.
    """

    def __init__(self, env: BuildEnvironment, expression: str) -> None:
        self._env = env
        self._expression = expression
        self._vocabulary = vocabulary(env.config)
        found = self._vocabulary.evaluate(expression)
        if not isinstance(found, Architecture):
            raise ExpressionError(f"'{expression}' is not a network")
        self.architecture = found

    def expression_of(self, maps: FeatureMaps) -> str:
        """Return how pages name a layer or the input: by a name of its own, if it has one."""
        for name, value in self._vocabulary.names.items():
            if value is maps:
                return name
        if maps is self.architecture.input:
            return f"{self._expression}.input"
        return f"{self._expression}[{maps.name!r}]"

    def number(self, text: str) -> Node:
        """Return the node of an expression and its format."""
        return computed_number(self._env.config, text)

    def derived(self, path: str) -> Node:
        """Return the derived number at a path such as ``C3.connections``."""
        owner, _, quantity = path.rpartition(".")
        if not owner:
            return self.number(f"{self._expression}.{path}")
        found = {each.name: each for each in (self.architecture.input, *self.architecture)}
        if owner in found:
            return self.number(f"{self.expression_of(found[owner])}.{quantity}")
        return self.number(f"{self._expression}.quantity({path!r})")

    def values(self, maps: FeatureMaps, quantity: str) -> Cell:
        """Return a cell with a quantity of a layer; where maps differ, with each of its values."""
        found = getattr(maps, quantity, None)
        if found is None:
            return Cell()
        expression = f"{self.expression_of(maps)}.{quantity}"
        if not isinstance(found, tuple):
            return Cell([self.number(expression)])
        different = sorted(set(found))
        numbers = [self.number(f"{expression}[{found.index(value)}]") for value in different]
        return Cell(joined(numbers))

    def check(self, path: str) -> Check:
        """Return how the number at a path was checked.

        Raises
        ------
        ExpressionError
            If there is no such number, or it was not checked.
        """
        known = self.checks
        if path not in known:
            raise ExpressionError(f"'{path}' is not checked; {suggest(path, known)}")
        return known[path]

    @property
    def checks(self) -> Mapping[str, Check]:
        """The checks of the network, by path."""
        if "checks" not in self._vocabulary.names:
            raise ExpressionError("the vocabulary has no 'checks', which count the network")
        found: Mapping[str, Check] = self._vocabulary.names["checks"](self.architecture)  # type: ignore[operator]
        return found

    def counted(self, path: str) -> Cell:
        """Return a cell with what the enumeration counts."""
        if self.check(path).counted is None:
            return Cell([nodes.Text(ABSENT)])
        usual = self._expression == self._env.config.numbers_network
        arguments = repr(path) if usual else f"{path!r}, {self._expression}"
        return Cell([self.number(f"counted({arguments})")])

    def link(self, maps: FeatureMaps) -> Cell:
        """Return a cell with the layer's name, which leads to its chapter if there is one."""
        page = self._env.config.numbers_chapters.get(maps.name, "")
        # The chapters are on the layers that the vocabulary names. A layer of another network
        # may be called the same.
        has_chapter = self.expression_of(maps) in self._vocabulary.names
        has_chapter = has_chapter and page in self._env.found_docs
        if not has_chapter or page == self._env.docname:
            return Cell([nodes.Text(maps.name)])
        reference = addnodes.pending_xref(
            "",
            nodes.inline("", maps.name),
            refdomain="std",
            reftype="doc",
            reftarget=f"/{page}",
            refexplicit=True,
            refwarn=True,
            refdoc=self._env.docname,
        )
        return Cell([reference])


def heading(quantity: str) -> str:
    """Return how a quantity is called in the head of a row or a column.

    Examples
    --------
    >>> heading("trainable_parameters"), heading("fan_in"), heading("fan_in.4")
    ('Trainable parameters', 'Fan-in', 'Fan-in 4')
    """
    words = quantity.replace("multiply_adds", "multiply-adds").replace("fan_in", "fan-in")
    return words.replace("_", " ").replace(".", " ").capitalize()


def printed(comparison: Comparison, edition: str) -> Cell:
    """Return a cell with what an edition prints, and where."""
    found = [figure for figure in comparison.printed if figure.edition == edition]
    content = [part for figure in found for part in _placed(figure)]
    return Cell(content or [nodes.Text(ABSENT)], style=WORDS)


def printed_by_all(comparison: Comparison) -> Cell:
    """Return a cell with what every edition prints, each behind its letter."""
    figures = [
        nodes.inline(
            "", "", nodes.Text(f"{figure.edition}: "), figure_node(figure), classes=["edition"]
        )
        for figure in comparison.printed
    ]
    return Cell(joined(figures) or [nodes.Text(ABSENT)], style=WORDS)


def verdict(comparison: Comparison) -> Cell:
    """Return a cell with the verdict in words, and what explains a known disagreement."""
    word = comparison.verdict.value
    style = f"verdict-{word.lower().replace(' ', '-')}"
    content: list[Node] = [nodes.inline("", word, classes=["verdict", style])]
    for figure in comparison.disagreeing:
        if figure.reading:
            words = f"(the {EDITIONS[figure.edition]} {READINGS[figure.reading].words})"
            content += [nodes.Text(" "), nodes.inline("", words, classes=["reading"])]
    return Cell(content, style=WORDS)


def _placed(figure: Figure) -> list[Node]:
    # The place stands beside the figure, so that nobody need point at it to read it.
    node = figure_node(figure)
    del node["explanation"]
    place = nodes.inline("", f"{figure.section}, p. {figure.page}", classes=["place"])
    return [node, nodes.Text(" "), place]


def joined(parts: Sequence[Node]) -> list[Node]:
    """Return nodes with a comma between them."""
    joined: list[Node] = []
    for part in parts:
        joined += [nodes.Text(", "), part] if joined else [part]
    return joined
