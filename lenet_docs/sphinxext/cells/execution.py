"""Cells whose faults name the page and the line, and stop neither page nor build.

jupyter-sphinx executes the cells. Its own report of a failing cell names neither
page nor line, and ends the build at once; `:raises:` permits an error without
asking for one. Here every fault is reported where it stands, the other cells and
pages go on, and a build that allows no warning fails at its end.

A command of the shell that fails is an error as well, `CalledProcessError`, and so is a traceback
among what a cell says.

A cell has a minute (``cells_timeout``, or its option ``:timeout:``, in seconds). It
runs in an empty folder of its own, with the packages that are installed. A cell
that makes an image says in ``:alt:`` what the image shows; with ``:caption:`` and
``:name:`` the image is a figure that can be referred to.
"""

from __future__ import annotations

import gc
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from logging import WARNING, getLogger
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from docutils import nodes
from docutils.parsers.rst import directives
from jupyter_sphinx import execute
from jupyter_sphinx.ast import JupyterCell
from jupyter_sphinx.execute import ExecuteJupyterCells, JupyterKernelNode
from jupyter_sphinx.utils import blank_nb, split_on
from sphinx.errors import ExtensionError
from traitlets.config import Config

from lenet_docs.sphinxext.cells.faults import report_faults, report_interruption
from lenet_docs.sphinxext.cells.kernels import ONE_THREAD, UTF_8, Kernel
from lenet_docs.sphinxext.cells.nodes import JupyterCellNode
from lenet_docs.sphinxext.cells.outputs import clean, describe_image, prepare, write_images
from lenet_docs.sphinxext.formulas.linked_symbols import link_cell

if TYPE_CHECKING:
    from typing import ClassVar

    from nbformat import NotebookNode
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata, OptionSpec


class LocatedCell(JupyterCell):  # type: ignore[misc]
    """A cell that knows where it stands."""

    option_spec: ClassVar[OptionSpec] = {
        **JupyterCell.option_spec,
        "alt": directives.unchanged_required,
        "caption": directives.unchanged_required,
        "name": directives.unchanged_required,
        "timeout": directives.positive_int,
    }

    def run(self) -> list[nodes.Node]:
        """Return the cell."""
        for option in ("caption", "name"):
            if option in self.options and "alt" not in self.options:
                raise self.error(f":{option}: is for an image, which needs :alt: as well")
        if "name" in self.options and "caption" not in self.options:
            raise self.error(":name: is for a figure, which needs :caption: as well")
        cells: list[nodes.Node] = super().run()
        for cell in cells:
            cell.source, cell.line = self.state_machine.get_source_and_line(self.lineno)
            if isinstance(cell, JupyterCellNode):
                self._prepare(cell)
        return cells

    def _prepare(self, cell: JupyterCellNode) -> None:
        for option in ("alt", "timeout"):
            if option in self.options:
                cell[option] = self.options[option]
        if "name" in self.options:
            cell["figure_names"] = [nodes.fully_normalize_name(self.options["name"])]
        if "caption" in self.options:
            parsed, messages = self.state.inline_text(self.options["caption"], self.lineno)
            # The cell becomes a figure when it is known what it shows.
            cell.caption = nodes.caption("", "", *parsed, *messages)
            cell.caption.source, cell.caption.line = cell.source, cell.line


