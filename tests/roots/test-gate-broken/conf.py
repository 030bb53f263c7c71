project = "Gate"
extensions = ["myst_parser", "sphinx_design", "lenet_docs.sphinxext"]
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
numbers_published = "tests.toy:figure"
numbers_names = "names.toml"
numbers_results = ["results.toml"]
myst_enable_extensions = ["attrs_inline", "colon_fence", "deflist", "dollarmath", "html_image"]
