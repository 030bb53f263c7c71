"""The logistic function, and what it would do in the place of A tanh(S a).

It is 1 / (1 + exp(-a)): the same curve at another scale and in another place, since
A tanh(S a) is 2 A times the logistic function of 2 S a, less A.
"""

from __future__ import annotations

from fractions import Fraction

from lenet_docs.architecture import Architecture
from lenet_docs.layers import EuclideanRBF, Layer
from lenet_docs.quantity import Quantity, given
from lenet_docs.squashing import gain

__all__ = [
    "gain_through",
    "logistic_gain",
    "logistic_gain_through",
    "resting_sum",
    "squashing_layers",
    "times_steeper",
]

RESTING_STATE = given(Fraction(1, 2), r"\sigma(0)", "logistic function at 0")
"""The logistic function at 0, exactly."""


def logistic_gain() -> Quantity:
    """Return the greatest slope of the logistic function, that at the origin.

    Examples
    --------
    >>> print(logistic_gain())
    0.25
    """
    return (RESTING_STATE * (1 - RESTING_STATE)).named("gain of the logistic function", r"\sigma'")


def times_steeper() -> Quantity:
    """Return how many times steeper A tanh(S a) is at the origin than the logistic function.

    Examples
    --------
    >>> print(float(times_steeper()))
    4.575733333333333
    """
    return (gain() / logistic_gain()).named("times steeper")


def squashing_layers(network: Architecture) -> Quantity:
    """Return how many layers of a network squash their sums: all but RBF units (section II-B).

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(squashing_layers(lenet5()))
    6
    """
    count = sum(not isinstance(layer, EuclideanRBF) for layer in network)
    return given(count, "L", "layers that squash")


def gain_through(network: Architecture) -> Quantity:
    """Return by what the slopes together multiply an error on its way back, every sum being 0.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(round(float(gain_through(lenet5())), 4))
    2.2408
    """
    return (gain() ** squashing_layers(network)).named("gain through the layers")


def logistic_gain_through(network: Architecture) -> Quantity:
    """Return the same for the logistic function: no sums give more.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(logistic_gain_through(lenet5()))
    0.000244140625
    """
    return (logistic_gain() ** squashing_layers(network)).named("gain through the layers")


def resting_sum(layer: Layer, map: int = 0) -> Quantity:  # noqa: A002
    """Return the sum of what a unit looks at, if each is the logistic function of 0.

    Parameters
    ----------
    layer
        The layer of the unit that looks.
    map
        The map that the unit belongs to; in C3 the fan-in differs between maps.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(resting_sum(lenet5()["F6"]).text())
    sum of states_F6 = fan-in_F6 × sigma(0)
                     = 120 × 0.5
                     = 60
    """
    return (layer.fan_ins[map] * RESTING_STATE).named("sum of states", owner=layer.name)
