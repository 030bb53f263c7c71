"""Mean and variance that the levels of the pixels allow, against images made of such pixels."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from statistics import mean, pvariance

import numpy as np
import pytest
from hypothesis import given as fuzz
from hypothesis import strategies as st

from lenet_docs.book.squashing.levels import (
    background_for_unit_variance,
    balanced_ink,
    border_share,
    foreground_for_unit_variance,
    greatest_variance,
    level_range,
    variance_bound,
)
from lenet_docs.catalogue import BACKGROUND, FOREGROUND

PAPER, INK = Fraction(BACKGROUND.value), Fraction(FOREGROUND.value)


def test_a_balanced_image_has_mean_zero_and_the_bound_as_its_variance() -> None:
    """Black and white pixels in the share that is derived have mean 0 and reach the bound."""
    share = Fraction(balanced_ink().value)
    image = [INK] * share.numerator + [PAPER] * (share.denominator - share.numerator)
    assert mean(image) == 0
    assert pvariance(image) == variance_bound()


@fuzz(st.lists(st.fractions(PAPER, INK, max_denominator=50), min_size=1, max_size=20))
def test_no_image_between_the_levels_exceeds_the_bounds(image: list[Fraction]) -> None:
    """Whatever the pixels, their variance is within both bounds."""
    bound = variance_bound(mean(image))
    assert pvariance(image) <= bound
    assert bound <= greatest_variance()


def test_half_ink_and_half_paper_reach_the_greatest_variance() -> None:
    """The greatest variance is reached by as many black pixels as white ones."""
    assert pvariance([PAPER, INK]) == greatest_variance()
    assert level_range() == INK - PAPER


def test_levels_for_unit_variance_give_it() -> None:
    """Pixels that are moved to the new levels have mean 0 and variance 1."""
    shares = [Fraction(k, 7) for k in (0, 0, 0, 1, 3, 7, 7, 0)]
    pixels = [float(PAPER + (INK - PAPER) * share) for share in shares]
    measured = Decimal(mean(pixels)), Decimal(pvariance(pixels))
    low = float(background_for_unit_variance(*measured))
    high = float(foreground_for_unit_variance(*measured))
    moved = [low + (high - low) * float(share) for share in shares]
    assert mean(moved) == pytest.approx(0, abs=1e-12)
    assert pvariance(moved) == pytest.approx(1)


def test_the_border_is_what_padding_adds() -> None:
    """As many pixels as are left when a field of zeros stands in a frame of ones."""
    framed = np.pad(np.zeros((28, 28)), 2, constant_values=1)
    assert framed.mean() == border_share()
