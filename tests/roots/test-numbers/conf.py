project = "Numbers"
author = version = release = "1"  # an EPUB must have them, and a copyright
project_copyright = "1"
extensions = ["myst_parser", "sphinx.ext.doctest", "lenet_docs.sphinxext"]
exclude_patterns = ["_build"]
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
numbers_published = "tests.toy:figure"
myst_enable_extensions = ["colon_fence"]
latex_documents = [("index", "numbers.tex", "", "", "howto")]  # entitled as its first page is
