"""The states of a network, against loops over its units."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given as fuzz
from hypothesis import settings
from hypothesis import strategies as st

from lenet_docs import (
    Architecture,
    Convolution,
    EuclideanRBF,
    FullConnection,
    Subsampling,
    lenet5,
    lenet5_today,
)
from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.layers import Layer
from lenet_docs.network import Network
from tests.network_samples import Array, close, random_images, random_network, runnable

A, S = float(AMPLITUDE), float(SLOPE)


@settings(max_examples=80)
@fuzz(runnable(), st.integers(0, 100))
def test_states_are_those_of_loops(architecture: Architecture, seed: int) -> None:
    """Every sum and state of random networks, unit by unit; maps of outputs as well."""
    network = random_network(architecture, seed)
    images = random_images(architecture, 2, seed)
    trace = network.trace(images)
    for index, image in enumerate(images):
        states = image.reshape(-1, *image.shape[-2:])
        for layer in architecture:
            sums = looped(layer, states, network)
            squashed = not isinstance(layer, EuclideanRBF) and _is_squashed(layer, architecture)
            states = A * np.tanh(S * sums) if squashed else sums
            found = trace[layer.name]
            close(found.states[index], states)
            if found.sums is not None:
                close(found.sums[index], sums)
        codes = isinstance(architecture.layers[-1], EuclideanRBF)
        outputs = states if codes else -states
        expected = outputs[:, 0, 0] if outputs.shape[1:] == (1, 1) else outputs
        close(network.penalties(image), expected)


def _is_squashed(layer: Layer, architecture: Architecture) -> bool:
    if isinstance(layer, Subsampling) and not layer.trainable:
        return False
    return layer is not architecture.layers[-1]


def looped(layer: Layer, source: Array, network: Network) -> Array:
    """Return the sums of a layer, one unit after another, with nothing but loops."""
    shape = (int(layer.maps), int(layer.height), int(layer.width))
    sums = np.zeros(shape)
    own = {
        name.split(".")[1]: array
        for name, array in network.arrays.items()
        if name.split(".")[0] == layer.name
    }
    for m, row, column in product(*map(range, shape)):
        sums[m, row, column] = _unit(layer, own, source, m, row, column)
    return sums


def _unit(
    layer: Layer, own: dict[str, Array], source: Array, m: int, row: int, column: int
) -> float:
    if isinstance(layer, Convolution):
        down, across = map(int, layer.stride)
        top, left = (row * down - int(layer.padding[0]), column * across - int(layer.padding[1]))
        table = layer.table.columns if layer.table else [range(len(source))] * int(layer.maps)
        kernel = sum(len(each) for each in table[:m])
        total = float(own["biases"][m])
        for s in table[m]:
            for r, c in product(*(range(int(side)) for side in layer.kernel)):
                inside = 0 <= top + r < source.shape[1] and 0 <= left + c < source.shape[2]
                if inside:
                    total += own["weights"][kernel, r, c] * source[s, top + r, left + c]
            kernel += 1
        return total
    if isinstance(layer, Subsampling):
        tall, wide = map(int, layer.window)
        window = source[m, row * tall : (row + 1) * tall, column * wide : (column + 1) * wide]
        if layer.trainable:
            return float(own["coefficients"][m] * window.sum() + own["biases"][m])
        return float(window.mean())
    assert isinstance(layer, FullConnection | EuclideanRBF)
    seen = source[:, row, column] if layer.replicated else source.ravel()
    if isinstance(layer, FullConnection):
        return float(sum(own["weights"][m] * seen) + own["biases"][m])
    return float(sum((seen - own["codes"][m]) ** 2))


def test_a_larger_input_gives_at_each_place_what_its_window_gives() -> None:
    """LeNet-5 on 44 x 40 pixels is LeNet-5 on 32 x 32 at every fourth pixel (section VII)."""
    small = random_network(lenet5(), seed=1)
    large = Network(lenet5(height=44, width=40), "float64")
    large.parameters[...] = small.parameters
    images = random_images(large.architecture, 2, seed=2)
    found = large.penalties(images)
    assert found.shape == (2, 10, 4, 3)
    for row, column in product(range(4), range(3)):
        windows = images[:, 4 * row : 4 * row + 32, 4 * column : 4 * column + 32]
        assert found[:, :, row, column] == pytest.approx(small.penalties(windows), rel=1e-12)
    assert np.array_equal(large.classify(images), found.argmin(axis=1))


def test_without_codes_a_penalty_is_minus_a_score() -> None:
    """The class with the highest score is the answer."""
    network = random_network(lenet5_today(), seed=0)
    images = random_images(lenet5_today(), 5, seed=0)
    scores = network.trace(images)["output"].states[:, :, 0, 0]
    assert np.array_equal(network.penalties(images), -scores)
    assert np.array_equal(network.classify(images), scores.argmax(axis=1))
