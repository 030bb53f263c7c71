"""Formulas: set by KaTeX while the book is built, with linked symbols, and as lines of text."""
