"""How Sphinx builds the book: the book, its sources, its numbers and cells, its look."""

import os
import sys
import tomllib
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).parent.parent
RESULTS = ROOT / "benchmarks" / "results"

# ---- The book ------------------------------------------------------------------------------------

project = "lenet-docs"
author = "The lenet-docs authors"
copyright = "2026, The lenet-docs authors"  # noqa: A001 -- the name is Sphinx's
with (ROOT / "pyproject.toml").open("rb") as pyproject:
    version = release = tomllib.load(pyproject)["project"]["version"]
language = "en"

extensions = [
    "myst_parser",
    "jupyter_sphinx",
    "numpydoc",
    "sphinx.ext.autodoc",
    "sphinx.ext.doctest",
    "sphinx_copybutton",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "lenet_docs.sphinxext",
    "lenet_docs.sphinxext.cells",
    "lenet_docs.sphinxext.epub",
    "lenet_docs.sphinxext.rebuilding.failing",
    "lenet_docs.sphinxext.ledger",
    "lenet_docs.sphinxext.formulas.mathematics",
    "lenet_docs.sphinxext.text.downloads",
    "lenet_docs.sphinxext.recalculation",
    "lenet_docs.sphinxext.rebuilding.schedule",
    "lenet_docs.sphinxext.search",
    "lenet_docs.sphinxext.reference.signatures",
    "lenet_docs.sphinxext.site",
    "notfound.extension",
]

# ---- The sources ---------------------------------------------------------------------------------

nitpicky = True
# `make html ONLY=layers/c3` builds one chapter. It is not the site: what others hold is not there.
if only := os.environ.get("LENET_DOCS_ONLY"):
    root_doc = only
    include_patterns = [f"{only}.md"]
    nitpicky = False
    suppress_warnings = ["myst.xref_missing", "ref", "toc", "image", "bibtex", "numbers.name"]
myst_enable_extensions = [
    "amsmath",
    "attrs_block",
    "attrs_inline",
    "colon_fence",
    "deflist",
    "dollarmath",
]
myst_heading_anchors = 3
myst_update_mathjax = False
numfig = True
math_numfig = False
bibtex_bibfiles = ["../docs/references.bib"]  # relative, so that it is the same everywhere
bibtex_default_style = "unsrt"
bibtex_reference_style = "author_year"

# ---- The API reference ---------------------------------------------------------------------------

autodoc_default_options = {"members": True}
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints = "signature"
maximum_signature_line_length = 110
python_use_unqualified_type_names = True
numpydoc_show_class_members = False  # autodoc shows them
default_role = "py:obj"  # numpydoc: single backticks name an object, or a parameter
standard_library = "|".join(sys.stdlib_module_names)
nitpick_ignore_regex = [
    # A parameter's name, which is no target.
    ("py:obj", r"\w+"),
    # To link to their documentation, the build would have to fetch its inventory.
    ("py:.*", rf"({standard_library}|numpy|PIL)\..*"),
    # Private classes, as the bases and in the signatures of public ones.
    ("py:class", r"lenet_docs\.(.*\.)?_.*"),
]

# `make doctest` gives each docstring the names of its own module, as pytest does.
doctest_test_doctest_blocks = "default"

# ---- The numbers ---------------------------------------------------------------------------------

numbers_package = "lenet_docs"
numbers_vocabulary = "lenet_docs.book.vocabulary:NAMES"
numbers_published = "lenet_docs.published:figure"
numbers_drawings = "lenet_docs.figures.running:DRAWINGS"
numbers_comparisons = "lenet_docs.book.print.compared:every"
numbers_results = sorted(f"../benchmarks/results/{file.name}" for file in RESULTS.glob("*.toml"))
numbers_names = "names.toml"
numbers_chapters = {
    name: f"layers/{name.lower()}"
    for name in ("input", "C1", "S2", "C3", "S4", "C5", "F6", "output")
}

# ---- The cells -----------------------------------------------------------------------------------

jupyter_sphinx_require_url = ""
jupyter_sphinx_thebelab_config = None
notebooks_requirement = "lenet-docs"

# ---- The site ------------------------------------------------------------------------------------

# Where the book will stand, and where its sources are: only who publishes it knows, so both come
# from the environment. Without the first, pages have no canonical address and there is no site map;
# without the second, no links to edit a page or to see its source. CONTRIBUTING.md says more.
html_baseurl = os.environ.get("LENET_DOCS_URL") or os.environ.get("READTHEDOCS_CANONICAL_URL", "")
if html_baseurl:
    html_baseurl = html_baseurl.rstrip("/") + "/"
repository = os.environ.get("LENET_DOCS_REPOSITORY", "")
site_looked_up = ["To look things up"]
# A page that is not there may be asked for in any folder: what it loads is addressed from the root.
notfound_urls_prefix = urlsplit(html_baseurl).path or "/"
notfound_context = {
    "title": "There is no such page",
    "body": (ROOT / "conf" / "404.html").read_text().replace("{root}", notfound_urls_prefix),
}

# ---- The search ----------------------------------------------------------------------------------

search_examples = ["C3.parameters", "net.connections", "C3 connections", "receptive field", "RBF"]

# ---- The look ------------------------------------------------------------------------------------

html_theme = "furo"
html_title = "lenet-docs"
html_static_path = ["static"]
html_favicon = "static/favicon.svg"
html_css_files = [
    "page.css",
    "cells.css",
    "mathematics.css",
    "tables.css",
    "dropdowns.css",
    "boxes.css",
    "controls.css",
    "drawings.css",
    "verdicts.css",
    ("print.css", {"media": "print"}),
]
with (ROOT / "conf" / "palette.toml").open("rb") as palette:
    colours = {name: pair for part in tomllib.load(palette).values() for name, pair in part.items()}
html_theme_options: dict[str, object] = {
    "light_css_variables": {name: light for name, (light, dark) in colours.items()},
    "dark_css_variables": {name: dark for name, (light, dark) in colours.items()},
}
if repository:
    html_theme_options |= {
        "source_repository": repository,
        "source_branch": os.environ.get("LENET_DOCS_BRANCH", "main"),
        "source_directory": "docs/",
    }
pygments_style = "a11y-light"
pygments_dark_style = "a11y-dark"
html_copy_source = False
html_math_renderer = "katex"
katex_package = str(ROOT / "conf" / "node_modules" / "katex")
pyodide_package = str(ROOT / "conf" / "node_modules" / "pyodide")

# ---- The EPUB ------------------------------------------------------------------------------------

epub_title = "Every number of LeNet-5, derived"
epub_description = (
    "Derives every number of LeNet-5 step by step, checks it by counting, "
    "and compares it with what both editions of the paper print."
)
epub_identifier = "urn:uuid:6e1f0c5a-52d4-5d0b-9a3f-6f1c0d8c9b75"  # of the book, in every version
epub_uid = "book"
epub_basename = "lenet-docs"
epub_picture = "lenet_docs.figures.cover:front"
epub_accessibility = (
    "Formulas are MathML with a text alternative. Every drawing has a text alternative that gives "
    "its numbers. Contents lead to every part, chapter and section."
)
epub_guide = [
    ("glossary", "glossary.xhtml", "Glossary"),
    ("endnotes", "ledger.xhtml", "Where each number comes from"),
    ("bibliography", "bibliography.xhtml", "Bibliography"),
]
epub_css_files = ["e-reader.css"]
epub_tocdepth = 2
epub_tocscope = "includehidden"
epub_tocdup = False
epub_show_urls = "no"
epub_use_index = False
