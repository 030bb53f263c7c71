"""The drawings that run the network, and all drawings of the book together.

Most drawings follow from the architecture alone. These need NumPy, MNIST and
trained parameters as well, and are kept apart from the others for that reason.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lenet_docs.book.print.paper_figures import figure_8_misread
from lenet_docs.figures import DRAWINGS as STILL
from lenet_docs.figures.digit.answers import misread, penalties, sheet_against_code
from lenet_docs.figures.digit.maps import input_levels, maps, unit_row
from lenet_docs.figures.digit.mistakes import confusions, misread_digits
from lenet_docs.figures.digit.products import products
from lenet_docs.figures.digit.responses import responses
from lenet_docs.figures.digit.seen import fields_on_image
from lenet_docs.figures.kit.drawing import Drawing
from lenet_docs.figures.learning.training_curves import learning_curves, measured_errors
from lenet_docs.network import levels, load_mnist
from lenet_docs.network.trained_network.run import Run, first_misread, first_of
from lenet_docs.network.trained_network.weights import load

__all__ = ["DRAWINGS", "SHOWN"]

SHOWN = 8
"""The digit that the book follows through the network: the first of the test set."""


@cache
def shown() -> tuple[Run, int]:
    """Return the image that the book follows, on its way through the network, and its label."""
    return _run(first_of(load_mnist("test"), SHOWN))


@cache
def hard() -> tuple[Run, int]:
    """Return the first image of the test set that the network misreads, and its label."""
    return _run(first_misread(load(), load_mnist("test")))


@cache
def answers() -> NDArray[np.intp]:
    """Return what the network takes each image of the test set for."""
    return load().classify(levels(load_mnist("test").images))


def _mistakes() -> list[str]:
    labels = load_mnist("test").labels
    wrong = np.flatnonzero(answers() != labels)
    return [f"{labels[index]}>{answers()[index]}" for index in wrong]


def _run(index: int) -> tuple[Run, int]:
    digits = load_mnist("test")
    return Run(load(), levels(digits.images[index])), int(digits.labels[index])


DRAWINGS: dict[str, Callable[[], Drawing]] = {
    **STILL,
    "digit-input": lambda: input_levels("digit-input", *shown(), "C1"),
    "digit-c1": lambda: maps("digit-c1", shown()[0], "C1", "S2"),
    "digit-slides": lambda: responses("digit-slides", shown()[0], "C1"),
    "digit-s2": lambda: maps("digit-s2", shown()[0], "S2", "C3"),
    "digit-c3": lambda: maps("digit-c3", shown()[0], "C3", "S4"),
    "digit-products": lambda: products(
        "digit-products", shown()[0], "C3", shown()[0].strongest("C3")
    ),
    "digit-s4": lambda: maps("digit-s4", shown()[0], "S4"),
    "digit-fields": lambda: fields_on_image("digit-fields", *shown(), "C5"),
    "digit-c5": lambda: unit_row("digit-c5", shown()[0], "C5"),
    "digit-f6": lambda: sheet_against_code("digit-f6", shown()[0]),
    "digit-penalties": lambda: penalties("digit-penalties", *shown()),
    "digit-hard": lambda: misread("digit-hard", *hard()),
    "digit-hard-penalties": lambda: penalties("digit-hard-penalties", *hard()),
    "learning-curves": lambda: learning_curves(measured_errors("paper")),
    "confusions": lambda: confusions([("Fig. 8", figure_8_misread()), ("ours", _mistakes())]),
    "misread-digits": lambda: misread_digits(load_mnist("test"), answers()),
}
"""All drawings of the book by name."""
