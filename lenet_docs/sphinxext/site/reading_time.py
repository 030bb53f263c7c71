"""How long a chapter takes to read, told below its title.

It is computed from the tree of the page: words, formulas, rows of tables, drawings, and the
lines of its cells. Solutions that are folded away are told by their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from docutils import nodes

from lenet_docs.sphinxext._drawing import drawing
from lenet_docs.sphinxext._parts import read_parts

if TYPE_CHECKING:
    from sphinx.application import Sphinx

__all__ = ["Content", "add_reading_time", "content"]

WORDS = 200 / 60
"""Words a second. Brysbaert (2019) found 238 a minute for prose that is not demanding."""

FORMULA, LINE_OF_FORMULA, ROW, LINE_OF_CODE, DRAWING = 2, 8, 4, 3, 15
"""Seconds: what this takes is an estimate, as no study of such pages is known here."""

WORD = re.compile(r"\w+")

WHOLE = (
    drawing,
    nodes.comment,
    nodes.literal_block,
    nodes.math,
    nodes.math_block,
    nodes.raw,
    nodes.table,
)
"""What is counted as a whole, or not at all: its words are no prose."""


@dataclass(frozen=True, slots=True)
class Content:
    """What takes time on a page, outside of folded solutions; and how many of these there are."""

    words: int = 0
    formulas: int = 0
    lines_of_formulas: int = 0
    rows: int = 0
    lines_of_code: int = 0
    drawings: int = 0
    solutions: int = 0

    @property
    def minutes(self) -> int:
        """How long it takes to read, at least one minute.

        Examples
        --------
        >>> Content(words=1000, lines_of_code=20).minutes
        6
        """
        seconds = (
            self.words / WORDS
            + self.formulas * FORMULA
            + self.lines_of_formulas * LINE_OF_FORMULA
            + self.rows * ROW
            + self.lines_of_code * LINE_OF_CODE
            + self.drawings * DRAWING
        )
        return max(1, round(seconds / 60))

    def __str__(self) -> str:
        """Return the time in words.

        Examples
        --------
        >>> print(Content(words=1000))
        5 minutes to read
        >>> print(Content(words=10, solutions=4))
        1 minute to read, and 4 exercises
        """
        time = f"{self.minutes} minute{'s' if self.minutes > 1 else ''} to read"
        if not self.solutions:
            return time
        return f"{time}, and {self.solutions} exercise{'s' if self.solutions > 1 else ''}"


def content(page: nodes.Element) -> Content:
    """Return what is on a page."""
    found = list(unfolded(page))
    tables = [node for node in found if isinstance(node, nodes.table)]
    blocks = [node for node in found if isinstance(node, nodes.math_block)]
    code = [node for node in found if isinstance(node, nodes.literal_block)]
    return Content(
        words=sum(len(WORD.findall(node)) for node in found if isinstance(node, nodes.Text)),
        formulas=sum(isinstance(node, nodes.math) for node in found),
        lines_of_formulas=sum(node.astext().count(r"\\") + 1 for node in blocks),
        rows=sum(len(list(node.findall(nodes.row))) for node in tables),
        lines_of_code=sum(len(node.astext().splitlines()) for node in code),
        drawings=sum(isinstance(node, drawing) for node in found),
        solutions=sum(is_solution(node) for node in found),
    )


def unfolded(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a node and what stands in it; of what is counted as a whole, only the whole."""
    yield node
    if isinstance(node, WHOLE) or is_folded(node):
        return
    for child in node.children:
        yield from unfolded(child)


def is_folded(node: nodes.Node) -> bool:
    """Return whether a node is folded away: a dropdown of sphinx-design."""
    return getattr(node, "tagname", "") == "dropdown_main"


def is_solution(node: nodes.Node) -> bool:
    """Return whether a node is the folded solution of an exercise."""
    if not is_folded(node):
        return False
    # Its sign is HTML.
    texts = list(node.children[0].findall(nodes.Text))
    title = "".join(each for each in texts if not isinstance(each.parent, nodes.raw))
    return title.strip() == "Solution"


def add_reading_time(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Tell below the title of a chapter how long it takes."""
    if doctree is not None and any(pagename in part.pages for part in read_parts(app.env)):
        line = f'<p class="reading-time">{content(doctree)}</p>'
        context["body"] = context["body"].replace("</h1>", f"</h1>\n{line}", 1)
