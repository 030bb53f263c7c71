"""Quantities that only the book's prose needs, a module a chapter.

Each function returns a quantity built from quantities, so that it has a
derivation. What these modules list in ``__all__``, pages may name; see
`lenet_docs.book.vocabulary`.
"""
