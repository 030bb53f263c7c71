"""The input, the field inside it, and the largest character inside that (section II-B).

Pixels are counted from 0, and a pixel's number is the place of its centre. Its
edges lie half a pixel to either side.
"""

from __future__ import annotations

from fractions import Fraction

from lenet_docs.layers import FeatureMaps
from lenet_docs.quantity import Quantity

__all__ = ["edges_begin", "first_pixel", "last_pixel", "margin", "steps_begin"]


def margin(outer: Quantity, inner: Quantity) -> Quantity:
    """Return how many pixels are left on each side of a square in the middle of another.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.catalogue import FIELD_SIDE
    >>> print(margin(lenet5().input.width, FIELD_SIDE).text())
    margin = (W_input − field side) / 2
           = (32 − 28) / 2
           = 4 / 2
           = 2
    """
    return ((outer - inner) / 2).named("margin")


def first_pixel(image: FeatureMaps, side: Quantity) -> Quantity:
    """Return the first pixel in a row of a square in the middle of the image.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.catalogue import FIELD_SIDE
    >>> print(first_pixel(lenet5().input, FIELD_SIDE))
    2
    """
    return margin(image.width, side).named("first pixel")


def last_pixel(image: FeatureMaps, side: Quantity) -> Quantity:
    """Return the last pixel in a row of a square in the middle of the image.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.catalogue import FIELD_SIDE
    >>> print(last_pixel(lenet5().input, FIELD_SIDE).text())
    last pixel = first pixel + field side − 1
               = 2 + 28 − 1
               = 29
    """
    return (first_pixel(image, side) + side - 1).named("last pixel")


def edges_begin(image: FeatureMaps, side: Quantity) -> Quantity:
    """Return where the left edge of a square in the middle of the image lies.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> from lenet_docs.catalogue import CHARACTER_SIDE
    >>> print(edges_begin(lenet5().input, CHARACTER_SIDE).text())
    left edge = first pixel − 0.5
              = 6 − 0.5
              = 5.5
    """
    return (first_pixel(image, side) - Fraction(1, 2)).named("left edge")


def steps_begin(layer: FeatureMaps) -> Quantity:
    """Return where the left edge lies of a stretch one step wide around the first field's centre.

    The stretches of a row lie side by side without a gap. Together they are as
    long as `lenet_docs.book.layers.geometry.steps_span` says.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(steps_begin(lenet5()["C3"]).text())
    left edge of the steps_C3 = c_C3 − j_C3 / 2
                              = 6.5 − 2 / 2
                              = 6.5 − 1
                              = 5.5
    """
    axis = layer.columns
    return (axis.centre - axis.step / 2).named("left edge of the steps", owner=layer.name)
