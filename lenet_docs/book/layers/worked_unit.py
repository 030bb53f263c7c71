"""The unit that the book works out by hand, and one that slides along a row of pixels."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import AMPLITUDE, SLOPE, WORKED_BIAS, WORKED_INPUTS, WORKED_WEIGHTS
from lenet_docs.layers import Convolution, FullConnection, Input
from lenet_docs.quantity import Quantity, given, tanh

__all__ = ["sliding_unit", "worked_state", "worked_sum", "worked_unit"]


def worked_sum() -> Quantity:
    """Return the weighted sum of the unit that the drawing ``unit`` shows.

    Source: eq. (5) of section II-B gives the state of a unit from this sum.

    Examples
    --------
    >>> print(worked_sum().text())
    a = w_1 × x_1 + w_2 × x_2 + w_3 × x_3 + b
      = 0.4 × 1.175 + (-0.6) × (-0.1) + 0.2 × 1.175 + 0.1
      = 0.47 + 0.06 + 0.235 + 0.1
      = 0.865
    """
    products = [
        w * x
        for w, x in zip(_numbered("w", WORKED_WEIGHTS), _numbered("x", WORKED_INPUTS), strict=True)
    ]
    together = sum(products[1:], start=products[0])
    return (together + given(Fraction(WORKED_BIAS.value), "b", "bias")).named("weighted sum", "a")


def _numbered(symbol: str, numbers: Sequence[Quantity]) -> list[Quantity]:
    return [
        given(Fraction(each.value), symbol, owner=str(index))
        for index, each in enumerate(numbers, start=1)
    ]


def worked_state() -> Quantity:
    """Return the state of that unit: its weighted sum, squashed (eq. (6)).

    Examples
    --------
    >>> worked_state().text().splitlines()[-1].strip()
    '≈ 0.8926772'
    """
    return (AMPLITUDE * tanh(SLOPE * worked_sum())).named("state", "x")


def worked_unit() -> Architecture:
    """Return that unit as a network: one unit that looks at as many pixels as it has weights.

    Examples
    --------
    >>> print(worked_unit()["U1"].connections)
    4
    """
    return Architecture("one unit", Input(1, len(WORKED_INPUTS)), [FullConnection("U1", units=1)])


def sliding_unit(pixels: int = 8) -> Architecture:
    """Return a feature map of such units, which share their weights along a row of pixels.

    Parameters
    ----------
    pixels
        Length of the row, at least as long as the unit has weights.

    Examples
    --------
    >>> print(sliding_unit()["M1"].units, sliding_unit()["M1"].parameters)
    6 4
    """
    kernel = (1, len(WORKED_INPUTS))
    return Architecture("one map", Input(1, pixels), [Convolution("M1", maps=1, kernel=kernel)])
