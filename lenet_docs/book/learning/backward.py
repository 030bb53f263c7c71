"""How many derivatives meet: in a parameter that is shared, and in a unit that many look at.

Each connection hands one term back to its parameter, and one to the unit that it comes from
(Appendix C, eqs. (19) and (20)).
"""

from __future__ import annotations

from collections.abc import Iterator

from lenet_docs.architecture import Architecture
from lenet_docs.book.layers.marks import marks_in_row
from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import Convolution, FullConnection, Layer, Subsampling
from lenet_docs.quantity import Quantity, given, total

__all__ = [
    "all_gradient_terms",
    "gradient_terms",
    "links_back",
    "mean_links_back",
    "terms_of_bias",
    "terms_of_weight",
]


def terms_of_weight(layer: Layer) -> Quantity:
    """Return how many terms the derivative by one weight, or by one coefficient, adds up.

    Source: eq. (19). It is the number of connections that share it.

    Raises
    ------
    ArchitectureError
        If learning changes no weight of the layer.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(terms_of_weight(lenet5()["C1"]).text())
    terms of a weight_C1 = H_C1 × W_C1
                         = 28 × 28
                         = 784
    >>> print(terms_of_weight(lenet5()["S2"]).text())
    terms of a weight_S2 = K × K × (H_S2 × W_S2)
                         = 2 × 2 × (14 × 14)
                         = 2 × 2 × 196
                         = 784
    """
    _, places = _learned(layer)
    if isinstance(layer, Subsampling):
        height, width = layer.window
        places = height * width * places
    return places.named("terms of a weight", owner=layer.name)


def terms_of_bias(layer: Layer) -> Quantity:
    """Return how many terms the derivative by one bias adds up: one for each unit of its map.

    Raises
    ------
    ArchitectureError
        If the layer has no bias that learning changes.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(terms_of_bias(lenet5()["S2"]))
    196
    """
    _, places = _learned(layer)
    return places.named("terms of a bias", owner=layer.name)


def gradient_terms(layer: Layer) -> Quantity:
    """Return how many terms all derivatives by parameters of a layer add up, taken together.

    Raises
    ------
    ArchitectureError
        If learning changes nothing in the layer.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(gradient_terms(lenet5()["C3"]).text())
    terms_C3 = weights_C3 × terms of a weight_C3 + M_C3 × terms of a bias_C3
             = 1,500 × 100 + 16 × 100
             = 150,000 + 1,600
             = 151,600
    """
    weights, _ = _learned(layer)
    terms = weights * terms_of_weight(layer) + layer.maps * terms_of_bias(layer)
    return terms.named("terms", owner=layer.name)


def all_gradient_terms(network: Architecture) -> Quantity:
    """Return how many terms the whole gradient adds up: every layer that learns.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(all_gradient_terms(lenet5()))
    340,068
    """
    layers = [layer for layer in network if layer.trainable_parameters > 0]
    terms = total([gradient_terms(layer) for layer in layers], index="ell")
    return terms.named("terms", owner=network.name)


def links_back(layer: Convolution, row: int, column: int, source: int = 0) -> Quantity:
    """Return how many units of a convolution look at one unit before it.

    So many terms does the derivative by the state of that unit add up.

    Parameters
    ----------
    layer
        The convolution.
    row, column, source
        The place of the unit and its map, counted from 0.

    Raises
    ------
    ArchitectureError
        If there is no such unit.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(links_back(lenet5()["C3"], 6, 6).text())
    links back_C3 = rows_C3 × columns_C3 × maps that look_C3
                  = 5 × 5 × 10
                  = 250
    >>> print(links_back(lenet5()["C3"], 0, 0))
    10
    """
    before = layer.source
    if not (0 <= row < int(before.height) and 0 <= column < int(before.width)):
        raise ArchitectureError(
            f"{before.name}: there is no unit in row {row}, column {column} of maps of "
            f"{before.height} x {before.width}; both are counted from 0"
        )
    places = (
        given(sum(_covering(layer, axis, place)), rf"\text{{{words}}}", words, layer.name)
        for axis, (place, words) in enumerate([(row, "rows"), (column, "columns")])
    )
    rows, columns = places
    looking = layer.maps if layer.table is None else marks_in_row(layer, source)
    looking = looking.named("maps that look", owner=layer.name)
    return (rows * columns * looking).named("links back", owner=layer.name)


def mean_links_back(layer: Convolution) -> Quantity:
    """Return how many units of a convolution look at a unit before it, on average.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(mean_links_back(lenet5()["C3"]).text())
    mean links back_C3 = multiply-adds_C3 / units_S2
                       = 150,000 / 1,176
                       = 6,250/49
    """
    mean = layer.multiply_adds / layer.source.units
    return mean.named("mean links back", owner=layer.name)


def _learned(layer: Layer) -> tuple[Quantity, Quantity]:
    """Return how many weights a layer has, and how many places a map of it."""
    places = layer.height * layer.width
    if isinstance(layer, Subsampling) and layer.trainable:
        return layer.maps.named("coefficients", owner=layer.name), places
    if isinstance(layer, Convolution | FullConnection):
        return layer.weights, places
    raise ArchitectureError(
        f"{layer.name}: nothing is learned here that has a bias; name a convolution, a full "
        "connection, or a subsampling layer with coefficients"
    )


def _covering(layer: Convolution, axis: int, place: int) -> Iterator[bool]:
    """Say of each place of the kernel, along one axis, whether it covers a unit of the source."""
    size = int((layer.height, layer.width)[axis])
    kernel, stride, padding = (
        int(both[axis]) for both in (layer.kernel, layer.stride, layer.padding)
    )
    for step in range(size):
        yield 0 <= place + padding - step * stride < kernel
