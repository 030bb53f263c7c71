from pathlib import Path

import lenet_docs

ROOT = Path(lenet_docs.__file__).parent.parent

project = "Recalculation"
author = version = release = project_copyright = "1"  # an EPUB must have them
extensions = ["myst_parser", "lenet_docs.sphinxext", "lenet_docs.sphinxext.recalculation"]
numbers_package = "lenet_docs"
numbers_vocabulary = "lenet_docs.book.vocabulary:NAMES"
html_math_renderer = "katex"
katex_package = str(ROOT / "conf" / "node_modules" / "katex")
pyodide_package = str(ROOT / "conf" / "node_modules" / "pyodide")
