"""Cells whose faults name the page and the line, and stop neither page nor build.

jupyter-sphinx executes the cells. Its own report of a failing cell names neither
page nor line, and ends the build at once; `:raises:` permits an error without
asking for one. Here every fault is reported where it stands, the other cells and
pages go on, and a build that allows no warning fails at its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from jupyter_sphinx import execute
from jupyter_sphinx.ast import JupyterCell, JupyterCellNode
from jupyter_sphinx.execute import ExecuteJupyterCells, JupyterKernelNode
from jupyter_sphinx.utils import blank_nb, split_on
from nbconvert.filters import strip_ansi
from sphinx.errors import ExtensionError
from sphinx.util import logging
from traitlets.config import Config

from lenet_docs.sphinxext._settings import note_package

if TYPE_CHECKING:
    from docutils import nodes
    from nbformat import NotebookNode
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

# Of a cell that cannot be parsed, a kernel calls the file by a number that changes.
PSEUDO_FILE = re.compile(r" \(\d+\.py, line \d+\)$")

LINE = re.compile(r"Cell In\[\d+\], line (\d+)")


class LocatedCell(JupyterCell):  # type: ignore[misc]
    """A cell that knows where it stands, and that is run again when the package changes."""

    def run(self) -> list[nodes.Node]:
        """Return the cell."""
        note_package(self.state.document.settings.env)
        cells: list[nodes.Node] = super().run()
        for cell in cells:
            cell.source, cell.line = self.state_machine.get_source_and_line(self.lineno)
        return cells


class ExecuteCells(ExecuteJupyterCells):  # type: ignore[misc]
    """Executes the cells of a page, and reports each of its faults where it stands."""

    def apply(self, **kwargs: Any) -> None:
        """Execute the cells, with every fault reported before jupyter-sphinx looks for any."""
        notebooks = self._notebooks()
        run = execute.execute_cells

        def run_and_report(kernel: str, cells: list[NotebookNode], options: Any) -> NotebookNode:
            standing = next(notebooks)
            try:
                with TemporaryDirectory(prefix="cells-") as folder:
                    notebook: NotebookNode = run(kernel, cells, through_files(options, folder))
            except ExtensionError as error:
                report_interruption(standing, cells, error)
                notebook = blank_nb(kernel)
                notebook.cells = cells
            for node, cell in zip(standing, cells, strict=True):
                report_faults(node, cell)
            return notebook

        execute.execute_cells = run_and_report
        try:
            super().apply()
        finally:
            execute.execute_cells = run

    def _notebooks(self) -> Iterator[Sequence[JupyterCellNode]]:
        """Yield the cells of each kernel of the page, as jupyter-sphinx parts them."""
        found = self.document.findall(lambda n: isinstance(n, JupyterCellNode | JupyterKernelNode))
        for group in split_on(lambda n: isinstance(n, JupyterKernelNode), list(found)):
            yield [node for node in group if isinstance(node, JupyterCellNode)]


def through_files(options: Mapping[str, Any], folder: str) -> dict[str, Any]:
    """Return options for nbclient by which it speaks to the kernel through files in `folder`.

    Over TCP each kernel would warn that others can listen. The files of all kernels
    would lie in the working directory under the same names, where builds that run
    at once take each other's.
    """
    config = Config(KernelManager={"transport": "ipc", "ip": str(Path(folder) / "kernel")})
    config.merge(options.get("config", Config()))
    return {**options, "config": config}


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


def report_faults(node: JupyterCellNode, cell: NotebookNode) -> None:
    """Report an error that is not expected, one that is missing, and words of warning."""
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
            logger.warning(
                "This cell warns: %s", output["text"].strip(), location=node, type="cells"
            )
            cell.outputs.remove(output)


def plain(text: str) -> str:
    """Return a text without the codes that colour it in a terminal."""
    return str(strip_ansi(text))  # type: ignore[no-untyped-call]


def failing_line(node: JupyterCellNode, cell: NotebookNode, error: NotebookNode) -> tuple[int, str]:
    """Return the line of the page at which a cell fails, and what stands there."""
    told = LINE.search(plain("\n".join(error["traceback"])))
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


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put this module's cells and their execution in the place of jupyter-sphinx's own."""
    app.setup_extension("jupyter_sphinx")
    app.setup_extension("lenet_docs.sphinxext")
    app.add_directive("jupyter-execute", LocatedCell, override=True)
    transforms = app.registry.transforms
    transforms[transforms.index(ExecuteJupyterCells)] = ExecuteCells
    # Where a builder is not told what it can show, jupyter-sphinx shows everything it has.
    app.add_config_value("render_priority_text", ["text/plain"], "env")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
