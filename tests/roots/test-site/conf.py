project = "A site"
html_title = "A site"
extensions = [
    "myst_parser",
    "jupyter_sphinx",
    "sphinx_copybutton",
    "sphinx_design",
    "lenet_docs.sphinxext.cells",
    "lenet_docs.sphinxext.site.offline",
    "lenet_docs.sphinxext.site",
]
myst_enable_extensions = ["colon_fence", "dollarmath"]
html_theme = "furo"
html_theme_options = {
    "light_css_variables": {"color-ours": "#ffffff"},
    "dark_css_variables": {"color-ours": "#000000"},
}
html_static_path = ["static"]
html_css_files = ["ours.css", ("print.css", {"media": "print"})]
numbers_package = "lenet_docs"
numbers_vocabulary = "lenet_docs.book.vocabulary:NAMES"
