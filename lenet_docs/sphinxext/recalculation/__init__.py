"""The directive ``recalculation``: a form that changes LeNet-5, or one of its layers.

The page shows the usual network when it is opened. When the reader asks for it, the browser loads
Python and the half of the package that counts, and from then on every derivation, table and drawing
follows what is typed. Nothing of it is loaded before, and nothing on other pages.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.fileutil import copy_asset

from lenet_docs.figures import CHAPTERS
from lenet_docs.recalculation.fields import TEMPLATE
from lenet_docs.sphinxext.common.builders import is_site
from lenet_docs.sphinxext.formulas.mathematics import Formula, render, render_all
from lenet_docs.sphinxext.recalculation.files import PYODIDE, archive, archive_name
from lenet_docs.sphinxext.recalculation.form import FormPlace, elsewhere, form
from lenet_docs.sphinxext.site.policy import allow

if TYPE_CHECKING:
    from collections.abc import Callable

    from docutils.nodes import Node
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

STATIC = Path(__file__).parent / "static"
FOLDER = "recalculation"
SCRIPT, STYLE = "start.js", "form.css"


# Builders that have no scripts write this node as what it extends: a paragraph that says so.
class recalculation(nodes.paragraph):  # noqa: N801
    """A form: ``layer`` is the layer that it is about, or nothing."""


class RecalculationDirective(SphinxDirective):
    """The form of the whole network, or of the layer that the argument names."""

    optional_arguments = 1

    def run(self) -> list[Node]:
        """Return the form, or stop with an error that names file and line."""
        layer = self.arguments[0] if self.arguments else ""
        names = [each.name for each in TEMPLATE]
        if layer and layer not in names:
            raise self.error(f"{self.name}: there is no layer '{layer}'; known: {', '.join(names)}")
        if any(self.state.document.findall(recalculation)):
            raise self.error(f"{self.name}: a page has room for one form; take this one out")
        words = elsewhere(layer)
        node = recalculation(words, words, layer=layer)
        self.set_source_info(node)
        return [node]


def visit_html(self: HTML5Translator, node: recalculation) -> None:
    """Write the form, where scripts can run."""
    builder = self.builder
    if not is_site(builder):
        self.visit_paragraph(node)
        return
    here = builder.current_docname

    def address(page: str) -> str:
        return builder.get_relative_uri(here, page) if page in builder.env.found_docs else ""

    whole = builder.config.recalculation_page
    asked: list[Formula] = []

    def note(latex: str) -> str:
        asked.append(Formula(latex, display=True))
        return ""

    def typeset(latex: str) -> str:
        return render(builder.config, Formula(latex, display=True))

    def written(typeset: Callable[[str], str]) -> str:
        return form(
            FormPlace(
                node["layer"],
                typeset,
                {page: found for page in sorted(CHAPTERS) if (found := address(page))},
                address(whole) if whole != here else "",
                {
                    "archive": archive_name(),
                    "bytes": sum(file.stat().st_size for file in _files(builder.config))
                    + len(archive()),
                    "pyodideInfo": _info(builder.config.pyodide_package),
                    "katex": Formula("", display=True).options,
                },
            )
        )

    # Once to learn which formulas there are, so that one run of node sets them all.
    written(note)
    render_all(builder.config, asked)
    self.body.append(written(typeset))
    raise nodes.SkipNode


def depart_html(self: HTML5Translator, node: recalculation) -> None:
    """Close the paragraph that stands for the form elsewhere."""
    self.depart_paragraph(node)


def _files(config: Any) -> list[Path]:
    """Return what the browser loads of Pyodide, besides the scripts that start it."""
    return [Path(config.pyodide_package) / name for name in PYODIDE if not name.endswith(".mjs")]


@cache
def _info(pyodide: str) -> dict[str, str]:
    """Return what Pyodide says of its release; it starts with no other."""
    lock = Path(pyodide, "pyodide-lock.json").read_text(encoding="utf-8")
    info: dict[str, str] = json.loads(lock)["info"]
    return info


def copy_files(app: Sphinx) -> None:
    """Copy the scripts, Pyodide, KaTeX and the package into the site.

    Raises
    ------
    ConfigError
        If ``pyodide_package`` does not name the npm package.
    """
    if not is_site(app.builder):
        return
    pyodide = Path(app.config.pyodide_package)
    if not (pyodide / PYODIDE[0]).is_file():
        raise ConfigError(f"pyodide_package: {pyodide} is missing. `make install` makes it.")
    static = Path(app.outdir) / "_static"
    copy_asset(STATIC, static / FOLDER, force=True)
    for name in PYODIDE:
        copy_asset(pyodide / name, static / "pyodide")
    copy_asset(Path(app.config.katex_package) / "dist" / "katex.min.js", static / "katex")
    (static / FOLDER / archive_name()).write_bytes(archive())


def load_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Load the script and the style sheet on the pages that have a form, and on no other."""
    if doctree is not None and is_site(app.builder) and any(doctree.findall(recalculation)):
        allow(context, "script-src", "'wasm-unsafe-eval'")
        app.add_js_file(f"{FOLDER}/{SCRIPT}", loading_method="defer")
        app.add_css_file(f"{FOLDER}/{STYLE}")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the settings, the directive, and the files that the form loads."""
    app.setup_extension("lenet_docs.sphinxext.formulas.mathematics")
    # The folder of the npm package `pyodide`.
    app.add_config_value("pyodide_package", "", "", types=frozenset({str}))
    # The page with the form of the whole network.
    app.add_config_value("recalculation_page", "recalculate", "env", types=frozenset({str}))
    app.add_node(recalculation, html=(visit_html, depart_html))
    app.add_directive("recalculation", RecalculationDirective)
    app.connect("builder-inited", copy_files)
    app.connect("html-page-context", load_script)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
