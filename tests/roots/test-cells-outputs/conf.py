project = "What cells show"
extensions = [
    "myst_parser",
    "lenet_docs.sphinxext.cells",
    "lenet_docs.sphinxext.text.downloads",
    "lenet_docs.sphinxext.site.offline",
]
myst_enable_extensions = ["dollarmath"]
numfig = True
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
