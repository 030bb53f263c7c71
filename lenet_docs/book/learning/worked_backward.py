"""The unit that the book works out by hand, backwards: what it hands back of the loss.

The unit is that of `lenet_docs.book.layers.worked_unit`. Its state shall be 1, as a code has it
for ink, and the loss is the squared distance from there (section II-C, eq. (8)).

Each function takes an order: 1 for the derivative of the loss, 2 for the second derivative as the
Gauss-Newton approximation has it (Appendix C, eqs. (25) and (27)). For order 2 every factor is
squared.
"""

from __future__ import annotations

from fractions import Fraction

from lenet_docs.book.layers.worked_unit import worked_state
from lenet_docs.book.squashing.saturation import slope_from_state
from lenet_docs.catalogue import WORKED_INPUTS, WORKED_WEIGHTS
from lenet_docs.errors import QuantityError
from lenet_docs.quantity import Quantity, given

__all__ = [
    "WORKED_CODE",
    "worked_by_input",
    "worked_by_state",
    "worked_by_sum",
    "worked_by_weight",
    "worked_slope",
]

WORKED_CODE = given(1, "c", "code")
"""What the state of the worked unit is compared with."""


def worked_slope() -> Quantity:
    """Return the slope of the squashing function at the worked unit, from its state.

    Examples
    --------
    >>> print(f"{float(worked_slope()):.4f}")
    0.8343
    """
    return slope_from_state(worked_state())


def worked_by_state(order: int = 1) -> Quantity:
    """Return the derivative of the loss by the unit's state: 2 (x - c), and 2.

    Raises
    ------
    QuantityError
        If the order is neither 1 nor 2, as for all functions here.

    Examples
    --------
    >>> print(f"{float(worked_by_state()):.4f}", worked_by_state(2))
    -0.2146 2
    """
    error = given(2) if _checked(order) == 2 else 2 * (worked_state() - WORKED_CODE)
    return _named(error, "state", "x", order)


def worked_by_sum(order: int = 1) -> Quantity:
    """Return the derivative of the loss by the unit's weighted sum: the slope times the former.

    Examples
    --------
    >>> print(f"{float(worked_by_sum()):.4f} {float(worked_by_sum(2)):.4f}")
    -0.1791 1.3922
    """
    slope = worked_slope()
    factor = slope**2 if _checked(order) == 2 else slope
    return _named(factor * worked_by_state(order), "sum", "a", order)


def worked_by_weight(number: int, order: int = 1) -> Quantity:
    """Return the derivative of the loss by a weight: that by the sum, times the input.

    Parameters
    ----------
    number
        Which weight, counted from 1.
    order
        Of the derivative.

    Raises
    ------
    QuantityError
        If there is no such weight.

    Examples
    --------
    >>> print(f"{float(worked_by_weight(1)):.4f}")
    -0.2104
    """
    factor = _factor(WORKED_INPUTS, "x", number, order)
    return _named(factor * worked_by_sum(order), f"weight {number}", f"w_{number}", order)


def worked_by_input(number: int, order: int = 1) -> Quantity:
    """Return what the unit adds to the derivative by what it looks at: times the weight.

    Parameters
    ----------
    number
        Which input, counted from 1.
    order
        Of the derivative.

    Raises
    ------
    QuantityError
        If there is no such input.

    Examples
    --------
    >>> print(f"{float(worked_by_input(1)):.4f}")
    -0.0716
    """
    factor = _factor(WORKED_WEIGHTS, "w", number, order)
    return _named(factor * worked_by_sum(order), f"input {number}", f"x_{number}", order)


def _factor(numbers: tuple[Quantity, ...], symbol: str, number: int, order: int) -> Quantity:
    if not 1 <= number <= len(numbers):
        raise QuantityError(f"the unit has no input {number}; name 1 to {len(numbers)}")
    value = given(Fraction(numbers[number - 1].value), symbol, owner=str(number))
    return value**2 if _checked(order) == 2 else value


def _checked(order: int) -> int:
    if order not in (1, 2):
        raise QuantityError(f"there is no order {order} here; choose 1 or 2")
    return order


def _named(quantity: Quantity, what: str, symbol: str, order: int) -> Quantity:
    top, below = (r"\partial^2 E", f"{symbol}^2") if order == 2 else (r"\partial E", symbol)
    name = f"{'second ' * (order == 2)}derivative by the {what}"
    return quantity.named(name, rf"{top} / \partial {below}")
