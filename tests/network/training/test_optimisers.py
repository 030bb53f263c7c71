"""Steps of learning: the paper's, against their formulas, and Adam's."""

from __future__ import annotations

import math

import numpy as np
import pytest

from lenet_docs import lenet5
from lenet_docs.catalogue import perceptron
from lenet_docs.network import Loss, MaximumAPosteriori, MeanSquaredError, Network
from lenet_docs.network.training.optimisers import Adam, StochasticDiagonal, learning_rates
from tests.network_samples import Array, both_losses, random_images, random_labels, random_network

COUNT = 11


def samples(network: Network, count: int = COUNT) -> tuple[Array, Array]:
    """Return random images and labels."""
    architecture = network.architecture
    return random_images(architecture, count, 1), random_labels(architecture, count, 2)


@pytest.mark.parametrize("curvature", [None, MeanSquaredError()])
def test_rates_are_eta_over_mu_plus_h(curvature: Loss | None) -> None:
    """One for each parameter (eq. (21)), by the rate of the pass, and h of the chosen loss."""
    network = random_network(lenet5(), seed=0)
    images, labels = samples(network)
    loss = both_losses(network, images)[1]
    optimiser = StochasticDiagonal(
        network, loss, rates=[0.1, 0.003], damping=0.02, curvature=curvature
    )
    optimiser.begin_pass(1, images, labels)
    diagonal = network.curvature(images, labels, curvature or loss)
    np.testing.assert_allclose(optimiser.memory["rates"], 0.003 / (0.02 + diagonal), rtol=1e-12)


def test_no_rate_is_above_eta_over_mu() -> None:
    """Where the second derivative is 0, the damping alone is left."""
    rates = learning_rates(np.array([0.0, 1e-9, 1.0, 1e9]), rate=0.01, damping=0.02)
    assert rates.tolist() == sorted(rates.tolist(), reverse=True)
    assert rates[0] == 0.5


def test_the_paper_takes_a_step_after_each_image() -> None:
    """Each gradient is taken where the last step led (eq. (18)), with a rate for each parameter."""
    network, other = (random_network(lenet5(), seed=0) for _ in range(2))
    images, labels = samples(network)
    loss = both_losses(network, images)[1]
    optimiser = StochasticDiagonal(network, loss, rates=[1e-4], damping=0.02)
    optimiser.begin_pass(0, images, labels)
    values = optimiser.learn(0, images, labels)
    rates = 1e-4 / (0.02 + other.curvature(images, labels, loss))
    for image, label, value in zip(images, labels, values, strict=True):
        expected, gradient = other.gradient(image, label, loss)
        assert value == pytest.approx(expected, rel=1e-9)
        other.trainable[...] -= rates * gradient
    np.testing.assert_allclose(network.trainable, other.trainable, rtol=1e-9, atol=1e-12)


def test_rates_stay_as_they_are_during_a_pass() -> None:
    """They are measured before it, and what is learned then does not change them."""
    network = random_network(lenet5(), seed=0)
    images, labels = samples(network)
    optimiser = StochasticDiagonal(network, MaximumAPosteriori(), rates=[1e-4], damping=0.02)
    optimiser.begin_pass(0, images, labels)
    before = optimiser.memory["rates"].copy()
    optimiser.learn(0, images, labels)
    assert np.array_equal(optimiser.memory["rates"], before)


def test_codes_that_are_fixed_stay_fixed() -> None:
    """Neither method changes them."""
    for network in (random_network(lenet5(), seed=0) for _ in range(2)):
        images, labels = samples(network)
        before = network.arrays["output.codes"].copy()
        loss = MaximumAPosteriori()
        StochasticDiagonal(network, loss, rates=[1.0], damping=0.02).learn(0, images, labels)
        Adam(network, loss, rate=0.1, warm_up=1, steps=9).learn(0, images, labels)
        assert np.array_equal(network.arrays["output.codes"], before)


def test_adam_is_the_algorithm_of_its_paper() -> None:
    """Algorithm 1 of Kingma and Ba, written here parameter by parameter as they print it."""
    network, other = (random_network(perceptron(4, 3, 10), seed=0) for _ in range(2))
    loss, steps = MaximumAPosteriori(), 7
    optimiser = Adam(network, loss, rate=0.01, warm_up=3, steps=steps)
    m, v = [0.0] * network.trainable.size, [0.0] * network.trainable.size
    for t in range(1, steps + 1):
        images = random_images(network.architecture, 5, seed=t)
        labels = random_labels(network.architecture, 5, seed=t)
        values = optimiser.learn(t - 1, images, labels)
        mean, gradient = other.gradient(images, labels, loss)
        assert values.mean() == pytest.approx(mean, rel=1e-9)
        alpha = 0.01 * min(1, t / 3) * (1 + math.cos(math.pi * (t - 1) / steps)) / 2
        for i, g in enumerate(gradient.tolist()):
            m[i] = 0.9 * m[i] + 0.1 * g
            v[i] = 0.999 * v[i] + 0.001 * g**2
            m_hat, v_hat = m[i] / (1 - 0.9**t), v[i] / (1 - 0.999**t)
            other.trainable[i] -= alpha * m_hat / (math.sqrt(v_hat) + 1e-8)
        np.testing.assert_allclose(network.trainable, other.trainable, rtol=1e-9, atol=1e-12)


def test_adams_rate_rises_then_falls_to_0() -> None:
    """In equal steps to the largest, and from there as a cosine."""
    optimiser = Adam(
        Network(perceptron(4, 10)), MaximumAPosteriori(), rate=2, warm_up=10, steps=1000
    )
    rates = [optimiser.rate(step) for step in range(1001)]
    assert rates[:10] == pytest.approx([0.2 * n for n in range(1, 11)], rel=1e-3)
    assert rates[9:] == sorted(rates[9:], reverse=True)
    assert rates[500] == pytest.approx(1)
    assert rates[1000] == 0


def test_adam_needs_no_second_derivatives() -> None:
    """A pass begins without looking at any image."""
    optimiser = Adam(Network(lenet5()), MaximumAPosteriori(), rate=1, warm_up=1, steps=1)
    memory = {name: array.copy() for name, array in optimiser.memory.items()}
    optimiser.begin_pass(0, np.zeros((0, 32, 32)), np.zeros(0, np.intp))
    assert all(np.array_equal(optimiser.memory[name], array) for name, array in memory.items())
