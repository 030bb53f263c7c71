"""English, with numbers as terms of their own."""

from __future__ import annotations

from sphinx.search.en import SearchEnglish

from lenet_docs.sphinxext.search._terms import JAVASCRIPT, split

__all__ = ["EnglishWithNumbers"]


class EnglishWithNumbers(SearchEnglish):
    """How Sphinx's search treats the words of a book whose numbers matter.

    Sphinx itself parts a number at its comma, and then indexes no number at all.
    """

    lang = "en-with-numbers"
    js_splitter_code = JAVASCRIPT

    def __init__(self, options: dict[str, str]) -> None:
        super().__init__(options)
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return the stem of a word: Sphinx asks for it again on every page that has it."""
        if word not in self._stems:
            self._stems[word] = super().stem(word)
        return self._stems[word]

    def split(self, input: str) -> list[str]:  # noqa: A002 -- the name is Sphinx's
        """Return the terms of a text."""
        return split(input)

    def word_filter(self, word: str) -> bool:
        """Return whether a term is indexed: every number is, and words that say something."""
        return word not in self.stopwords
