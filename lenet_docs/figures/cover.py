"""The cover of the book: its title, the network from the input to the output, who wrote it."""

from __future__ import annotations

from textwrap import wrap
from xml.etree import ElementTree

from lenet_docs.catalogue import lenet5
from lenet_docs.figures.kit.shapes import label
from lenet_docs.figures.kit.style import ACCENT, GROUND, QUIET
from lenet_docs.figures.kit.svg import Canvas, number
from lenet_docs.figures.layers.network import network
from lenet_docs.figures.standalone import standalone

__all__ = ["FONT", "HEIGHT", "front"]

HEIGHT = 1200
"""Height of the cover in its own units; it is two thirds as wide."""

FONT = "KaTeX_Main"
"""The font of its words: that of the book's formulas, which every machine that builds it has."""

MARGIN = 70.0
LETTERS = 16
"""How many letters a line of the title can have."""


def front(title: str, author: str) -> str:
    """Return the cover, an SVG without custom properties.

    Parameters
    ----------
    title, author
        What it says above and below the network.

    Examples
    --------
    >>> ">Every number of</text>" in front("Every number of LeNet-5, derived", "Us")
    True
    """
    canvas = Canvas("cover", HEIGHT * 2 // 3, HEIGHT)
    canvas.rect(0, 0, canvas.width, canvas.height, fill=GROUND)
    canvas.rect(0, 0, canvas.width, 18, fill=ACCENT)
    y = 140.0
    for line in wrap(title, LETTERS):
        label(canvas, MARGIN, y, line, size=78)
        y += 90
    label(canvas, MARGIN, canvas.height - MARGIN, author, size=30, colour=QUIET)
    canvas.rect(0, canvas.height - 18, canvas.width, 18, fill=ACCENT)
    root = ElementTree.fromstring(canvas.markup(fill="currentColor"))
    root.append(_network(y - 50, canvas.height - MARGIN - 60))
    picture = standalone(ElementTree.tostring(root, encoding="unicode"))
    return picture.replace("system-ui, sans-serif", FONT)


def _network(top: float, bottom: float) -> ElementTree.Element:
    """Return the network, as large as it fits between two heights."""
    drawn = ElementTree.fromstring(network(lenet5()).narrow)
    _, _, width, height = map(float, drawn.attrib["viewBox"].split())
    zoom = (bottom - top) / height
    for name in ("class", "role", "aria-label", "font-family"):
        drawn.attrib.pop(name, None)
    drawn.attrib.update(
        x=number((HEIGHT * 2 / 3 - width * zoom) / 2),
        y=number(top),
        width=number(width * zoom),
        height=number(height * zoom),
    )
    return drawn
