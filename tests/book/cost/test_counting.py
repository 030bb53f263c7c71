"""Other ways to count a network."""

import pytest

from lenet_docs.architecture import Architecture
from lenet_docs.book.cost.counting import connections_and_parameters, weights_of
from lenet_docs.catalogue import lenet5, lenet5_today
from lenet_docs.enumeration import Enumeration


def test_the_sum_of_connections_and_parameters_is_the_bar_of_fig_11() -> None:
    """Rounded to thousands it is 401."""
    assert round(int(connections_and_parameters(lenet5())) / 1000) == 401


@pytest.mark.parametrize("network", [lenet5(), lenet5_today()], ids=lambda net: str(net.name))
def test_weights_are_the_parameters_that_are_neither_bias_nor_coefficient(
    network: Architecture,
) -> None:
    """The enumeration names the kind of each parameter."""
    kinds = [p[0] for layer in Enumeration(network) for p in layer.parameters]
    assert int(weights_of(network)) == kinds.count("weight")
