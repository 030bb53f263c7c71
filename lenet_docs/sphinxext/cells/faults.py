"""What is wrong with an executed cell, reported with the page and the line at which it stands."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util import logging

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from sphinx.errors import ExtensionError

    from lenet_docs.sphinxext.cells.nodes import JupyterCellNode

__all__ = ["PSEUDO_FILE", "report_faults", "report_interruption"]

logger = logging.getLogger(__name__)

# Of a cell that cannot be parsed, a kernel calls the file by a number that changes.
PSEUDO_FILE = re.compile(r" \(\d+\.py, line \d+\)$")

TRACEBACK = "Traceback (most recent call last)"
"""How Python's report of an error begins."""

LINE = re.compile(r"Cell In\[\d+\], line (\d+)")


def report_interruption(
    standing: Sequence[JupyterCellNode], cells: Sequence[NotebookNode], error: ExtensionError
) -> None:
    """Report the cell during which the kernel stopped: the first that the kernel did not answer."""
    words = str(error.orig_exc or error).strip().partition("\n")[0]
    for node, cell in zip(standing, cells, strict=True):
        if cell.source and "shell.execute_reply" not in cell.metadata.get("execution", {}):
            logger.error("This cell was not finished: %s", words, location=node, type="cells")
            # The kernel may have said that it was interrupted; this is the same fault.
            cell.outputs = []
            return


def report_faults(node: JupyterCellNode, cell: NotebookNode, refused: Iterable[str]) -> None:
    """Report an error that is not expected, one that is missing, and words of warning.

    Parameters
    ----------
    node, cell
        The cell on its page, and as it was executed, without colours.
    refused
        The characters of its outputs that no page can show.
    """
    expected = node["raises"] if node["execute"] else None
    errors = [output for output in cell.outputs if output["output_type"] == "error"]
    wanted = f"an error ({', '.join(expected)})" if expected else "an error"
    for error in errors:
        if expected is None or (expected and error["ename"] not in expected):
            line, source = failing_line(node, cell, error)
            words = f"{error['ename']}: {PSEUDO_FILE.sub('', error['evalue'])}{source}"
            where = f"{node.source}:{line}"
            logger.error("This cell fails: %s", words, location=where, type="cells")
            # What is reported here must not end the build there.
            node["raises"] = []
    if expected is not None and not errors and cell.execution_count is not None:
        logger.error("This cell must raise %s, but does not", wanted, location=node, type="cells")
    if not node["stderr"]:
        for output in [o for o in cell.outputs if o.get("name") == "stderr"]:
            words = output["text"].strip()
            logger.warning("This cell warns: %s", words, location=node, type="cells")
            cell.outputs.remove(output)
    if expected is None and TRACEBACK in json.dumps(cell.outputs) and not errors:
        message = "This cell shows a traceback; if it is meant, give the cell the option :raises:"
        logger.error(message, location=node, type="cells")
    if refused:
        signs = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(refused))
        message = "This cell shows %s, which no page can hold; write it as text, such as repr(...)"
        logger.error(message, signs, location=node, type="cells")


def failing_line(node: JupyterCellNode, cell: NotebookNode, error: NotebookNode) -> tuple[int, str]:
    """Return the line of the page at which a cell fails, and what stands there."""
    told = LINE.search("\n".join(error["traceback"]))
    written = cell.source.splitlines()
    if told is None or not node.source or not Path(node.source).is_file():
        return node.line, ""
    index = int(told[1]) - 1
    page = Path(node.source).read_text(encoding="utf-8").splitlines()
    # Between the directive and its code may stand options.
    for number in range(node.line, len(page) - len(written) + 1):
        if [line.strip() for line in page[number : number + len(written)]] == [
            line.strip() for line in written
        ]:
            return number + index + 1, f"\n    {written[index].strip()}"
    return node.line, f"\n    {written[index].strip()}"
