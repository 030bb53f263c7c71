"""Drawings of LeNet-5, made from the architecture, each with its text alternative.

No number is typed in a drawing that the architecture holds: change the
catalogue, and pictures and words follow. The drawings are SVG with real text,
in colours that the page around them decides.

>>> from lenet_docs.figures import DRAWINGS
>>> drawing = DRAWINGS["table-1"]()
>>> drawing.svg[:4], drawing.alt[:5]
('<svg', 'A tab')
"""

from collections.abc import Callable

from lenet_docs.catalogue import lenet5
from lenet_docs.figures.bitmaps import codes, distances
from lenet_docs.figures.drawing import Drawing
from lenet_docs.figures.network import CHAPTERS, network
from lenet_docs.figures.table import table_1

__all__ = ["CHAPTERS", "DRAWINGS", "Drawing", "codes", "distances", "network", "table_1"]

DRAWINGS: dict[str, Callable[[], Drawing]] = {
    "network": lambda: network(lenet5()),
    "table-1": lambda: table_1(lenet5()),
    "codes": codes,
    "distances": distances,
}
"""The drawings of the book by name, of LeNet-5 as the catalogue has it."""
