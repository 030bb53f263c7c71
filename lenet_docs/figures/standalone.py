"""A drawing as a file of its own, for places that no style sheet and no page reaches."""

from __future__ import annotations

import sys
from xml.etree import ElementTree

from lenet_docs.figures import DRAWINGS
from lenet_docs.figures.drawing import Drawing

__all__ = ["standalone"]

SVG = "http://www.w3.org/2000/svg"


def standalone(drawing: Drawing) -> str:
    """Return the SVG with a ground and a font of its own, and without links.

    Parameters
    ----------
    drawing
        A drawing whose links lead to chapters, which a lone file does not have.

    Examples
    --------
    >>> "doc:" in standalone(DRAWINGS["network"]())
    False
    """
    ElementTree.register_namespace("", SVG)
    root = ElementTree.fromstring(drawing.svg)
    root.set("role", "img")
    root.set("color", "#1a1d21")
    root.set("font-family", "system-ui, sans-serif")
    for link in root.iter(f"{{{SVG}}}a"):
        link.tag = f"{{{SVG}}}g"
        link.attrib.pop("href", None)
    # Where the page around it is dark, dark lines need a light ground.
    ground = {"width": "100%", "height": "100%", "fill": "#ffffff"}
    root.insert(0, ElementTree.Element(f"{{{SVG}}}rect", ground))
    return ElementTree.tostring(root, encoding="unicode") + "\n"


if __name__ == "__main__":
    sys.stdout.write(standalone(DRAWINGS[sys.argv[1]]()))
