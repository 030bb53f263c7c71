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
from lenet_docs.catalogue import BACKGROUND, FOREGROUND, perceptron
from lenet_docs.network import Loss, MaximumAPosteriori, MeanSquaredError, Network
from tests.link_by_link import LinkByLink
from tests.networks import architectures

Array = NDArray[Any]


def with_trained_codes() -> Architecture:
    """Return LeNet-5 with codes that are trained."""
    *body, output = lenet5().layers
    codes = EuclideanRBF(output.name, units=int(output.maps), replicated=True, trainable=True)
    return Architecture("trained", lenet5().input, [*body, codes])


CATALOGUE = [lenet5(), lenet5_today(), with_trained_codes(), perceptron(28, 30, 10)]


@st.composite
def classifiers(draw: st.DrawFn) -> Architecture:
    """Small networks of any layers but codes, with a last layer that gives scores."""
    network = draw(architectures().filter(_has_no_codes))
    return Architecture("random", network.input, [*network, FullConnection("scores", units=3)])


def _has_no_codes(architecture: Architecture) -> bool:
    return not any(isinstance(layer, EuclideanRBF) for layer in architecture)


def random_network(architecture: Architecture, seed: int) -> Network:
    """Return a network none of whose trained parameters is near 0 as a rule."""
    network = Network(architecture, "float64")
    rng = np.random.default_rng(seed)
    for name, array in network.named(network.trainable).items():
        spread = 1 / np.sqrt(np.prod(array.shape[1:])) if array.ndim > 1 else 0.3
        array[...] += rng.normal(0, spread, array.shape) if "codes" not in name else 0
    return network


def random_images(architecture: Architecture, count: int, seed: int) -> Array:
    """Return images of random levels."""
    image = architecture.input
    size = [count, int(image.maps), int(image.height), int(image.width)]
    if size[1] == 1:
        del size[1]
    rng = np.random.default_rng(seed)
    return rng.uniform(float(BACKGROUND), float(FOREGROUND), size)


def competing(network: Network, images: Array) -> list[Loss]:
    """Return both losses, eq. (9) with a j at which all classes and rubbish have a share."""
    smallest = float(network.penalties(images).min())
    return [MeanSquaredError(), MaximumAPosteriori(max(smallest, 0.5))]


def agree(network: Network, images: Array, labels: Array) -> None:
    """Check penalties, gradient and curvature of a network against every link."""
    links = LinkByLink(network.architecture, network.arrays)
    codes = isinstance(network.architecture.layers[-1], EuclideanRBF)
    sign = 1 if codes else -1
    penalties = np.array([sign * links.run(image) for image in images])
    _close(network.penalties(images), penalties, "penalties")
    for loss in competing(network, images):
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


@settings(max_examples=60, deadline=None)
@fuzz(classifiers(), st.integers(0, 1000))
def test_random_networks_are_what_their_links_make(architecture: Architecture, seed: int) -> None:
    """The same with kernels, strides, borders, windows and tables of any shape, on two images."""
    network = random_network(architecture, seed)
    agree(network, random_images(architecture, 2, seed), np.array([0, 2]))
