"""SVG as a tree: every text escaped, every picture well-formed, every id the drawing's own.

Only what the drawings need. Numbers are written short, attributes in the way of
Python (``stroke_width``), and nothing knows what is being drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from xml.etree import ElementTree

__all__ = ["Canvas", "Value", "number"]

Value = str | int | float

NAME = re.compile(r"[a-z][a-z0-9-]*")


def number(value: float) -> str:
    """Return `value` as SVG writes it: two decimals at most, and no zero that says nothing.

    Examples
    --------
    >>> number(12.5), number(12.0), number(1 / 3), number(-0.001)
    ('12.5', '12', '0.33', '0')
    """
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


class Canvas:
    """A picture that is being drawn.

    Parameters
    ----------
    name
        The drawing's name: lower-case letters, digits and hyphens. It is the
        start of every id, because several drawings stand on one page.
    width, height
        Size of the picture in its own units.

    Raises
    ------
    ValueError
        If the name cannot start an id.

    Examples
    --------
    >>> canvas = Canvas("tiny", 10, 10)
    >>> canvas.rect(0, 0, 10, 2.50, fill="none")
    >>> print(canvas.markup(role="img"))
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" role="img">\
<rect x="0" y="0" width="10" height="2.5" fill="none" /></svg>
    """

    def __init__(self, name: str, width: float, height: float) -> None:
        if not NAME.fullmatch(name):
            raise ValueError(f"{name!r} cannot start an id; use a-z, 0-9 and hyphens")
        self.name = name
        self.width = width
        self.height = height
        self._root = ElementTree.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"})
        self._inside = [self._root]

    def markup(self, **attributes: Value) -> str:
        """Return the picture as text, with `attributes` on its root."""
        self._root.set("viewBox", f"0 0 {number(self.width)} {number(self.height)}")
        self._root.attrib.update(_written(attributes))
        return ElementTree.tostring(self._root, encoding="unicode")

    def id(self, word: str) -> str:
        """Return the id that `word` has in this drawing."""
        return f"{self.name}-{word}"

    def text(self, x: float, y: float, words: str, **attributes: Value) -> None:
        """Write words on one line."""
        written = self._element("text", {"x": x, "y": y, **attributes})
        written.text = words
        # Apart from the next words, for whoever reads only the text.
        written.tail = " "

    @contextmanager
    def inside(self, tag: str, **attributes: Value) -> Iterator[None]:
        """Put everything that is drawn meanwhile into a new element."""
        self._inside.append(self._element(tag, attributes))
        try:
            yield
        finally:
            self._inside.pop()

    def group(self, **attributes: Value) -> AbstractContextManager[None]:
        """Put everything that is drawn meanwhile into a group."""
        return self.inside("g", **attributes)

    def rect(self, x: float, y: float, width: float, height: float, **attributes: Value) -> None:
        """Draw a rectangle."""
        self._element("rect", {"x": x, "y": y, "width": width, "height": height, **attributes})

    def path(self, d: str, **attributes: Value) -> None:
        """Draw a path."""
        self._element("path", {"d": d, **attributes})

    def circle(self, x: float, y: float, radius: float, **attributes: Value) -> None:
        """Draw a circle."""
        self._element("circle", {"cx": x, "cy": y, "r": radius, **attributes})

    def _element(self, tag: str, attributes: dict[str, Value]) -> ElementTree.Element:
        return ElementTree.SubElement(self._inside[-1], tag, _written(attributes))


def _written(attributes: dict[str, Value]) -> dict[str, str]:
    # A trailing underscore tells an attribute from Python's keyword: class_.
    return {
        name.rstrip("_").replace("_", "-"): value if isinstance(value, str) else number(value)
        for name, value in attributes.items()
    }
