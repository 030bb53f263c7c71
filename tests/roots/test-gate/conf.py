import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

project = "Gate"
author = version = release = project_copyright = "1"  # an EPUB must have them
extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx_design",
    "lenet_docs.sphinxext",
    "lenet_docs.sphinxext.cells",
]
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
numbers_published = "tests.toy:figure"
numbers_names = "names.toml"
numbers_results = ["results.toml", "results.json"]
myst_enable_extensions = ["colon_fence", "dollarmath"]
jupyter_sphinx_require_url = ""
jupyter_execute_kwargs = {"timeout": 60, "allow_errors": True, "store_widget_state": False}
