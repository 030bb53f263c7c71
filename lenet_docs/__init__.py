"""Every number of LeNet-5, derived.

The networks are in `lenet_docs.catalogue`, the formulas in `lenet_docs.layers`,
the numbers that remember them in `lenet_docs.quantity`, and the second witness
in `lenet_docs.enumeration`.

>>> from lenet_docs import lenet5
>>> lenet5()["C3"].connections
connections_C3 = parameters_C3 × (H_C3 × W_C3)
               = 1,516 × (10 × 10)
               = 1,516 × 100
               = 151,600
"""

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import architecture, lenet5, lenet5_dense, lenet5_today, perceptron
from lenet_docs.errors import ArchitectureError, LenetDocsError, PublishedError, QuantityError
from lenet_docs.layers import (
    ConnectionTable,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    Subsampling,
)
from lenet_docs.quantity import Quantity, given, total

__all__ = [
    "Architecture",
    "ArchitectureError",
    "ConnectionTable",
    "Convolution",
    "EuclideanRBF",
    "FullConnection",
    "Input",
    "LenetDocsError",
    "PublishedError",
    "Quantity",
    "QuantityError",
    "Subsampling",
    "architecture",
    "given",
    "lenet5",
    "lenet5_dense",
    "lenet5_today",
    "perceptron",
    "total",
]
