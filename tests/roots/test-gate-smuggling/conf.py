project = "Smuggling"
extensions = [
    "myst_parser",
    "sphinx_design",
    "sphinxcontrib.bibtex",
    "lenet_docs.sphinxext",
    "lenet_docs.sphinxext.cells",
]
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
bibtex_bibfiles = ["references.bib"]
myst_enable_extensions = ["amsmath", "attrs_block", "attrs_inline", "colon_fence", "deflist"]
myst_enable_extensions += ["dollarmath", "substitution"]
numfig = True
jupyter_sphinx_require_url = ""
