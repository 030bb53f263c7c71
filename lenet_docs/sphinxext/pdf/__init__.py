"""The book as a PDF: the pages of the site, one behind the other, printed by Chromium.

LaTeX is the other way. It would need TeX Live, which is larger than all the rest together; its
own versions of the drawings, of the tables and of what KaTeX sets; and it would show the reader
another book than the site's. Chromium prints the very pages, with the style that they have for
paper.

``python -m lenet_docs.sphinxext.pdf`` reads the built site and ``conf/pdf.toml``.
"""
