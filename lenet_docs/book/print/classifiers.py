"""The classifiers of section III-C that LeNet-5 is compared with, as far as they can be counted."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import CHARACTER_SIDE, CLASSES, FIELD_SIDE, perceptron
from lenet_docs.quantity import Quantity, given
from lenet_docs.session import TRAINING_SET

__all__ = [
    "NEIGHBOURS",
    "PRINCIPAL_COMPONENTS",
    "RBF_UNITS",
    "classifier_pairs",
    "linear_classifier",
    "linear_classifier_deslanted",
    "nearest_neighbour_memory",
    "pairwise_classifier",
    "pairwise_weights",
    "pca_classifier",
    "pca_classifier_and_mean",
    "perceptron_deslanted",
    "perceptron_large",
    "perceptron_two_layers",
    "perceptron_two_layers_of_the_figures",
    "perceptron_two_layers_of_the_text",
    "quadratic_features",
    "quadratic_features_with_linear",
    "rbf_network",
]

NEIGHBOURS = given(3, "k", "neighbours that vote")
"""Neighbours that vote in the nearest-neighbour classifier (section III-C.2)."""

PRINCIPAL_COMPONENTS = given(40, "q", "principal components")
"""Principal components that are kept (section III-C.3)."""

RBF_GROUPS = given(10, "g", "groups of radial basis functions")
"""Groups of radial basis functions, one a class (section III-C.4)."""

RBF_GROUP_UNITS = given(100, "u", "radial basis functions of a group")
"""Radial basis functions in each group (section III-C.4)."""

RBF_UNITS = (RBF_GROUPS * RBF_GROUP_UNITS).named("radial basis functions", "R")
"""Radial basis functions in all groups (section III-C.4)."""

CLASSES_GIVEN = given(CLASSES, "C", "classes")
PIXELS = (FIELD_SIDE * FIELD_SIDE).named("pixels of the field", "N")
DESLANTED_PIXELS = (CHARACTER_SIDE * CHARACTER_SIDE).named("pixels of a deslanted image", "N")


def linear_classifier() -> Architecture:
    """Return the linear classifier on centred images (section III-C.1).

    Examples
    --------
    >>> print(linear_classifier().parameters)
    7,850
    """
    return perceptron(int(FIELD_SIDE), CLASSES)


def linear_classifier_deslanted() -> Architecture:
    """Return the linear classifier on deslanted images (section III-C.1).

    Examples
    --------
    >>> print(linear_classifier_deslanted().parameters)
    4,010
    """
    return perceptron(int(CHARACTER_SIDE), CLASSES)


def classifier_pairs() -> Quantity:
    """Return the number of pairs of classes, each told apart by a unit (section III-C.1).

    Examples
    --------
    >>> print(classifier_pairs())
    45
    """
    return (CLASSES_GIVEN * (CLASSES_GIVEN - 1) / 2).named("pairs of classes")


def pairwise_classifier() -> Architecture:
    """Return the pairwise linear classifier: one unit a pair of classes (section III-C.1).

    Examples
    --------
    >>> print(pairwise_classifier().parameters)
    35,325
    """
    return perceptron(int(FIELD_SIDE), int(classifier_pairs()))


def pairwise_weights() -> Quantity:
    """Return the weights of the pairwise classifier, its biases left out.

    Examples
    --------
    >>> print(pairwise_weights())
    35,280
    """
    return pairwise_classifier().multiply_adds.named("weights", owner="pairwise classifier")


def nearest_neighbour_memory() -> Quantity:
    """Return how many pixels the nearest-neighbour classifier keeps and compares.

    It keeps every deslanted training image (sections III-C.2 and III-D).

    Examples
    --------
    >>> print(nearest_neighbour_memory())
    24,000,000
    """
    return (TRAINING_SET * DESLANTED_PIXELS).named("stored pixels")


def quadratic_features() -> Quantity:
    """Return the number of features of the quadratic classifier (section III-C.3).

    They are the products of two components, squares among them, and a constant.

    Examples
    --------
    >>> print(quadratic_features())
    821
    """
    count = PRINCIPAL_COMPONENTS
    return (count * (count + 1) / 2 + 1).named("quadratic features")


def quadratic_features_with_linear() -> Quantity:
    """Return how many features there were, had the components themselves been among them.

    Examples
    --------
    >>> print(quadratic_features_with_linear())
    861
    """
    return (quadratic_features() + PRINCIPAL_COMPONENTS).named("quadratic and linear features")


def pca_classifier() -> Quantity:
    """Return the multiply-adds of the quadratic classifier (section III-C.3).

    An image is projected on each component, and each class weighs each feature.

    Examples
    --------
    >>> print(pca_classifier().text())
    multiply-adds = q × N + C × quadratic features
                  = 40 × 784 + 10 × 821
                  = 31,360 + 8,210
                  = 39,570
    """
    projected = PRINCIPAL_COMPONENTS * PIXELS
    return (projected + CLASSES_GIVEN * quadratic_features()).named("multiply-adds")


def pca_classifier_and_mean() -> Quantity:
    """Return what the quadratic classifier stores: its coefficients and the mean image.

    Examples
    --------
    >>> print(pca_classifier_and_mean())
    40,354
    """
    return (pca_classifier() + PIXELS).named("variables")


def rbf_network() -> Quantity:
    """Return the multiply-adds of the RBF network: centres, then a linear layer (III-C.4).

    Examples
    --------
    >>> print(rbf_network().text())
    multiply-adds = R × N + R × C
                  = 1,000 × 784 + 1,000 × 10
                  = 784,000 + 10,000
                  = 794,000
    """
    return (RBF_UNITS * PIXELS + RBF_UNITS * CLASSES_GIVEN).named("multiply-adds")


def perceptron_deslanted() -> Architecture:
    """Return the network 20x20-300-10 on deslanted images (section III-C.5).

    Examples
    --------
    >>> print(perceptron_deslanted().parameters)
    123,310
    """
    return perceptron(int(CHARACTER_SIDE), 300, CLASSES)


def perceptron_large() -> Architecture:
    """Return the network 28x28-1000-10 (section III-C.5).

    Examples
    --------
    >>> print(perceptron_large().parameters)
    795,010
    """
    return perceptron(int(FIELD_SIDE), 1000, CLASSES)


def perceptron_two_layers() -> Architecture:
    """Return the network 28x28-300-100-10 (section III-C.6).

    Examples
    --------
    >>> print(perceptron_two_layers().parameters)
    266,610
    """
    return perceptron(int(FIELD_SIDE), 300, 100, CLASSES)


def perceptron_two_layers_of_the_text() -> Architecture:
    """Return the network 28x28-1000-150-10, which only the text names (section III-C.6).

    Examples
    --------
    >>> print(perceptron_two_layers_of_the_text().parameters)
    936,660
    """
    return perceptron(int(FIELD_SIDE), 1000, 150, CLASSES)


def perceptron_two_layers_of_the_figures() -> Architecture:
    """Return the network 28x28-500-150-10, which Figs. 9, 11 and 12 name.

    Examples
    --------
    >>> print(perceptron_two_layers_of_the_figures().parameters)
    469,160
    """
    return perceptron(int(FIELD_SIDE), 500, 150, CLASSES)
