project = "Tables"
author = version = release = project_copyright = "1"  # an EPUB must have them
extensions = ["myst_parser", "lenet_docs.sphinxext"]
numfig = True
numbers_package = "lenet_docs"
numbers_vocabulary = "lenet_docs.book.vocabulary:NAMES"
numbers_chapters = {"C1": "c1", "S2": "not-written-yet"}
