"""What the levels of the pixels can do to their mean and their variance (section II-B).

The paper sets the background and the foreground so that the mean of the input
is roughly 0 and its variance roughly 1. How far that is possible at all follows
from the levels alone.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lenet_docs.book.network import NET
from lenet_docs.catalogue import BACKGROUND, FIELD_SIDE, FOREGROUND
from lenet_docs.quantity import Quantity, given, sqrt

__all__ = [
    "background_for_unit_variance",
    "balanced_ink",
    "border_share",
    "foreground_for_unit_variance",
    "greatest_variance",
    "level_range",
    "variance_bound",
]


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


def background_for_unit_variance(mean: Decimal, variance: Decimal) -> Quantity:
    """Return the background with which a set of images has mean 0 and variance 1.

    Parameters
    ----------
    mean, variance
        Those of the images with the paper's levels.

    Examples
    --------
    >>> from decimal import Decimal
    >>> print(background_for_unit_variance(Decimal("0.05"), Decimal("0.25")).text())
    background = (background − m) / sqrt(v)
               = ((-0.1) − 0.05) / sqrt(0.25)
               = (-0.15) / 0.5
               ≈ -0.3
    """
    return _standardised(BACKGROUND, mean, variance).named("background")


def foreground_for_unit_variance(mean: Decimal, variance: Decimal) -> Quantity:
    """Return the foreground that goes with that background.

    Parameters
    ----------
    mean, variance
        Those of the images with the paper's levels.

    Examples
    --------
    >>> from decimal import Decimal
    >>> print(float(foreground_for_unit_variance(Decimal("0.05"), Decimal("0.25"))))
    2.25
    """
    return _standardised(FOREGROUND, mean, variance).named("foreground")


def _standardised(level: Quantity, mean: Decimal, variance: Decimal) -> Quantity:
    m, v = given(mean, "m", "mean"), given(variance, "v", "variance")
    return (level - m) / sqrt(v)


def border_share() -> Quantity:
    """Return which share of the input is the border around the field, which is background.

    Examples
    --------
    >>> print(border_share().text())
    share of the border = 1 − (field side × field side) / (H_input × W_input)
                        = 1 − (28 × 28) / (32 × 32)
                        = 1 − 784 / 1,024
                        = 1 − 0.765625
                        = 0.234375
    """
    image = NET.input
    field = FIELD_SIDE * FIELD_SIDE / (image.height * image.width)
    return (1 - field).named("share of the border")
