"""How the error falls from pass to pass, on a logarithmic scale: Fig. 5, and ours beside it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log10
from pathlib import Path
from typing import Any

from lenet_docs.book.print.paper_figures import figure_5_curve
from lenet_docs.errors import DataError
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import listed
from lenet_docs.figures.kit.shapes import Box, label, line
from lenet_docs.figures.kit.style import (
    ACCENT,
    GRID,
    INK,
    LINE,
    QUIET,
    RESULT,
    SMALL,
    STRONG,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas, Value

__all__ = ["RESULTS", "learning_curves", "measured_errors"]

# The results are in the repository, beside the book; an installed wheel has none.
RESULTS = Path(__file__).parents[3] / "benchmarks" / "results" / "training.toml"
"""What our trainings came to (`make reproduce`)."""

SETS = {"test": RESULT, "training": ACCENT}
"""The images that are classified, and the colour of their curves."""

MARKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)
"""Where the scale may have a line, in percent."""

EVERY = 5
"""Of how many passes one is named."""

LEAST_GAP = 16.0
"""From the baseline of a curve's name to that of the next."""

Errors = Mapping[str, Sequence[float]]


def measured_errors(plan: str, results: Path = RESULTS) -> Errors:
    """Return the errors after each pass, in percent, of the run with the median test error.

    Parameters
    ----------
    plan
        Name of the training in the file.
    results
        File of results.

    Raises
    ------
    DataError
        If the file is missing, or has no such training.
    """
    if not results.is_file():
        raise DataError(f"{results}: is not there; `make reproduce` writes it")
    trained = tomllib.loads(results.read_text(encoding="utf-8"))["results"]["training"]
    if plan not in trained:
        raise DataError(f"{results}: there is no training '{plan}'; `make reproduce` adds it")
    found: dict[str, Any] = trained[plan]
    run = found[f"seed{found['median_seed']}"]
    passes = [run[f"pass{number}"] for number in range(1, found["passes"] + 1)]
    return {name: [float(each[f"{name}_error"]) for each in passes] for name in SETS}


@dataclass(frozen=True, slots=True)
class _Curve:
    """A curve with its name, how it is drawn, and how it is spoken of."""

    name: str
    errors: Sequence[float]
    colour: str
    dashed: bool
    spoken: str


@dataclass(frozen=True, slots=True)
class _Plot:
    """A place on the page, its last pass, and the errors at its lower and upper edge."""

    box: Box
    last: int
    low: float
    high: float

    def place(self, number: float, error: float) -> tuple[float, float]:
        box = self.box
        high = log10(max(error, self.low) / self.low) / log10(self.high / self.low)
        return (
            box.x + (number - 1) / (self.last - 1) * box.width,
            box.bottom - high * box.height,
        )


def learning_curves(ours: Errors) -> Drawing:
    """Return the curves of Fig. 5, and beside them ours.

    Parameters
    ----------
    ours
        Errors after each pass, in percent, of the ``test`` and of the ``training`` images.

    Examples
    --------
    >>> drawing = learning_curves({"test": [3, 1.5, 1.2], "training": [2.5, 1, 0.5]})
    >>> "test images, ours: 3.00, 1.50, 1.20" in drawing.alt
    True
    """
    curves = list(_curves(ours))
    least, most = (end(min(c.errors) if end is min else max(c.errors) for c in curves)
                   for end in (min, max))  # fmt: skip
    low = max((mark for mark in MARKS if mark <= least), default=MARKS[0])
    high = min((mark for mark in MARKS if mark >= most), default=100.0)
    last = max(len(curve.errors) for curve in curves)
    plot = _Plot(Box(42, 30, WIDTH - 42 - 112, 330), last, low, high)
    canvas = Canvas("learning-curves", WIDTH, plot.box.bottom + 42)
    _axes(canvas, plot)
    for curve in curves:
        dashes: dict[str, Value] = {"stroke_dasharray": "6 4"} if curve.dashed else {}
        points = [plot.place(number, error) for number, error in enumerate(curve.errors, 1)]
        line(canvas, *points, colour=curve.colour, stroke_width=STRONG,
             stroke_linejoin="round", **dashes)  # fmt: skip
    _names(canvas, plot, curves)
    spoken = " ".join(
        f"{curve.spoken}: {', '.join(f'{error:.2f}' for error in curve.errors)}."
        for curve in curves
    )
    alt = (
        "Images misread after each pass, in percent on a logarithmic scale with lines at "
        f"{listed(f'{mark:g}' for mark in MARKS if low <= mark <= high)}: full lines are ours, "
        f"dashed ones the paper's, read from its Fig. 5. {spoken}"
    )
    return Drawing(finish(canvas, alt), alt)


def _curves(ours: Errors) -> Iterator[_Curve]:
    for name, colour in SETS.items():
        printed = [100 * float(point) for point in figure_5_curve(name)]
        yield _Curve(f"{name}, paper", printed, colour, True, f"{name} images, paper".capitalize())
        yield _Curve(f"{name}, ours", ours[name], colour, False, f"{name} images, ours")


def _axes(canvas: Canvas, plot: _Plot) -> None:
    """Draw a line for each mark of the scale, and name some passes."""
    box = plot.box
    for mark in MARKS:
        if plot.low <= mark <= plot.high:
            ends = plot.place(1, mark), plot.place(plot.last, mark)
            line(canvas, *ends, colour=GRID)
            y = ends[0][1] + 4
            label(canvas, box.x - 7, y, f"{mark:g}", anchor="end", size=SMALL, colour=QUIET)
    for number in (1, *range(EVERY, plot.last + 1, EVERY)):
        x, y = plot.place(number, plot.low)
        line(canvas, (x, y), (x, y + 5), colour=QUIET)
        label(canvas, x, y + 18, str(number), anchor="middle", size=SMALL, colour=QUIET)
    line(canvas, (box.x, box.y), (box.x, box.bottom), (box.right, box.bottom), colour=INK)
    label(canvas, 4, 14, "images misread, in percent", size=SMALL)
    label(canvas, box.middle[0], box.bottom + 36, "pass", anchor="middle", size=SMALL)


def _names(canvas: Canvas, plot: _Plot, curves: Sequence[_Curve]) -> None:
    """Write the names of the curves beside their ends, one below the other."""
    ends = [(curve, plot.place(len(curve.errors), curve.errors[-1])) for curve in curves]
    x = plot.box.right + 10
    below = -LEAST_GAP
    for curve, (end_x, end_y) in sorted(ends, key=lambda each: each[1][1]):
        y = max(end_y + 4, below + LEAST_GAP)
        line(canvas, (end_x + 2, end_y), (x - 2, y - 4), colour=curve.colour, stroke_width=LINE / 2)
        label(canvas, x, y, curve.name, size=SMALL, colour=curve.colour, bold=not curve.dashed)
        below = y
