"""The nodes of numbers, and what a node stands in."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes

__all__ = ["ancestors", "computed", "published"]


# Nodes are called in lower case, as docutils calls them: their visitors are found by these names.
# Being inline nodes, they are written by every builder as the nodes that they extend.
class computed(nodes.inline):  # noqa: N801
    """A number that the build computed.

    Its attributes are ``expression``, as the page writes it; ``key``, the same for
    equal expressions; and ``format``, how it is shown. A formula is a `math` node
    inside.
    """


class published(nodes.abbreviation):  # noqa: N801
    """A figure as an edition prints it.

    Its attributes are ``key``, what it is a figure of; ``edition``; and ``place``,
    where that edition prints it.
    """


def ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield what a node stands in, from the inside out.

    Examples
    --------
    >>> paragraph = nodes.paragraph("", "", nodes.emphasis("", "new"))
    >>> [each.tagname for each in ancestors(paragraph[0])]
    ['paragraph']
    """
    while node.parent is not None:
        node = node.parent
        yield node
