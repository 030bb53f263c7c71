"""Printed figures against each other."""

import math
from fractions import Fraction

import pytest

from lenet_docs.book.print import cross_checks
from lenet_docs.book.print.cross_checks import as_printed
from lenet_docs.catalogue import lenet5
from lenet_docs.published import figure, figures
from lenet_docs.quantity import Quantity
from lenet_docs.session import DAMPING, RATES


def test_a_printed_figure_keeps_its_value() -> None:
    """Units and percentages are taken into account."""
    assert as_printed("fig12.lenet5") == 60_000
    assert as_printed("results.lenet5_test_error") == Fraction(95, 10_000)


@pytest.mark.parametrize("key", sorted({f.key for f in figures() if f.key.endswith(".reduction")}))
def test_a_reduction_is_what_is_missing_of_the_rate_before(key: str) -> None:
    """Taken off the rate before, it leaves the rate after."""
    stem = key.removesuffix(".reduction")
    before, after = (figure(f"{stem}.{when}", "J").value for when in ("before", "after"))
    assert before * (1 - Fraction(cross_checks.reduction(stem).value)) == after


def test_the_sampling_error_is_that_of_a_binomial_distribution() -> None:
    """The number of errors among 10,000 images, its variance added up term by term."""
    images, rate = 10_000, float(figure("results.lenet5_test_error", "J").value)
    log_chance = [
        math.lgamma(images + 1)
        - math.lgamma(k + 1)
        - math.lgamma(images - k + 1)
        + k * math.log(rate)
        + (images - k) * math.log1p(-rate)
        for k in range(400)  # beyond this a chance is far below what a float can add
    ]
    chances = [math.exp(each) for each in log_chance]
    mean = sum(k * chance for k, chance in enumerate(chances))
    variance = sum((k - mean) ** 2 * chance for k, chance in enumerate(chances))
    assert float(cross_checks.sampling_error()) == pytest.approx(
        math.sqrt(variance) / images, rel=1e-6
    )


@pytest.mark.parametrize(
    ("curvature", "step"),
    [
        (cross_checks.curvature_of_largest_step(), Fraction(16, 1000)),
        (cross_checks.curvature_of_smallest_step(), Fraction(7, 100_000)),
    ],
)
def test_a_curvature_gives_back_its_step(curvature: Quantity, step: Fraction) -> None:
    """Put into eq. (21), it gives the printed step size."""
    rate, _ = RATES[0]
    assert rate / (DAMPING + curvature) == step


def test_the_reduced_set_svm_needs_more_than_half_again_as_much_only_by_the_bar() -> None:
    """Against the bar the text's 60 % are right, against the connections they are not."""
    by_bar = float(cross_checks.rs_svm_excess(as_printed("fig11.lenet5")))
    by_connections = float(cross_checks.rs_svm_excess(lenet5().connections))
    assert (round(by_bar, 2), round(by_connections, 2)) == (0.62, 0.91)


def test_stated_costs_give_the_bars() -> None:
    """Boosted LeNet-4 and the virtual SVM cost what their stated ratios make of the others."""
    assert cross_checks.boosted_cost() == 455_000
    assert cross_checks.boosted_memory() == 51_000
    assert cross_checks.v_svm_multiply_adds() == 28_000_000
    assert round(float(cross_checks.boosted_cost_of_the_bars()), 2) == 1.77
    assert cross_checks.distorted_error() == Fraction(82, 10_000)
    assert cross_checks.sd1_half() == Fraction(58_527, 2)
    assert cross_checks.tangent_pixels() == 60_000 * 16 * 16
    assert cross_checks.stored_features() == 60_000 * 400


def test_a_reduction_lies_between_the_least_and_the_greatest() -> None:
    """The bounds are those of rates that are off by half of their last digit."""
    key = "words.segmentation.character"
    least, greatest = cross_checks.least_reduction(key), cross_checks.greatest_reduction(key)
    assert least == 1 - Fraction(635, 845)
    assert greatest == 1 - Fraction(625, 855)
    assert least < cross_checks.reduction(key) < greatest
    assert least < figure(f"{key}.reduction", "J").value < greatest
