"""Readings: other ways of counting that give the figures with which the book disagrees.

A printed figure that the derivation does not give is not waved through. It is
recorded together with a reading, a computation that does give it, so that the
book can say what was counted and why it is not what the network has.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lenet_docs.architecture import Architecture
from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import Convolution
from lenet_docs.quantity import Quantity, total

__all__ = [
    "READINGS",
    "Reading",
    "bias_per_kernel",
    "surplus_biases",
    "surplus_connections",
    "total_with_bias_per_kernel",
]


def _convolution(architecture: Architecture, name: str) -> Convolution:
    layer = architecture[name]
    if not isinstance(layer, Convolution):
        raise ArchitectureError(f"{name}: the layer has no kernels; name a convolution")
    return layer


def bias_per_kernel(architecture: Architecture, layer: str = "C3") -> Quantity:
    """Return the connections of a convolution, had every kernel a bias of its own.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> bias_per_kernel(lenet5())
    connections with a bias a kernel_C3 = kernels_C3 × (K × K + 1) × (H_C3 × W_C3)
                                        = 60 × (5 × 5 + 1) × (10 × 10)
                                        = 60 × (25 + 1) × 100
                                        = 60 × 26 × 100
                                        = 156,000
    """
    conv = _convolution(architecture, layer)
    height, width = conv.kernel
    count = conv.kernels * (height * width + 1) * (conv.height * conv.width)
    return count.named("connections with a bias a kernel", owner=conv.name)


def surplus_biases(architecture: Architecture, layer: str = "C3") -> Quantity:
    """Return how many biases too many that reading counts at one place.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(surplus_biases(lenet5()))
    44
    """
    conv = _convolution(architecture, layer)
    return (conv.kernels - conv.maps).named("surplus biases", owner=conv.name)


def surplus_connections(architecture: Architecture, layer: str = "C3") -> Quantity:
    """Return how many connections too many that reading counts.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(surplus_connections(lenet5()))
    4,400
    """
    conv = _convolution(architecture, layer)
    surplus = surplus_biases(architecture, layer) * (conv.height * conv.width)
    return surplus.named("surplus connections", owner=conv.name)


def total_with_bias_per_kernel(architecture: Architecture, layer: str = "C3") -> Quantity:
    """Return the network's connections, had every kernel of one layer a bias of its own.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(total_with_bias_per_kernel(lenet5()))
    345,308
    """
    counted = [
        bias_per_kernel(architecture, layer) if each.name == layer else each.connections
        for each in architecture
    ]
    return total(counted, index="ell").named(
        "connections with a bias a kernel", owner=architecture.name
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """A way of counting that explains a printed figure.

    Parameters
    ----------
    quantity
        Computes, from the network, the figure that is printed.
    words
        What was counted, in one clause.
    """

    quantity: Callable[[Architecture], Quantity]
    words: str


READINGS: Mapping[str, Reading] = {
    "bias_per_kernel": Reading(bias_per_kernel, "counts one bias a kernel, not one a map"),
    "total_with_bias_per_kernel": Reading(
        total_with_bias_per_kernel, "adds up with C3 counted at one bias a kernel"
    ),
}
"""The readings that ``published.toml`` may name."""