class ExecuteCells(ExecuteJupyterCells):  # type: ignore[misc]
    """Executes the cells of a page, and reports each of its faults where it stands."""

    def apply(self, **kwargs: Any) -> None:
        """Execute the cells, with every fault reported before jupyter-sphinx looks for any."""
        notebooks = self._notebooks()
        folder = Path(self.env.doctreedir) / "cells"
        names = (f"{self.env.docname.replace('/', '-')}-{number}" for number in count(1))
        run = execute.execute_cells

        def run_and_report(kernel: str, cells: list[NotebookNode], options: Any) -> NotebookNode:
            standing = next(notebooks)
            for node, cell in zip(standing, cells, strict=True):
                cell.metadata["timeout"] = node.get("timeout", self.config.cells_timeout)
            try:
                with TemporaryDirectory(prefix="cells-") as folder:
                    notebook: NotebookNode = run(kernel, cells, own_options(options, Path(folder)))
            except ExtensionError as error:
                report_interruption(standing, cells, error)
                notebook = blank_nb(self.config.jupyter_execute_default_kernel)
                notebook.cells = cells
            for node, cell in zip(standing, cells, strict=True):
                refused: set[str] = set()
                clean(cell.outputs, refused)
                report_faults(node, cell, refused)
                prepare(cell.outputs)
                if node["execute"]:
                    # The notebook of the page is made of these; the page may hide them.
                    node["code"], node["outputs"] = cell.source, json.dumps(cell.outputs)
            return notebook

        def write(notebook: NotebookNode, *_: object) -> None:
            write_images(notebook, folder, names)

        with (
            patch.object(execute, "execute_cells", run_and_report),
            patch.object(execute, "write_notebook_output", write),
            patch.dict(os.environ, ONE_THREAD | UTF_8 | STRICT_SHELL, PATH=path_to_programs()),
        ):
            super().apply()
        for cell in list(self.document.findall(JupyterCellNode)):
            describe_image(cell, folder, Path(self.env.srcdir))
            link_cell(cell)

    def _notebooks(self) -> Iterator[Sequence[JupyterCellNode]]:
        """Yield the cells of each kernel of the page, as jupyter-sphinx parts them."""
        found = self.document.findall(lambda n: isinstance(n, JupyterCellNode | JupyterKernelNode))
        for group in split_on(lambda n: isinstance(n, JupyterKernelNode), list(found)):
            yield [node for node in group if isinstance(node, JupyterCellNode)]


STRICT_SHELL = {"SHELLOPTS": "errexit:pipefail"}
"""Has Bash end at the first command that fails, wherever in a pipe or a script it stands."""
if bash := shutil.which("bash"):
    STRICT_SHELL["SHELL"] = bash

# The sockets to the kernels belong to the process that opened them: a worker that is forked from
# it must not finalise what it inherits.
os.register_at_fork(after_in_child=gc.freeze)


def own_options(options: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Return options for nbclient: where a kernel runs, and how one speaks to it.

    Over TCP each kernel would warn that others can listen. The files of all kernels
    would lie in the working directory under the same names, where builds that run
    at once take each other's.
    """
    config = Config(KernelManager={"transport": "ipc", "ip": str(folder / "kernel")})
    config.merge(options.get("config", Config()))
    working = folder / "working"
    working.mkdir()
    return {
        **options,
        "config": config,
        "cwd": str(working),
        "timeout_func": lambda cell: cell.metadata["timeout"],
        # Execution goes on behind an error, so that all are reported.
        "allow_errors": True,
        # How often a cell's words are sent off depends on the clock.
        "coalesce_streams": True,
        "kernel_manager_class": Kernel,
        # A command of a shell that fails is an error like any other.
        "extra_arguments": ["--ZMQInteractiveShell.system_raise_on_error=True"],
        # Nobody waits for what a kernel says while it ends.
        "shutdown_kernel": "immediate",
        "store_widget_state": False,
    }


def path_to_programs() -> str:
    """Return a search path on which the programs of this environment come first."""
    own = str(Path(sys.executable).parent)
    return os.pathsep.join([own, os.environ.get("PATH", os.defpath)])


def setup(app: Sphinx) -> ExtensionMetadata:
    """Put this module's cells and their execution in the place of jupyter-sphinx's own."""
    app.setup_extension("jupyter_sphinx")
    app.setup_extension("lenet_docs.sphinxext")
    app.add_config_value("cells_timeout", 60, "env", types=frozenset({int}))
    app.add_directive("jupyter-execute", LocatedCell, override=True)
    transforms = app.registry.transforms
    transforms[transforms.index(ExecuteJupyterCells)] = ExecuteCells
    # Themes turn on the INFO lines of all libraries, and nbclient has one for each page.
    getLogger("traitlets").setLevel(WARNING)
    # Where a builder is not told what it can show, jupyter-sphinx shows everything it has.
    app.add_config_value("render_priority_text", ["text/plain"], "env")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
