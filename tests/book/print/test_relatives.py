"""LeNet-5's relatives and the networks that go by its name, counted one by one."""

import pytest

from lenet_docs.architecture import COUNTS, Architecture
from lenet_docs.book.others import circulating
from lenet_docs.book.print import classifiers, relatives
from lenet_docs.book.witness import NET
from lenet_docs.enumeration import Enumeration
from lenet_docs.errors import ArchitectureError
from lenet_docs.layers import EuclideanRBF

COUNTED = [
    relatives.lenet1(),
    relatives.lenet4_front(),
    relatives.lenet4_back(47),
    relatives.lenet4_back(relatives.LENET4_LEAST_KERNELS, relatives.LENET4_SMALL_SIDE),
    relatives.online_net(),
    circulating.lenet5_with_linear_output(),
    circulating.dense_with_linear_output(),
    circulating.unpadded_lenet1(),
    circulating.unpadded_lenet4(),
    circulating.unpadded_lenet5(),
    classifiers.linear_classifier(),
    classifiers.linear_classifier_deslanted(),
    classifiers.pairwise_classifier(),
    classifiers.perceptron_deslanted(),
]


@pytest.mark.parametrize("network", COUNTED, ids=lambda network: str(network.name))
def test_formulas_agree_with_the_enumeration(network: Architecture) -> None:
    """Units, parameters, connections and multiply-adds are what is counted one by one."""
    counted = Enumeration(network)
    for count in COUNTS:
        listed = [getattr(layer, count) for layer in counted]
        total = sum(n if isinstance(n, int) else len(n) for n in listed)
        assert int(getattr(network, count)) == total, count


def test_lenet1_has_the_totals_that_its_own_paper_is_quoted_with() -> None:
    """The sums over its layers: 104, 8, 512, 24 and 1,930 parameters, and so on."""
    net = relatives.lenet1()
    assert [int(layer.parameters) for layer in net] == [104, 8, 512, 24, 1930]
    assert [int(layer.connections) for layer in net] == [59_904, 2_880, 32_768, 960, 1_930]
    assert int(relatives.lenet1_nodes()) == 4 * 24**2 + 4 * 12**2 + 12 * 8**2 + 12 * 4**2 + 10 + (
        28**2 + 1
    )


@pytest.mark.parametrize(("side", "map_side"), [(32, 5), (28, 4)])
@pytest.mark.parametrize("kernels", [16, 47, 100, 128])
def test_lenet4_is_counted_by_its_closed_formula(side: int, map_side: int, kernels: int) -> None:
    """The formula is written out here by hand: s is the side of a map before the last layers."""
    classifier = 120 * (16 * map_side**2 + 1) + 1210
    parameters = 4 * 26 + 8 * 2 + 25 * kernels + 16 + 32 + classifier
    assert int(relatives.lenet4_parameters(kernels, side)) == parameters
    first, second, third = side - 4, (side - 4) // 2, (side - 4) // 2 - 4
    connections = 4 * 26 * first**2 + 8 * 5 * second**2 + (25 * kernels + 16) * third**2
    connections += 16 * 5 * map_side**2 + classifier
    assert int(relatives.lenet4_connections(kernels, side)) == connections


@pytest.mark.parametrize(("side", "kernels"), [(32, 47), (28, 100)])
def test_lenet4_comes_nearest_to_the_printed_connections(side: int, kernels: int) -> None:
    """One kernel more or less is further from 260,000."""
    found = int(relatives.lenet4_kernels_for(260_000, side))
    assert found == kernels
    off = {n: abs(int(relatives.lenet4_connections(n, side)) - 260_000) for n in range(16, 129)}
    assert min(off, key=lambda n: off[n]) == found


@pytest.mark.parametrize(("connections", "kernels"), [(0, 16), (10**9, 128)])
def test_the_nearest_may_be_the_least_or_the_most(connections: int, kernels: int) -> None:
    """What no table reaches is nearest to the emptiest or to the fullest."""
    assert int(relatives.lenet4_kernels_for(connections)) == kernels


@pytest.mark.parametrize("kernels", [15, 129])
def test_more_or_fewer_kernels_than_possible_are_refused(kernels: int) -> None:
    """The message says how many are possible."""
    with pytest.raises(ArchitectureError, match="choose from 16 to 128"):
        relatives.lenet4_back(kernels)


def test_the_online_network_closes_exactly() -> None:
    """From 20 rows and 18 columns to one place, without anything left over."""
    sizes = [(int(layer.height), int(layer.width)) for layer in relatives.online_net()]
    assert sizes == [(18, 16), (9, 8), (5, 4), (2, 1), (1, 1), (1, 1)]


def test_the_online_network_learns_its_codes_at_every_place() -> None:
    """Those of LeNet-5 are fixed."""
    output = relatives.online_net()["output"]
    assert isinstance(output, EuclideanRBF)
    assert output.trainable
    assert output.replicated
    assert output.trainable_parameters == 84 * 95


def test_a_linear_output_adds_a_bias_a_class_and_makes_all_trainable() -> None:
    """60,850 is LeNet-5's 60,000 with 85 parameters for each of 10 classes."""
    assert int(circulating.lenet5_with_linear_output().parameters) == 60_000 + 10 * 85
    assert int(NET.parameters) == 60_000 + 10 * 84


def test_layers_are_numbered_as_usual() -> None:
    """Full connections go on counting where convolutions end; VGG-16 counts them by themselves."""
    names = [layer.name for layer in circulating.unpadded_lenet5()]
    assert names == ["C1", "S2", "C3", "S4", "F5", "F6", "output"]
    assert [layer.name for layer in circulating.vgg16()][-4:] == ["S5", "F1", "F2", "F3"]


def test_vgg16_makes_as_many_values_as_its_published_table_adds_up_to() -> None:
    """Each row of the table: pixels times maps."""
    rows = [(224, 3), *[(224, 64)] * 2, (112, 64), *[(112, 128)] * 2, (56, 128), *[(56, 256)] * 3]
    rows += [(28, 256), *[(28, 512)] * 3, (14, 512), *[(14, 512)] * 3, (7, 512)]
    values = sum(side * side * maps for side, maps in rows) + 4096 + 4096 + 1000
    assert int(circulating.vgg16_values()) == values
    assert int(circulating.vgg16_memory()) == 4 * values
    assert int(circulating.early_vgg_values()) == 3 * 224 * 224 * 64
    assert int(circulating.early_vgg_memory()) == 2 * 4 * 3 * 224 * 224 * 64


def test_lost_and_gained_pixels_are_two_shares_of_one_difference() -> None:
    """The same 240 pixels, once of the larger image and once of the smaller."""
    assert circulating.lost_pixels() * (32 * 32) == 240
    assert circulating.gained_pixels() * (28 * 28) == 240
