project = "Drawings"
author = version = release = project_copyright = "1"  # an EPUB must have them
extensions = ["myst_parser", "lenet_docs.sphinxext"]
numfig = True
numbers_package = "tests.toy"
numbers_vocabulary = "tests.toy:NAMES"
numbers_drawings = "tests.toy:DRAWINGS"
