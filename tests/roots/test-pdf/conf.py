from pathlib import Path

import lenet_docs

ROOT = Path(lenet_docs.__file__).parent.parent

project = "Toy"
author = "Us"
extensions = [
    "myst_parser",
    "sphinx_design",
    "lenet_docs.sphinxext",
    "lenet_docs.sphinxext.cells",
    "lenet_docs.sphinxext.ledger",
    "lenet_docs.sphinxext.formulas.mathematics",
    "lenet_docs.sphinxext.site.offline",
]
myst_enable_extensions = ["colon_fence", "dollarmath"]
numfig = True
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
numbers_drawings = "tests.toy:DRAWINGS"
numbers_published = "tests.toy:figure"
numbers_comparisons = "tests.toy.printed:compared"
jupyter_sphinx_require_url = ""
html_theme = "furo"
html_static_path = [str(ROOT / "conf" / "static")]
html_css_files = ["page.css", "tables.css", "cells.css", ("print.css", {"media": "print"})]
html_math_renderer = "katex"
katex_package = str(ROOT / "conf" / "node_modules" / "katex")
myst_heading_anchors = 2
