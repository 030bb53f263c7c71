from pathlib import Path

import lenet_docs

ROOT = Path(lenet_docs.__file__).parent.parent

project = "A book to search"
extensions = [
    "myst_parser",
    "sphinx_design",
    "lenet_docs.sphinxext",
    "lenet_docs.sphinxext.cells",
    "lenet_docs.sphinxext.ledger",
    "lenet_docs.sphinxext.formulas.mathematics",
    "lenet_docs.sphinxext.search",
]
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
numbers_package = "lenet_docs"
numbers_vocabulary = "lenet_docs.book.vocabulary:NAMES"
numbers_published = "lenet_docs.published:figure"
numbers_comparisons = "lenet_docs.book.print.compared:every"
numbers_drawings = "lenet_docs.figures:DRAWINGS"
numbers_chapters = {"C3": "chapter"}
search_examples = ["C3.connections", "kernel"]
jupyter_sphinx_require_url = ""
html_theme = "furo"
html_math_renderer = "katex"
katex_package = str(ROOT / "conf" / "node_modules" / "katex")
