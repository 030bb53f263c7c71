"""What becomes of a cell's outputs: short tracebacks, Markdown, images with their words."""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markdown_it import MarkdownIt
from sphinx.util import logging

from lenet_docs.sphinxext.cells.faults import PSEUDO_FILE
from lenet_docs.sphinxext.cells.nodes import CellOutputNode, MimeBundleNode

if TYPE_CHECKING:
    from nbformat import NotebookNode

    from lenet_docs.sphinxext.cells.nodes import JupyterCellNode

__all__ = ["clean", "describe_image", "prepare", "write_images"]

logger = logging.getLogger(__name__)

SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/svg+xml": ".svg"}
"""The kinds of image that cells make, and how their files end."""


COLOUR = re.compile(r"\x1b\[[\d;:]*[mK]")
"""What colours the text of a terminal; and what clears the rest of its line, as `grep` does."""

UNWRITABLE = re.compile("[^\t\n -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
"""Control characters, and what else neither XML nor HTML may hold."""

REFERENCE = re.compile(r"&#(?:x([\da-f]+)|(\d+))(?!\w)", re.IGNORECASE)
MARKUP = {"text/html", "text/markdown", "image/svg+xml"}


def clean(value: Any, refused: set[str], kind: str = "") -> Any:
    r"""Return an output without colours, and add to `refused` what no page can show.

    Examples
    --------
    >>> refused = set()
    >>> clean({"text": "\x1b[31mred\x1b[0m \a"}, refused), refused
    ({'text': 'red �'}, {'\x07'})
    """
    if isinstance(value, dict):
        for key, each in value.items():
            value[key] = clean(each, refused, key)
    elif isinstance(value, list):
        value[:] = [clean(each, refused, kind) for each in value]
    elif isinstance(value, str):
        # What a shell says ends its lines as a terminal does.
        plain = COLOUR.sub("", value).replace("\r\n", "\n")
        refused |= set(UNWRITABLE.findall(plain))
        if kind in MARKUP:
            signs = (
                chr(int(high, 16) if high else int(low)) for high, low in REFERENCE.findall(plain)
            )
            refused |= {sign for sign in signs if UNWRITABLE.match(sign)}
        return UNWRITABLE.sub("\ufffd", plain)
    return value


OF_SHELL = re.compile(r"in \w*InteractiveShell\.(?:system_piped|getoutput)\(")
"""How a traceback tells that a line which begins with ``!`` was raised only here."""


def prepare(outputs: list[NotebookNode]) -> None:
    """Make outputs what a page shows: what failed and why, and Markdown as HTML."""
    # A command that fails has said why, and raises nothing in the kernel of a reader.
    outputs[:] = [
        each for each in outputs if not OF_SHELL.search("".join(each.get("traceback", ())))
    ]
    for output in outputs:
        if output["output_type"] == "error":
            output["evalue"] = PSEUDO_FILE.sub("", output["evalue"])
            # The way through the package is nothing that a reader of the page asks for.
            output["traceback"] = [f"{output['ename']}: {output['evalue']}".removesuffix(": ")]
        elif "text/markdown" in output.get("data", {}):
            source = output["data"]["text/markdown"]
            html = MarkdownIt("commonmark").enable("table").render(source)
            output["data"].setdefault("text/html", html)
            # Builders of plain text get the source, which is meant to be read.
            output["data"]["text/plain"] = source


def write_images(notebook: NotebookNode, folder: Path, names: Iterator[str]) -> None:
    """Write each image of a notebook into `folder`, and tell jupyter-sphinx where it is."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            found = [kind for kind in SUFFIXES if kind in output.get("data", {})]
            files = {}
            name = next(names) if found else ""
            for kind in found:
                folder.mkdir(parents=True, exist_ok=True)
                file = folder / f"{name}{SUFFIXES[kind]}"
                content = output["data"][kind]
                is_text = kind.endswith("xml")
                file.write_bytes(content.encode() if is_text else base64.b64decode(content))
                files[kind] = str(file)
            if files:
                output["metadata"] = {**output["metadata"], "filenames": files}


def describe_image(cell: JupyterCellNode, folder: Path, source: Path) -> None:
    """Give the image of a cell its address, its text alternative and its caption.

    Parameters
    ----------
    cell
        The cell, with its outputs.
    folder, source
        Where the images are, and the folder of the book's sources.
    """
    for output in cell.findall(CellOutputNode):
        for child in output:
            output.setup_child(child)  # jupyter-sphinx does not say where they stand
    bundles = [each for each in cell.findall(MimeBundleNode) if list(each.findall(nodes.image))]
    for image in cell.findall(nodes.image):
        address = os.path.relpath(folder / Path(image["uri"]).name, source)
        image["uri"] = f"/{Path(address).as_posix()}"
        image["alt"] = cell.get("alt", "")
    # The caption stood beside the tree: jupyter-sphinx expects a cell to hold code and outputs.
    caption = vars(cell).pop("caption", None)
    words = ""
    if bundles and not cell.get("alt"):
        words = "This cell makes an image; say in its option :alt: what the image shows"
    elif len(bundles) > 1:
        words = "This cell makes several images; give each a cell, and a text alternative"
    elif not bundles and cell.get("alt") and cell.get("execute"):
        words = "This cell has the option :alt:, but makes no image"
    elif bundles and caption is not None:
        figure = nodes.figure()
        bundles[0].replace_self(figure)
        figure += [bundles[0], caption]
        for name in cell.get("figure_names", []):
            figure["names"].append(name)
            cell.document.note_explicit_target(figure)
    if words:
        logger.error(words, location=cell, type="cells")
