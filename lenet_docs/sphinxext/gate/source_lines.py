"""Where on a page a numeral stands, to the line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

from lenet_docs.sphinxext.gate.prose import OBJECT, Piece

if TYPE_CHECKING:
    from lenet_docs.sphinxext.numbers.numerals import Numeral

__all__ = ["place"]

REACH = 60
"""How many lines behind the one that the parser tells a numeral is looked for."""


def place(piece: Piece, numeral: Numeral) -> str:
    """Return file and line of a numeral.

    The parser tells at best the line at which a paragraph begins. From there lines are
    counted, and looked at, because cells of tables and captions of directives have none.
    """
    source, told = _told(piece.node)
    lines = _lines(source)
    counted = told + piece.text.count("\n", 0, numeral.start)
    for sought in (*_row(piece.node), *_sought(piece.text, numeral)):
        for number in (counted, *range(told, told + REACH)):
            if 0 < number <= len(lines) and sought.search(lines[number - 1]):
                return f"{source}:{number}"
    return f"{source}:{told}"


def _told(node: nodes.Element) -> tuple[str, int]:
    """Return the source and the line of the nearest element that knows them."""
    around = [node]
    while (parent := around[-1].parent) is not None:
        around.append(parent)
    with_line = next((index for index, each in enumerate(around) if each.line), len(around) - 1)
    sources = (each.source or each.get("source") for each in around[with_line:])
    return next(filter(None, sources), ""), around[with_line].line or 1


def _row(node: nodes.Element) -> Iterator[re.Pattern[str]]:
    """Yield what the line of a row must hold, where the node is a cell: the words of its cells."""
    if isinstance(node.parent, nodes.entry):
        cells = [cell.astext() for cell in node.parent.parent if not any(cell.findall(_is_inline))]
        yield re.compile(".*".join(rf"\|\s*{_as_typed(cell)}\s*(?=\||$)" for cell in cells))


def _is_inline(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Inline)


def _as_typed(text: str) -> str:
    """Return a pattern of a text as its source may write it: quotation marks were made round."""
    return re.sub(r"[^\x00-\x7f]", ".{1,3}", re.escape(text))


def _sought(text: str, numeral: Numeral) -> Iterator[re.Pattern[str]]:
    """Yield what the line must hold, the most telling first."""
    before = max(text.rfind(end, 0, numeral.start) for end in ("\n", OBJECT)) + 1
    behind = min(text.find(end, numeral.start) % (len(text) + 1) for end in ("\n", OBJECT))
    written = re.escape(numeral.text.partition("\n")[0])
    yield re.compile(_as_typed(text[before:behind].strip()))
    yield re.compile(rf"(?<!\w){written}(?!\w)")
    yield re.compile(written)


@lru_cache
def _read(source: str, changed: int) -> tuple[str, ...]:
    return tuple(Path(source).read_text(encoding="utf-8").splitlines())


def _lines(source: str) -> tuple[str, ...]:
    """Return the lines of a file, or none if the source is no file."""
    path = Path(source)
    return _read(source, path.stat().st_mtime_ns) if path.is_file() else ()
