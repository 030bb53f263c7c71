"""Faults that were seen in public implementations of LeNet-5: none is ours.

Each test has the fault as a few lines of its own, and something worked out by hand that tells right
from wrong: this implementation agrees with it, and the fault does not. So the tests have teeth.
"""

from __future__ import annotations

import math

import numpy as np
import pytest

from lenet_docs import (
    Architecture,
    Convolution,
    FullConnection,
    Input,
    Subsampling,
    lenet5,
)
from lenet_docs.catalogue import AMPLITUDE, SLOPE, TABLE_I
from lenet_docs.codes import DIGITS, code, squared_distance
from lenet_docs.network import MaximumAPosteriori, MeanSquaredError, Network, posterior
from lenet_docs.network.training.optimisers import StochasticDiagonal, learning_rates
from lenet_docs.network.training.recipes import PAPER_RECIPE
from lenet_docs.published import figure
from lenet_docs.session import DAMPING, RATES
from tests.network_samples import Array, random_images, random_labels, random_network

LOSS = MeanSquaredError()

A, S = float(AMPLITUDE), float(SLOPE)


def correlated(maps: Array, kernel: Array) -> Array:
    """Return what a kernel finds at every place of one map, by the plainest loop."""
    tall, wide = kernel.shape
    height, width = maps.shape[0] - tall + 1, maps.shape[1] - wide + 1
    found = np.zeros((height, width))
    for row in range(height):
        for column in range(width):
            found[row, column] = (maps[row : row + tall, column : column + wide] * kernel).sum()
    return found


def small() -> Architecture:
    """Return two maps, and three classes that look at all of their units."""
    body = [Convolution("C1", maps=2, kernel=3), FullConnection("F2", units=3)]
    return Architecture("small", Input(6, 7), body)


def summed(images: Array, network: Network, layer: str) -> Array:
    """Return the weighted sums of a layer, (images, maps, height, width)."""
    sums = network.trace(images)[layer].sums
    assert sums is not None
    return sums


# ---- Subsampling -----------------------------------------------------------------------------

RAMP = np.arange(16.0).reshape(4, 4)
MEANS = [[2.5, 4.5], [10.5, 12.5]]


@pytest.mark.parametrize("trainable", [True, False])
def test_windows_are_squares_and_not_rows(trainable: bool) -> None:
    """Of 0 to 15 in a square, the mean of the first window is that of 0, 1, 4 and 5."""
    body = [Subsampling("S1", window=2, trainable=trainable), FullConnection("F2", units=2)]
    network = Network(Architecture("pool", Input(4, 4), body), "float64")
    if trainable:
        network.arrays["S1.coefficients"][...] = 1 / 4
        network.arrays["S1.biases"][...] = 0
    levels = RAMP / 16  # a pixel may not be as bright as 15
    assert summed(levels[np.newaxis], network, "S1")[0, 0] * 16 == pytest.approx(np.array(MEANS))

    in_a_row = RAMP.mean(axis=1)
    assert in_a_row.tolist() == [1.5, 5.5, 9.5, 13.5]
    assert sorted(in_a_row) != sorted(np.ravel(MEANS))


