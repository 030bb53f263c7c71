"""Wrong answers that are easily given, computed as they come about.

Other ones have a place of their own: see `lenet_docs.book.layers.partial_connection`
and `lenet_docs.readings`.
"""

from __future__ import annotations

from lenet_docs.layers import Convolution, Subsampling
from lenet_docs.quantity import Quantity

__all__ = [
    "connections_of_full_size_maps",
    "parameters_with_bias_a_unit",
    "parameters_with_coefficient_an_input",
]


def connections_of_full_size_maps(layer: Convolution) -> Quantity:
    """Return the connections, had the maps the size of what the layer looks at.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(connections_of_full_size_maps(lenet5()["C1"]).text())
    connections of full-size maps_C1 = parameters_C1 × (H_input × W_input)
                                     = 156 × (32 × 32)
                                     = 156 × 1,024
                                     = 159,744
    """
    before = layer.source
    links = layer.parameters * (before.height * before.width)
    return links.named("connections of full-size maps", owner=layer.name)


def parameters_with_bias_a_unit(layer: Convolution) -> Quantity:
    """Return the parameters, had every unit a bias of its own, and not every map.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(parameters_with_bias_a_unit(lenet5()["C1"]).text())
    parameters with a bias a unit_C1 = weights_C1 + units_C1
                                     = 150 + 4,704
                                     = 4,854
    """
    counted = layer.weights + layer.units
    return counted.named("parameters with a bias a unit", owner=layer.name)


def parameters_with_coefficient_an_input(layer: Subsampling) -> Quantity:
    """Return the parameters, had a map a coefficient for each unit of its window, and a bias.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(parameters_with_coefficient_an_input(lenet5()["S2"]).text())
    parameters with a coefficient an input_S2 = M_S2 × (K × K + 1)
                                              = 6 × (2 × 2 + 1)
                                              = 6 × (4 + 1)
                                              = 6 × 5
                                              = 30
    """
    height, width = layer.window
    counted = layer.maps * (height * width + 1)
    return counted.named("parameters with a coefficient an input", owner=layer.name)
