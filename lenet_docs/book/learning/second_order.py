"""How many second derivatives there are, and how many of them Appendix C looks at."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.book.learning.backward import terms_of_weight
from lenet_docs.layers import Layer
from lenet_docs.quantity import Quantity

__all__ = ["hessian_entries", "term_pairs"]


def hessian_entries(network: Architecture) -> Quantity:
    """Return how many second derivatives the loss has: one for each pair of parameters.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(hessian_entries(lenet5()))
    3,600,000,000
    """
    return (network.trainable_parameters**2).named("second derivatives", owner=network.name)


def term_pairs(layer: Layer) -> Quantity:
    """Return how many terms the second derivative by one shared weight has (eq. (22)).

    It is one for each pair of connections that share the weight. Eq. (23) keeps those
    that pair a connection with itself.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> print(term_pairs(lenet5()["C1"]).text())
    pairs_C1 = terms of a weight_C1^2
             = 784^2
             = 614,656
    """
    return (terms_of_weight(layer) ** 2).named("pairs", owner=layer.name)
