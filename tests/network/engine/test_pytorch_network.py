"""The network against PyTorch: penalties, gradients, and second derivatives.

PyTorch's network is built from the same architecture and holds the same parameters; its gradients
are its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from lenet_docs import (
    Architecture,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Input,
    lenet5,
    lenet5_dense,
    lenet5_today,
)
from lenet_docs.catalogue import CODE_HEIGHT, CODE_WIDTH, perceptron
from lenet_docs.network import Loss, MaximumAPosteriori, Network
from tests.needs_pytorch import PYTORCH_IS_MISSING, skip_or_fail
from tests.network_samples import (
    Array,
    both_losses,
    lenet5_trained_throughout,
    random_images,
    random_labels,
    random_network,
    with_trained_codes,
)

if PYTORCH_IS_MISSING:
    skip_or_fail()

import torch

from tests.pytorch_layers import A, S, Settings
from tests.pytorch_network import PyTorchNetwork, maximum_a_posteriori, mean_squared_error

FORWARD, GRADIENT = 1e-5, 1e-4
"""How far single precision may be from PyTorch's double precision, relative to the largest."""

CATALOGUE = [lenet5(), lenet5_dense(), lenet5_today(), perceptron(28, 300, 10)]

each_network = pytest.mark.parametrize("architecture", CATALOGUE, ids=lambda each: each.name)


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Keep PyTorch from waiting for a second thread on a machine that others use."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def oracle(network: Network, settings: Settings | None = None) -> PyTorchNetwork:
    """Return PyTorch's network with the parameters of `network`, in double precision."""
    made = PyTorchNetwork(network.architecture, settings or Settings(), torch.float64)
    return made.load(network.arrays)


def tensor(array: Array) -> torch.Tensor:
    """Return an array as PyTorch takes it, in double precision if it is real."""
    real = np.issubdtype(array.dtype, np.floating)
    return torch.from_numpy(array.astype(np.float64 if real else np.int64))


def pytorch_loss(loss: Loss, penalties: torch.Tensor, labels: torch.Tensor) -> torch.Tensor:
    """Return the mean loss as PyTorch computes it."""
    if isinstance(loss, MaximumAPosteriori):
        return maximum_a_posteriori(penalties, labels, loss.j)
    return mean_squared_error(penalties, labels)


def distance(ours: Array, theirs: Array) -> float:
    """Return the largest difference, relative to the largest of their numbers."""
    assert ours.shape == theirs.shape
    return float(np.abs(ours - theirs).max() / np.abs(theirs).max())


def test_every_way_to_write_the_rival_is_the_same_network() -> None:
    """The settings change PyTorch's speed, and neither penalties nor gradients."""
    network = random_network(lenet5_trained_throughout(), seed=1)
    images = random_images(network.architecture, 5, seed=2)
    labels = random_labels(network.architecture, 5, seed=3)
    loss = both_losses(network, images)[1]
    expected = network.named(network.gradient(images, labels, loss)[1])
    for settings in Settings.every():
        theirs = oracle(network, settings)
        penalties = theirs(tensor(images))
        assert distance(network.penalties(images), penalties.detach().numpy()) < 1e-12, settings
        torch.autograd.backward(pytorch_loss(loss, penalties, tensor(labels)))
        for name, gradient in theirs.gradients().items():
            assert distance(expected[name], gradient) < 1e-10, (settings, name)
        with torch.inference_mode():
            prepared = theirs.eval()(tensor(images)).numpy()
        assert distance(prepared, penalties.detach().numpy()) < 1e-12, settings


def test_parameters_survive_the_way_to_pytorch_and_back() -> None:
    """Every array of ours is found in PyTorch's network, and comes back as it was."""
    network = random_network(lenet5(), seed=1)
    back = oracle(network).arrays()
    assert back.keys() == network.arrays.keys()
    for name, array in network.arrays.items():
        np.testing.assert_array_equal(back[name], array, err_msg=name)
    with pytest.raises(ValueError, match="the arrays are"):
        oracle(network).load({})


@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("count", [1, 7, 64])
@each_network
def test_penalties_agree(architecture: Architecture, count: int, seed: int) -> None:
    """In single precision, for several parameters and numbers of images."""
    network = random_network(architecture, seed, "float32")
    images = random_images(architecture, count, seed, "float32")
    theirs = oracle(network)(tensor(images)).detach().numpy()
    assert distance(network.penalties(images), theirs) < FORWARD
    np.testing.assert_array_equal(network.classify(images), theirs.argmin(axis=1))


@pytest.mark.parametrize("size", [(32, 48), (48, 32), (64, 64)])
def test_penalties_of_larger_inputs_agree(size: tuple[int, int]) -> None:
    """Where the output is a map, PyTorch finds the same at every place."""
    network = random_network(lenet5(*size), seed=1, dtype="float32")
    images = random_images(network.architecture, 3, seed=2, dtype="float32")
    theirs = oracle(network)(tensor(images)).detach().numpy()
    assert theirs.ndim == 4
    assert distance(network.penalties(images), theirs) < FORWARD


@pytest.mark.parametrize("number", [0, 1], ids=["eq. (8)", "eq. (9)"])
@pytest.mark.parametrize("seed", [0, 1, 2])
@pytest.mark.parametrize("count", [1, 7, 64])
@pytest.mark.parametrize(
    "architecture", [*CATALOGUE, lenet5_trained_throughout()], ids=lambda each: each.name
)
def test_gradients_agree(architecture: Architecture, count: int, seed: int, number: int) -> None:
    """In single precision, for every group of parameters and both losses."""
    network = random_network(architecture, seed, "float32")
    images = random_images(architecture, count, seed, "float32")
    labels = random_labels(architecture, count, seed)
    loss = both_losses(network, images)[number]
    value, flat = network.gradient(images, labels, loss)
    theirs = oracle(network)
    penalties = theirs(tensor(images))
    expected = pytorch_loss(loss, penalties, tensor(labels))
    torch.autograd.backward(expected)
    largest = penalties.abs().max().item()
    assert value == pytest.approx(expected.item(), abs=FORWARD * largest)
    gradients = theirs.gradients()
    ours = network.named(flat)
    assert gradients.keys() == ours.keys()
    for name, gradient in gradients.items():
        assert distance(ours[name], gradient) < GRADIENT, name


