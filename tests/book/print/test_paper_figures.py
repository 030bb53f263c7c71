"""The readings of Figs. 5 and 8, held against what the paper states in words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lenet_docs.book.print.cross_checks import as_printed
from lenet_docs.book.print.paper_figures import (
    FIGURE_5_ACCURACY,
    figure_5,
    figure_5_curve,
    figure_8_count,
    figure_8_misread,
)
from lenet_docs.codes import DIGITS
from lenet_docs.errors import PublishedError
from lenet_docs.session import FIGURE_5_POINTS


@pytest.mark.parametrize("curve", ["training", "test"])
def test_each_curve_has_the_points_that_were_counted(curve: str) -> None:
    """They are reached one by one, and none behind the last."""
    points = figure_5_curve(curve)
    count = int(FIGURE_5_POINTS)
    assert len(points) == count
    assert float(figure_5(curve, count)) == float(points[-1])
    for point in (0, count + 1):
        with pytest.raises(PublishedError, match=f"Fig. 5 has no point {point}"):
            figure_5(curve, point)


def test_readings_are_percent_and_points_are_counted_from_one() -> None:
    """As the drawing has them, and how exactly it can be read: to 0.03 %."""
    first, second, *_ = figure_5_curve("training")
    assert (first.name, second.name) == ("training error, point 1", "training error, point 2")
    assert first == Fraction(489, 10**4)
    assert Fraction(3, 10**4) == FIGURE_5_ACCURACY


def test_there_are_no_other_curves() -> None:
    """The message names one that there is."""
    with pytest.raises(PublishedError, match="test"):
        figure_5_curve("tests")


@pytest.mark.parametrize(
    ("curve", "key", "point"),
    [
        ("test", "results.lenet5_test_error", "results.lenet5_convergence"),
        ("training", "results.lenet5_training_error", "results.lenet5_training_passes"),
    ],
)
def test_the_curves_reach_the_errors_that_the_text_states(curve: str, key: str, point: str) -> None:
    """After as many passes as the text says, within the accuracy of the readings."""
    reading = figure_5(curve, int(as_printed(point)))
    assert abs(float(reading) - float(as_printed(key))) <= float(FIGURE_5_ACCURACY)


def test_the_characters_of_figure_8_are_as_many_as_the_text_states() -> None:
    """By digit shown, by answer and all together; none is taken for itself."""
    count = int(as_printed("results.misclassified"))
    assert len(figure_8_misread()) == int(figure_8_count()) == count
    assert sum(int(figure_8_count(digit)) for digit in DIGITS) == count
    assert sum(int(figure_8_count(answer=digit)) for digit in DIGITS) == count
    assert not any(int(figure_8_count(digit, digit)) for digit in DIGITS)


def test_the_digits_of_figure_8_are_those_that_were_counted_by_hand() -> None:
    """A count of each correct digit, made on the page of the preprint."""
    assert [int(figure_8_count(digit)) for digit in DIGITS] == [3, 2, 8, 9, 11, 5, 13, 5, 10, 16]
