project = "Cells"
extensions = ["myst_parser", "lenet_docs.sphinxext.cells"]
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
jupyter_sphinx_require_url = ""
jupyter_execute_kwargs = {"timeout": 60, "allow_errors": True, "store_widget_state": False}
