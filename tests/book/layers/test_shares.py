"""Shares and sharing agree with what the enumeration counts."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from lenet_docs import lenet5
from lenet_docs.book.layers.shares import (
    links_from_biases,
    share,
    units_and_pixels,
    uses_a_parameter,
    weighted_links,
)
from lenet_docs.enumeration import Enumeration

NET = lenet5()
COUNTED = Enumeration(NET)
LAYERS = [layer.name for layer in NET]


def test_the_shares_of_all_layers_make_a_whole() -> None:
    """What the layers hold of a total adds up to all of it."""
    for count in ("trainable_parameters", "connections", "multiply_adds"):
        whole = getattr(NET, count)
        assert sum(share(getattr(layer, count), whole).value for layer in NET) == 1


@pytest.mark.parametrize("name", LAYERS)
def test_a_parameter_is_used_as_often_as_the_links_that_name_it(name: str) -> None:
    """The mean number of links that name a parameter is counted link by link."""
    uses = [link.parameter for link in COUNTED[name]]
    assert uses_a_parameter(NET[name]) == Fraction(len(uses), len(set(uses)))


def test_every_unit_but_the_outputs_has_a_link_from_a_bias() -> None:
    """The codes have no bias; all other units have one."""
    assert links_from_biases(NET) == COUNTED.units - len(COUNTED["output"].units)


def test_weighted_links_are_those_that_share_no_weight_within_a_unit() -> None:
    """A link counts if no other link into the same unit names its parameter."""
    count = 0
    for name in LAYERS:
        for unit in COUNTED[name].units:
            links = COUNTED[name].into(unit)
            uses = Counter(link.parameter for link in links if link.source is not None)
            count += list(uses.values()).count(1)
    assert weighted_links(NET) == count


def test_pixels_are_counted_beside_the_units() -> None:
    """Units and pixels together are the units of all layers and the image's pixels."""
    pixels = int(NET.input.height) * int(NET.input.width)
    assert units_and_pixels(NET) == COUNTED.units + pixels
