"""The role ``measured``: a number that somebody measured, from a committed results file."""

from __future__ import annotations

from pathlib import Path

from docutils import nodes

from lenet_docs.sphinxext.numbers.formats import show, split
from lenet_docs.sphinxext.numbers.results_files import find_result
from lenet_docs.sphinxext.numbers.roles import LocatedRole

__all__ = ["MeasuredRole", "measured", "told"]


class measured(nodes.abbreviation):  # noqa: N801 -- as docutils calls nodes
    """A measured number.

    Its attributes are ``key``, which result it is; ``format``, how it is shown; and
    ``explanation``, how it was measured.
    """


class told(nodes.inline):  # noqa: N801
    """What a file of results says of its measurement, besides the results."""


class MeasuredRole(LocatedRole):
    """A measured number: the key of a result, and behind ``as`` how to show it."""

    def make(self) -> measured:
        """Return the number."""
        key, spec = split(self.text)
        files = [Path(file) for file in self.config.numbers_results]
        for file in files:
            self.env.note_dependency(file)
        result = find_result(files, key)
        return measured(
            self.text,
            show(result.value, spec).text,
            key=key,
            format=spec,
            explanation=result.origin,
            classes=["measured"],
        )
