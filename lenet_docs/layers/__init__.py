"""The kinds of layer, each with its formulas stated once, as Python on quantities.

Connections are counted as the 1998 paper counts them: one for each link from a
unit, or from a bias, to a unit. A multiply-add is a connection that does not
come from a bias. Where a map is padded, its border counts as constant units:
links from the border are counted, the border's units are not.
"""

from lenet_docs.layers.axis import Axis
from lenet_docs.layers.connection_table import ConnectionTable, Group
from lenet_docs.layers.convolution import Convolution
from lenet_docs.layers.dense import EuclideanRBF, FullConnection
from lenet_docs.layers.maps import FeatureMaps, Input, Layer
from lenet_docs.layers.subsampling import Subsampling

__all__ = [
    "Axis",
    "ConnectionTable",
    "Convolution",
    "EuclideanRBF",
    "FeatureMaps",
    "FullConnection",
    "Group",
    "Input",
    "Layer",
    "Subsampling",
]
