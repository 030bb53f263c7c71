"""Gradients against differences of the loss, in double precision."""

from __future__ import annotations

import numpy as np
import pytest

from lenet_docs import Architecture, lenet5_dense, lenet5_today
from lenet_docs.catalogue import perceptron
from lenet_docs.network import Loss, MaximumAPosteriori, Network
from lenet_docs.network.engine.chain import Chain
from tests.finite_differences import relative_errors
from tests.network_samples import (
    Array,
    both_losses,
    lenet5_trained_throughout,
    random_images,
    random_labels,
    random_network,
)

NETWORKS = [lenet5_trained_throughout(), lenet5_dense(), lenet5_today(), perceptron(28, 30, 10)]

each_network = pytest.mark.parametrize("architecture", NETWORKS, ids=lambda each: each.name)
each_loss = pytest.mark.parametrize("number", [0, 1], ids=["eq. (8)", "eq. (9)"])


def case(architecture: Architecture, number: int) -> tuple[Network, Array, Array, Loss]:
    """Return a network, three images with their classes, and a loss."""
    network = random_network(architecture, seed=3)
    images = random_images(architecture, 3, seed=4)
    labels = random_labels(architecture, 3, seed=5)
    return network, images, labels, both_losses(network, images)[number]


@each_loss
@each_network
def test_gradients_are_finite_differences(architecture: Architecture, number: int) -> None:
    """In every group of parameters, for single ones and for all of the group together."""
    network, images, labels, loss = case(architecture, number)
    errors = relative_errors(network, images, labels, loss)
    assert errors.keys() == network.named(network.trainable).keys()
    assert max(errors.values()) < 1e-6, errors


@each_loss
@each_network
def test_gradients_are_complex_steps(architecture: Architecture, number: int) -> None:
    """A step along the imaginary axis cancels nothing, so there is no error but rounding.

    The network computes with analytic functions alone. So E(w + i h d) = E(w) + i h E'(w) d, and h
    can be so small that all higher terms vanish.
    """
    network, images, labels, loss = case(architecture, number)
    gradient = network.named(network.gradient(images, labels, loss)[1])
    rng = np.random.default_rng(6)
    arrays = {name: array.astype(complex) for name, array in network.arrays.items()}
    gradients = {name: np.zeros(array.shape, complex) for name, array in gradient.items()}
    chain = Chain(architecture, arrays, gradients, len(images), np.dtype(complex))
    for name, derived in gradient.items():
        direction = rng.normal(size=derived.shape)
        arrays[name] += 1e-30j * direction
        penalties = chain.forward(images).reshape(-1, len(images))
        slope = complex_loss(penalties, labels, loss).imag / 1e-30
        arrays[name] -= 1e-30j * direction
        assert np.vdot(derived, direction) == pytest.approx(slope, rel=1e-10), name


def complex_loss(penalties: Array, labels: Array, loss: Loss) -> complex:
    """Return the mean loss of penalties (classes, images) by the paper's formula."""
    right = penalties[labels, np.arange(len(labels))]
    if not isinstance(loss, MaximumAPosteriori):
        return complex(right.mean())
    least = penalties.real.min(axis=0)
    terms = np.exp(least - loss.j) + np.exp(least - penalties).sum(axis=0)
    return complex((right - least + np.log(terms)).mean())
