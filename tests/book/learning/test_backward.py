"""How many derivatives meet, counted again over the links themselves."""

from __future__ import annotations

from collections import Counter

import pytest

from lenet_docs import Architecture, Input, lenet5, lenet5_dense, lenet5_today
from lenet_docs.book.learning.backward import (
    all_gradient_terms,
    gradient_terms,
    links_back,
    mean_links_back,
    terms_of_bias,
    terms_of_weight,
)
from lenet_docs.book.print.relatives import online_net
from lenet_docs.enumeration import Enumeration, Unit
from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import ConnectionTable, Convolution

STRIDED = Architecture(
    "strided", Input(9, 8, maps=2), [Convolution("C", maps=3, kernel=3, stride=2, padding=1)]
)


@pytest.mark.parametrize(
    ("net", "name"),
    [
        *((lenet5(), name) for name in ("C1", "S2", "C3", "S4", "C5", "F6")),
        # Neither maps nor windows are square.
        *((online_net(), name) for name in ("C1", "S2", "C3", "S5")),
    ],
    ids=lambda each: str(getattr(each, "name", each)),
)
def test_each_parameter_adds_up_as_many_terms_as_links_share_it(
    net: Architecture, name: str
) -> None:
    """The enumeration counts, link by link, who shares what."""
    layer, sharing = net[name], Enumeration(net)[name].sharing
    biases = {uses for parameter, uses in sharing.items() if parameter[0] == "bias"}
    weights = {uses for parameter, uses in sharing.items() if parameter[0] != "bias"}
    assert weights == {int(terms_of_weight(layer))}
    assert biases == {int(terms_of_bias(layer))}
    assert int(gradient_terms(layer)) == sum(sharing.values()) == int(layer.connections)


def test_the_terms_are_the_connections_of_all_that_learns() -> None:
    """The fixed codes have connections, but no derivatives."""
    net = lenet5()
    assert all_gradient_terms(net) == net.connections - net["output"].connections


@pytest.mark.parametrize(
    ("net", "name"),
    [(lenet5(), "output"), (lenet5_today(), "S2")],
    ids=["fixed codes", "no coefficients"],
)
def test_what_does_not_learn_has_no_terms(net: Architecture, name: str) -> None:
    """The message says which layers have."""
    with pytest.raises(ArchitectureError, match=f"{name}: nothing is learned here"):
        gradient_terms(net[name])


@pytest.mark.parametrize(
    ("net", "name", "source"),
    [(lenet5(), "C3", 0), (lenet5(), "C3", 5), (lenet5_dense(), "C3", 2), (STRIDED, "C", 1)],
    ids=["Table I", "Table I, last row", "dense", "stride and padding"],
)
def test_links_back_are_those_that_begin_at_a_unit(
    net: Architecture, name: str, source: int
) -> None:
    """Every unit of a map, counted over the links that the enumeration lists."""
    layer = net[name]
    assert isinstance(layer, Convolution)
    counted = Counter(link.source for link in Enumeration(net)[name] if link.source is not None)
    before = layer.source
    for row in range(int(before.height)):
        for column in range(int(before.width)):
            unit = Unit(before.name, source, row, column)
            assert links_back(layer, row, column, source) == counted[unit]


def test_the_mean_is_that_of_all_units() -> None:
    """All links back, over all units."""
    c3 = lenet5()["C3"]
    assert isinstance(c3, Convolution)
    height, width, maps = int(c3.source.height), int(c3.source.width), int(c3.source.maps)
    every = [
        int(links_back(c3, row, column, source))
        for source in range(maps)
        for row in range(height)
        for column in range(width)
    ]
    assert mean_links_back(c3) * len(every) == sum(every)


@pytest.mark.parametrize("place", [(-1, 0), (0, -1), (9, 0), (0, 8)])
def test_a_unit_that_is_not_there_is_refused(place: tuple[int, int]) -> None:
    """The message says where it would be, and how large the maps are."""
    layer = STRIDED["C"]
    assert isinstance(layer, Convolution)
    where = "input: there is no unit in row {}, column {} of maps of 9 x 8".format(*place)
    with pytest.raises(ArchitectureError, match=where):
        links_back(layer, *place)


def test_the_first_map_is_meant_where_none_is_named() -> None:
    """In a table whose first source map is seen by more maps than the second."""
    table = ConnectionTable([[0], [0, 1]])
    net = Architecture(
        "uneven", Input(3, 3, maps=2), [Convolution("C", maps=2, kernel=3, table=table)]
    )
    layer = net["C"]
    assert isinstance(layer, Convolution)
    assert links_back(layer, 0, 0) == links_back(layer, 0, 0, 0) == 2
