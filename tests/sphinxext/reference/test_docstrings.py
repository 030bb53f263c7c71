"""Docstrings look as numpydoc writes them, and its template is compiled once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from jinja2 import Environment, Template
from numpydoc.docscrape_sphinx import get_doc_object
from sphinx.testing.util import SphinxTestApp

from lenet_docs import Architecture, lenet5
from lenet_docs.sphinxext.reference.docstrings import read, template


@pytest.mark.parametrize(
    ("documented", "kind"),
    [(lenet5, "function"), (Architecture, "class"), (Architecture.upto, "method")],
)
def test_a_docstring_looks_as_numpydoc_writes_it(
    documented: Callable[..., object], kind: str
) -> None:
    """Parameters, what is raised, and examples."""
    options = {"show_class_members": False}
    assert str(read(documented, kind, config=options)) == str(
        get_doc_object(documented, kind, config=dict(options))
    )


def test_the_template_is_compiled_once_in_a_build(
    make_app: Callable[..., SphinxTestApp], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many docstrings a page shows."""
    looked_for = []
    compile_template = Environment.get_template

    def get_template(self: Environment, name: str) -> Template:
        looked_for.append(name)
        return compile_template(self, name)

    monkeypatch.setattr(Environment, "get_template", get_template)
    template.cache_clear()
    (tmp_path / "conf.py").write_text(
        "extensions = ['sphinx.ext.autodoc', 'lenet_docs.sphinxext.reference.docstrings']\n"
    )
    (tmp_path / "index.rst").write_text(
        "Page\n====\n\n.. automodule:: lenet_docs.errors\n   :members:\n"
    )
    app = make_app("pseudoxml", srcdir=tmp_path)
    app.build()
    assert (app.outdir / "index.pseudoxml").read_text().count("<desc_signature") > 1
    assert looked_for == ["numpydoc_docstring.rst"]
