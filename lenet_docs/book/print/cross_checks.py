"""Printed figures set against each other, to see whether one follows from the other.

What the paper measured or states cannot be derived here. But where it prints
both what went in and what came out, the step between them can be checked. These
are the only functions that compute with printed figures.
"""

from __future__ import annotations

from lenet_docs.book.learning.training import second_derivative_for_step
from lenet_docs.book.print.classifiers import DESLANTED_PIXELS
from lenet_docs.published import UNITS, figure
from lenet_docs.quantity import Quantity, given, sqrt
from lenet_docs.session import TEST_SET, TRAINING_SET

__all__ = [
    "as_printed",
    "bar_unit",
    "boosted_cost",
    "boosted_cost_of_the_bars",
    "boosted_memory",
    "curvature_of_largest_step",
    "curvature_of_smallest_step",
    "distorted_error",
    "greatest_reduction",
    "least_reduction",
    "reduction",
    "rs_svm_excess",
    "sampling_error",
    "sd1_half",
    "stored_features",
    "tangent_pixels",
    "v_svm_multiply_adds",
]


def as_printed(key: str, edition: str = "J", symbol: str = "") -> Quantity:
    """Return a printed figure as a quantity; a percentage is a fraction of one.

    Parameters
    ----------
    key, edition
        As in ``published.toml``.
    symbol
        Its symbol in formulas, in LaTeX.

    Examples
    --------
    >>> print(as_printed("fig11.lenet5"))
    401,000
    """
    found = figure(key, edition)
    return given(found.value, symbol, f"{key}, as the {found.place} prints it")


def bar_unit() -> Quantity:
    """Return what one counts on a bar of Figs. 11 and 12.

    The axes do not say it; the text and the bars that can be derived do.

    Examples
    --------
    >>> print(bar_unit())
    1,000
    """
    return given(UNITS["thousands"], name="unit of a bar")


def reduction(key: str) -> Quantity:
    """Return by which share an error rate fell, from the rates before and after.

    Parameters
    ----------
    key
        Where ``published.toml`` keeps the two rates.

    Examples
    --------
    >>> print(f"{float(reduction('words.segmentation.character')):.3f}")
    0.259
    """
    before = as_printed(f"{key}.before", symbol=r"\text{before}")
    after = as_printed(f"{key}.after", symbol=r"\text{after}")
    return ((before - after) / before).named("reduction")


def least_reduction(key: str) -> Quantity:
    """Return the least reduction that rates which round to the printed ones can have.

    The rate before is as low, and the rate after as high, as its last digit allows.

    Examples
    --------
    >>> print(f"{float(least_reduction('words.segmentation.character')):.3f}")
    0.249
    """
    return _reduction_within(key, -1).named("least reduction")


def greatest_reduction(key: str) -> Quantity:
    """Return the greatest reduction that rates which round to the printed ones can have.

    Examples
    --------
    >>> print(f"{float(greatest_reduction('words.segmentation.character')):.3f}")
    0.269
    """
    return _reduction_within(key, 1).named("greatest reduction")


def _reduction_within(key: str, sign: int) -> Quantity:
    printed = (figure(f"{key}.before", "J"), figure(f"{key}.after", "J"))
    before, after = (
        given(each.value + shift * each.rounding / 2, symbol)
        for each, shift, symbol in zip(
            printed, (sign, -sign), (r"\text{before}", r"\text{after}"), strict=True
        )
    )
    return (before - after) / before


def rs_svm_excess(lenet5: Quantity) -> Quantity:
    """Return by which share the reduced-set SVM computes more than LeNet-5 (III-C.11).

    Parameters
    ----------
    lenet5
        What LeNet-5 is taken to compute.

    Examples
    --------
    >>> print(f"{float(rs_svm_excess(as_printed('fig11.lenet5'))):.3f}")
    0.621
    """
    reduced = as_printed("rs_svm.multiply_adds", symbol=r"\text{RS-SVM}")
    base = lenet5.named("multiply-adds of LeNet-5", r"\text{LeNet-5}")
    return (reduced / base - 1).named("excess")


