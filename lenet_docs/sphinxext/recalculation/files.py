"""The files that a page loads when its reader asks for the recalculation."""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import cache
from pathlib import Path

from lenet_docs.sphinxext._sources import package

__all__ = ["ENTRY", "PYODIDE", "archive", "archive_name"]

PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
"""What of the npm package a browser needs."""

ENTRY = "lenet_docs.recalculation.browser"
"""The module that the worker imports."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file: an archive of the same files is the same, byte for byte."""


@cache
def archive() -> bytes:
    """Return the zip file with `ENTRY` and all that is imported with it, or read beside it."""
    held = io.BytesIO()
    name = ENTRY.partition(".")[0]
    root = package(name).root.parent
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        files = imported(ENTRY)
        folders = {file.parent for file in files if file.suffix == ".py"}
        for file in sorted(file for file in files if file.parent in folders):
            info = zipfile.ZipInfo(file.relative_to(root).as_posix(), EPOCH)
            info.external_attr = 0o644 << 16
            opened.writestr(info, file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return held.getvalue()


@cache
def archive_name() -> str:
    """Return the name of the archive, which tells one release of it from the next."""
    return f"lenet_docs-{hashlib.sha256(archive()).hexdigest()[:12]}.zip"


def imported(module: str) -> frozenset[Path]:
    """Return the files that are read when a module is imported.

    Examples
    --------
    >>> names = {file.name for file in imported("lenet_docs.numerals")}
    >>> "numerals.py" in names, "catalogue.py" in names, "cli.py" in names
    (True, True, False)
    """
    ours = package(module.partition(".")[0])
    found: frozenset[Path] = frozenset()
    waiting = {module}
    done: set[str] = set()
    while waiting:
        each = waiting.pop()
        done.add(each)
        found |= ours.of_module(each)
        # Who imports a module runs the packages around it as well.
        waiting |= {ours.module_of(file) for file in found if file.name == "__init__.py"} - done
    return found
