"""What the chapter on the losses shows: codes that may move collapse under eq. (8) only."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from lenet_docs import Architecture, EuclideanRBF, FullConnection, Input, lenet5
from lenet_docs.network import (
    Loss,
    MaximumAPosteriori,
    MeanSquaredError,
    Network,
    levels,
    load_mnist,
)


def learned(loss: Loss, *, trainable: bool) -> tuple[float, float, float]:
    """Return mean loss, mean squared distance of the codes, and wrong answers after 400 steps."""
    digits = load_mnist("training")[:100]
    images = levels(digits.images).reshape(-1, 8, 4, 8, 4).mean(axis=(2, 4))
    last = lenet5()
    layers = [
        FullConnection("F6", units=last["F6"].maps),
        EuclideanRBF("output", units=last["output"].maps, trainable=trainable),
    ]
    network = Network(Architecture("small", Input(8, 8), layers))
    for _ in range(400):
        network.trainable -= 0.2 * network.gradient(images, digits.labels, loss)[1]
    value = loss.value(network.penalties(images), digits.labels).mean()
    pairs = combinations(network.arrays["output.codes"], 2)
    apart = np.mean([((one - other) ** 2).sum() for one, other in pairs])
    wrong = np.mean(network.classify(images) != digits.labels)
    return float(value), float(apart), float(wrong)


def test_codes_that_learn_collapse_under_eq_8() -> None:
    """The loss vanishes with the distances between the codes, and the answers stay wrong."""
    loss, apart, wrong = learned(MeanSquaredError(), trainable=True)
    assert loss < 0.1
    assert apart < 2
    assert wrong > 0.05


def test_fixed_codes_cannot_collapse() -> None:
    """The same loss stays large, because such a small network cannot draw the codes."""
    loss, apart, _ = learned(MeanSquaredError(), trainable=False)
    assert loss > 10
    assert apart == pytest.approx(124.36, abs=0.01)


def test_codes_that_learn_stay_apart_under_eq_9() -> None:
    """The loss falls as low, but with codes that differ and with the right answers."""
    loss, apart, wrong = learned(MaximumAPosteriori(10), trainable=True)
    assert loss < 0.1
    assert apart > 20
    assert wrong == 0
