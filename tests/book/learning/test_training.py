"""The data and the schedule of section III."""

from fractions import Fraction

from lenet_docs import session
from lenet_docs.book.learning import training


def test_the_schedule_fills_the_passes() -> None:
    """The stages before the last and the last one make up all passes."""
    listed = [int(passes) for _, passes in session.RATES]
    assert sum(listed) + int(training.last_rate_passes()) == int(session.PASSES) == 20


def test_the_rates_fall() -> None:
    """Each stage is slower than the one before it, and the first is 0.0005."""
    assert [rate.owner for rate, _ in session.RATES] == ["1", "2", "3", "4"]
    rates = [Fraction(rate.value) for rate, _ in session.RATES]
    assert rates == sorted(rates, reverse=True)
    assert rates[0] == Fraction(5, 10_000)


def test_each_image_is_seen_twice_with_the_distorted_ones() -> None:
    """Twenty passes over 60,000 spread over 600,000 images."""
    assert int(training.visits_of_each()) == 2
    assert int(training.whole_test_set()) == int(session.TEST_SET)


def test_the_step_of_a_flat_weight_is_the_largest() -> None:
    """A second derivative of zero gives the bound, a larger one a smaller step."""
    bound = training.largest_step()
    assert training.second_derivative_for_step(bound) == 0
    assert training.second_derivative_for_step(bound / 2) > 0
    assert training.hessian_share() == Fraction(500, 60_000)


def test_the_largest_step_falls_with_the_rate() -> None:
    """Each learning rate has its own bound, the last one too."""
    bounds = [Fraction(training.largest_step(stage).value) for stage in range(5)]
    rates = [Fraction(rate.value) for rate, _ in session.RATES]
    assert bounds[:-1] == [rate * 50 for rate in rates]
    assert bounds[-1] == Fraction(session.LAST_RATE.value) * 50


def test_guessing_is_right_once_in_as_many_tries_as_there_are_classes() -> None:
    """With ten classes, nine answers of ten are wrong."""
    assert training.guessing_error() == Fraction(9, 10)
