"""Multiply-adds backward and single operations, counted link by link."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from lenet_docs import Architecture, lenet5_today
from lenet_docs.book.cost import multiply_adds
from lenet_docs.book.layers.larger_inputs import grown
from lenet_docs.book.network import NET
from lenet_docs.book.print.classifiers import perceptron_large
from lenet_docs.book.print.relatives import lenet1, online_net
from lenet_docs.enumeration import Enumeration, LayerEnumeration
from lenet_docs.layers import EuclideanRBF, Subsampling

NETWORKS = [NET, lenet5_today(), lenet1(), online_net(), grown(1, 0)]
each_network = pytest.mark.parametrize("network", NETWORKS, ids=lambda net: str(net.name))


@each_network
def test_gradients_go_along_the_links_that_are_listed(network: Architecture) -> None:
    """To states along links from units; to parameters along links whose parameter learns."""
    for layer in Enumeration(network):
        to_states = to_parameters = 0
        fixed = isinstance(layer.layer, EuclideanRBF) and not layer.layer.trainable
        for _, source, parameter in layer:
            if source is not None:
                to_states += source.layer != "input"
                to_parameters += bool(parameter) and not fixed
        assert multiply_adds.state_gradient_multiply_adds(layer.layer) == to_states
        assert multiply_adds.parameter_gradient_multiply_adds(layer.layer) == to_parameters


@each_network
def test_the_sums_of_a_network_are_those_of_its_layers(network: Architecture) -> None:
    """Forward, backward and both, added up layer by layer."""
    back = sum(int(multiply_adds.backward_multiply_adds(layer)) for layer in network)
    both = sum(int(multiply_adds.training_multiply_adds(layer)) for layer in network)
    assert multiply_adds.backward_multiply_adds(network) == back
    assert (
        multiply_adds.training_multiply_adds(network) == both == back + int(network.multiply_adds)
    )


def test_training_costs_less_than_three_times_recognition() -> None:
    """The rule of thumb counts gradients of pixels; the first layer decides how far it is off."""
    net = float(multiply_adds.training_ratio(NET))
    perceptron = float(multiply_adds.training_ratio(perceptron_large()))
    assert 2 < perceptron < net < 3
    assert net == pytest.approx(1 + float(multiply_adds.backward_ratio(NET)))


def test_a_session_is_counted_by_hand() -> None:
    """20 passes of 60,000 images with an update each, and 500 more for the second derivatives."""
    image = 332_824 + 215_224 + 331_984
    assert multiply_adds.session_multiply_adds() == 20 * (60_000 * (image + 60_000) + 500 * image)
    assert float(multiply_adds.second_derivative_share()) == pytest.approx(
        500 * image / (60_000 * (image + 60_000) + 500 * image)
    )
    two, three = (
        multiply_adds.session_rate(f"training.days_{which}") for which in ("least", "most")
    )
    assert float(two) * 2 == pytest.approx(float(three) * 3)
    assert float(two) * 2 * 86_400 == pytest.approx(int(multiply_adds.session_multiply_adds()))


class Counting:
    """A number that has no value, and counts what is done with it."""

    done = 0

    def _counted(self, _: Counting) -> Counting:
        Counting.done += 1
        return self

    __add__ = __sub__ = __mul__ = __truediv__ = _counted


def summed(terms: Sequence[Counting]) -> Counting:
    """Add up terms, beginning with the first."""
    first, *others = terms
    for term in others:
        first = first + term
    return first


def run(layer: LayerEnumeration) -> None:
    """Compute the weighted sum, or the penalty, of every unit of a layer."""
    x = w = bias = Counting()
    fan_ins = layer.fan_ins
    for unit in layer.units:
        links = fan_ins[unit.map]
        match layer.layer:
            case Subsampling(trainable=True):
                summed([x] * links) * w + bias
            case Subsampling():
                summed([x] * links) / w
            case EuclideanRBF():
                differences = [x - w for _ in range(links)]
                summed([each * each for each in differences])
            case _:
                summed([bias, *(w * x for _ in range(links))])


@each_network
def test_operations_are_those_that_a_run_carries_out(network: Architecture) -> None:
    """Every unit is computed with numbers that count what is done with them."""
    for layer in Enumeration(network):
        before = Counting.done
        run(layer)
        assert multiply_adds.operations(layer.layer) == Counting.done - before
    assert multiply_adds.operations(network) == sum(
        int(multiply_adds.operations(layer)) for layer in network
    )


def test_every_unit_with_a_bias_is_squashed() -> None:
    """All units but those of the output; each has a link from a bias."""
    biases = [link for layer in Enumeration(NET) for link in layer if link.source is None]
    assert multiply_adds.squashings(NET) == len(biases) == 8_084
