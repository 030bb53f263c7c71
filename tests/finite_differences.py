"""Finite differences of the loss: gradients again, without any derivation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lenet_docs.network import Loss, Network

Array = NDArray[Any]

STEP = 1e-3
"""Large enough for rounding not to matter, since the formula is of the fourth order."""

ENTRIES = 12
"""Single parameters that are moved, in each group."""


def relative_errors(
    network: Network, images: Array, labels: Array, loss: Loss, seed: int = 0
) -> dict[str, float]:
    """Return how far the gradient is from finite differences, for each group of parameters.

    Some parameters of the group, chosen at random, are moved alone; and all together are moved in a
    random direction, so that none goes unchecked. The error of all these slopes is taken relative
    to the slopes themselves, both by their root of squares.
    """
    rng = np.random.default_rng(seed)
    gradient = network.gradient(images, labels, loss)[1].copy()

    def value() -> float:
        return float(loss.value(network.penalties(images), labels).mean())

    errors = {}
    for name, derived in network.named(gradient).items():
        array = network.arrays[name]
        slopes = np.array(
            [
                (float(np.vdot(derived, direction)), _slope(array, direction, value))
                for direction in _directions(array.shape, rng)
            ]
        )
        difference = slopes[:, 0] - slopes[:, 1]
        errors[name] = float(np.linalg.norm(difference) / np.linalg.norm(slopes[:, 1]))
    return errors


def _directions(shape: tuple[int, ...], rng: np.random.Generator) -> Iterator[Array]:
    """Return directions of length 1: along some axes, and one along none."""
    size = int(np.prod(shape))
    for place in rng.choice(size, min(ENTRIES, size), replace=False):
        direction = np.zeros(size)
        direction[place] = 1
        yield direction.reshape(shape)
    everywhere = rng.normal(size=shape)
    yield everywhere / np.linalg.norm(everywhere)


def _slope(array: Array, direction: Array, value: Any) -> float:
    """Return the slope of `value` along a direction of `array`, by five points."""
    before = array.copy()

    def at(steps: int) -> float:
        array[...] = before + steps * STEP * direction
        return float(value())

    slope = (8 * (at(1) - at(-1)) - (at(2) - at(-2))) / (12 * STEP)
    array[...] = before
    return slope
