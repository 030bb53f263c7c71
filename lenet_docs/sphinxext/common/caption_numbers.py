"""What the figures and tables of a page are called."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.environment import BuildEnvironment

__all__ = ["numbers_of"]


def numbers_of(env: BuildEnvironment, page: str) -> Callable[[nodes.Element], str]:
    """Return the function that says what a figure or table of a page is called: ``Fig. 3``."""
    given = env.toc_fignumbers.get(page, {})

    def number(node: nodes.Element) -> str:
        kind = env.domains.standard_domain.get_enumerable_node_type(node) or ""
        for name in node["ids"]:
            if name in given.get(kind, {}):
                figures = ".".join(map(str, given[kind][name]))
                return str(env.config.numfig_format[kind]) % figures
        return ""

    return number
