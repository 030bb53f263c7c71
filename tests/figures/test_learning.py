"""The curves of learning, and the digits that are misread, read back from the drawings."""

from __future__ import annotations

from itertools import pairwise
from math import log10
from pathlib import Path

import numpy as np
import pytest

from lenet_docs.book.print.paper_figures import figure_5_curve, figure_8_misread
from lenet_docs.errors import DataError
from lenet_docs.figures.digit.mistakes import confusions, misread_digits
from lenet_docs.figures.learning.training_curves import learning_curves, measured_errors
from lenet_docs.network.digits.data import Digits
from tests.figures.picture import Picture

OURS = {"test": [3.2, 1.6, 1.3, 1.1], "training": [2.6, 1.0, 0.5, 0.22]}

RESULTS = """
[results.training.paper]
passes = 2
median_seed = 1
[results.training.paper.seed0]
pass1 = { test_error = 9.0, training_error = 9.0 }
pass2 = { test_error = 9.0, training_error = 9.0 }
[results.training.paper.seed1]
pass1 = { test_error = 2.5, training_error = 2.25 }
pass2 = { test_error = 1.5, training_error = 1.0 }
"""


def _corners(d: str) -> list[tuple[float, float]]:
    pairs = [each.split() for each in d.removeprefix("M").split("L")]
    return [(float(x), float(y)) for x, y in pairs]


def test_every_error_is_at_its_height() -> None:
    """Heights are logarithms: of any two points, one rule gives the distance."""
    paths = [
        _corners(path.attrib["d"])
        for path in Picture(learning_curves(OURS).svg).all("path", stroke_linejoin="round")
    ]
    printed = {name: [100 * float(p) for p in figure_5_curve(name)] for name in OURS}
    curves = [printed["test"], OURS["test"], printed["training"], OURS["training"]]
    (_, high), *_, (_, low) = paths[3]
    unit = (low - high) / log10(OURS["training"][0] / OURS["training"][-1])
    for corners, errors in zip(paths, curves, strict=True):
        assert len(corners) == len(errors)
        for (_, y), error in zip(corners, errors, strict=True):
            assert y == pytest.approx(high + unit * log10(OURS["training"][0] / error), abs=0.1)


def test_the_words_tell_every_error_and_whose_it_is() -> None:
    """Both sources, both sets."""
    alt = learning_curves(OURS).alt
    assert "Test images, paper: 2.65, 2.24," in alt
    assert "Training images, paper: 4.89, 3.04," in alt
    assert "test images, ours: 3.20, 1.60, 1.30, 1.10." in alt
    assert "training images, ours: 2.60, 1.00, 0.50, 0.22." in alt


def test_the_names_of_the_curves_are_apart() -> None:
    """Even where curves end at the same height."""
    ends = {name: [1.0, 0.9] for name in OURS}
    words = [box for text, box in Picture(learning_curves(ends).svg).words() if ", " in text]
    names = sorted(box[1::2] for box in words if box[0] > 250)
    assert len(names) == 4
    assert all(upper[1] < lower[0] for upper, lower in pairwise(names))


def test_the_median_run_is_read_from_the_results(tmp_path: Path) -> None:
    """Pass by pass; a missing file or training is told."""
    file = tmp_path / "training.toml"
    with pytest.raises(DataError, match="make reproduce"):
        measured_errors("paper", file)
    file.write_text(RESULTS, encoding="utf-8")
    assert measured_errors("paper", file) == {"test": [2.5, 1.5], "training": [2.25, 1.0]}
    with pytest.raises(DataError, match="no training 'modern'"):
        measured_errors("modern", file)


def test_the_tables_hold_every_mistake_once() -> None:
    """The numbers in both add up to the mistakes, and the words name each kind."""
    ours = ["2>7", "2>7", "7>1"]
    drawing = confusions([("Fig. 8", figure_8_misread()), ("ours", ours)])
    counts = [
        (int(text), box)
        for text, box in Picture(drawing.svg).words()
        if text.isdigit() and box[1] > 44 and not (box[2] < 12 or 184 < box[2] < 197)
    ]
    left = sum(count for count, box in counts if box[0] < 180)
    right = sum(count for count, box in counts if box[0] > 180)
    assert (left, right) == (len(figure_8_misread()), len(ours))
    assert drawing.alt.endswith("ours, 3 in all: 2>7 2, 7>1 1.")
    assert "Fig. 8, 82 in all: 9>4 8, " in drawing.alt


def test_every_misread_digit_is_shown_with_both_names() -> None:
    """And no other."""
    images = np.zeros((30, 28, 28), np.uint8)
    labels = np.arange(30, dtype=np.uint8) % 10
    answers = labels.astype(np.intp)
    answers[::3] = (answers[::3] + 1) % 10
    drawing = misread_digits(Digits(images, labels), answers)
    expected = [f"{labels[n]}>{answers[n]}" for n in range(0, 30, 3)]
    picture = Picture(drawing.svg)
    assert picture.texts == expected
    assert len(picture.all("mask")) == len(expected)
    width, height = picture.size
    assert all(box[2] <= width and box[3] <= height for _, box in picture.words())
