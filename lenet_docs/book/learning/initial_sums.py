"""How large the first weighted sums are, for what a unit looks at and for the weights it has.

A weight that is drawn evenly from -b to b has the variance b²/3. What this makes of the
sum depends on whether the terms cancel: at random they do, and if all weights and all
inputs are alike they do not. Appendix A divides by the fan-in because it assumes the
latter.
"""

from __future__ import annotations

from lenet_docs.book.learning.initial_weights import initial_bound
from lenet_docs.layers import Layer
from lenet_docs.quantity import Quantity, sqrt

__all__ = ["greatest_sum", "sum_deviation", "sum_deviation_alike", "weight_deviation"]


def weight_deviation(layer: Layer, map: int = 0) -> Quantity:  # noqa: A002
    """Return the standard deviation of a unit's initial weights.

    Parameters
    ----------
    layer
        The layer.
    map
        The map that the unit belongs to; in C3 the fan-in differs between maps.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(weight_deviation(lenet5()["C1"]).text())
    sigma_C1 = bound_C1 / sqrt(3)
             = 0.096 / sqrt(3)
             = 0.096 / 1.7320508
             ≈ 0.055425626
    """
    deviation = initial_bound(layer, map) / sqrt(3)
    return deviation.named("standard deviation of a weight", r"\sigma", owner=layer.name)


def sum_deviation(layer: Layer, map: int = 0) -> Quantity:  # noqa: A002
    """Return how large a first weighted sum is, on average over all draws of the weights.

    It is a root mean square, for inputs whose own root mean square is 1. Whether
    they are correlated does not matter: drawn weights are independent, so the
    products of different terms are 0 on average.

    Parameters
    ----------
    layer, map
        As for `weight_deviation`.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(sum_deviation(lenet5()["C5"]))
    0.069282032
    """
    deviation = sqrt(layer.fan_ins[map]) * weight_deviation(layer, map)
    return deviation.named("deviation of a sum", "s", owner=layer.name)


def sum_deviation_alike(layer: Layer, map: int = 0) -> Quantity:  # noqa: A002
    """Return how large it is when nothing cancels: all inputs alike, and all weights alike.

    The weights are as large as drawn ones are (their root mean square). This is
    the assumption of Appendix A, and with it the sums are as large in every layer.

    Parameters
    ----------
    layer, map
        As for `weight_deviation`.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(sum_deviation_alike(lenet5()["C5"]))
    1.3856406
    """
    deviation = layer.fan_ins[map] * weight_deviation(layer, map)
    return deviation.named("deviation of a sum, nothing cancelling", "s", owner=layer.name)


def greatest_sum(layer: Layer, map: int = 0) -> Quantity:  # noqa: A002
    """Return the greatest first weighted sum that inputs between -1 and 1 can give.

    Parameters
    ----------
    layer, map
        As for `weight_deviation`.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(greatest_sum(lenet5()["F6"]))
    2.4
    """
    return (layer.fan_ins[map] * initial_bound(layer, map)).named("greatest sum", owner=layer.name)
