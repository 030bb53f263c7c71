"""Each page with cells can be downloaded as a notebook, with its prose, and as a script.

They are written while the page is, from the same tree: the numbers, links and
cells are those of the page.
"""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urldefrag, urljoin, urlsplit

import nbformat
from docutils import nodes
from sphinx.util.osutil import relative_uri

from lenet_docs.sphinxext.cells.nodes import JupyterCellNode
from lenet_docs.sphinxext.common.caption_numbers import numbers_of
from lenet_docs.sphinxext.text.markdown import Markdown
from lenet_docs.sphinxext.text.notebook import notebook, script

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

FOLDER = "_notebooks"
BUILDERS = {"html", "dirhtml"}
"""The builders that make a site, from which something can be downloaded."""


# Only a site shows this node; to other builders it is nothing.
class downloads(nodes.Element):  # noqa: N801
    """The links to a page's notebook and script."""


def add_downloads(app: Sphinx, doctree: nodes.document) -> None:
    """Put the links below the title of a page with cells."""
    cells = [cell for cell in doctree.findall(JupyterCellNode) if "code" in cell]
    title = next(doctree.findall(nodes.title), None)
    if cells and title is not None:
        title.parent.insert(title.parent.index(title) + 1, downloads())


def address(page: str, suffix: str) -> str:
    """Return where in the site a page's notebook or script is."""
    return f"{FOLDER}/{page}{suffix}"


def visit_html(self: HTML5Translator, node: downloads) -> None:
    """Write the links."""
    builder = self.builder
    if builder.name in BUILDERS:
        page = builder.current_docname
        here = builder.get_target_uri(page)
        ipynb, py = (relative_uri(here, address(page, suffix)) for suffix in (".ipynb", ".py"))
        self.body.append(
            f'<p class="downloads">Download this page as a <a href="{ipynb}" download>notebook</a>'
            f' or as a <a href="{py}" download>script</a>.</p>\n'
        )
    raise nodes.SkipNode


def skip(self: Any, node: downloads) -> None:
    """Write nothing."""
    raise nodes.SkipNode


def write_notebook(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Write the notebook and the script of a page that offers them."""
    if app.builder.name not in BUILDERS or doctree is None:
        return
    if next(doctree.findall(downloads), None) is None:
        for suffix in (".ipynb", ".py"):  # of an earlier build, when the page still had cells
            Path(app.outdir, address(pagename, suffix)).unlink(missing_ok=True)
        return
    numbers = numbers_of(app.env, pagename)
    writer = Markdown(lambda node, text: link(app, pagename, node, text), numbers)
    pieces = writer.blocks(doctree)
    made = notebook(pagename, pieces, app.config.notebooks_requirement)
    for suffix, text in ((".ipynb", nbformat.writes(made) + "\n"), (".py", script(made))):  # type: ignore[no-untyped-call]
        file = Path(app.outdir) / address(pagename, suffix)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def link(app: Sphinx, page: str, node: nodes.reference, text: str) -> str:
    """Return a link that leads on from a file that is nobody's neighbour.

    What leads to another page of the book has an address only if the site has
    (``html_baseurl``); if not, the link says which page it means.
    """
    uri = node.get("refuri", "")
    if urlsplit(uri).scheme:
        return f"[{text}]({uri})"
    if not uri:
        return text
    path, _ = urldefrag(uri)
    here = app.builder.get_target_uri(page)
    if app.config.html_baseurl:
        return f"[{text}]({urljoin(urljoin(app.config.html_baseurl, here), uri)})"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(here), path))
    titles = {app.builder.get_target_uri(name): title for name, title in app.env.titles.items()}
    title = titles[target].astext() if target in titles else ""
    # A term and a name of the code say what they are.
    classes = {name for each in node.findall(nodes.Element) for name in each["classes"]}
    is_name = bool(classes & {"std-term", "py"})
    return f"{text} (page “{title}”)" if title and not is_name and title != node.astext() else text


def setup(app: Sphinx) -> ExtensionMetadata:
    """Offer the downloads, and write them."""
    app.setup_extension("lenet_docs.sphinxext.cells")
    app.add_config_value("notebooks_requirement", "", "html", types=frozenset({str}))
    others = dict.fromkeys(("latex", "text", "man", "texinfo"), (skip, None))
    app.add_node(downloads, html=(visit_html, None), **others)  # type: ignore[arg-type]
    app.connect("doctree-read", add_downloads)
    app.connect("html-page-context", write_notebook)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
