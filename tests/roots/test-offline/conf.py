extensions = ["jupyter_sphinx", "lenet_docs.sphinxext.site.offline"]
html_css_files = ["ours.css"]
html_js_files = ["ours.js", "https://cdn.example/theirs.js"]
