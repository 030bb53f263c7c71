"""What the levels of the pixels can do to their mean and their variance (section II-B).

The paper sets the background and the foreground so that the mean of the input
is roughly 0 and its variance roughly 1. How far that is possible at all follows
from the levels alone.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lenet_docs.catalogue import BACKGROUND, FOREGROUND
from lenet_docs.quantity import Quantity, given

__all__ = ["balanced_ink", "greatest_variance", "level_range", "variance_bound"]


def level_range() -> Quantity:
    """Return how far the foreground lies above the background.

    Examples
    --------
    >>> print(level_range().text())
    range = foreground − background
          = 1.175 − (-0.1)
          = 1.275
    """
    return (FOREGROUND - BACKGROUND).named("range")


def balanced_ink() -> Quantity:
    """Return the share of ink in a black and white image whose mean is 0.

    Examples
    --------
    >>> print(balanced_ink())
    4/51
    """
    return ((0 - BACKGROUND) / level_range()).named("share of ink")


def variance_bound(mean: int | Fraction | Decimal = 0) -> Quantity:
    """Return the greatest variance that pixels between the levels can have at a mean.

    This is the inequality of Bhatia and Davis. Black and white pixels reach it,
    grey ones stay below.

    Parameters
    ----------
    mean
        The mean of the pixels, between the levels.

    Examples
    --------
    >>> print(variance_bound().text())
    greatest variance = (foreground − m) × (m − background)
                      = (1.175 − 0) × (0 − (-0.1))
                      = 1.175 × 0.1
                      = 0.1175
    """
    m = given(mean, "m", "mean")
    return ((FOREGROUND - m) * (m - BACKGROUND)).named("greatest variance")


def greatest_variance() -> Quantity:
    """Return the greatest variance that pixels between the levels can have at any mean.

    This is the inequality of Popoviciu: half the pixels at each level.

    Examples
    --------
    >>> print(greatest_variance().text())
    greatest variance = (range / 2)^2
                      = (1.275 / 2)^2
                      = 0.6375^2
                      = 0.40640625
    """
    return ((level_range() / 2) ** 2).named("greatest variance")
