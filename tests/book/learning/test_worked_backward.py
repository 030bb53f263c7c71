"""The unit that is worked out by hand, backwards: against differences of the loss itself."""

from __future__ import annotations

from math import tanh

import pytest

from lenet_docs.book.learning.worked_backward import (
    worked_by_input,
    worked_by_state,
    worked_by_sum,
    worked_by_weight,
    worked_slope,
)
from lenet_docs.errors import QuantityError
from lenet_docs.figures import DRAWINGS

INPUTS, WEIGHTS, BIAS = (1.175, -0.1, 1.175), (0.4, -0.6, 0.2), 0.1
H = 1e-5


def _loss(inputs: tuple[float, ...], weights: tuple[float, ...]) -> float:
    total = sum(x * w for x, w in zip(inputs, weights, strict=True)) + BIAS
    return float((1.7159 * tanh(2 / 3 * total) - 1) ** 2)


def _moved(values: tuple[float, ...], index: int, by: float) -> tuple[float, ...]:
    return (*values[:index], values[index] + by, *values[index + 1 :])


@pytest.mark.parametrize("number", [1, 2, 3])
def test_first_derivatives_are_slopes_of_the_loss(number: int) -> None:
    """Each input and each weight is moved by a little."""
    up, down = (_moved(WEIGHTS, number - 1, by) for by in (H, -H))
    slope = (_loss(INPUTS, up) - _loss(INPUTS, down)) / (2 * H)
    assert float(worked_by_weight(number)) == pytest.approx(slope, abs=1e-8)
    up, down = (_moved(INPUTS, number - 1, by) for by in (H, -H))
    slope = (_loss(up, WEIGHTS) - _loss(down, WEIGHTS)) / (2 * H)
    assert float(worked_by_input(number)) == pytest.approx(slope, abs=1e-8)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_second_derivatives_have_every_factor_squared(number: int) -> None:
    """What is left out is the bend of the squashing function times the first derivative."""
    x, w, slope = INPUTS[number - 1], WEIGHTS[number - 1], float(worked_slope())
    assert float(worked_by_state(2)) == 2
    assert float(worked_by_sum(2)) == pytest.approx(2 * slope**2)
    assert float(worked_by_weight(number, 2)) == pytest.approx(2 * slope**2 * x**2)
    assert float(worked_by_input(number, 2)) == pytest.approx(2 * slope**2 * w**2)


def test_a_derivative_is_called_by_its_order() -> None:
    """In words and in its symbol."""
    first, second = (worked_by_weight(3, order) for order in (1, 2))
    assert (first.name, second.name) == (
        "derivative by the weight 3",
        "second derivative by the weight 3",
    )
    assert first.symbol == r"\partial E / \partial w_3"
    assert second.symbol == r"\partial^2 E / \partial w_3^2"


@pytest.mark.parametrize("order", [1, 2])
def test_the_drawings_show_the_same(order: int) -> None:
    """Pages and drawings work out one and the same unit."""
    drawing = DRAWINGS["unit-both-ways" if order == 1 else "unit-second-order"]()
    found = [worked_by_state(order), worked_by_sum(order)]
    found += [worked_by_weight(number, order) for number in (1, 2, 3)]
    found += [worked_by_input(number, order) for number in (1, 2, 3)]
    for quantity in found:
        text = f"{float(quantity):.4f}".rstrip("0").rstrip(".").replace("-", "−")
        assert f">{text}<" in drawing.svg
        assert text in drawing.alt


def test_what_the_unit_does_not_have_is_refused() -> None:
    """No fourth input, no third order."""
    for number in (0, 4):
        with pytest.raises(QuantityError, match=f"no input {number}; name 1 to 3"):
            worked_by_weight(number)
    with pytest.raises(QuantityError, match="no order 3"):
        worked_by_state(3)
