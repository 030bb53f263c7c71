"""The squashing function of section II-B."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from lenet_docs.squashing import gain, squash


@pytest.mark.parametrize("activation", [-2, -1, 0, 1, 3])
def test_it_is_a_tanh_of_amplitude_1_7159_and_slope_two_thirds(activation: int) -> None:
    """The state is 1.7159 tanh(2a/3)."""
    assert float(squash(activation)) == pytest.approx(1.7159 * math.tanh(2 * activation / 3))


def test_one_is_almost_a_fixed_point() -> None:
    """f(1) falls short of 1 by less than three millionths."""
    assert 0 < 1 - float(squash(1)) < 3e-6


def test_the_gain_at_the_origin_is_exact() -> None:
    """A times S, as a fraction."""
    assert gain() == Fraction(17159, 10000) * Fraction(2, 3)
