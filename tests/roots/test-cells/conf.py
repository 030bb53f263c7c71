project = "Cells"
extensions = ["myst_parser", "lenet_docs.sphinxext.cells"]
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
jupyter_sphinx_require_url = ""
