"""A small book with everything that the great one has, to see how it is built."""

project = "A small book"
project_copyright = "1"
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx_design",
    "lenet_docs.sphinxext",
    "lenet_docs.sphinxext.cells",
    "lenet_docs.sphinxext.formulas.mathematics",
    "lenet_docs.sphinxext.text.downloads",
    "lenet_docs.sphinxext.site.offline",
]
myst_enable_extensions = ["colon_fence", "dollarmath"]
numfig = True
nitpick_ignore_regex = [("py:.*", ".*")]
numbers_package = "lenet_docs"
numbers_vocabulary = "lenet_docs.book.vocabulary:NAMES"
numbers_published = "lenet_docs.published:figure"
numbers_drawings = "lenet_docs.figures:DRAWINGS"
jupyter_sphinx_require_url = ""
html_theme = "furo"
html_static_path = ["static"]
html_css_files = ["page.css"]
html_math_renderer = "katex"
