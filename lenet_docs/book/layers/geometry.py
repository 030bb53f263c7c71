"""What neighbouring units see, and how far the fields of a whole map reach."""

from __future__ import annotations

from lenet_docs.layers import Convolution, FeatureMaps
from lenet_docs.quantity import Quantity

__all__ = [
    "centres_span",
    "fields_span",
    "last_centre",
    "overlap_across",
    "overlap_along",
    "steps_span",
]


def overlap_along(layer: Convolution) -> Quantity:
    """Return how many columns two neighbours in a row of a map both look at.

    Source: section II-A, on the units of a convolutional layer.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(overlap_along(lenet5()["C1"]).text())
    shared columns_C1 = K − s
                      = 5 − 1
                      = 4
    """
    return (layer.kernel[1] - layer.stride[1]).named("shared columns", owner=layer.name)


def overlap_across(layer: Convolution) -> Quantity:
    """Return how many rows two neighbours in a row of a map both look at: all of the kernel's.

    Source: section II-A, on the units of a convolutional layer.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(overlap_across(lenet5()["C1"]))
    5
    """
    return layer.kernel[0].named("shared rows", owner=layer.name)


def last_centre(layer: FeatureMaps) -> Quantity:
    """Return the centre of the last unit's field in a row, in input pixels from 0.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(last_centre(lenet5()["C3"]).text())
    last centre_C3 = c_C3 + (W_C3 − 1) × j_C3
                   = 6.5 + (10 − 1) × 2
                   = 6.5 + 9 × 2
                   = 6.5 + 18
                   = 24.5
    """
    axis = layer.columns
    return (axis.centre + (axis.size - 1) * axis.step).named("last centre", owner=layer.name)


def centres_span(layer: FeatureMaps) -> Quantity:
    """Return how far the centres of a row's fields lie apart, from the first to the last.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(centres_span(lenet5()["C3"]))
    18
    """
    axis = layer.columns
    return (last_centre(layer) - axis.centre).named("span of the centres", owner=layer.name)


def steps_span(layer: FeatureMaps) -> Quantity:
    """Return the length of a row's fields laid side by side, each one step wide.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(steps_span(lenet5()["C3"]).text())
    span of the steps_C3 = W_C3 × j_C3
                         = 10 × 2
                         = 20
    """
    axis = layer.columns
    return (axis.size * axis.step).named("span of the steps", owner=layer.name)


def fields_span(layer: FeatureMaps) -> Quantity:
    """Return how many pixels a row of a map sees, from its first unit's field to its last's.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(fields_span(lenet5()["C1"]))
    32
    """
    axis = layer.columns
    return (axis.field + centres_span(layer)).named("span of the fields", owner=layer.name)
