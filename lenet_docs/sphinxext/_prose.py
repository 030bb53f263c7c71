"""What of a page was typed, and what was made: the pieces that the gate judges.

A page is walked from top to bottom. Whatever is not known to be made or to be code is
taken for prose, so that a kind of node that nobody thought of is looked at as well.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from docutils import nodes
from jupyter_sphinx.ast import CellInputNode, CellOutputNode, JupyterCellNode
from sphinx import addnodes

from lenet_docs.sphinxext._drawing import drawing
from lenet_docs.sphinxext._exempt import exempt
from lenet_docs.sphinxext._measured import measured, told
from lenet_docs.sphinxext._nodes import computed, published

__all__ = ["OBJECT", "Kind", "Piece", "pieces"]

OBJECT = "\ufffc"
"""Stands in prose for what is a piece of its own, such as a formula or a role."""

DOCSTRING = ":docstring of "
"""How autodoc marks the source of what it takes out of a docstring."""


class Kind(Enum):
    """What a piece of a page is."""

    PROSE = auto()
    DOCSTRING = auto()
    MATHEMATICS = auto()
    CODE = auto()
    COMPUTED = auto()
    PUBLISHED = auto()
    MEASURED = auto()
    EXEMPT = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page that is of one kind: its text, and the node that tells where it stands."""

    kind: Kind
    text: str
    node: nodes.Element


Types: TypeAlias = tuple[type[nodes.Element], ...]

WHOLE: Mapping[Types, Kind] = {
    (computed, drawing, CellOutputNode): Kind.COMPUTED,
    (published,): Kind.PUBLISHED,
    (measured, told): Kind.MEASURED,
    (exempt,): Kind.EXEMPT,
    (nodes.math, nodes.math_block): Kind.MATHEMATICS,
    (
        nodes.literal,
        nodes.literal_block,
        nodes.doctest_block,
        nodes.option_string,
        nodes.option_argument,
        addnodes.desc_signature,
        addnodes.production,
        CellInputNode,
    ): Kind.CODE,
}
"""The nodes that are pieces as a whole. All others are walked into."""

PASSED_OVER: Types = (
    # Not shown.
    addnodes.index,
    nodes.comment,
    nodes.pending,
    nodes.substitution_definition,
    # Errors already.
    nodes.problematic,
    nodes.system_message,
    # Numbered by docutils.
    nodes.footnote_reference,
    nodes.label,
)

READ: Mapping[type[nodes.Element], Sequence[str]] = {
    nodes.abbreviation: ("explanation",),
    nodes.image: ("alt",),
    nodes.meta: ("content",),
    nodes.reference: ("reftitle",),
    addnodes.toctree: ("caption",),
}
"""Attributes that a reader gets to read, or to hear."""


def pieces(node: nodes.Element, prose: Kind = Kind.PROSE) -> Iterator[Piece]:
    r"""Yield the pieces of a doctree, in order.

    The text of a paragraph, a title and the like is a single piece, in which `OBJECT`
    stands for everything that is a piece of its own. That piece follows.

    Examples
    --------
    >>> line = nodes.paragraph("", "", nodes.Text("six of "), nodes.math("", r"5 \times 5"))
    >>> [(piece.kind.name, piece.text.replace(OBJECT, "...")) for piece in pieces(line)]
    [('PROSE', 'six of ...'), ('MATHEMATICS', '5 \\times 5')]
    """
    if DOCSTRING in (node.source or ""):
        prose = Kind.DOCSTRING
    if _is_passed_over(node):
        return
    if (kind := _whole(node)) is not None:
        yield Piece(kind, node.astext(), node)
        return
    yield from (Piece(prose, words, node) for words in _read(node))
    if isinstance(node, nodes.TextElement):
        inside: list[Piece] = []
        text = _gather(node, prose, inside)
        yield Piece(prose, text, node)
        yield from inside
    else:
        for child in node.children:
            if isinstance(child, nodes.Element):
                yield from pieces(child, prose)


def _gather(node: nodes.Element, prose: Kind, inside: list[Piece]) -> str:
    """Return the text of a node, and add to `inside` the pieces that stand within."""
    text = ""
    for child in node.children:
        if not isinstance(child, nodes.Element):
            text += child.astext()
        elif _stands_alone(child):
            inside += pieces(child, prose)
            text += OBJECT
        else:
            inside += (Piece(prose, words, child) for words in _read(child))
            text += _gather(child, prose, inside)
    return text


def _stands_alone(node: nodes.Element) -> bool:
    is_whole = _whole(node) is not None
    return is_whole or _is_passed_over(node) or not isinstance(node, nodes.Inline)


def _is_passed_over(node: nodes.Element) -> bool:
    # What a reference names is no text of its own; its text comes from there.
    is_name = isinstance(node, addnodes.pending_xref) and not node.get("refexplicit")
    return is_name or isinstance(node, PASSED_OVER)


def _whole(node: nodes.Element) -> Kind | None:
    """Return which kind of piece a node is as a whole, or ``None`` if it is to be walked into."""
    if isinstance(node, nodes.literal):
        # Digits are not code because they look like it, and a link's text is not either.
        says_something = any(sign.isalpha() for sign in node.astext())
        is_link = isinstance(node.parent, addnodes.pending_xref | addnodes.download_reference)
        return Kind.CODE if says_something and not is_link else None
    if isinstance(node, nodes.reference) and node.astext() == node.get("refuri"):
        return Kind.CODE
    if isinstance(node, JupyterCellNode) and not node["execute"]:
        # An output can also be typed, with the directive jupyter-output.
        return Kind.CODE
    if isinstance(node, drawing) and node["typed"]:
        return Kind.PROSE
    for types, kind in WHOLE.items():
        if isinstance(node, types):
            return kind
    return None


def _read(node: nodes.Element) -> Iterator[str]:
    for name in READ.get(type(node), ()):
        if words := node.get(name):
            yield words
    if isinstance(node, addnodes.toctree):
        yield from (title for title, _ in node["entries"] if title)
