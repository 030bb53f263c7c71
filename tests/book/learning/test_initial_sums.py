"""How large the first sums are, against weights that are drawn."""

from collections.abc import Callable

import numpy as np
import pytest

from lenet_docs import Architecture, ConnectionTable, Convolution, Input, Quantity
from lenet_docs.book.learning import initial_sums, initial_weights
from lenet_docs.book.squashing.logistic import resting_sum
from lenet_docs.book.witness import NET
from lenet_docs.enumeration import Enumeration

UNITS = [("C1", 0), ("C3", 0), ("C3", 15), ("C5", 0), ("F6", 0)]
each_unit = pytest.mark.parametrize(("name", "map"), UNITS)


def drawn(name: str, map: int) -> np.ndarray:  # noqa: A002
    """Return the weights of 4,000 units, drawn evenly between the bounds of Appendix A."""
    links = Enumeration(NET)[name].fan_ins[map]
    return np.random.default_rng(7).uniform(-2.4 / links, 2.4 / links, (4000, links))


@each_unit
def test_the_deviation_of_a_weight_is_that_of_drawn_ones(name: str, map: int) -> None:  # noqa: A002
    """Uniform weights within b have the variance b²/3."""
    expected = float(initial_sums.weight_deviation(NET[name], map))
    assert drawn(name, map).std() == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("alike", [False, True], ids=["independent", "alike"])
@each_unit
def test_correlation_leaves_the_average_as_it_is(name: str, map: int, alike: bool) -> None:  # noqa: A002
    """Inputs of mean square 1 give sums of the same mean square, alike or not."""
    weights = drawn(name, map)
    inputs = np.random.default_rng(8).standard_normal((weights.shape[1], 200))
    if alike:
        inputs[:] = inputs[0]
    inputs /= np.sqrt(np.square(inputs).mean(axis=1, keepdims=True))
    found = np.sqrt(np.square(weights @ inputs).mean())
    assert found == pytest.approx(float(initial_sums.sum_deviation(NET[name], map)), rel=0.05)


@each_unit
def test_nothing_cancels_if_all_weights_are_alike(name: str, map: int) -> None:  # noqa: A002
    """Then the sum grows with the fan-in, and 2.4/F makes it the same in every layer."""
    weights = drawn(name, map)
    alike = np.full(weights.shape[1], np.sqrt(np.square(weights).mean()))
    expected = float(initial_sums.sum_deviation_alike(NET[name], map))
    assert alike.sum() == pytest.approx(expected, rel=0.01)
    assert expected == pytest.approx(2.4 / 3**0.5)


@pytest.mark.parametrize(
    "of",
    [
        *(initial_weights.initial_bound, initial_weights.initial_bound_with_bias),
        *(initial_sums.weight_deviation, initial_sums.sum_deviation, initial_sums.greatest_sum),
        *(initial_sums.sum_deviation_alike, resting_sum),
    ],
)
def test_the_first_map_is_meant_where_none_is_named(of: Callable[..., Quantity]) -> None:
    """In a layer whose maps look at more and more maps."""
    table = ConnectionTable([[0], [0, 1], [0, 1, 2]])
    layers = [Convolution("C", maps=3, kernel=2, table=table)]
    layer = Architecture("uneven", Input(2, 2, maps=3), layers)["C"]
    assert of(layer).text() == of(layer, 0).text()


@each_unit
def test_no_drawn_sum_is_above_the_greatest(name: str, map: int) -> None:  # noqa: A002
    """The greatest is reached if every weight is at its bound."""
    greatest = float(initial_sums.greatest_sum(NET[name], map))
    assert greatest == pytest.approx(2.4)
    assert np.abs(drawn(name, map)).sum(axis=1).max() < greatest
