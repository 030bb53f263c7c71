"""Drawings of LeNet-5, made from the architecture, each with its text alternative.

No number is typed in a drawing that the architecture holds: change the
catalogue, and pictures and words follow. The drawings are SVG with real text,
in colours that the page around them decides.

>>> from lenet_docs.figures import DRAWINGS
>>> drawing = DRAWINGS["input-field"]()
>>> drawing.svg[:4], drawing.alt[:24]
('<svg', 'The input, 32×32 pixels.')
"""

from collections.abc import Callable

from lenet_docs.catalogue import lenet5
from lenet_docs.figures.kit.drawing import Drawing
from lenet_docs.figures.layers.fields import input_field, receptive_fields
from lenet_docs.figures.layers.kernels import kernel, shared_weights
from lenet_docs.figures.layers.neighbourhoods import c3_unit, c5_unit, larger_input
from lenet_docs.figures.layers.network import CHAPTERS, network
from lenet_docs.figures.layers.sliding import sliding
from lenet_docs.figures.layers.table import table_1
from lenet_docs.figures.layers.totals import totals
from lenet_docs.figures.layers.units import squashing, unit
from lenet_docs.figures.layers.windows import s4_window, subsampling
from lenet_docs.figures.learning.backward import links_back, second_order, unit_both_ways
from lenet_docs.figures.learning.costs import figure_11, shares
from lenet_docs.figures.learning.curves import squashing_shape
from lenet_docs.figures.output.alphabet import alphabet, confusables
from lenet_docs.figures.output.bitmaps import codes, distances
from lenet_docs.figures.output.code_distances import distance_histogram
from lenet_docs.figures.output.losses import between_codes, rubbish
from lenet_docs.figures.output.sheets import f6_units, rbf

__all__ = [
    "CHAPTERS",
    "DRAWINGS",
    "Drawing",
    "alphabet",
    "between_codes",
    "c3_unit",
    "c5_unit",
    "codes",
    "confusables",
    "distance_histogram",
    "distances",
    "f6_units",
    "figure_11",
    "input_field",
    "kernel",
    "larger_input",
    "links_back",
    "network",
    "rbf",
    "receptive_fields",
    "rubbish",
    "s4_window",
    "second_order",
    "shared_weights",
    "shares",
    "sliding",
    "squashing",
    "squashing_shape",
    "subsampling",
    "table_1",
    "totals",
    "unit",
    "unit_both_ways",
]

DRAWINGS: dict[str, Callable[[], Drawing]] = {
    "network": lambda: network(lenet5()),
    "unit": unit,
    "shared-weights": lambda: shared_weights(lenet5()),
    "input-field": lambda: input_field(lenet5()),
    "receptive-fields": lambda: receptive_fields(lenet5()),
    "kernel": lambda: kernel(lenet5()),
    "sliding": lambda: sliding(lenet5()),
    "subsampling": lambda: subsampling(lenet5()),
    "table-1": lambda: table_1(lenet5()),
    "c3-unit": lambda: c3_unit(lenet5()),
    "s4-window": lambda: s4_window(lenet5()),
    "c5-unit": lambda: c5_unit(lenet5(), lenet5(*larger_input(lenet5()))),
    "f6-units": lambda: f6_units(lenet5()),
    "squashing": squashing,
    "squashing-shape": squashing_shape,
    "rbf": rbf,
    "codes": codes,
    "distances": distances,
    "alphabet": alphabet,
    "code-distances": distance_histogram,
    "confusable-rounds": lambda: confusables("0Oo"),
    "confusable-uprights": lambda: confusables("l1I[]"),
    "shares": lambda: shares(lenet5()),
    "figure-11": figure_11,
    "rubbish": rubbish,
    "between-codes": between_codes,
    "unit-both-ways": unit_both_ways,
    "links-back": lambda: links_back(lenet5()),
    "unit-second-order": second_order,
    "totals": lambda: totals(lenet5()),
}
"""The drawings of the book by name, of LeNet-5 as the catalogue has it."""
