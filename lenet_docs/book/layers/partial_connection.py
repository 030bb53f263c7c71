"""What Table I spares C3, and what other counts of C3 take it for."""

from __future__ import annotations

from lenet_docs.catalogue import lenet5, lenet5_dense
from lenet_docs.errors import ArchitectureError, unknown
from lenet_docs.layers import Convolution
from lenet_docs.quantity import Quantity

__all__ = [
    "connections_with_kernel_a_map",
    "parameters_with_bias_a_kernel",
    "parameters_with_kernel_a_map",
    "saved",
]

SAVED = ("kernels", "parameters", "connections")


def saved(count: str) -> Quantity:
    """Return how many kernels, parameters or connections Table I saves.

    Parameters
    ----------
    count
        ``"kernels"``, ``"parameters"`` or ``"connections"``.

    Raises
    ------
    ArchitectureError
        If `count` is none of them.

    Examples
    --------
    >>> print(saved("parameters").text())
    saved parameters = parameters_dense C3 − parameters_C3
                     = 2,416 − 1,516
                     = 900
    """
    if count not in SAVED:
        raise ArchitectureError(unknown("saving", count, SAVED))
    dense, kept = (getattr(net["C3"], count) for net in (lenet5_dense(), lenet5()))
    saving: Quantity = dense.named(count, owner="dense C3") - kept
    return saving.named(f"saved {count}")


def parameters_with_kernel_a_map(layer: Convolution) -> Quantity:
    """Return the parameters, had every map one kernel for all the maps that it looks at.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(parameters_with_kernel_a_map(lenet5()["C3"]))
    416
    """
    height, width = layer.kernel
    counted = layer.maps * (height * width + 1)
    return counted.named("parameters with a kernel a map", owner=layer.name)


def connections_with_kernel_a_map(layer: Convolution) -> Quantity:
    """Return the connections, had every unit links to one source map only.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(connections_with_kernel_a_map(lenet5()["C3"]).text())
    connections with a kernel a map_C3 = units_C3 × (K × K + 1)
                                       = 1,600 × (5 × 5 + 1)
                                       = 1,600 × (25 + 1)
                                       = 1,600 × 26
                                       = 41,600
    """
    height, width = layer.kernel
    counted = layer.units * (height * width + 1)
    return counted.named("connections with a kernel a map", owner=layer.name)


def parameters_with_bias_a_kernel(layer: Convolution) -> Quantity:
    """Return the parameters, had every kernel a bias of its own.

    `lenet_docs.readings.bias_per_kernel` gives the connections counted so.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(parameters_with_bias_a_kernel(lenet5()["C3"]).text())
    parameters with a bias a kernel_C3 = kernels_C3 × (K × K + 1)
                                       = 60 × (5 × 5 + 1)
                                       = 60 × (25 + 1)
                                       = 60 × 26
                                       = 1,560
    """
    height, width = layer.kernel
    counted = layer.kernels * (height * width + 1)
    return counted.named("parameters with a bias a kernel", owner=layer.name)
