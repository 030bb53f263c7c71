"""The files that a page loads when its reader asks for the recalculation."""

from __future__ import annotations

import hashlib
import io
import sys
import zipfile
from functools import cache
from modulefinder import ModuleFinder
from pathlib import Path

import lenet_docs

__all__ = ["ENTRY", "PYODIDE", "archive", "archive_name"]

PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip")
"""What of the npm package a browser needs."""

ENTRY = "lenet_docs.recalculation.browser"
"""The module that the worker imports."""

ROOT = Path(lenet_docs.__file__).parents[1]
"""The folder that holds the package."""

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The time of every file: an archive of the same files is the same, byte for byte."""


@cache
def archive() -> bytes:
    """Return the zip file with `ENTRY` and all that is imported with it, or read beside it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as opened:
        for file in files():
            info = zipfile.ZipInfo(file.relative_to(ROOT).as_posix(), EPOCH)
            info.external_attr = 0o644 << 16
            opened.writestr(info, file.read_bytes(), zipfile.ZIP_DEFLATED, 9)
    return held.getvalue()


@cache
def archive_name() -> str:
    """Return the name of the archive, which tells one release of it from the next."""
    return f"lenet_docs-{hashlib.sha256(archive()).hexdigest()[:12]}.zip"


def files() -> list[Path]:
    """Return the modules that `ENTRY` imports, wherever they do, and the data that they name.

    Examples
    --------
    >>> names = {file.name for file in files()}
    >>> {"catalogue.py", "published.toml"} <= names, "cli.py" in names
    (True, False)
    """
    # Nothing outside is looked for, and a folder beside the package is none of Python's modules.
    finder = ModuleFinder(path=[str(ROOT)], excludes=sys.stdlib_module_names)
    finder.import_hook(ENTRY)
    modules = {Path(each) for m in finder.modules.values() if (each := vars(m)["__file__"])}
    text = "".join(file.read_text(encoding="utf-8") for file in sorted(modules))
    beside = (file for folder in {file.parent for file in modules} for file in folder.glob("*.*"))
    return sorted(modules | {file for file in beside if f'"{file.name}"' in text})
