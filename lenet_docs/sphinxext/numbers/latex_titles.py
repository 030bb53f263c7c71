"""Numbers in the title of a LaTeX document, which must be plain text."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from lenet_docs.sphinxext.numbers.nodes import computed

__all__ = ["PlainTitles"]


class PlainTitles(SphinxPostTransform):
    """Takes the text of each computed number in a title out of its node."""

    default_priority = 900
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Change the titles of the document."""
        for title in self.document.findall(nodes.title):
            for number in list(title.findall(computed)):
                number.parent.replace(number, number.children)
            # Texts side by side become one, as the writer asks for.
            if all(isinstance(child, nodes.Text) for child in title):
                title.children = [nodes.Text(title.astext())]
