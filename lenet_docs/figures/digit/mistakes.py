"""Digits that a network misreads: which are taken for which, and what they look like."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from lenet_docs.codes import DIGITS
from lenet_docs.figures.digit.grey import framed_grey
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.shapes import Box, Sheet, grid, label, outline
from lenet_docs.figures.kit.style import GRID, QUIET, RESULT, SMALL, WIDTH
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.network.digits.data import Digits

__all__ = ["confusions", "misread_digits"]

CELL, LEFT, TOP = 16.0, 14.0, 44.0
"""Side of a place in a table, and the room beside and above it."""

IN_A_ROW, SIDE, STEP = 8, 38.0, 62.0
"""Pictures in a row, side of a picture, and from row to row."""


def confusions(tables: Iterable[tuple[str, Sequence[str]]]) -> Drawing:
    """Return how often each digit was taken for each other one, a table for each source.

    Parameters
    ----------
    tables
        For two sources, its name, and the mistakes as ``correct>answer``.

    Examples
    --------
    >>> drawing = confusions([("paper", ["4>9", "4>9"]), ("ours", ["7>1"])])
    >>> "paper, 2 in all: 4>9 2" in drawing.alt
    True
    """
    canvas = Canvas("confusions", WIDTH, TOP + len(DIGITS) * CELL + 24)
    width = LEFT + len(DIGITS) * CELL
    words = []
    for index, (name, mistakes) in enumerate(tables):
        counts = Counter(mistakes)
        _table(canvas, index * (WIDTH - width) + LEFT, f"{name}: {len(mistakes)}", counts)
        listed = ", ".join(f"{pair} {count}" for pair, count in counts.most_common())
        words.append(f"{name}, {len(mistakes)} in all: {listed}")
    below = TOP + len(DIGITS) * CELL + 17
    label(canvas, LEFT, below, "row: correct; column: answer", size=SMALL, colour=QUIET)
    alt = (
        "Tables of mistakes, with a row for each digit and a column for what it was taken for. "
        f"As correct>answer and how often, {'; '.join(words)}."
    )
    return Drawing(finish(canvas, alt), alt)


def _table(canvas: Canvas, left: float, title: str, counts: Counter[str]) -> None:
    units = Sheet(left, TOP, len(DIGITS), len(DIGITS), CELL)
    label(canvas, units.x, 14, title, bold=True)
    most = max(counts.values(), default=1)
    for index, digit in enumerate(DIGITS):
        row, column = units.part(index, 0), units.part(0, index)
        label(canvas, row.x - 4, row.y + 12, digit, anchor="end", size=SMALL, colour=QUIET)
        label(canvas, column.middle[0], TOP - 5, digit, anchor="middle", size=SMALL, colour=QUIET)
        own = units.part(index, index)
        canvas.rect(own.x, own.y, own.width, own.height, fill=GRID)
    for pair, count in counts.items():
        correct, answer = pair.split(">")
        place = units.part(DIGITS.index(correct), DIGITS.index(answer))
        # Not too full: the number stands on it.
        share = 0.1 + 0.25 * count / most
        canvas.rect(place.x, place.y, place.width, place.height, fill=RESULT, fill_opacity=share)
    grid(canvas, units)
    outline(canvas, units.box)
    for pair, count in counts.items():
        correct, answer = pair.split(">")
        place = units.part(DIGITS.index(correct), DIGITS.index(answer))
        x, y = place.middle
        often = count > most / 2
        label(canvas, x, y + 4, str(count), anchor="middle", size=SMALL, bold=often)


def misread_digits(digits: Digits, answers: NDArray[np.intp]) -> Drawing:
    """Return all digits that were misread, each with what it is and what it was taken for.

    Parameters
    ----------
    digits
        What was read.
    answers
        What each was taken for.

    Examples
    --------
    >>> images, labels = np.zeros((2, 28, 28), np.uint8), np.array([5, 0], np.uint8)
    >>> misread_digits(Digits(images, labels), np.array([5, 8])).alt
    '1 of 2 digits misread, as correct>answer in the order of the set: 0>8.'
    """
    wrong = np.flatnonzero(answers != digits.labels)
    rows = -(-len(wrong) // IN_A_ROW)
    canvas = Canvas("misread-digits", WIDTH, max(1, rows) * STEP)
    across = (WIDTH - SIDE) / (IN_A_ROW - 1)
    labels = [f"{digits.labels[index]}>{answers[index]}" for index in wrong]
    for place, (index, words) in enumerate(zip(wrong, labels, strict=True)):
        row, column = divmod(place, IN_A_ROW)
        box = Box(column * across, row * STEP + 2, SIDE, SIDE)
        framed_grey(canvas, box, digits.images[index] / 255, f"digit-{index}")
        label(canvas, box.middle[0], box.bottom + 14, words, anchor="middle", size=SMALL)
    alt = (
        f"{len(wrong)} of {len(digits)} digits misread, as correct>answer in the order of the set: "
        f"{', '.join(labels)}."
    )
    return Drawing(finish(canvas, alt), alt)
