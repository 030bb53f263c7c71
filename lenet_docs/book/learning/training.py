"""The schedule of section III worked out: passes, visits, the largest step."""

from __future__ import annotations

from lenet_docs.catalogue import lenet5
from lenet_docs.quantity import Quantity, total
from lenet_docs.session import (
    DAMPING,
    DISTORTED_SET,
    HESSIAN_SAMPLES,
    LAST_RATE,
    PASSES,
    RATES,
    TEST_SET_HALF,
    TRAINING_SET,
)

__all__ = [
    "guessing_error",
    "hessian_share",
    "largest_step",
    "last_rate_passes",
    "second_derivative_for_step",
    "training_set_with_distortions",
    "visits",
    "visits_of_each",
    "whole_test_set",
]


def whole_test_set() -> Quantity:
    """Return the test images of both sources together.

    Examples
    --------
    >>> print(whole_test_set())
    10,000
    """
    return (2 * TEST_SET_HALF).named("test images")


def visits() -> Quantity:
    """Return how many images the network sees in training.

    Examples
    --------
    >>> print(visits())
    1,200,000
    """
    return (PASSES * TRAINING_SET).named("visits")


def training_set_with_distortions() -> Quantity:
    """Return the number of training images with the distorted ones.

    Examples
    --------
    >>> print(training_set_with_distortions())
    600,000
    """
    return (TRAINING_SET + DISTORTED_SET).named("images with distortions")


def visits_of_each() -> Quantity:
    """Return how often each image is seen when the distorted ones are added.

    The session is no longer than without them (section III-B).

    Examples
    --------
    >>> print(visits_of_each())
    2
    """
    return (visits() / training_set_with_distortions()).named("visits of each image")


def last_rate_passes() -> Quantity:
    """Return how many passes are left for the last learning rate.

    Examples
    --------
    >>> print(last_rate_passes().text())
    passes at the last rate = passes − passes before
                            = 20 − 12
                            = 8
    """
    before = total(passes for _, passes in RATES).named("passes before")
    return (PASSES - before).named("passes at the last rate")


def hessian_share() -> Quantity:
    """Return which part of a pass the estimate of the second derivatives looks at.

    Examples
    --------
    >>> print(hessian_share())
    1/120
    """
    return (HESSIAN_SAMPLES / TRAINING_SET).named("share of a pass")


def largest_step(stage: int = 0) -> Quantity:
    """Return the step size that no weight can exceed while a learning rate lasts.

    It is that of a weight whose second derivative is zero (eq. (21)).

    Parameters
    ----------
    stage
        Which of the learning rates: 0 is the first, with which training begins.

    Examples
    --------
    >>> print(largest_step(), largest_step(4))
    0.025 0.0005
    """
    rate = (*(each for each, _ in RATES), LAST_RATE)[stage]
    return (rate / DAMPING).named("largest step")


def guessing_error() -> Quantity:
    """Return the share of wrong answers that guessing gives, if all classes are as frequent.

    Examples
    --------
    >>> print(guessing_error())
    0.9
    """
    return (1 - 1 / lenet5()["output"].maps).named("error of guessing")


def second_derivative_for_step(step: Quantity) -> Quantity:
    r"""Return the second derivative that gives a weight this step size in the first pass.

    Equation (21), solved for the second derivative.

    Parameters
    ----------
    step
        The step size of the weight.

    Examples
    --------
    >>> from decimal import Decimal
    >>> from lenet_docs import given
    >>> step = given(Decimal("0.016"), r"\\epsilon", "step size")
    >>> print(second_derivative_for_step(step).value)
    9/800
    """
    rate, _ = RATES[0]
    return (rate / step - DAMPING).named("second derivative", "h")
