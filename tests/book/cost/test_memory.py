"""What is kept in memory, by keeping it."""

from __future__ import annotations

import pytest

from lenet_docs import Architecture, Convolution, Input, lenet5, lenet5_today
from lenet_docs.book.cost import memory
from lenet_docs.book.layers.shares import units_and_pixels
from lenet_docs.book.network import NET
from lenet_docs.book.print.classifiers import linear_classifier, perceptron_two_layers
from lenet_docs.book.print.relatives import lenet1, online_net

NETWORKS = [
    NET,
    lenet5(48, 64),
    lenet5_today(),
    lenet1(),
    online_net(),
    perceptron_two_layers(),
    linear_classifier(),
]
each_network = pytest.mark.parametrize("network", NETWORKS, ids=lambda net: str(net.name))


class Store:
    """Room for arrays of numbers, which remembers the most that it held."""

    def __init__(self) -> None:
        self.held: dict[str, int] = {}
        self.most = 0

    def keep(self, name: str, numbers: int) -> None:
        self.held[name] = numbers
        self.most = max(self.most, sum(self.held.values()))

    def forget(self, name: str) -> None:
        del self.held[name]


@each_network
def test_states_are_kept_until_the_next_layer_has_looked_at_them(network: Architecture) -> None:
    """An image is recognised, layer by layer, and what is kept is counted."""
    store = Store()
    store.keep(network.input.name, int(network.input.units))
    for layer in network:
        store.keep(layer.name, int(layer.units))
        store.forget(layer.source.name)
    assert memory.states_at_once(network) == store.most


@each_network
def test_gradients_of_states_are_kept_until_they_are_handed_on(network: Architecture) -> None:
    """The gradient goes back, layer by layer, and ends before the pixels."""
    store = Store()
    store.keep(network.layers[-1].name, int(network.layers[-1].units))
    for layer in reversed(network.layers):
        if layer.source is not network.input:
            store.keep(layer.source.name, int(layer.source.units))
        store.forget(layer.name)
    assert store.held == {}
    assert memory.state_gradients_at_once(network) == store.most


def test_a_layer_alone_keeps_the_gradients_of_its_own_states() -> None:
    """All of its units, not one a map."""
    network = Architecture("alone", Input(3, 4), [Convolution("C1", maps=2, kernel=2)])
    assert memory.state_gradients_at_once(network) == 2 * 2 * 3


def test_training_keeps_these_numbers() -> None:
    """Weights and codes, states and pixels, their gradients, gradients and steps of 60,000."""
    assert memory.training_numbers(NET) == 60_840 + 8_094 + 1_024 + 5_880 + 60_000 + 60_000
    assert memory.recognition_numbers(NET) == 60_840 + 5_880
    assert memory.bytes_for(NET.parameters) == 243_360


def test_codes_are_840_bits() -> None:
    """Eight to a byte."""
    assert memory.codes_in_bits() * 8 == 840


def test_from_the_next_image_on_states_outweigh_parameters() -> None:
    """As many images fit, and one more does not."""
    images = int(memory.largest_batch_below_parameters(NET))
    kept, parameters = int(units_and_pixels(NET)), int(NET.parameters)
    assert images * kept <= parameters < (images + 1) * kept
