"""What Appendix A says of the squashing function, worked out exactly.

The function is f(a) = A tanh(S a). Its derivatives are written with the tanh
itself: f' = A S (1 - tanh²) and f'' = -2 A S² tanh (1 - tanh²). The appendix
says that f(1) = 1, that the gain is about 1, and that the second derivative is
largest at 1. None of them is exact.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import cache

from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.quantity import Quantity, artanh, given, sqrt, tanh
from lenet_docs.squashing import squash

__all__ = [
    "ROOT_DIGITS",
    "amplitude_for_unit_state",
    "bend_at",
    "bend_place",
    "bend_state",
    "bend_surplus",
    "curvature_at",
    "curvature_place",
    "curvature_state",
    "matched_amplitude",
    "matched_slope",
    "secant",
    "slope_at",
    "squeezed_slope",
    "unit_state_shortfall",
]


def unit_state_shortfall() -> Quantity:
    """Return by how much f(1) stays below 1.

    Examples
    --------
    >>> print(f"{float(unit_state_shortfall()):.3g}")
    2.74e-06
    """
    return (1 - squash(1)).named("shortfall")


def amplitude_for_unit_state() -> Quantity:
    """Return the amplitude with which f(1) would be 1, the slope being what it is.

    Examples
    --------
    >>> print(amplitude_for_unit_state())
    1.7159047
    """
    return (1 / tanh(SLOPE)).named("amplitude for f(1) = 1", "A")


def squeezed_slope() -> Quantity:
    """Return the hyperbolic tangent of the slope, which is f(1) before the amplitude.

    Examples
    --------
    >>> print(squeezed_slope())
    0.58278295
    """
    return tanh(SLOPE).named("tanh of the slope", r"\tanh S")


def slope_at(activation: int | Fraction | Decimal | Quantity) -> Quantity:
    """Return the first derivative of the squashing function.

    Parameters
    ----------
    activation
        The weighted sum a.

    Examples
    --------
    >>> print(slope_at(1))
    0.75541244
    """
    squeezed = tanh(SLOPE * _activation(activation))
    return (AMPLITUDE * SLOPE * (1 - squeezed**2)).named("gain", "f'")


def secant() -> Quantity:
    """Return the mean slope of the squashing function between 0 and 1.

    Examples
    --------
    >>> print(secant())
    0.99999726
    """
    state = squash(1).named("state at 1", "f(1)")
    return (state / given(1, "a", "weighted sum")).named("mean slope")


def bend_at(activation: int | Fraction | Decimal | Quantity) -> Quantity:
    """Return the size of the second derivative of the squashing function.

    Parameters
    ----------
    activation
        The weighted sum a, not negative.

    Examples
    --------
    >>> print(bend_at(1))
    0.58698865
    """
    squeezed = tanh(SLOPE * _activation(activation))
    return (2 * AMPLITUDE * SLOPE**2 * squeezed * (1 - squeezed**2)).named("bend", "|f''|")


def bend_place() -> Quantity:
    """Return the weighted sum at which the second derivative is largest.

    There the third derivative, a multiple of 1 - 3 tanh², is zero.

    Examples
    --------
    >>> print(bend_place())
    0.98771842
    """
    return (artanh(1 / sqrt(3)) / SLOPE).named("place of the largest bend", "a")


def bend_state() -> Quantity:
    """Return the state of a unit where the second derivative is largest.

    Examples
    --------
    >>> print(bend_state())
    0.99067533
    """
    return (AMPLITUDE / sqrt(3)).named("state at the largest bend", "f")


def bend_surplus() -> Quantity:
    """Return by which share the largest second derivative exceeds that at 1.

    Examples
    --------
    >>> print(f"{float(bend_surplus()):.6f}")
    0.000133
    """
    largest = bend_at(bend_place()).named("largest bend", r"|f''|_{\text{max}}")
    at_one = bend_at(1).named("bend at 1", r"|f''(1)|")
    return (largest / at_one - 1).named("surplus")


def matched_slope() -> Quantity:
    """Return the slope with which the second derivative would be largest at 1.

    Examples
    --------
    >>> print(matched_slope())
    0.65847895
    """
    return artanh(1 / sqrt(3)).named("slope that puts the largest bend at 1", "S")


def matched_amplitude() -> Quantity:
    """Return the amplitude that goes with that slope, so that f(1) is 1.

    Examples
    --------
    >>> print(matched_amplitude())
    1.7320508
    """
    return sqrt(3).named("amplitude for f(1) = 1", "A")


def curvature_at(activation: int | Fraction | Decimal | Quantity) -> Quantity:
    """Return the curvature of the graph: how sharply the curve itself turns.

    It is the second derivative, divided by (1 + f'²) to the power of 3/2.

    Parameters
    ----------
    activation
        The weighted sum a, not negative.

    Examples
    --------
    >>> print(curvature_at(1))
    0.2982026
    """
    root = sqrt(1 + slope_at(activation) ** 2).named("root", "r")
    return (bend_at(activation) / root**3).named("curvature", r"\kappa")


ROOT_DIGITS = 12
"""How many decimals the root behind `curvature_place` is worked out to."""


@cache
def _curvature_root() -> Fraction:
    """Return 1 - tanh²(S a) where the graph turns most sharply.

    With u for it and g for the gain, setting the derivative of the curvature to
    zero leaves 3 g² u³ - 4 g² u² - 3 u + 2 = 0. Between 0 and 1 the left side
    falls from 2 through zero once; the interval is halved, in exact numbers.
    """
    square = Fraction((AMPLITUDE * SLOPE).value) ** 2
    low, high = Fraction(0), Fraction(1)
    while high - low > Fraction(1, 10 ** (ROOT_DIGITS + 1)):
        u = (low + high) / 2
        if 3 * square * u**3 - 4 * square * u**2 - 3 * u + 2 > 0:
            low = u
        else:
            high = u
    return Fraction(round(low * 10**ROOT_DIGITS), 10**ROOT_DIGITS)


def curvature_place() -> Quantity:
    """Return the weighted sum at which the graph turns most sharply.

    Examples
    --------
    >>> print(f"{float(curvature_place()):.6f}")
    1.453282
    """
    root = given(_curvature_root(), "u", "root of the cubic equation")
    return (artanh(sqrt(1 - root)) / SLOPE).named("place of the sharpest turn", "a")


def curvature_state() -> Quantity:
    """Return the state of a unit where the graph turns most sharply.

    Examples
    --------
    >>> print(f"{float(curvature_state()):.4f}")
    1.2838
    """
    root = given(_curvature_root(), "u", "root of the cubic equation")
    return (AMPLITUDE * sqrt(1 - root)).named("state at the sharpest turn", "f")


def _activation(activation: int | Fraction | Decimal | Quantity) -> Quantity:
    if isinstance(activation, Quantity):
        return activation
    return given(activation, "a", "weighted sum")
