"""A page as a notebook, and as a script: its prose and its cells, in order.

The same page gives the same bytes: cells are named after the page and their
place, and nothing tells of the time or of the machine.
"""

from __future__ import annotations

import ast
import io
import json
import textwrap
import tokenize
from collections.abc import Iterable, Iterator

import nbformat
from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode

from lenet_docs.sphinxext.cells.nodes import JupyterCellNode
from lenet_docs.sphinxext.formulas.linked_symbols import without_marks
from lenet_docs.sphinxext.text.markdown import Piece

__all__ = ["notebook", "script"]

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python"},
}

MAY_FAIL = "raises-exception"
"""The tag by which Jupyter goes on behind a cell that fails."""


def notebook(page: str, pieces: Iterable[Piece], requirement: str = "") -> NotebookNode:
    """Return a page as a notebook.

    Parameters
    ----------
    page
        The name of the page.
    pieces
        The blocks of its prose, and its cells.
    requirement
        What has to be installed, as pip calls it.

    Examples
    --------
    >>> made = notebook("layers/c1", ["# C1", "A layer.", "## How large?"], "lenet-docs")
    >>> [cell.id for cell in made.cells]
    ['layers-c1-1', 'layers-c1-2']
    >>> print(made.cells[0].source)
    # C1
    <BLANKLINE>
    To run this notebook, install what it needs: `pip install lenet-docs`.
    <BLANKLINE>
    A layer.
    """
    cells = []
    for number, passage in enumerate(passages(with_requirement(pieces, requirement)), 1):
        name = f"{page.replace('/', '-')}-{number}"[-64:]
        if isinstance(passage, str):
            cells.append(new_cell("markdown", name, passage))
        else:
            cells.append(code_cell(passage, name))
    for number, cell in enumerate((c for c in cells if c.cell_type == "code"), 1):
        cell.execution_count = number
        for output in cell.outputs:
            if output["output_type"] == "execute_result":
                output["execution_count"] = number
    made: NotebookNode = nbformat.v4.new_notebook(cells=cells, metadata=METADATA)  # type: ignore[no-untyped-call]
    return made


def with_requirement(pieces: Iterable[Piece], requirement: str) -> Iterator[Piece]:
    """Yield pieces, and behind the first, which is the title, what has to be installed."""
    for index, piece in enumerate(pieces):
        yield piece
        if index == 0 and requirement:
            yield f"To run this notebook, install what it needs: `pip install {requirement}`."


def passages(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the blocks between two cells, or two headings, as one."""
    blocks: list[str] = []
    for piece in pieces:
        if blocks and (isinstance(piece, JupyterCellNode) or piece.startswith("#")):
            yield "\n\n".join(blocks)
            blocks = []
        if isinstance(piece, JupyterCellNode):
            yield piece
        else:
            blocks.append(piece)
    if blocks:
        yield "\n\n".join(blocks)


def new_cell(kind: str, name: str, source: str, **further: object) -> NotebookNode:
    """Return a cell: nbformat's own would be checked one by one, and then with the notebook."""
    told = {"cell_type": kind, "id": name, "metadata": {}, "source": source, **further}
    made: NotebookNode = nbformat.from_dict(told)  # type: ignore[no-untyped-call]
    return made


def code_cell(node: JupyterCellNode, name: str) -> NotebookNode:
    """Return a cell with what it showed when the page was built."""
    outputs = [nbformat.from_dict(output) for output in json.loads(node["outputs"])]  # type: ignore[no-untyped-call]
    for output in outputs:
        without_marks(output)
        if "metadata" in output:
            output["metadata"] = {}
    made = new_cell("code", name, node["code"], outputs=outputs, execution_count=None)
    if node["raises"] is not None:
        made.metadata["tags"] = [MAY_FAIL]
    if node["hide_code"]:
        made.metadata["jupyter"] = {"source_hidden": True}
    return made


def script(made: NotebookNode, requirement: str = "") -> str:
    """Return a notebook as a script: its prose in comments, its cells marked as editors know them.

    Examples
    --------
    >>> print(script(notebook("c1", ["# C1", "A layer."])), end="")
    # %% [markdown]
    # # C1
    #
    # A layer.
    """
    parts = []
    for cell in made.cells:
        if cell.cell_type == "markdown":
            lines = (f"# {line}".rstrip() for line in cell.source.splitlines())
            parts.append("\n".join(["# %% [markdown]", *lines]))
        else:
            code = runnable(cell.source)
            failing = MAY_FAIL in cell.metadata.get("tags", ())
            parts.append(f"# %%\n{caught(code) if failing else code}")
    return "\n\n".join(parts) + "\n"


def runnable(code: str) -> str:
    """Return a cell as a script can run it: magics become calls, and its value is printed."""
    # IPython ships no types.
    made = str(TransformerManager().transform_cell(code)).rstrip("\n")  # type: ignore[no-untyped-call]
    if made != code.rstrip("\n"):
        made = f"from IPython import get_ipython\n{made}"
    last = ast.parse(made).body[-1:]
    if last and isinstance(last[0], ast.Expr) and not is_statement(last[0].value):
        lines = made.splitlines()
        start, end = last[0].lineno - 1, last[0].end_lineno
        # Only where nothing else stands on these lines is it clear where the value starts.
        if last[0].col_offset == 0:
            value = "\n".join(lines[start:end])
            lines[start:end] = [f"print({value})"] if "#" not in value else [value]
            made = "\n".join(lines)
    return made


def is_statement(value: ast.expr) -> bool:
    """Return whether an expression is there for what it does, not for its value."""
    called = value.func if isinstance(value, ast.Call) else None
    names = {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    return "get_ipython" in names or (isinstance(called, ast.Name) and called.id == "print")


def caught(code: str) -> str:
    """Return code whose error is printed, so that the script goes on behind it."""
    indented = textwrap.indent(code, "    ").splitlines(keepends=True)
    for token in tokenize.generate_tokens(io.StringIO(code).readline):
        if token.type == tokenize.STRING:
            # What stands in a text over several lines must stay as it is.
            for number in range(token.start[0], token.end[0]):
                indented[number] = indented[number].removeprefix("    ")
    body = "".join(indented)
    report = 'print(f"{type(error).__name__}: {error}")'
    return f"try:\n{body}\nexcept Exception as error:\n    {report}\n".rstrip("\n")
