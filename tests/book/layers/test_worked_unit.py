"""The unit that is worked out by hand agrees with the drawing and with the enumeration."""

from __future__ import annotations

from math import tanh

import pytest

from lenet_docs import Architecture
from lenet_docs.book.layers.worked_unit import sliding_unit, worked_state, worked_sum, worked_unit
from lenet_docs.enumeration import Enumeration
from lenet_docs.figures import DRAWINGS


def test_sum_and_state_are_what_floating_point_gives() -> None:
    """The arithmetic of the page holds."""
    expected = 0.4 * 1.175 - 0.6 * -0.1 + 0.2 * 1.175 + 0.1
    assert float(worked_sum()) == pytest.approx(expected, abs=1e-12)
    assert float(worked_state()) == pytest.approx(1.7159 * tanh(2 / 3 * expected), abs=1e-12)


def test_the_drawing_shows_the_same_sum() -> None:
    """Page and drawing work out one and the same unit."""
    assert f"their sum is {worked_sum()}" in DRAWINGS["unit"]().alt


@pytest.mark.parametrize("network", [worked_unit(), sliding_unit()])
def test_the_small_networks_count_as_listed(network: Architecture) -> None:
    """What the page counts on them is what the enumeration lists."""
    (layer,) = network
    counted = Enumeration(network)[layer.name]
    assert layer.connections == counted.connections
    assert layer.multiply_adds == counted.multiply_adds
    assert layer.parameters == len(counted.parameters)
    assert layer.fan_ins[0] == counted.fan_ins[0]
