"""LeNet-5 on larger inputs."""

import pytest

from lenet_docs import ArchitectureError, lenet5
from lenet_docs.book.layers.larger_inputs import (
    grown,
    network_by_network,
    surplus_pixels,
)
from lenet_docs.enumeration import Enumeration


@pytest.mark.parametrize(("down", "across"), [(0, 0), (0, 1), (2, 0), (3, 5)])
def test_each_step_of_the_input_is_a_unit_of_c5(down: int, across: int) -> None:
    """The input grows by whole steps, and C5 by as many units."""
    c5 = grown(down, across)["C5"]
    assert (int(c5.height), int(c5.width)) == (1 + down, 1 + across)


def test_step_is_the_smallest_growth_that_fits() -> None:
    """Of all inputs that are a little wider, the first that fits is one step wider."""
    widths = range(int(lenet5().input.width) + 1, int(lenet5().input.width + surplus_pixels(2)))
    fitting = []
    for width in widths:
        try:
            fitting.append(lenet5(width=width).input.width)
        except ArchitectureError:
            continue
    assert fitting == [grown(0, 1).input.width]


@pytest.fixture(scope="module")
def single() -> Enumeration:
    """Every link of LeNet-5."""
    return Enumeration(lenet5())


@pytest.fixture(scope="module")
def double() -> Enumeration:
    """Every link of LeNet-5 on an input that is a step wider."""
    return Enumeration(grown(0, 1))


def test_parameters_do_not_grow(single: Enumeration, double: Enumeration) -> None:
    """A larger input adds links and no parameter."""
    assert double.trainable_parameters == single.trainable_parameters
    assert double.connections > single.connections


def test_what_is_seen_twice_is_worked_out_once(single: Enumeration, double: Enumeration) -> None:
    """Two places in one network have fewer links than two networks."""
    assert network_by_network(grown(0, 1)) == 2 * single.connections
    assert double.connections < 2 * single.connections