@pytest.mark.parametrize("name", ["S2", "S4"])
def test_subsampling_has_coefficients_and_biases(name: str) -> None:
    """A sum is the total of a window, times the map's coefficient, plus its bias."""
    network = random_network(lenet5(), seed=1)
    images = random_images(network.architecture, 1, seed=2)
    before = {"S2": "C1", "S4": "C3"}[name]
    states = network.trace(images)[before].states[0]
    maps, height, width = states.shape
    totals = states.reshape(maps, height // 2, 2, width // 2, 2).sum(axis=(2, 4))
    coefficients, biases = (
        network.arrays[f"{name}.{kind}"].reshape(-1, 1, 1) for kind in ("coefficients", "biases")
    )
    sums = summed(images, network, name)[0]
    np.testing.assert_allclose(sums, coefficients * totals + biases, rtol=1e-12)

    only_means = totals / 4
    assert np.abs(sums - only_means).max() > 0.1


# ---- Biases ----------------------------------------------------------------------------------


def test_a_map_of_c3_has_its_bias_once() -> None:
    """However many maps of S2 a map of C3 looks at, one bias is added to its sums."""
    network = random_network(lenet5(), seed=1)
    images = random_images(network.architecture, 1, seed=2)
    states = network.trace(images)["S2"].states[0]
    kernels = iter(network.arrays["C3.weights"])
    biases = network.arrays["C3.biases"]
    right, faulty = [], []
    for bias, column in zip(biases, TABLE_I.columns, strict=True):
        found = [correlated(states[source], next(kernels)) for source in column]
        right.append(sum(found) + bias)
        faulty.append(sum(each + bias for each in found))
    sums = summed(images, network, "C3")[0]
    np.testing.assert_allclose(sums, right, rtol=1e-10, atol=1e-12)

    surplus = [(len(column) - 1) * b for b, column in zip(biases, TABLE_I.columns, strict=True)]
    assert {len(column) for column in TABLE_I.columns} == {3, 4, 6}
    np.testing.assert_allclose((np.array(faulty) - sums).mean(axis=(1, 2)), surplus)
    assert np.abs(surplus).min() > 0


@pytest.mark.parametrize("layer", ["C1", "S2", "C3", "S4", "C5", "F6"])
def test_every_bias_is_used(layer: str) -> None:
    """A bias that is raised raises the sums of its map by as much, and no others."""
    network = random_network(lenet5(), seed=1)
    images = random_images(network.architecture, 2, seed=2)
    before = summed(images, network, layer)
    network.arrays[f"{layer}.biases"][2] += 0.25
    raised = summed(images, network, layer) - before
    assert raised[:, 2] == pytest.approx(0.25)
    assert not np.delete(raised, 2, axis=1).any()
    labels = random_labels(network.architecture, 2, seed=3)
    gradient = network.named(network.gradient(images, labels, LOSS)[1])
    assert gradient[f"{layer}.biases"].all()


def test_f6_without_its_biases_is_another_layer() -> None:
    """The weighted sums of F6 are W x + b; W x alone is something else."""
    network = random_network(lenet5(), seed=1)
    images = random_images(network.architecture, 1, seed=2)
    states = network.trace(images)["C5"].states[0, :, 0, 0]
    weights, biases = network.arrays["F6.weights"], network.arrays["F6.biases"]
    sums = summed(images, network, "F6")[0, :, 0, 0]
    np.testing.assert_allclose(sums, weights @ states + biases, rtol=1e-12)

    never_used = weights @ states
    assert np.abs(sums - never_used).max() > 0.1


def test_a_bias_belongs_to_a_map_and_not_to_a_pixel() -> None:
    """After a step of learning, an image that is moved by a pixel still moves the maps by one."""
    network = random_network(small(), seed=1)
    image = random_images(network.architecture, 1, seed=2)[0]
    gradient = network.gradient(image[np.newaxis], [0], LOSS)[1]
    # The penalty is minus the score of class 0, which weighs the states of C1.
    states = network.trace(image[np.newaxis])["C1"].states[0]
    slopes = S * (A - states**2 / A)
    of_units = -network.arrays["F2.weights"][0].reshape(states.shape) * slopes
    of_maps = of_units.sum(axis=(1, 2))
    assert network.named(gradient)["C1.biases"] == pytest.approx(of_maps)
    assert network.arrays["C1.biases"].shape == of_maps.shape

    network.trainable[...] -= 0.1 * gradient
    moved = np.roll(image, 1, axis=1)
    sums, after = (summed(each[np.newaxis], network, "C1")[0] for each in (image, moved))
    np.testing.assert_allclose(after[:, :, 1:], sums[:, :, :-1], rtol=1e-10, atol=1e-12)

    untied = -0.1 * (of_units - of_maps[:, np.newaxis, np.newaxis])
    assert np.abs((after + untied)[:, :, 1:] - (sums + untied)[:, :, :-1]).max() > 0.01


# ---- The output layer ------------------------------------------------------------------------


def saying(digit: str) -> Network:
    """Return LeNet-5 whose F6 says one digit perfectly, whatever it sees."""
    network = Network(lenet5(), "float64")
    network.arrays["F6.weights"][...] = 0
    network.arrays["F6.biases"][...] = np.arctanh(np.array(code(digit).components) / A) / S
    return network


def test_penalties_are_squared_distances_to_codes_of_plus_and_minus_one() -> None:
    """A perfect 8 costs nothing as an 8, and 48 as a 6: twelve pixels differ, by 2 each."""
    network = saying("8")
    penalties = network.penalties(np.zeros((32, 32)))
    by_hand = [int(squared_distance("8", digit)) for digit in DIGITS]
    assert penalties == pytest.approx(by_hand, abs=1e-12)
    assert (by_hand[8], by_hand[6]) == (0, 48)

    states = np.array(code("8").components)
    of_zero_and_one = np.array([[(c + 1) / 2 for c in code(d).components] for d in DIGITS])
    assert ((states - of_zero_and_one) ** 2).sum(axis=1)[[8, 6]].tolist() != [0, 48]
    assert (penalties**2)[6] == pytest.approx(2304)


def test_the_slope_of_a_penalty_is_that_of_a_square() -> None:
    """The gradient of the sum over i of (x_i - w_i)^2 is 2 (x_i - w_i), however large it is."""
    network = saying("8")
    slope = 1 / np.cosh(np.arctanh(1 / A)) ** 2 * A * S
    gradient = network.named(network.gradient(np.zeros((1, 32, 32)), [6], LOSS)[1])
    gaps = np.array(code("8").components) - np.array(code("6").components)
    assert gradient["F6.biases"] == pytest.approx(2 * gaps * slope)

    squared_again = 2 * float(squared_distance("8", "6")) * 2 * gaps * slope
    assert np.abs(gradient["F6.biases"] - squared_again).max() > 100


# ---- Gradients -------------------------------------------------------------------------------


def test_gradients_of_images_are_added() -> None:
    """The gradient of several images is the mean of theirs, in every group of parameters."""
    network = random_network(lenet5(), seed=1)
    images = random_images(network.architecture, 3, seed=2)
    labels = random_labels(network.architecture, 3, seed=3)
    alone = [network.gradient(images[[k]], labels[[k]], LOSS)[1] for k in range(3)]
    together = network.gradient(images, labels, LOSS)[1]
    np.testing.assert_allclose(together, np.mean(alone, axis=0), rtol=1e-9, atol=1e-12)

    overwritten = network.named(alone[-1] / 3)
    for name, gradient in network.named(together).items():
        assert np.abs(gradient - overwritten[name]).max() > 1e-3 * np.abs(gradient).max(), name


# ---- Second order ----------------------------------------------------------------------------


def test_every_parameter_has_a_rate_of_its_own() -> None:
    """Parameters of one layer have different second derivatives, and so different rates."""
    network = random_network(lenet5(), seed=1)
    images = random_images(network.architecture, 4, seed=2)
    labels = random_labels(network.architecture, 4, seed=3)
    eta, mu = float(RATES[0][0]), float(DAMPING)
    optimiser = StochasticDiagonal(network, LOSS, rates=[eta], damping=mu)
    optimiser.begin_pass(0, images, labels)
    curvature = network.named(network.curvature(images, labels, LOSS))
    rates = network.named(optimiser.memory["rates"])
    for name, diagonal in curvature.items():
        assert len(np.unique(rates[name])) > rates[name].size / 2, name
        np.testing.assert_allclose(rates[name], eta / (mu + diagonal), err_msg=name)

        one_a_layer = eta / (mu + diagonal.sum())
        assert one_a_layer < rates[name].min(), name


def test_the_damping_is_that_of_the_paper() -> None:
    """With ten times the damping, no rate could be as large as the paper's largest."""
    eta, mu = float(RATES[0][0]), float(DAMPING)
    largest = float(figure("training.largest_step", "J").printed)
    flat = np.zeros(1)
    assert learning_rates(flat, eta, PAPER_RECIPE.damping)[0] > largest
    assert learning_rates(flat, eta, 10 * mu)[0] < largest
    assert PAPER_RECIPE.damping == mu


def test_second_derivatives_are_a_diagonal_and_not_sums_of_rows() -> None:
    """The sum of a row of the Hessian can be so far below 0 that a step goes uphill."""
    network = random_network(small(), seed=1)
    images = random_images(network.architecture, 4, seed=2)
    labels = random_labels(network.architecture, 4, seed=3)
    loss = MaximumAPosteriori(math.inf)
    mu = float(DAMPING)
    curvature = network.curvature(images, labels, loss)
    assert (learning_rates(curvature, 1, mu) > 0).all()
    # The score of a class has its bias as a term, so that the loss's own diagonal is left.
    p = posterior(network.penalties(images), math.inf)
    assert network.named(curvature)["F2.biases"] == pytest.approx((p * (1 - p)).mean(axis=0))

    # The Hessian times a vector of ones, by what the gradient does when all parameters grow.
    before, step = network.trainable.copy(), 1e-5
    network.trainable[...] = before + step
    above = network.gradient(images, labels, loss)[1]
    network.trainable[...] = before - step
    below = network.gradient(images, labels, loss)[1]
    sums_of_rows = (above - below) / (2 * step)
    assert (learning_rates(sums_of_rows, 1, mu) < 0).any()
