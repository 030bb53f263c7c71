"""Pairs of parameters and of connections, counted as pairs."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from lenet_docs import Architecture, Input
from lenet_docs.book.learning.second_order import hessian_entries, term_pairs
from lenet_docs.enumeration import Enumeration
from lenet_docs.layers import Convolution, FullConnection
from lenet_docs.network import Network

SMALL = Architecture(
    "small", Input(5, 5), [Convolution("C", maps=2, kernel=3), FullConnection("F", units=2)]
)


def test_the_hessian_has_an_entry_for_each_pair_of_parameters() -> None:
    """Pairs of what a network holds, one by one."""
    trainable = Network(SMALL).trainable
    assert hessian_entries(SMALL) == sum(1 for _ in product(trainable, repeat=2))


@pytest.mark.parametrize("name", ["C", "F"])
def test_a_shared_weight_has_a_term_for_each_pair_of_its_connections(name: str) -> None:
    """Pairs of connections with the same parameter, one by one."""
    links = list(Enumeration(SMALL)[name])
    pairs = Counter(
        one.parameter for one, other in product(links, links) if one.parameter == other.parameter
    )
    (count,) = {count for parameter, count in pairs.items() if parameter[0] == "weight"}
    assert term_pairs(SMALL[name]) == count
