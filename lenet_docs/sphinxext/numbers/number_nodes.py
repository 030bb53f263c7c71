"""How numbers become nodes, for the roles and the tables alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from docutils import nodes

from lenet_docs.sphinxext.numbers.formats import NO_BREAK_SPACE, show, split
from lenet_docs.sphinxext.numbers.nodes import computed, published
from lenet_docs.sphinxext.settings.configuration import load, vocabulary
from lenet_docs.sphinxext.settings.expression import ExpressionError, canonical

if TYPE_CHECKING:
    from sphinx.config import Config

__all__ = ["PrintedFigure", "computed_number", "figure_node", "published_figure"]


class PrintedFigure(Protocol):
    """A figure as an edition prints it, such as a `lenet_docs.published.Figure`."""

    @property
    def key(self) -> str:
        """What is printed, as in "C3.connections"."""

    @property
    def edition(self) -> str:
        """The edition that prints it."""

    @property
    def printed(self) -> str:
        """The number as it stands there."""

    @property
    def place(self) -> str:
        """Where it stands."""


def computed_number(config: Config, text: str) -> computed:
    """Return the node of the number that `text`, an expression and a format, stands for.

    Raises
    ------
    ExpressionError
        If the expression is not allowed or fails, or the format does not suit it.
    """
    expression, spec = split(text)
    shown = show(vocabulary(config).evaluate(expression), spec)
    node = computed(
        text,
        "",
        expression=expression,
        key=canonical(expression),
        format=spec,
        classes=["number"],
    )
    node += nodes.math(shown.text, shown.text) if shown.is_formula else nodes.Text(shown.text)
    return node


def published_figure(config: Config, key: str, edition: str) -> published:
    """Return the node of the figure that an edition prints under `key`.

    Raises
    ------
    ExpressionError
        If no such figure is recorded.
    """
    find = load("numbers_published", config.numbers_published)
    try:
        return figure_node(find(key, edition))
    except ValueError as error:
        raise ExpressionError(str(error)) from error


def figure_node(figure: PrintedFigure) -> published:
    """Return the node of a published figure, with its place for those who ask."""
    # Editions part thousands by a space; a line must not break there.
    text = figure.printed.replace(" ", NO_BREAK_SPACE)
    return published(
        text,
        text,
        key=figure.key,
        edition=figure.edition,
        place=figure.place,
        explanation=figure.place,
        classes=["published"],
    )
