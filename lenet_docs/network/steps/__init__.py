"""The layers at work: what each kind of layer computes, forward and backward."""

from lenet_docs.network.steps.convolution import ConvolutionStep
from lenet_docs.network.steps.full_connection import FullConnectionStep
from lenet_docs.network.steps.rbf import EuclideanRBFStep
from lenet_docs.network.steps.step import Array, Step, Units, WeightedStep, slopes_of
from lenet_docs.network.steps.subsampling import MeanStep, SubsamplingStep

__all__ = [
    "Array",
    "ConvolutionStep",
    "EuclideanRBFStep",
    "FullConnectionStep",
    "MeanStep",
    "Step",
    "SubsamplingStep",
    "Units",
    "WeightedStep",
    "slopes_of",
]
