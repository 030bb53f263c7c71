"""What a unit of a subsampling layer computes, and what the layer leaves (sections II-A, II-B)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.errors import QuantityError
from lenet_docs.layers import FeatureMaps, Layer, Subsampling
from lenet_docs.quantity import Quantity, given, tanh

__all__ = [
    "averaging_coefficient",
    "field_overlap",
    "kept_share",
    "links_into",
    "parameters_per_map",
    "subsampled",
]


def kept_share(layer: Subsampling) -> Quantity:
    """Return how many units the layer has for each unit that it looks at.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(kept_share(lenet5()["S2"]).text())
    share of units_S2 = units_S2 / units_C1
                      = 1,176 / 4,704
                      = 0.25
    """
    return (layer.units / layer.source.units).named("share of units", owner=layer.name)


def field_overlap(layer: FeatureMaps) -> Quantity:
    """Return how many pixels the receptive fields of two neighbours in a row share.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(field_overlap(lenet5()["S2"]).text())
    shared pixels_S2 = r_S2 − j_S2
                     = 6 − 2
                     = 4
    """
    axis = layer.columns
    return (axis.field - axis.step).named("shared pixels", owner=layer.name)


def links_into(layer: Subsampling) -> Quantity:
    """Return how many connections end in one unit: those from its window, and its bias.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(links_into(lenet5()["S2"]).text())
    links into a unit_S2 = fan-in_S2 + 1
                         = 4 + 1
                         = 5
    """
    return (layer.fan_ins[0] + 1).named("links into a unit", owner=layer.name)


def parameters_per_map(layer: Layer) -> Quantity:
    """Return how many parameters one map has, where all maps have equally many.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(parameters_per_map(lenet5()["S2"]))
    2
    """
    return (layer.parameters / layer.maps).named("parameters of a map", owner=layer.name)


def averaging_coefficient(layer: Subsampling) -> Quantity:
    """Return the coefficient with which a sum over the window is its mean.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(averaging_coefficient(lenet5()["S2"]))
    0.25
    """
    return (1 / layer.fan_ins[0]).named("coefficient", owner=layer.name)


Number = int | Fraction | Decimal


def subsampled(window: Iterable[Number], coefficient: Number, bias: Number) -> Quantity:
    """Return the state of a unit: the squashed sum of its window, times a coefficient, plus a bias.

    Source: section II-B; section II-A takes the mean in place of the sum.

    Parameters
    ----------
    window
        The states of the units that the unit looks at.
    coefficient, bias
        The two parameters of its map.

    Raises
    ------
    QuantityError
        If the window is empty, or a number in it is not exact.

    Examples
    --------
    >>> print(subsampled([1, 1, -1, 1], coefficient=1, bias=-1).text(depth=1))
    x = A × tanh(S × (w × (x_1 + x_2 + x_3 + x_4) + b))
      = 1.7159 × tanh((2/3) × (1 × (1 + 1 + (-1) + 1) + (-1)))
      = 1.7159 × tanh((2/3) × (1 × 2 + (-1)))
      = 1.7159 × tanh((2/3) × (2 + (-1)))
      = 1.7159 × tanh((2/3) × 1)
      = 1.7159 × tanh(2/3)
      = 1.7159 × 0.58278295
      ≈ 0.99999726
    """
    states = [
        given(each, "x", "state", owner=str(number)) for number, each in enumerate(window, start=1)
    ]
    if not states:
        raise QuantityError("the window holds no state; give at least one")
    together = sum(states[1:], start=states[0])
    w, b = given(coefficient, "w", "coefficient"), given(bias, "b", "bias")
    activation = (w * together + b).named("weighted sum", "a")
    return (AMPLITUDE * tanh(SLOPE * activation)).named("state", "x")
