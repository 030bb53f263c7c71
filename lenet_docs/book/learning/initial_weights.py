"""The range of the initial weights that Appendix A gives, layer by layer."""

from __future__ import annotations

from lenet_docs.catalogue import INITIAL_RANGE
from lenet_docs.layers import Layer
from lenet_docs.quantity import Quantity

__all__ = ["initial_bound", "initial_bound_with_bias"]


def initial_bound(layer: Layer, map: int = 0) -> Quantity:  # noqa: A002
    """Return the bound between which the initial weights of a unit are drawn.

    Parameters
    ----------
    layer
        The layer.
    map
        The map that the unit belongs to; in C3 the fan-in differs between maps.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(initial_bound(lenet5()["C1"]))
    0.096
    """
    return (INITIAL_RANGE / layer.fan_ins[map]).named("bound", owner=layer.name)


def initial_bound_with_bias(layer: Layer, map: int = 0) -> Quantity:  # noqa: A002
    """Return the same bound, the bias counted as an input: the paper does not say.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(initial_bound_with_bias(lenet5()["S2"]))
    0.48
    """
    inputs = (layer.fan_ins[map] + 1).named("fan-in with bias", owner=layer.name)
    return (INITIAL_RANGE / inputs).named("bound", owner=layer.name)
