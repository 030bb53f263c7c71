"""The givens of the training session of section III: data, passes, learning rates.

What defines the networks themselves stands in `lenet_docs.catalogue`.
"""

from __future__ import annotations

from decimal import Decimal

from lenet_docs.quantity import given

__all__ = [
    "COMPARED_PASSES",
    "DAMPING",
    "DISTORTED_SET",
    "FIGURE_5_POINTS",
    "HELD_OUT",
    "HESSIAN_SAMPLES",
    "LAST_RATE",
    "PASSES",
    "RATES",
    "RATE_FACTOR",
    "TEST_SET",
    "TEST_SET_HALF",
    "TRAINING_SET",
]

TRAINING_SET = given(60_000, "P", "training images")
"""Number of training images (section III-A)."""

TEST_SET_HALF = given(5_000, r"\text{half}", "test images of each source")
"""Test images taken from each of the two databases (section III-A)."""

TEST_SET = given(10_000, r"P_{\text{test}}", "test images")
"""Number of test images that are used (section III-A)."""

DISTORTED_SET = given(540_000, "D", "distorted images")
"""Number of distorted training images that are added (section III-B)."""

PASSES = given(20, r"\text{passes}", "passes over the training set")
"""Number of passes over the training set (section III-B)."""

RATES = tuple(
    (
        given(Decimal(rate), r"\eta", "global learning rate", owner=str(stage)),
        given(passes, "m", "passes at this rate", owner=str(stage)),
    )
    for stage, (rate, passes) in enumerate(
        [("0.0005", 2), ("0.0002", 3), ("0.0001", 3), ("0.00005", 4)], start=1
    )
)
"""The learning rates and how many passes each lasts (section III-B)."""

LAST_RATE = given(Decimal("0.00001"), r"\eta", "global learning rate", owner="last")
"""The learning rate after these, until the end (section III-B)."""

HESSIAN_SAMPLES = given(500, "s", "samples for the second derivatives")
"""Images on which the second derivatives are estimated before a pass (section III-B)."""

DAMPING = given(Decimal("0.02"), r"\mu", "damping")
"""The constant that keeps steps bounded, mu of eq. (21) (section III-B)."""

FIGURE_5_POINTS = given(21, r"\text{points}", "points of each curve in Fig. 5")
"""Points of each curve in Fig. 5, counted in the drawing of the preprint (page 11)."""

HELD_OUT = given(10_000, r"P_{\text{val}}", "held-out images")
"""Training images that judge settings and are not learned from: our choice."""

RATE_FACTOR = given(Decimal("0.5"), "c", "factor of the learning rates")
"""By what the printed learning rates are multiplied in this book's trainings: our choice."""

COMPARED_PASSES = given(3, r"\text{passes}", "passes of a short training")
"""Passes of the short trainings that compare settings: our choice."""
