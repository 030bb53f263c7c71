"""The squashing function A tanh(S a) (section II-B, eq. (6), and Appendix A)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.quantity import Quantity, given, tanh

__all__ = ["gain", "squash"]


def squash(activation: int | Fraction | Decimal) -> Quantity:
    """Return the state of a unit from its weighted sum.

    Parameters
    ----------
    activation
        The weighted sum a of a unit, its bias included.

    Examples
    --------
    >>> print(squash(1).text())
    f = A × tanh(S × a)
      = 1.7159 × tanh((2/3) × 1)
      = 1.7159 × tanh(2/3)
      = 1.7159 × 0.58278295
      ≈ 0.99999726
    """
    a = given(activation, "a", "weighted sum")
    return (AMPLITUDE * tanh(SLOPE * a)).named("state", "f")


def gain() -> Quantity:
    """Return the slope of the squashing function at the origin, A times S.

    Examples
    --------
    >>> print(float(gain()))
    1.1439333333333332
    """
    return (AMPLITUDE * SLOPE).named("gain", "f'")
