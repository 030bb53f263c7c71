r"""The roles of the running prose: ``n``, a computed number, and ``printed``, a published one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxRole

from lenet_docs.sphinxext.numbers.number_nodes import computed_number, published_figure
from lenet_docs.sphinxext.settings.expression import ExpressionError

if TYPE_CHECKING:
    from docutils.nodes import Node, system_message

__all__ = ["NumberRole", "PrintedRole"]

logger = logging.getLogger(__name__)


class LocatedRole(SphinxRole):
    """A role whose errors name the file and the line, and fail a build that allows no warning."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """Return the role's node, or the source of a role that has an error."""
        try:
            node: nodes.Element = self.make()
        except ExpressionError as error:
            where = self.place()
            logger.error("%s: %s", self.written, error, location=where, type="numbers")
            node = nodes.problematic(self.rawtext, self.written)
        self.set_source_info(node)
        return [node], []

    def make(self) -> nodes.Element:
        """Return the role's node.

        Raises
        ------
        ExpressionError
            If the text of the role is wrong.
        """
        raise NotImplementedError

    @property
    def written(self) -> str:
        """How the page writes the role, without the marks of its markup language."""
        return f"{self.name} `{self.text}`"

    def place(self) -> str:
        """Return file and line, the line of the role itself where a parser tells the block's."""
        source, line = self.get_source_info()
        if source and Path(source).is_file():
            lines = Path(source).read_text(encoding="utf-8").splitlines()
            behind = range(max(line - 1, 0), len(lines))
            line = next((i + 1 for i in behind if f"`{self.text}`" in lines[i]), line)
        return f"{source}:{line}"


class NumberRole(LocatedRole):
    """A computed number: an expression, and behind ``as`` how to show it."""

    def make(self) -> nodes.Element:
        """Return the number."""
        return computed_number(self.config, self.text)


class PrintedRole(LocatedRole):
    """A published figure: its key, and the edition that prints it."""

    def make(self) -> nodes.Element:
        """Return the figure."""
        key, _, edition = self.text.strip().rpartition(" ")
        if not key:
            raise ExpressionError("name a figure and an edition, such as 'lenet5.connections J'")
        return published_figure(self.config, key.strip(), edition)
