"""Who holds how much of the network: shares of totals, sharing of parameters, work."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.layers import Layer, Subsampling
from lenet_docs.quantity import Quantity, total

__all__ = [
    "links_from_biases",
    "share",
    "units_and_pixels",
    "uses_a_parameter",
    "weighted_links",
]


def share(part: Quantity, whole: Quantity) -> Quantity:
    """Return which share of a whole a part is.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> net = lenet5()
    >>> print(share(net["C5"].trainable_parameters, net.trainable_parameters).text())
    share = trainable parameters_C5 / trainable parameters_lenet5
          = 48,120 / 60,000
          = 0.802
    """
    return (part / whole).named("share")


def uses_a_parameter(counted: Layer | Architecture) -> Quantity:
    """Return how many connections a parameter of a layer, or of a network, has on average.

    Where nothing is shared it is 1.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(uses_a_parameter(lenet5()["C3"]).text())
    uses_C3 = connections_C3 / parameters_C3
            = 151,600 / 1,516
            = 100
    """
    uses = counted.connections / counted.parameters
    return uses.named("connections a parameter", r"\text{uses}", owner=counted.name)


def links_from_biases(counted: Layer | Architecture) -> Quantity:
    """Return how many of the connections come from a bias.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(links_from_biases(lenet5()))
    8,084
    """
    links = counted.connections - counted.multiply_adds
    return links.named("links from biases", owner=counted.name)


def weighted_links(network: Architecture) -> Quantity:
    """Return the multiply-adds of the layers that have a weight for each link.

    Subsampling adds up its window before it multiplies, so it is left out.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(weighted_links(lenet5()))
    326,520
    """
    layers = [layer for layer in network if not isinstance(layer, Subsampling)]
    links = total([layer.multiply_adds for layer in layers], index="ell")
    return links.named("weighted links", owner=network.name)


def units_and_pixels(network: Architecture) -> Quantity:
    """Return the number of units of a network, its input's pixels counted as units.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(units_and_pixels(lenet5()).text())
    units and pixels_lenet5 = units_lenet5 + units_input
                            = 8,094 + 1,024
                            = 9,118
    """
    return (network.units + network.input.units).named("units and pixels", owner=network.name)
