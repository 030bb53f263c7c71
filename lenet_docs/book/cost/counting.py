"""Ways to count a network that are neither parameters nor connections in the paper's sense."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.layers import Convolution, EuclideanRBF, FullConnection
from lenet_docs.quantity import Quantity, total

__all__ = ["connections_and_parameters", "weights_of"]


def connections_and_parameters(network: Architecture) -> Quantity:
    """Return the connections and the trainable parameters of a network, added up.

    They count different things, so the sum means nothing. It is here because
    Fig. 11 of the paper gives LeNet-5 401 thousand operations, and this sum
    rounds to that.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(connections_and_parameters(lenet5()).text())
    sum_lenet5 = connections_lenet5 + trainable parameters_lenet5
               = 340,908 + 60,000
               = 400,908
    """
    return (network.connections + network.trainable_parameters).named("sum", owner=network.name)


def weights_of(network: Architecture) -> Quantity:
    """Return the number of weights of a network: its biases and coefficients are left out.

    Examples
    --------
    >>> from lenet_docs import lenet5_today
    >>> print(weights_of(lenet5_today()).text())
    weights_lenet5-today = Σ_l weights_l
                         = 150 + 2,400 + 48,000 + 10,080 + 840
                         = 61,470
    """
    kinds = Convolution | FullConnection | EuclideanRBF
    weights = [layer.weights for layer in network if isinstance(layer, kinds)]
    return total(weights, index="ell").named("weights", owner=network.name)
