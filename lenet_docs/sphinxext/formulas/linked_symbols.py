"""Formulas in which a number can be linked with the symbol that it stands for.

A formula is kept as LaTeX that everything understands. Beside it, its node may keep the same
with KaTeX's marks. Only a site shows these: here one place decides it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from docutils import nodes

from lenet_docs.quantity._quantity import MEDIA_TYPE

if TYPE_CHECKING:
    from lenet_docs.sphinxext.cells.nodes import JupyterCellNode

__all__ = ["MARK", "link", "link_cell", "show_marks", "unmarked", "without_marks"]

MARK = "\\htmlData{"
"""How a mark begins."""


def link(formula: nodes.Element, linked: str) -> None:
    """Keep a formula with marks beside the one without."""
    formula["linked"] = linked


def link_cell(cell: JupyterCellNode) -> None:
    """Keep, for each quantity that a cell shows, its derivation with marks."""
    linked = {
        told["latex"]: told["linked"]
        for output in json.loads(cell.get("outputs", "[]"))
        if (told := output.get("data", {}).get(MEDIA_TYPE))
    }
    for formula in cell.findall(nodes.math_block):
        latex = formula.astext().strip()
        if latex in linked:
            link(formula, linked[latex])


def without_marks(output: dict[str, Any]) -> None:
    """Take the marks out of what a cell tells, where they would only fill a file."""
    output.get("data", {}).get(MEDIA_TYPE, {}).pop("linked", None)


def show_marks(formula: nodes.Element) -> None:
    """Have a formula written with its marks, if it has any."""
    if "linked" in formula:
        formula.children = [nodes.Text(formula["linked"])]


def unmarked(linked: str) -> str:
    r"""Return a formula without its marks.

    Examples
    --------
    >>> unmarked(r"\htmlData{of=1}{\frac{a}{b}} = \htmlData{of=1}{2}")
    '\\frac{a}{b} = 2'
    """
    before, mark, rest = linked.partition(MARK)
    if not mark:
        return linked
    start = rest.index("}{") + 2
    depth = 1
    for end in range(start, len(rest)):
        depth += {"{": 1, "}": -1}.get(rest[end], 0)
        if depth == 0:
            return before + unmarked(rest[start:end] + rest[end + 1 :])
    raise ValueError(f"a brace is missing in {linked}")
