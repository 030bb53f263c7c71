"""Each wrong answer is what a network that really is so has, counted link by link."""

from __future__ import annotations

import pytest

from lenet_docs import Architecture, ConnectionTable, Convolution, Input, Subsampling, lenet5
from lenet_docs.book.layers.larger_inputs import grown
from lenet_docs.book.layers.slips import (
    connections_of_full_size_maps,
    parameters_with_bias_a_unit,
    parameters_with_coefficient_an_input,
)
from lenet_docs.book.print.relatives import online_net
from lenet_docs.enumeration import Enumeration

NET = lenet5()
COUNTED = Enumeration(NET)


def _convolution(name: str) -> Convolution:
    layer = NET[name]
    assert isinstance(layer, Convolution)
    return layer


def test_full_size_maps_are_those_of_a_padded_convolution() -> None:
    """With a border that makes up for the kernel, a map is as large as its input."""
    layer = grown(0, 1)["C1"]
    assert isinstance(layer, Convolution)
    kernel = int(layer.kernel[0])
    padded = Convolution("C1", maps=int(layer.maps), kernel=kernel, padding=(kernel - 1) // 2)
    image = Input(int(layer.source.height), int(layer.source.width))
    counted = Enumeration(Architecture("padded", image, [padded]))["C1"]
    assert counted.shape[1:] == (int(image.height), int(image.width))
    assert connections_of_full_size_maps(layer) == counted.connections


@pytest.mark.parametrize("name", ["C1", "C3", "C5"])
def test_a_bias_a_unit_adds_one_parameter_for_every_unit(name: str) -> None:
    """The weights stay as they are, and the biases are as many as the units."""
    links = [link for link in COUNTED[name] if link.source is not None]
    weights = {link.parameter for link in links}
    assert parameters_with_bias_a_unit(_convolution(name)) == len(weights) + len(
        COUNTED[name].units
    )


@pytest.mark.parametrize(
    ("net", "name"), [(NET, "S2"), (NET, "S4"), (online_net(), "S5")], ids=["S2", "S4", "2 x 1"]
)
def test_a_coefficient_an_input_makes_a_convolution_of_each_map(
    net: Architecture, name: str
) -> None:
    """Such a layer is a convolution that looks at its own map only and does not overlap."""
    layer = net[name]
    assert isinstance(layer, Subsampling)
    maps, window = int(layer.maps), (int(layer.window[0]), int(layer.window[1]))
    before = Input(int(layer.source.height), int(layer.source.width), maps=maps)
    own = ConnectionTable([[index] for index in range(maps)])
    conv = Convolution(name, maps=maps, kernel=window, stride=window, table=own)
    counted = Enumeration(Architecture("own maps", before, [conv]))[name]
    assert parameters_with_coefficient_an_input(layer) == len({link.parameter for link in counted})
