"""A search that finds numbers, and takes the reader to where they are derived.

Sphinx's search stays: it works from a disk, and loads its index on its own page only. Here
numbers become terms of it, however they are written; and an index of the ledger's numbers
says where each comes from. The scripts show what both find.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes

from lenet_docs.sphinxext.common.builders import add_templates, copy_static, is_site
from lenet_docs.sphinxext.ledger import accounts, ledger_pages
from lenet_docs.sphinxext.search._index import index
from lenet_docs.sphinxext.search._language import EnglishWithNumbers
from lenet_docs.sphinxext.search._places import Places

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.util.typing import ExtensionMetadata

FOLDER = Path(__file__).parent
INDEX = "searchnumbers.js"
SCRIPTS = ("search-match.js", "search-text.js", "search-page.js")
STYLE = "search.css"


def configure(app: Sphinx, config: Config) -> None:
    """Have Sphinx split text by our rule, and write the search page from our template."""
    config.html_search_language = config.html_search_language or EnglishWithNumbers.lang
    add_templates(app, config, FOLDER / "templates")
    # A key that readers cannot switch off is a trap for those who speak to their computer, or
    # whose hands are not steady: WCAG 2.1.4.
    config.html_theme_options = {"enable_search_shortcuts": False, **config.html_theme_options}


def prepare_page(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Add the scripts to the search page, with examples of what to look for."""
    if pagename != "search" or not is_site(app.builder):
        return
    app.add_css_file(STYLE)
    for name in SCRIPTS:
        app.add_js_file(name, loading_method="defer")
    pages = ledger_pages(app.env)
    entries = accounts(app.env).entries if pages else {}
    context["search_ledger"] = pages[0] if pages else ""
    context["search_numbers"] = INDEX if pages else ""
    context["search_examples"] = [
        entries[example].shown if example in entries else example
        for example in app.config.search_examples
    ]


def copy_files(app: Sphinx) -> None:
    """Copy the scripts and the style sheet into the site."""
    copy_static(app, FOLDER / "static", *SCRIPTS, STYLE)


def write_index(app: Sphinx, exception: Exception | None) -> None:
    """Write the index of the numbers beside Sphinx's."""
    pages = ledger_pages(app.env) if exception is None and is_site(app.builder) else []
    if pages:
        text = index(app.env, accounts(app.env), pages[0])
        (Path(app.outdir) / INDEX).write_text(text, encoding="utf-8")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Add the language, the collector of places, and what the search page needs."""
    app.setup_extension("lenet_docs.sphinxext.ledger")
    # What the search page offers to look for: keys of the ledger, shown as their numbers; words.
    app.add_config_value("search_examples", [], "html", types=frozenset({list, tuple}))
    app.add_search_language(EnglishWithNumbers)
    app.connect("config-inited", configure)
    app.connect("builder-inited", copy_files)
    # After the ledger has given the numbers of a page their anchors.
    app.add_env_collector(Places)
    app.connect("html-page-context", prepare_page)
    app.connect("build-finished", write_index)
    return {"env_version": 1, "parallel_read_safe": True, "parallel_write_safe": True}