# ---- Second derivatives ----------------------------------------------------------------------


def pytorch_diagonal(
    network: Network, name: str, images: Array, labels: Array, loss: Loss
) -> Array:
    """Return the diagonal of autograd's Hessian for one group of parameters, in the same shape."""
    theirs = oracle(network)
    group = dict(theirs.named_parameters())[name]
    value = pytorch_loss(loss, theirs(tensor(images)), tensor(labels))
    (gradient,) = torch.autograd.grad(value, group, create_graph=True)
    flat = gradient.flatten()
    rows = [torch.autograd.grad(flat[k], group, retain_graph=True)[0] for k in range(len(flat))]
    diagonal = torch.stack([row.flatten()[k] for k, row in enumerate(rows)])
    return theirs.packed(name, diagonal.reshape(group.shape))


def small(*body: Any) -> Architecture:
    """Return a small network that ends in the ten codes, which learn as well."""
    units = int(CODE_HEIGHT) * int(CODE_WIDTH)
    layers = body or (FullConnection("F6", units=units),)
    return with_trained_codes(
        Architecture("small", Input(4, 5), [*layers, EuclideanRBF("output", units=10)])
    )


def at_rest(architecture: Architecture) -> Network:
    """Return a network whose sums are all 0: there the squashing function is not bent.

    The curvature of the squashing function is what eq. (27) leaves out of eq. (26).
    """
    network = Network(architecture, "float64")
    for name in ("weights", "biases"):
        network.arrays[f"{architecture.layers[0].name}.{name}"][...] = 0
    return network


@pytest.mark.parametrize("number", [0, 1], ids=["eq. (8)", "eq. (9)"])
def test_curvature_is_the_hessian_where_nothing_is_left_out(number: int) -> None:
    """Without shared weights, and with sums of 0, Appendix C leaves out nothing that is not 0."""
    network = at_rest(small())
    images = random_images(network.architecture, 3, seed=1)
    labels = random_labels(network.architecture, 3, seed=2)
    loss = both_losses(network, images)[number]
    ours = network.named(network.curvature(images, labels, loss))
    for name in ("F6.weights", "F6.biases"):
        theirs = pytorch_diagonal(network, name, images, labels, loss)
        assert theirs.min() > 0
        assert distance(ours[name], theirs) < 1e-12, name


def test_curvature_of_shared_weights_is_the_hessian_where_their_units_are_apart() -> None:
    """With eq. (8) no second derivative joins two units of the last maps, as in eq. (23)."""
    maps, height, width = int(CODE_WIDTH), int(CODE_HEIGHT) // 4, 4
    layer = Convolution("C1", maps=maps, kernel=(4 + 1 - height, 5 + 1 - width))
    network = at_rest(small(layer))
    assert int(network.architecture["C1"].units) == int(CODE_WIDTH) * int(CODE_HEIGHT)
    images = random_images(network.architecture, 3, seed=1)
    labels = random_labels(network.architecture, 3, seed=2)
    loss = both_losses(network, images)[0]
    ours = network.named(network.curvature(images, labels, loss))
    for name in ("C1.weights", "C1.biases"):
        theirs = pytorch_diagonal(network, name, images, labels, loss)
        assert theirs.min() > 0
        assert distance(ours[name], theirs) < 1e-12, name


def test_curvature_of_the_right_codes_is_the_hessian() -> None:
    """With eq. (8) each component of the right class's code has the second derivative 2."""
    network = random_network(small(), seed=1)
    images = random_images(network.architecture, 3, seed=1)
    labels = np.array([4, 4, 7])
    loss = both_losses(network, images)[0]
    ours = network.named(network.curvature(images, labels, loss))["output.codes"]
    theirs = pytorch_diagonal(network, "output.codes", images, labels, loss)
    assert distance(ours, theirs) < 1e-12
    assert ours[4] == pytest.approx(2 * 2 / 3)


@pytest.mark.parametrize("number", [0, 1], ids=["eq. (8)", "eq. (9)"])
def test_what_the_curvature_leaves_out_is_the_bend_of_the_squashing_function(number: int) -> None:
    """Away from 0 the Hessian has one term more, f''(a) dE/dx x^2, which can be negative."""
    network = random_network(small(), seed=1)
    images = random_images(network.architecture, 1, seed=1)
    labels = np.array([4])
    loss = both_losses(network, images)[number]
    ours = network.named(network.curvature(images, labels, loss))["F6.biases"]
    traced = network.trace(images)["F6"].sums
    assert traced is not None
    sums = torch.tensor(traced[:, :, 0, 0], requires_grad=True)
    states = A * torch.tanh(S * sums)
    (slope,) = torch.autograd.grad(states.sum(), sums, create_graph=True)
    (bend,) = torch.autograd.grad(slope.sum(), sums)
    fixed = states.detach().requires_grad_()
    value = pytorch_loss(loss, oracle(network).get_submodule("output")(fixed), tensor(labels))
    (along,) = torch.autograd.grad(value, fixed)
    left_out = (bend * along).numpy()[0]
    exact = pytorch_diagonal(network, "F6.biases", images, labels, loss)
    assert distance(ours, exact - left_out) < 1e-12
    assert distance(ours, exact) > 0.01
