"""A drawing as a file of its own, for places that no style sheet and no page reaches."""

from __future__ import annotations

import re
import sys
from xml.etree import ElementTree

from lenet_docs.figures import DRAWINGS

__all__ = ["standalone"]

SVG = "http://www.w3.org/2000/svg"

CUSTOM_PROPERTY = re.compile(r"var\(--[\w-]+, ([^()]+)\)")
"""A colour that a page may set, with the one that holds where none does."""


def standalone(markup: str) -> str:
    """Return a picture with colours, a ground and a font of its own, and without links.

    Parameters
    ----------
    markup
        The SVG of a drawing. Its links lead to chapters, which a lone file does not
        have; its colours are custom properties, which not every program knows.

    Examples
    --------
    >>> picture = standalone(DRAWINGS["network"]().svg)
    >>> "doc:" in picture, "var(" in picture
    (False, False)
    """
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(CUSTOM_PROPERTY.sub(r"\1", markup))
    root.set("role", "img")
    root.set("color", "#1a1d21")
    root.set("font-family", "system-ui, sans-serif")
    for link in root.iter(f"{{{SVG}}}a"):
        link.tag = f"{{{SVG}}}g"
        link.attrib.pop("href", None)
        # A group has no role of its own that could bear a name.
        link.attrib.pop("aria-label", None)
        for part in link.iter():
            part.attrib.pop("text-decoration", None)
    # Where the page around it is dark, dark lines need a light ground.
    ground = {"width": "100%", "height": "100%", "fill": "#ffffff"}
    root.insert(0, ElementTree.Element(f"{{{SVG}}}rect", ground))
    return ElementTree.tostring(root, encoding="unicode") + "\n"


if __name__ == "__main__":
    sys.stdout.write(standalone(DRAWINGS[sys.argv[1]]().svg))
