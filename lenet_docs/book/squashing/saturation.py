"""How far the squashing function lets a sum go, and what is left of its slope there.

The function is f(a) = A tanh(S a). Read backwards it gives the sum that a state
needs, and its derivative can be read off the state: f' = S (A - f²/A).
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.errors import QuantityError
from lenet_docs.quantity import Quantity, artanh, given, log, sqrt
from lenet_docs.squashing import gain

__all__ = [
    "NEARLY_ALL",
    "slope_at_share",
    "slope_from_state",
    "sum_for_share",
    "sum_for_state",
    "tenth_of_the_rest",
    "unit_gain_place",
]


NEARLY_ALL = given(Decimal("0.99"), "q", "share of the amplitude")
"""A share of the amplitude, as an example of a state that is nearly as large."""


def sum_for_state(state: int | Fraction | Decimal | Quantity) -> Quantity:
    """Return the weighted sum that gives a unit a state.

    Parameters
    ----------
    state
        The state x, between -A and A.

    Raises
    ------
    QuantityError
        If no sum gives this state: A itself is not reached.

    Examples
    --------
    >>> print(sum_for_state(1))
    1.0000036
    """
    x = _given(state, "x", "state")
    if not -AMPLITUDE.value < x < AMPLITUDE:
        raise QuantityError(f"no sum gives the state {x}: states lie within ±{AMPLITUDE}")
    return (artanh(x / AMPLITUDE) / SLOPE).named("weighted sum", "a")


def sum_for_share(share: Fraction | Decimal | Quantity) -> Quantity:
    """Return the weighted sum that brings the state to a share of the amplitude.

    Parameters
    ----------
    share
        The share q, between 0 and 1.

    Raises
    ------
    QuantityError
        If no sum brings it there: the whole of A is not reached.

    Examples
    --------
    >>> from decimal import Decimal
    >>> print(sum_for_share(Decimal("0.99")).text())
    a = artanh(q) / S
      = artanh(0.99) / (2/3)
      = 2.6466524 / (2/3)
      ≈ 3.9699786
    """
    q = _given(share, "q", "share")
    if not -1 < q < 1:
        raise QuantityError(f"no sum brings the state to {q} of the amplitude: it stays below 1")
    return (artanh(q) / SLOPE).named("weighted sum", "a")


def slope_at_share(share: Fraction | Decimal | Quantity) -> Quantity:
    """Return the slope that is left where the state is a share of the amplitude.

    Parameters
    ----------
    share
        The share q, between 0 and 1.

    Examples
    --------
    >>> from decimal import Decimal
    >>> print(float(slope_at_share(Decimal("0.99"))))
    0.022764273333333335
    """
    return (gain() * (1 - _given(share, "q", "share") ** 2)).named("slope", "f'")


def slope_from_state(state: int | Fraction | Decimal | Quantity) -> Quantity:
    """Return the slope of the squashing function from the state alone.

    Back-propagation has the state at hand, and needs no tanh for it.

    Parameters
    ----------
    state
        The state x of the unit, not its weighted sum.

    Examples
    --------
    >>> print(slope_from_state(1).text().splitlines()[0])
    f' = S × (A − x^2 / A)
    """
    x = _given(state, "x", "state")
    return (SLOPE * (AMPLITUDE - x**2 / AMPLITUDE)).named("slope", "f'")


def tenth_of_the_rest() -> Quantity:
    """Return by how much a large sum has to grow to bring the state ten times nearer to A.

    Far out, A - f is about 2 A exp(-2 S a).

    Examples
    --------
    >>> print(tenth_of_the_rest())
    1.7269388
    """
    return (log(10) / (2 * SLOPE)).named("further sum")


def unit_gain_place() -> Quantity:
    """Return the positive weighted sum at which the slope is 1.

    Examples
    --------
    >>> print(unit_gain_place())
    0.55624182
    """
    return (artanh(sqrt(1 - 1 / (AMPLITUDE * SLOPE))) / SLOPE).named("place of slope 1", "a")


def _given(number: int | Fraction | Decimal | Quantity, symbol: str, name: str) -> Quantity:
    return number if isinstance(number, Quantity) else given(number, symbol, name)
