"""What is typed into the code of a cell: its strings, comments and numbers.

The code of a cell is no text of its page, but what it prints is. So what a cell that hides its
code types is judged as if the page typed it, and what a cell that shows its code types and prints
is counted by itself.
"""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from typing import TYPE_CHECKING

from IPython.core.inputtransformer2 import TransformerManager

from lenet_docs.sphinxext.cells.nodes import CellOutputNode, JupyterCellNode
from lenet_docs.sphinxext.gate.prose import Kind, Piece

if TYPE_CHECKING:
    from docutils import nodes

__all__ = ["hidden_pieces", "literals", "printed_pieces"]

STRUCTURAL = (0, 1, 2)
"""The numbers that code may hold as a formula may: they are its shape."""

FILLED = {"<", ">", "=", "^"}
"""What stands second in a format that fills a field with what stands first."""


def literals(source: str, printed: bool = False) -> Iterator[str]:
    r"""Yield what is typed into the code of a cell, but for 0, 1 and 2.

    How an f-string shows a number (``:.2f``) is no literal, unless it fills a field with a digit.

    Parameters
    ----------
    source
        The code, in the language of IPython.
    printed
        Whether only that is asked for which code may print as it is: strings, and numbers that are
        given to ``print`` or ``display``, put into a string, or stand alone.

    Examples
    --------
    >>> code = "c3['C3'][1].round(4)\nprint(f'{x:5.2f} of 60', b'6', 0x10)  # all 7"
    >>> sorted(literals(code))
    [' all 7', ' of 60', '16', '4', '6', 'C3']
    >>> sorted(literals(code, printed=True))
    [' of 60', '16', '6', 'C3']
    """
    python = TransformerManager().transform_cell(source)  # type: ignore[no-untyped-call]
    try:
        found = list(ast.walk(ast.parse(python)))
        comments = list(tokenize.generate_tokens(io.StringIO(python).readline))
    except (SyntaxError, tokenize.TokenError):
        # What is no Python is shown as it is, if at all.
        yield source
        return
    specs = {id(part) for each in found for part in _format_parts(each)}
    shown = {id(part) for each in found for part in _shown_parts(each)}
    for each in found:
        if isinstance(each, ast.Constant) and id(each) not in specs:
            yield from _written(each.value, not printed or id(each) in shown)
    if not printed:
        yield from (each.string.lstrip("#") for each in comments if each.type == tokenize.COMMENT)


def _format_parts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what says how an f-string shows a value."""
    if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
        for each in ast.walk(node.format_spec):
            if not (isinstance(each, ast.Constant) and str(each.value)[1:2] in FILLED):
                yield each


def _shown_parts(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what is printed, put into a string, or stands alone."""
    match node:
        case ast.Call(func=ast.Name(id="print" | "display"), args=args):
            yield from args
        case ast.FormattedValue(value=value) | ast.Expr(value=value):
            yield value


def _written(value: object, with_numbers: bool) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, bytes):
        yield value.decode("latin-1")
    elif with_numbers and isinstance(value, int | float | complex) and value not in STRUCTURAL:
        yield str(value)


def hidden_pieces(document: nodes.document) -> Iterator[Piece]:
    """Yield what is typed into cells that hide it."""
    for cell in document.findall(JupyterCellNode):
        if cell["execute"] and cell["hide_code"]:
            yield from (Piece(Kind.PROSE, each, cell) for each in literals(cell.get("code", "")))


def printed_pieces(document: nodes.document) -> Iterator[Piece]:
    """Yield what is typed into cells that show it, and stands in their outputs as well."""
    for cell in document.findall(JupyterCellNode):
        if cell["execute"] and not cell["hide_code"]:
            said = "".join(each.astext() for each in cell.findall(CellOutputNode))
            for each in literals(cell.get("code", ""), printed=True):
                if each.strip() and each.strip() in said:
                    yield Piece(Kind.PROSE, each, cell)
