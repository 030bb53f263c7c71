project = "Accessibility"
extensions = ["myst_parser", "lenet_docs.sphinxext.site.accessibility"]
html_theme = "furo"
maximum_signature_line_length = 20
