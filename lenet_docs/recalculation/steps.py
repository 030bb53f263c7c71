"""Which numbers a page derives, layer by layer, and what it calls them."""

from __future__ import annotations

from collections.abc import Iterator

from lenet_docs.architecture import Architecture
from lenet_docs.codes import DIGITS, code
from lenet_docs.layers import EuclideanRBF, Layer
from lenet_docs.quantity import Quantity

__all__ = ["derived", "note", "totals"]

Step = tuple[str, Quantity]
"""What a number is called, and the number."""


def derived(layer: Layer) -> Iterator[Step]:
    """Yield the numbers of a layer that a page derives.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> [words for words, _ in derived(lenet5()["C3"])]
    ['Height and width', 'Units', 'Parameters', 'Connections', 'Receptive field']
    """
    if layer.height == layer.width:
        yield "Height and width", layer.height
    else:
        yield "Height", layer.height
        yield "Width", layer.width
    yield "Units", layer.units
    yield "Parameters", layer.parameters
    if layer.trainable_parameters != layer.parameters:
        yield "Trainable parameters", layer.trainable_parameters
    yield "Connections", layer.connections
    field = layer.receptive_field
    if isinstance(field, tuple):
        yield "Receptive field, height", field[0]
        yield "Receptive field, width", field[1]
    else:
        yield "Receptive field", field


def totals(net: Architecture) -> tuple[Step, ...]:
    """Return the totals of a network."""
    return (
        ("Units", net.units),
        ("Trainable parameters", net.trainable_parameters),
        ("Connections", net.connections),
    )


def note(layer: Layer) -> str:
    """Return what a reader should know of a layer besides its numbers, or nothing.

    The codes of LeNet-5 are drawings. Where a network asks for others, the layer can be
    counted, but nobody has drawn them.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> note(lenet5()["output"])
    ''
    """
    if not isinstance(layer, EuclideanRBF):
        return ""
    components, drawn = int(layer.fan_ins[0]), len(code(DIGITS[0]).components)
    if components == drawn and layer.maps == len(DIGITS):
        return ""
    return (
        f"Fig. 3 draws {len(DIGITS)} digits with {drawn} pixels each, "
        f"but the layer has {layer.maps} codes of {components:,} components. "
        "They can be counted, but they would have to be drawn first."
    )
