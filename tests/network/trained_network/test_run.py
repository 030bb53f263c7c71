"""One image on its way: the windows of units, found again by what can change them."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from lenet_docs import ArchitectureError, lenet5
from lenet_docs.catalogue import TABLE_I
from lenet_docs.network import Digits, Network, levels, load_mnist
from lenet_docs.network.trained_network.run import Run, first_misread, first_of


@pytest.fixture(scope="module")
def network() -> Network:
    """A network with random weights, in which everything matters."""
    return Network(lenet5(), "float64", seed=2)


@pytest.fixture(scope="module")
def image() -> NDArray[np.float64]:
    """A random image."""
    return np.random.default_rng(1).uniform(0, 1, (32, 32))


@pytest.mark.parametrize("place", [(0, 0, 0), (3, 27, 27), (5, 4, 9)])
def test_only_the_window_changes_a_unit_of_c1(
    network: Network,
    image: NDArray[np.float64],
    place: tuple[int, int, int],
) -> None:
    """Each pixel in the window changes the state, and no other does."""
    before = Run(network, image)
    window = before.window("C1", place)
    assert window.maps == (0,)
    changing = np.zeros((32, 32), bool)
    for row, column in np.ndindex(32, 32):
        if abs(row - place[1]) > 6 or abs(column - place[2]) > 6:
            continue
        other = image.copy()
        other[row, column] += 0.1
        changing[row, column] = (
            Run(network, other).states["C1"][place] != before.states["C1"][place]
        )
    inside = np.zeros((32, 32), bool)
    inside[
        window.row : window.row + window.height, window.column : window.column + window.width
    ] = True
    assert (changing == inside).all()


@pytest.mark.parametrize("place", [(0, 0, 0), (6, 3, 9), (15, 9, 5)])
def test_a_unit_of_c3_is_worked_out_from_its_window(
    network: Network,
    image: NDArray[np.float64],
    place: tuple[int, int, int],
) -> None:
    """Products of window and kernels, and the bias, squashed, are the state."""
    run = Run(network, image)
    window = run.window("C3", place)
    first = sum(len(column) for column in TABLE_I.columns[: place[0]])
    kernels = network.arrays["C3.weights"][first : first + len(window.maps)]
    field = run.states["S2"][
        list(window.maps),
        window.row : window.row + window.height,
        window.column : window.column + window.width,
    ]
    a = (field * kernels).sum() + network.arrays["C3.biases"][place[0]]
    assert run.states["C3"][place] == pytest.approx(1.7159 * np.tanh(2 / 3 * a))


def test_a_unit_of_s4_is_worked_out_from_its_window(
    network: Network, image: NDArray[np.float64]
) -> None:
    """Four states, added, times the coefficient, with the bias, squashed."""
    run = Run(network, image)
    window = run.window("S4", (7, 4, 1))
    (index,) = window.maps
    states = run.states["C3"][index, window.row : window.row + 2, window.column : window.column + 2]
    a = states.sum() * network.arrays["S4.coefficients"][7] + network.arrays["S4.biases"][7]
    assert (window.height, window.width) == (2, 2)
    assert run.states["S4"][7, 4, 1] == pytest.approx(1.7159 * np.tanh(2 / 3 * a))


def test_the_answer_is_that_of_the_network(network: Network, image: NDArray[np.float64]) -> None:
    """The penalties are those of the network, and the smallest one answers."""
    run = Run(network, image)
    assert run.penalties == pytest.approx(network.penalties(image))
    assert run.answer == network.classify(image)


def test_other_layers_have_no_window(network: Network, image: NDArray[np.float64]) -> None:
    """A unit of F6 looks at everything."""
    with pytest.raises(ArchitectureError, match=r"^F6: the layer is a full connection; only"):
        Run(network, image).window("F6", (0, 0, 0))


def test_the_first_of_a_digit_and_the_first_misread() -> None:
    """They are the first that a search one by one finds."""
    digits, network = load_mnist("test")[:300], Network(lenet5(), seed=4)
    labels = digits.labels.tolist()
    assert [first_of(digits, digit) for digit in range(10)] == [labels.index(d) for d in range(10)]
    answers = network.classify(levels(digits.images)).tolist()
    wrong = [i for i, (a, b) in enumerate(zip(answers, labels, strict=True)) if a != b]
    assert first_misread(network, digits) == wrong[0]
    right = np.array([i for i in range(300) if i not in wrong])
    only_right = Digits(digits.images[right], digits.labels[right])
    with pytest.raises(LookupError, match=r"reads all \d+ images right"):
        first_misread(network, only_right)
