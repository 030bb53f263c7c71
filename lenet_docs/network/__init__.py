"""The network itself, in NumPy: its data, its layers, its losses and its training.

The half of the package that counts needs none of this and never imports it.

>>> from lenet_docs.network import levels, load_mnist
>>> levels(load_mnist("test").images[:3]).shape
(3, 32, 32)
"""

from lenet_docs.network.digits.data import Digits, load_mnist
from lenet_docs.network.digits.distortions import Distortion, Moves, distorted
from lenet_docs.network.digits.idx import parse_idx
from lenet_docs.network.digits.levels import levels
from lenet_docs.network.digits.pictures import Prepared, prepare
from lenet_docs.network.engine.initial import PAPER, UNIT_VARIANCE, Initialisation
from lenet_docs.network.engine.losses import (
    Loss,
    MaximumAPosteriori,
    MeanSquaredError,
    posterior,
    rejection_score,
    rubbish_posterior,
)
from lenet_docs.network.engine.network import LayerTrace, Network

__all__ = [
    "PAPER",
    "UNIT_VARIANCE",
    "Digits",
    "Distortion",
    "Initialisation",
    "LayerTrace",
    "Loss",
    "MaximumAPosteriori",
    "MeanSquaredError",
    "Moves",
    "Network",
    "Prepared",
    "distorted",
    "levels",
    "load_mnist",
    "parse_idx",
    "posterior",
    "prepare",
    "rejection_score",
    "rubbish_posterior",
]
