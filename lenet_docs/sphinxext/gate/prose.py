"""What of a page was typed, and what was made: the pieces that the gate judges.

A page is walked from top to bottom. Whatever is not known to be made or to be code is
taken for prose, so that a kind of node that nobody thought of is looked at as well.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote

from docutils import nodes
from pygments import lex
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Generic
from pygments.util import ClassNotFound
from sphinx import addnodes

from lenet_docs.sphinxext.cells.nodes import CellInputNode, CellOutputNode, JupyterCellNode
from lenet_docs.sphinxext.drawings.drawing import drawing
from lenet_docs.sphinxext.gate.cited import cited
from lenet_docs.sphinxext.gate.context import counts
from lenet_docs.sphinxext.gate.exempt import exempt
from lenet_docs.sphinxext.numbers.measured import measured, told
from lenet_docs.sphinxext.numbers.nodes import computed, published

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
    LITERAL = auto()
    COMPUTED = auto()
    PUBLISHED = auto()
    MEASURED = auto()
    CITED = auto()
    EXEMPT = auto()


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a page that is of one kind: its text, and the node that tells where it stands."""

    kind: Kind
    text: str
    node: nodes.Element


Types: TypeAlias = tuple[type[nodes.Element], ...]

WHOLE: Mapping[Types, Kind] = {
    (computed, drawing): Kind.COMPUTED,
    (published,): Kind.PUBLISHED,
    (measured, told): Kind.MEASURED,
    (cited,): Kind.CITED,
    (exempt,): Kind.EXEMPT,
    (nodes.math, nodes.math_block): Kind.MATHEMATICS,
    (
        nodes.doctest_block,
        CellInputNode,
    ): Kind.CODE,
    (
        nodes.literal,
        nodes.option_string,
        nodes.option_argument,
        addnodes.production,
    ): Kind.LITERAL,
}
"""The nodes that are pieces as a whole. All others are walked into."""

PASSED_OVER: Types = (
    # Not shown.
    nodes.comment,
    nodes.pending,
    nodes.substitution_definition,
    # Errors already.
    nodes.problematic,
    nodes.system_message,
    # What it says is said by the footnote itself.
    nodes.footnote_reference,
)

PLAIN = frozenset(
    (
        "",
        "default",
        "none",
        "text",
        "txt",
        "plain",
        "output",
        "markdown",
        "md",
        "myst",
        "rst",
        "html",
        "xml",
        "latex",
        "tex",
    )
)
"""Languages of blocks that hold words rather than code."""

FROM_ELSEWHERE = frozenset(("ref", "numref", "doc", "eq", "download"))
"""The roles that show the text of what they refer to."""

TAG = r"<(?!!--)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>"
COMMENT = r"<!--.*?-->"
"""What a reader of HTML does not see in a line of text."""