def v_svm_multiply_adds() -> Quantity:
    """Return the cost of the virtual SVM: so many times that of the SVM (III-C.11).

    Examples
    --------
    >>> print(v_svm_multiply_adds())
    28,000,000
    """
    cost = as_printed("v_svm.cost", symbol=r"\text{cost}")
    return (cost * as_printed("svm.multiply_adds", symbol=r"\text{SVM}")).named("virtual SVM")


def boosted_cost() -> Quantity:
    """Return the cost of boosted LeNet-4 from its stated ratio to LeNet-4 (III-C.9).

    Examples
    --------
    >>> print(boosted_cost())
    455,000
    """
    cost = as_printed("boosting.cost", symbol=r"\text{cost}")
    single = as_printed("lenet4.connections", symbol=r"\text{LeNet-4}")
    return (cost * single).named("boosted LeNet-4")


def boosted_cost_of_the_bars() -> Quantity:
    """Return the same ratio from the two bars of Fig. 11.

    Examples
    --------
    >>> print(f"{float(boosted_cost_of_the_bars()):.2f}")
    1.77
    """
    boosted = as_printed("fig11.boosted_lenet4", symbol=r"\text{boosted}")
    return (boosted / as_printed("fig11.lenet4", symbol=r"\text{LeNet-4}")).named("cost")


def boosted_memory() -> Quantity:
    """Return the memory of boosted LeNet-4: that of its three networks (III-C.9).

    Examples
    --------
    >>> print(boosted_memory())
    51,000
    """
    networks = as_printed("boosting.networks", symbol=r"\text{networks}")
    return (networks * as_printed("fig12.lenet4", symbol=r"\text{LeNet-4}")).named("boosted")


def distorted_error() -> Quantity:
    """Return the error rate that the number of misclassified images makes (III-B, Fig. 8).

    Examples
    --------
    >>> print(distorted_error())
    0.0082
    """
    wrong = as_printed("results.misclassified", symbol=r"\text{misclassified}")
    return (wrong / TEST_SET).named("error rate")


def sampling_error(key: str = "results.lenet5_test_error") -> Quantity:
    """Return the standard deviation of an error rate on the test set.

    Each image is right or wrong by chance, independent of the others.

    Parameters
    ----------
    key
        The error rate, in ``published.toml``.

    Examples
    --------
    >>> print(f"{float(sampling_error()):.5f}")
    0.00097
    """
    rate = as_printed(key, symbol="p")
    return sqrt(rate * (1 - rate) / TEST_SET).named("standard deviation")


def curvature_of_largest_step() -> Quantity:
    """Return the second derivative behind the largest step size of the first pass.

    Examples
    --------
    >>> print(curvature_of_largest_step())
    0.01125
    """
    step = as_printed("training.largest_step", symbol=r"\epsilon")
    return second_derivative_for_step(step)


def curvature_of_smallest_step() -> Quantity:
    """Return the second derivative behind the smallest step size of the first pass.

    Examples
    --------
    >>> print(f"{float(curvature_of_smallest_step()):.2f}")
    7.12
    """
    step = as_printed("training.smallest_step", symbol=r"\epsilon")
    return second_derivative_for_step(step)


def sd1_half() -> Quantity:
    """Return the images that each half of the writers of SD-1 wrote on average (III-A).

    Examples
    --------
    >>> print(sd1_half())
    29,263.5
    """
    images = as_printed("data.sd1_images", symbol=r"\text{images}")
    return (images / 2).named("half")


def tangent_pixels() -> Quantity:
    """Return the pixels of all training images at the size that tangent distance uses.

    Examples
    --------
    >>> print(tangent_pixels())
    15,360,000
    """
    side = as_printed("data.small_side", symbol=r"\text{side}")
    return (TRAINING_SET * (side * side)).named("pixels")


def stored_features() -> Quantity:
    """Return the variables that one number for each deslanted pixel of each image takes.

    Examples
    --------
    >>> print(stored_features())
    24,000,000
    """
    return (TRAINING_SET * DESLANTED_PIXELS).named("variables")
