from pathlib import Path

import lenet_docs

ROOT = Path(lenet_docs.__file__).parent.parent

project = "Toy"
author = "Us"
project_copyright = "Ours"
version = release = "1"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx_design",
    "lenet_docs.sphinxext",
    "lenet_docs.sphinxext.cells",
    "lenet_docs.sphinxext.epub",
]
myst_enable_extensions = ["colon_fence", "dollarmath"]
maximum_signature_line_length = 20
numfig = True
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
numbers_drawings = "tests.toy:DRAWINGS"
numbers_published = "tests.toy:figure"
numbers_comparisons = "tests.toy.printed:compared"
jupyter_sphinx_require_url = ""
html_math_renderer = "katex"
html_static_path = ["static"]
katex_package = str(ROOT / "conf" / "node_modules" / "katex")
epub_title = "A toy & its numbers"
epub_description = "Few numbers"
epub_identifier = "urn:uuid:00000000-0000-5000-8000-000000000000"
epub_uid = "book"
epub_basename = "toy"
epub_picture = "lenet_docs.figures.cover:front"
epub_css_files = ["ours.css"]
epub_tocscope = "includehidden"
epub_tocdup = False
epub_show_urls = "no"
epub_use_index = False
epub_tocdepth = 2