READ: Mapping[type[nodes.Element], Sequence[str]] = {
    nodes.abbreviation: ("explanation",),
    nodes.document: ("title",),
    nodes.image: ("alt", "title"),
    nodes.meta: ("content",),
    nodes.reference: ("reftitle",),
    addnodes.download_reference: ("reftitle",),
    addnodes.pending_xref: ("reftitle",),
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
    yield from (Piece(prose, words, node) for words in _read(node))
    if _is_passed_over(node):
        return
    if (kind := _whole(node)) is not None:
        is_told = kind is Kind.LITERAL and prose is Kind.DOCSTRING
        yield Piece(prose if is_told else kind, node.astext(), node)
    elif isinstance(node, nodes.raw):
        yield Piece(prose, _without_tags(node.astext()), node)
    elif isinstance(node, nodes.TextElement) or any(
        isinstance(child, nodes.Text) for child in node.children
    ):
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
        elif isinstance(child, nodes.raw):
            inside += (Piece(prose, words, child) for words in _read(child))
            text += _without_tags(child.astext())
        elif _stands_alone(child):
            found = list(pieces(child, prose))
            if text.endswith(OBJECT) and inside and found:
                found = _joined(inside.pop(), found)
            inside += found
            text += OBJECT
        else:
            inside += (Piece(prose, words, child) for words in _read(child))
            text += _gather(child, prose, inside)
    return text


def _joined(before: Piece, found: list[Piece]) -> list[Piece]:
    """Return pieces side by side: numbers between which nothing stands are one, and typed."""
    behind = found[0]
    if before.text[-1:].isdigit() and behind.text[:1].isdigit():
        return [before, Piece(Kind.PROSE, before.text + behind.text, behind.node), *found[1:]]
    return [before, *found]


def _stands_alone(node: nodes.Element) -> bool:
    is_whole = _whole(node) is not None
    return is_whole or _is_passed_over(node) or not isinstance(node, nodes.Inline)


def _is_passed_over(node: nodes.Element) -> bool:
    if isinstance(node, addnodes.pending_xref) and not node.get("refexplicit"):
        # What a reference names is no text of its own; its text comes from there.
        return node.get("refdomain") == "cite" or node.get("reftype") in FROM_ELSEWHERE
    if isinstance(node, nodes.label):
        return _is_numbered(node.parent)
    return isinstance(node, PASSED_OVER)


def _is_numbered(footnote: nodes.Element) -> bool:
    """Return whether the label of a footnote is its number, rather than a number in disguise."""
    label = footnote[0].astext()
    last = sum(1 for _ in _root(footnote).findall(nodes.footnote))
    return bool(footnote.get("auto")) or (label.isdigit() and 0 < int(label) <= last)


def _root(node: nodes.Element) -> nodes.Element:
    while node.parent is not None:
        node = node.parent
    return node


def _whole(node: nodes.Element) -> Kind | None:
    """Return which kind of piece a node is as a whole, or ``None`` if it is to be walked into."""
    if isinstance(node, nodes.literal):
        # Digits are not code because they look like it, and a link's text is not either.
        says_something = any(sign.isalpha() for sign in node.astext())
        link = node.parent
        is_link = isinstance(link, addnodes.pending_xref) and link.get("refexplicit")
        is_link = is_link or isinstance(link, addnodes.download_reference)
        return Kind.LITERAL if says_something and not is_link else None
    if isinstance(node, nodes.literal_block):
        return None if _language(node) in PLAIN else Kind.CODE
    if isinstance(node, nodes.reference) and node.astext() == node.get("refuri"):
        return Kind.CODE if re.match("https?://|mailto:", node.astext()) else None
    if isinstance(node, CellOutputNode):
        # An output can also be typed, with the directive jupyter-output.
        is_computed = not isinstance(node.parent, JupyterCellNode) or node.parent["execute"]
        return Kind.COMPUTED if is_computed else None
    if isinstance(node, addnodes.desc_signature):
        return Kind.CODE if node.parent["domain"] == "py" else Kind.LITERAL
    if isinstance(node, drawing) and node["typed"]:
        return Kind.PROSE
    if isinstance(node, nodes.math) and node.astext().isdigit() and _is_counted_by(node):
        return None
    for types, kind in WHOLE.items():
        if isinstance(node, types):
            return kind
    return None


def _is_counted_by(formula: nodes.Element) -> bool:
    """Return whether what follows a formula is counted by it, as in "$2$ layers"."""
    behind = formula.next_node(descend=False, siblings=True)
    return behind is not None and counts(behind.astext(), 0)


def _language(block: nodes.Element) -> str:
    """Return in which language a block is written; of an included file, its ending says it."""
    file = Path(block.get("source") or "")
    ending = file.suffix.removeprefix(".")
    return str(block.get("language") or (ending if ending in {"py", "toml", "json"} else ""))


def _said_in_code(block: nodes.Element) -> Iterator[str]:
    """Yield the comments of a block that was typed, and what its commands are said to answer.

    A file that is included is a program, and is quoted as it is; some examples are run.
    """
    language = _language(block)
    if block.get("source") or language in PLAIN or "testnodetype" in block:
        return
    with suppress(ClassNotFound):
        for kind, words in lex(block.astext(), get_lexer_by_name(language)):
            if kind in Comment or kind in Generic.Output:
                yield words


def _without_tags(raw: str) -> str:
    return html.unescape(re.sub(f"{TAG}|{COMMENT}", "", raw, flags=re.DOTALL))


def _read(node: nodes.Element) -> Iterator[str]:
    for name in READ.get(type(node), ()):
        if words := node.get(name):
            yield words
    match node:
        case addnodes.toctree():
            yield from (title for title, _ in node["entries"] if title)
        case addnodes.index() if not _is_of_code(node):
            yield from (entry[1] for entry in node["entries"])
        case nodes.enumerated_list() if not _goes_on(node):
            yield str(node["start"])
        case nodes.literal_block():
            yield from _said_in_code(node)
            if (line := (node.get("highlight_args") or {}).get("linenostart", 1)) != 1:
                yield str(line)
        case nodes.raw():
            yield from (html.unescape(tag) for tag in re.findall(TAG, node.astext()))
        case nodes.image():
            yield from _picture(node)
        case addnodes.pending_xref() if node.get("refdomain") == "cite":
            yield from re.findall(r"\{([^{}]*)\}", node["reftarget"])


def _is_of_code(index: nodes.Element) -> bool:
    """Return whether the entries of an index are the names of what is described behind it."""
    behind = index.next_node(descend=False, siblings=True)
    is_module = any(entry[2].startswith("module-") for entry in index["entries"])
    return isinstance(behind, addnodes.desc | addnodes.desc_signature) or is_module


def _goes_on(numbered: nodes.Element) -> bool:
    """Return whether a list begins with 1, or where the one before it ended."""
    start = numbered.get("start", 1)
    siblings = numbered.parent.children[: numbered.parent.index(numbered)]
    ends = [
        each.get("start", 1) + len(each.children)
        for each in siblings
        if isinstance(each, nodes.enumerated_list)
    ]
    return start in {1, *ends[-1:]}


def _picture(image: nodes.Element) -> Iterator[str]:
    """Yield what a picture writes, where it is text: a file of SVG, or an address with data."""
    uri = image["uri"]
    if uri.startswith("data:"):
        # The parser quotes what was quoted already.
        yield _without_tags(unquote(unquote(uri)))
    elif uri.endswith(".svg"):
        for folder in Path(_root(image).get("source", "")).parents:
            if (file := folder / uri.lstrip("/")).is_file():
                yield _without_tags(file.read_text(encoding="utf-8"))
                break
