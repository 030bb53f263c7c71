"""The network against itself taken link by link: states, gradients and second derivatives."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given as fuzz
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lenet_docs import (
    Architecture,
    EuclideanRBF,
    FullConnection,
    lenet5,
    lenet5_today,
)
from lenet_docs.catalogue import perceptron
from lenet_docs.network import Network
from tests.link_by_link import LinkByLink
from tests.network_samples import (
    both_losses,
    lenet5_trained_throughout,
    random_images,
    random_network,
)
from tests.networks import architectures

Array = NDArray[Any]


CATALOGUE = [lenet5(), lenet5_today(), lenet5_trained_throughout(), perceptron(28, 30, 10)]


@st.composite
def classifiers(draw: st.DrawFn) -> Architecture:
    """Small networks of any layers but codes, with a last layer that gives scores."""
    network = draw(architectures().filter(_has_no_codes))
    return Architecture("random", network.input, [*network, FullConnection("scores", units=3)])


def _has_no_codes(architecture: Architecture) -> bool:
    return not any(isinstance(layer, EuclideanRBF) for layer in architecture)


def agree(network: Network, images: Array, labels: Array) -> None:
    """Check penalties, gradient and curvature of a network against every link."""
    links = LinkByLink(network.architecture, network.arrays)
    codes = isinstance(network.architecture.layers[-1], EuclideanRBF)
    sign = 1 if codes else -1
    penalties = np.array([sign * links.run(image) for image in images])
    _close(network.penalties(images), penalties, "penalties")
    for loss in both_losses(network, images):
        slopes = sign * loss.gradient(penalties, labels)
        second = loss.curvature(penalties, labels)
        gradients, curvatures = [], []
        for index, image in enumerate(images):
            links.run(image)
            gradients.append(links.gradient(slopes[index]))
            curvatures.append(links.curvature(slopes[index], second[index]))
        for group, array in network.named(network.gradient(images, labels, loss)[1]).items():
            expected = np.mean([each[group] for each in gradients], axis=0)
            _close(array, expected, f"gradient of {group}, {loss}")
        for group, array in network.named(network.curvature(images, labels, loss)).items():
            expected = np.mean([each[group] for each in curvatures], axis=0)
            _close(array, expected, f"curvature of {group}, {loss}")


def _close(ours: Array, theirs: Array, what: str) -> None:
    largest = float(np.abs(theirs).max())
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-12 * largest, err_msg=what)


@pytest.mark.parametrize("architecture", CATALOGUE, ids=lambda each: each.name)
def test_the_catalogue_is_what_its_links_make(architecture: Architecture) -> None:
    """Every one of the connections carries what it must, forward and back."""
    network = random_network(architecture, seed=1)
    agree(network, random_images(architecture, 1, seed=2), np.array([3]))


@settings(max_examples=60)
@fuzz(classifiers(), st.integers(0, 1000))
def test_random_networks_are_what_their_links_make(architecture: Architecture, seed: int) -> None:
    """The same with kernels, strides, borders, windows and tables of any shape, on two images."""
    network = random_network(architecture, seed)
    agree(network, random_images(architecture, 2, seed), np.array([0, 2]))
