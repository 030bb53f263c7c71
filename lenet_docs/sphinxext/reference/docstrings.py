"""Docstrings that numpydoc writes with a template that is compiled once, and not for each of them.

numpydoc looks for the template anew whenever it reads a docstring, in a Jinja of its own. That
takes longer than all else that it does.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import FileSystemLoader
from jinja2.sandbox import SandboxedEnvironment
from numpydoc import docscrape, docscrape_sphinx, numpydoc

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["read", "setup"]


@cache
def template() -> Template:
    """Return numpydoc's own template, compiled."""
    folder = Path(docscrape_sphinx.__file__).parent / "templates"
    found = SandboxedEnvironment(loader=FileSystemLoader(folder))
    return found.get_template("numpydoc_docstring.rst")


def read(
    obj: object,
    what: str | None = None,
    doc: str | None = None,
    config: Mapping[str, Any] | None = None,
    builder: object = None,
) -> docscrape.NumpyDocString:
    """Return a docstring as numpydoc does; the theme of the builder has no template of its own."""
    return docscrape.get_doc_object(
        obj,
        what,
        doc,
        {**(config or {}), "template": template()},
        docscrape_sphinx.SphinxClassDoc,
        docscrape_sphinx.SphinxFunctionDoc,
        docscrape_sphinx.SphinxObjDoc,
    )


def setup(app: Sphinx) -> ExtensionMetadata:
    """Have numpydoc read docstrings so."""
    app.setup_extension("numpydoc")
    numpydoc.get_doc_object = read
    return {"parallel_read_safe": True, "parallel_write_safe": True}
