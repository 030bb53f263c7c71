"""The prose of a page as Markdown, with its mathematics, for a notebook or a plain text.

What Markdown cannot show is said: a drawing by its text alternative, a link to
another page by that page's title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from docutils import nodes
from sphinx import addnodes

from lenet_docs.sphinxext.cells.nodes import JupyterCellNode
from lenet_docs.sphinxext.numbers.nodes import computed

__all__ = ["Markdown", "Piece", "fenced"]

Piece: TypeAlias = "str | JupyterCellNode"
"""A block of Markdown, or a cell that stands between two."""

SKIPPED = (
    nodes.comment,
    nodes.meta,
    nodes.raw,
    nodes.substitution_definition,
    nodes.target,
    nodes.title,
    addnodes.index,
    addnodes.toctree,
)
"""What stands on no page, or is written together with what holds it."""

SPECIAL = re.compile(r"([\\`*_\[\]<>$|])")
STARTS_A_BLOCK = re.compile(r"^(\d*)([-+#.)])(?=\s|#)")
LONGEST_FENCE = re.compile(r"`{3,}")


class Markdown:
    """Writes a page's nodes as Markdown.

    Parameters
    ----------
    link
        Returns the Markdown of a link, from its node and the Markdown of its text.
    number
        Returns what a figure or table is called, such as ``"Fig. 3"``, or nothing.
    """

    def __init__(
        self,
        link: Callable[[nodes.reference, str], str],
        number: Callable[[nodes.Element], str] = lambda node: "",
    ) -> None:
        self._link = link
        self._number = number

    def blocks(self, node: nodes.Node, depth: int = 1) -> Iterator[Piece]:
        """Yield a node block by block, and the cells as they come.

        Parameters
        ----------
        node
            What to write.
        depth
            The level of a heading that stands there.
        """
        match node:
            case nodes.section():
                yield f"{'#' * min(depth, 6)} {self._title(node)}"
                yield from self._inside(node, depth + 1)
            case JupyterCellNode():
                yield node if "code" in node else fenced(node.astext())
            case nodes.math_block():
                yield display(node)
            case nodes.literal_block() | nodes.doctest_block():
                yield fenced(node.astext(), node.get("language", ""))
            case nodes.bullet_list() | nodes.enumerated_list():
                yield from self._list(node, depth)
            case nodes.definition_list_item() | nodes.field():
                term, *rest = node.children
                yield f"**{self.inline(term)}**"
                yield from self._all(rest, depth)
            case nodes.table():
                yield from self._table(node)
            case nodes.raw() if "plain" in node:
                yield from self.blocks(node["plain"], depth)
            case nodes.figure():
                yield from self._figure(node, depth)
            case nodes.image():
                yield f"*{escape(node.get('alt', ''))}*"
            case nodes.Admonition():
                yield from self._quote(node, depth)
            case nodes.block_quote() if not holds_cells(node):
                yield quoted(self._text(self._inside(node, depth)))
            case nodes.footnote() | nodes.citation():
                label, *rest = node.children
                text = self._text(self._all(rest, depth))
                yield f"[{label.astext()}] {text}"
            case nodes.rubric():
                yield f"**{self.inline(node)}**"
            case nodes.transition():
                yield "---"
            case nodes.line_block():
                yield "\\\n".join(self.inline(line) for line in node)
            case _ if isinstance(node, SKIPPED) or is_contents(node):
                pass
            case nodes.Element() if node.tagname == "dropdown_main":
                yield from self._dropdown(node, depth)
            case nodes.TextElement():
                # A drawing is a paragraph with its words.
                words = self.inline(node)
                if words:
                    yield f"*{words}*" if node.tagname == "drawing" else as_paragraph(words)
            case nodes.Element():
                yield from self._inside(node, depth)

    def _inside(self, node: nodes.Element, depth: int) -> Iterator[Piece]:
        return self._all(node.children, depth)

    def _all(self, found: Iterable[nodes.Node], depth: int) -> Iterator[Piece]:
        for node in found:
            yield from self.blocks(node, depth)

    def _text(self, pieces: Iterable[Piece]) -> str:
        return "\n\n".join(piece for piece in pieces if isinstance(piece, str))

    def _title(self, node: nodes.Element) -> str:
        return "".join(self.inline(child) for child in node if isinstance(child, nodes.title))

    def _list(self, node: nodes.Element, depth: int) -> Iterator[Piece]:
        numbered = isinstance(node, nodes.enumerated_list)
        items = [child for child in node if isinstance(child, nodes.list_item)]
        first = node.get("start", 1)
        if holds_cells(node):
            # A cell of a notebook cannot stand in a list: each item starts a passage instead.
            for number, item in enumerate(items, first):
                yield from led_by(f"**{number}.**" if numbered else "•", self._inside(item, depth))
            return
        lines = []
        for number, item in enumerate(items, first):
            mark = f"{number}. " if numbered else "- "
            text = self._text(self._inside(item, depth))
            lines.append(mark + text.replace("\n", f"\n{' ' * len(mark)}").replace("  \n", "\n"))
        parted = any("\n\n" in line for line in lines)
        yield ("\n\n" if parted else "\n").join(lines)

    def _quote(self, node: nodes.Node, depth: int) -> Iterator[Piece]:
        assert isinstance(node, nodes.Element)
        title = self._title(node) or node.tagname.capitalize()
        pieces = [f"**{title}**", *self._inside(node, depth)]
        if holds_cells(node):
            yield from pieces
        else:
            yield quoted(self._text(pieces))

    def _dropdown(self, node: nodes.Element, depth: int) -> Iterator[Piece]:
        head, *rest = node.children
        yield f"{'#' * min(depth, 6)} {self.inline(head)}"
        yield from self._all(rest, depth + 1)

    def _figure(self, node: nodes.figure, depth: int) -> Iterator[Piece]:
        captions = [child for child in node if isinstance(child, nodes.caption)]
        yield from self._all((child for child in node if child not in captions), depth)
        for caption in captions:
            yield self._caption(node, self.inline(caption))

    def _caption(self, node: nodes.Element, words: str) -> str:
        number = self._number(node)
        return f"**{number}:** {words}" if number else f"**{words}**"

    def _table(self, node: nodes.table) -> Iterator[str]:
        title = self._title(node)
        if title:
            yield self._caption(node, title)
        columns = max(int(group["cols"]) for group in node.findall(nodes.tgroup))
        rows = [self._row(row) for row in node.findall(nodes.row)]
        # Where a cell covers several rows, it stands in the first of them.
        heads = sum(len(head.children) for head in node.findall(nodes.thead))
        grid = spread(rows, columns)
        lines = [f"| {' | '.join(row)} |" for row in grid]
        # Markdown has one row of headings; a second one is the first of the rows.
        rule = f"|{' --- |' * columns}"
        if not heads:
            lines.insert(0, f"|{'  |' * columns}")
        yield "\n".join([lines[0], rule, *lines[1:]])

    def _row(self, row: nodes.row) -> list[tuple[str, int, int]]:
        return [
            (
                " ".join(self.inline(child) for child in entry),
                entry.get("morecols", 0) + 1,
                entry.get("morerows", 0) + 1,
            )
            for entry in row
            if isinstance(entry, nodes.entry)
        ]

    def inline(self, node: nodes.Node) -> str:
        """Return what stands in a line."""
        match node:
            case nodes.Text():
                return escape(" ".join(re.split(r"[ \n\t]+", node.astext())))
            case nodes.math():
                return f"${node.astext().strip()}$"
            case nodes.literal():
                marks = "``" if "`" in node.astext() else "`"
                return f"{marks}{node.astext()}{marks}"
            case nodes.image():
                return escape(node.get("alt", ""))
            case nodes.raw() | nodes.comment() | nodes.target() | addnodes.index():
                return ""
            case nodes.Element():
                text = "".join(map(self.inline, node.children))
                return self._marked(node, text) if text.strip() else text
        return ""

    def _marked(self, node: nodes.Element, text: str) -> str:
        match node:
            case computed():
                return text
            case nodes.emphasis() | nodes.title_reference():
                return f"*{text}*"
            case nodes.strong():
                return f"**{text}**"
            case nodes.superscript():
                return f"<sup>{text}</sup>"
            case nodes.subscript():
                return f"<sub>{text}</sub>"
            # A number leads to its entry in the ledger: in a text that would be a link a number.
            case nodes.reference() if "provenance" not in node["classes"]:
                return self._link(node, text)
        return text


def fenced(text: str, language: str = "") -> str:
    r"""Return code, or what a program printed, as it is.

    Examples
    --------
    >>> print(fenced("1 + 1", "ipython3"))
    ```python
    1 + 1
    ```
    """
    marks = "`" * (max([2, *map(len, LONGEST_FENCE.findall(text))]) + 1)
    name = {"default": "", "none": "", "ipython3": "python"}.get(language, language)
    return f"{marks}{name}\n{text}\n{marks}"


def escape(text: str) -> str:
    r"""Return a text so that Markdown shows it as it is.

    Examples
    --------
    >>> print(escape("C_3 * $x$"))
    C\_3 \* \$x\$
    """
    return SPECIAL.sub(r"\\\1", text)


def as_paragraph(text: str) -> str:
    r"""Return a text so that nothing else than a paragraph starts with it.

    Examples
    --------
    >>> print(as_paragraph("1. is no list"), as_paragraph("0.25"), as_paragraph("- 1"))
    1\. is no list 0.25 \- 1
    """
    return STARTS_A_BLOCK.sub(r"\1\\\2", text, count=1)


def display(node: nodes.math_block) -> str:
    """Return displayed mathematics, with its number if it has one."""
    number = rf" \tag{{{node['number']}}}" if node.get("number") else ""
    return f"$$\n{node.astext().strip()}{number}\n$$"


def quoted(text: str) -> str:
    """Return a text as a quotation."""
    return "\n".join(f"> {line}".rstrip() for line in text.splitlines())


def led_by(mark: str, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces, the first behind a mark."""
    for index, piece in enumerate(pieces):
        if index:
            yield piece
        elif isinstance(piece, str) and not piece.startswith(("#", "|", "`", "$$", ">")):
            yield f"{mark} {piece}"
        else:
            yield mark
            yield piece


def spread(rows: Iterable[list[tuple[str, int, int]]], columns: int) -> list[list[str]]:
    """Return rows in which every column has a cell, from cells that cover several.

    Examples
    --------
    >>> spread([[("a", 1, 2), ("b", 1, 1)], [("c", 1, 1)]], columns=2)
    [['a', 'b'], ['', 'c']]
    """
    covered = [0] * columns
    grid = []
    for row in rows:
        cells = iter(row)
        line: list[str] = []
        while len(line) < columns:
            if covered[len(line)]:
                covered[len(line)] -= 1
                line.append("")
                continue
            text, wide, high = next(cells, ("", 1, 1))
            for number in range(wide):
                covered[len(line)] = high - 1
                line.append("" if number else text)
        grid.append(line)
    return grid


def holds_cells(node: nodes.Element) -> bool:
    """Return whether a cell stands in a node, or what a notebook gives a heading of its own."""
    return any(
        isinstance(each, JupyterCellNode) or getattr(each, "tagname", "") == "dropdown_main"
        for each in node.findall()
    )


def is_contents(node: nodes.Node) -> bool:
    """Return whether a node is a table of contents, which leads to pages that are not there."""
    return isinstance(node, nodes.Element) and "toctree-wrapper" in node.get("classes", [])
