from pathlib import Path

import lenet_docs

ROOT = Path(lenet_docs.__file__).parent.parent

project = "Ledger"
extensions = [
    "myst_parser",
    "lenet_docs.sphinxext.cells",
    "lenet_docs.sphinxext.ledger",
    "lenet_docs.sphinxext.formulas.mathematics",
]
exclude_patterns = ["_build"]
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
numbers_published = "tests.toy:figure"
numbers_comparisons = "tests.toy.printed:compared"
jupyter_sphinx_require_url = ""
html_math_renderer = "katex"
katex_package = str(ROOT / "conf" / "node_modules" / "katex")
