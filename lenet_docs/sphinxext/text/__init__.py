"""A page without its markup: as Markdown, as a notebook, as a script, and the lists of them."""
