"""The range of the initial weights."""

from fractions import Fraction

import pytest

from lenet_docs.book.learning.initial_weights import initial_bound, initial_bound_with_bias
from lenet_docs.book.witness import NET
from lenet_docs.enumeration import Enumeration


@pytest.mark.parametrize("name", ["C1", "S2", "C3", "S4", "C5", "F6"])
def test_the_bound_is_the_range_over_the_counted_links(name: str) -> None:
    """The links are those that the enumeration finds at each map's first unit."""
    links = Enumeration(NET)[name].fan_ins
    layer = NET[name]
    for index, count in enumerate(links):
        assert initial_bound(layer, index) == Fraction(24, 10) / count
        assert initial_bound_with_bias(layer, index) == Fraction(24, 10) / (count + 1)
