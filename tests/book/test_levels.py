"""Mean and variance that the levels of the pixels allow, against images made of such pixels."""

from __future__ import annotations

from fractions import Fraction
from statistics import mean, pvariance

from hypothesis import given as fuzz
from hypothesis import strategies as st

from lenet_docs.book.levels import balanced_ink, greatest_variance, level_range, variance_bound
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
