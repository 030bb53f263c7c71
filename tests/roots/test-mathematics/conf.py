from pathlib import Path

import lenet_docs

ROOT = Path(lenet_docs.__file__).parent.parent

extensions = ["lenet_docs.sphinxext.formulas.mathematics"]
html_math_renderer = "katex"
katex_package = str(ROOT / "conf" / "node_modules" / "katex")
