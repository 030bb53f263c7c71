"""The output as a Gaussian: the variance that eq. (7) assumes, and what is dropped.

Section II-B calls an output the unnormalised negative log-likelihood of a
Gaussian in the space of F6's states. The states of a class are then scattered
around its code, each with the same variance and independent of the others.
"""

from __future__ import annotations

import math
from decimal import Decimal

from lenet_docs.catalogue import lenet5
from lenet_docs.codes import INK, PAPER, squared_distance
from lenet_docs.quantity import Quantity, exp, given, log, sqrt

__all__ = [
    "assumed_deviation",
    "assumed_variance",
    "dropped_constant",
    "expected_penalty",
    "expected_penalty_spread",
    "gap_in_deviations",
    "odds_of_a_pixel",
    "odds_of_codes",
    "silence_penalty",
    "silence_threshold",
]

PI = given(Decimal(f"{math.pi:.10f}"), r"\pi", "ratio of a circle's circumference to its diameter")


def assumed_variance() -> Quantity:
    """Return the variance with which a Gaussian's exponent is eq. (7), factor and all.

    In the exponent, each squared difference is divided by twice the variance.
    In eq. (7) its factor is 1.

    Examples
    --------
    >>> print(assumed_variance().text())
    sigma^2 = 1 / (2 × factor)
            = 1 / (2 × 1)
            = 1 / 2
            = 0.5
    """
    factor = given(1, r"\text{factor}", "factor of a squared difference in eq. (7)")
    return (1 / (2 * factor)).named("variance", r"\sigma^2")


def assumed_deviation() -> Quantity:
    """Return the standard deviation that belongs to `assumed_variance`.

    Examples
    --------
    >>> print(f"{float(assumed_deviation()):.4f}")
    0.7071
    """
    return sqrt(assumed_variance()).named("standard deviation", r"\sigma")


def gap_in_deviations() -> Quantity:
    """Return how many standard deviations lie between ink and paper.

    Examples
    --------
    >>> print(f"{float(gap_in_deviations()):.2f}")
    2.83
    """
    return ((given(INK) - given(PAPER)) / assumed_deviation()).named("gap")


def dropped_constant() -> Quantity:
    """Return what eq. (7) drops: the logarithm of what makes the density integrate to 1.

    Examples
    --------
    >>> print(dropped_constant().text())
    dropped constant = (n / 2) × log(2 × pi × sigma^2)
                     = (84 / 2) × log(2 × 3.1415926536 × 0.5)
                     = 42 × log(3.1415926536)
                     = 42 × 1.1447299
                     ≈ 48.078655
    """
    return (_components() / 2 * log(2 * PI * assumed_variance())).named("dropped constant")


def expected_penalty() -> Quantity:
    """Return the mean penalty of the right class, if the states were scattered as assumed.

    Each component adds its variance.

    Examples
    --------
    >>> print(expected_penalty().text())
    expected penalty = n × sigma^2
                     = 84 × 0.5
                     = 42
    """
    return (_components() * assumed_variance()).named("expected penalty")


def expected_penalty_spread() -> Quantity:
    """Return the standard deviation of that penalty.

    The square of a Gaussian deviation has the variance 2 σ⁴.

    Examples
    --------
    >>> print(f"{float(expected_penalty_spread()):.2f}")
    6.48
    """
    return (sqrt(2 * _components()) * assumed_variance()).named("spread of the penalty")


def odds_of_codes(drawn: str, other: str) -> Quantity:
    """Return how many times likelier a perfect drawing is as its own class than as another.

    Both classes are taken to be as frequent.

    Examples
    --------
    >>> print(f"{float(odds_of_codes('8', '6')):.1e}")
    7.0e+20
    """
    return exp(squared_distance(drawn, other)).named("odds")


def odds_of_a_pixel() -> Quantity:
    """Return the odds that one pixel gives, if the Gaussian were right.

    Examples
    --------
    >>> print(f"{float(odds_of_a_pixel()):.1f}")
    54.6
    """
    return exp((given(INK) - given(PAPER)) ** 2).named("odds")


def silence_penalty() -> Quantity:
    """Return the penalty of every code if all states of F6 are 0.

    Every component is 1 away from +1 and from -1.

    Examples
    --------
    >>> print(silence_penalty().text())
    penalty of silence = n × (0 − 1)^2
                       = 84 × (0 − 1)^2
                       = 84 × (-1)^2
                       = 84 × 1
                       = 84
    """
    return (_components() * (given(0) - given(INK)) ** 2).named("penalty of silence")


def silence_threshold() -> Quantity:
    """Return the j of eq. (9) below which states of 0 are more likely rubbish than any digit.

    All classes together weigh M exp(-y), the rubbish class weighs exp(-j).

    Examples
    --------
    >>> print(f"{float(silence_threshold()):.1f}")
    81.7
    """
    classes = lenet5()["output"].units.named("classes", "M")
    return (silence_penalty().named("penalty of silence", "y") - log(classes)).named(
        "threshold", "j"
    )


def _components() -> Quantity:
    """Return the number of components of a code: 84."""
    return lenet5()["F6"].units.named("components", "n")
