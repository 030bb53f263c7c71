"""What subsampling leaves, and what one of its units computes."""

from __future__ import annotations

from fractions import Fraction
from math import tanh

import pytest
from hypothesis import given as fuzz
from hypothesis import strategies as st

from lenet_docs import QuantityError, lenet5
from lenet_docs.book.layers.subsampling import (
    averaging_coefficient,
    field_overlap,
    kept_share,
    links_into,
    parameters_per_map,
    subsampled,
)
from lenet_docs.enumeration import Enumeration
from lenet_docs.layers import Subsampling


@pytest.mark.parametrize("name", ["S2", "S4"])
def test_shares_and_overlaps_are_those_of_the_listed_units(name: str) -> None:
    """Units, fields and windows are as counted."""
    net, counted = lenet5(), Enumeration(lenet5())
    layer = net[name]
    assert isinstance(layer, Subsampling)
    before = counted[layer.source.name]
    assert kept_share(layer) * len(before.units) == len(counted[name].units)
    first, second = counted[name].field(0, 0)[1], counted[name].field(0, 1)[1]
    assert field_overlap(layer) == len(set(first) & set(second))
    assert links_into(layer) == len(list(counted[name].into(counted[name].units[0])))
    used = {link.parameter for link in counted[name] if link.target.map == 0}
    assert parameters_per_map(layer) == len(used)
    assert averaging_coefficient(layer) * counted[name].fan_ins[0] == 1


numbers = st.fractions(-2, 2, max_denominator=20)


@fuzz(st.lists(numbers, min_size=1, max_size=9), numbers, numbers)
def test_a_unit_squashes_the_sum_times_the_coefficient_plus_the_bias(
    window: list[Fraction], coefficient: Fraction, bias: Fraction
) -> None:
    """The state is what floating-point arithmetic gives."""
    expected = 1.7159 * tanh(2 / 3 * float(coefficient * sum(window) + bias))
    assert float(subsampled(window, coefficient, bias)) == pytest.approx(expected, abs=1e-12)


def test_an_empty_window_is_refused() -> None:
    """A unit that looks at nothing cannot be computed."""
    with pytest.raises(QuantityError, match="holds no state"):
        subsampled([], 1, 0)
