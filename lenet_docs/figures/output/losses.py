"""What j does in eq. (9): to the loss, and to what lies between two codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from math import exp, inf, log

from lenet_docs.catalogue import RUBBISH_PENALTY
from lenet_docs.codes import DIGITS, Code, code, nearest_digits, squared_distance
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.shapes import Box, Sheet, grid, label, line, outline
from lenet_docs.figures.kit.style import (
    ACCENT,
    GRID,
    INK,
    LINE,
    QUIET,
    RESULT,
    SHEET,
    SMALL,
    STRONG,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas, Value, number

__all__ = ["between_codes", "rubbish"]

OURS = float(RUBBISH_PENALTY)

LARGER = 25.0
"""Another j, for comparison: between ours and the distance of the nearest codes."""

NEAREST = float(squared_distance(*nearest_digits()))
"""What the nearest wrong digit costs, where F6 draws the right one without a fault."""

STEPS = 120
"""Of how many straight pieces a curve is made."""

Curve = Callable[[float], float]


@dataclass(frozen=True, slots=True)
class LossPlot:
    """A place on the page, and the numbers at its right and upper edges; 0 is at the others."""

    box: Box
    right: float
    high: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point lies on the page."""
        box = self.box
        return box.x + x / self.right * box.width, box.bottom - y / self.high * box.height

    def draw(self, canvas: Canvas, curve: Curve, colour: str, dashes: str = "") -> None:
        """Draw a curve from edge to edge."""
        steps = [self.right * step / STEPS for step in range(STEPS + 1)]
        how: dict[str, Value] = {"stroke_dasharray": dashes} if dashes else {}
        points = [self.place(x, curve(x)) for x in steps]
        line(canvas, *points, colour=colour, stroke_width=STRONG, stroke_linejoin="round", **how)

    def upright(self, canvas: Canvas, x: float, words: str) -> None:
        """Draw a line upwards, with a word below it."""
        line(canvas, self.place(x, 0), self.place(x, self.high), colour=GRID)
        at, bottom = self.place(x, 0)
        label(canvas, at, bottom + 16, words, anchor="middle", size=SMALL, colour=QUIET)


def _loss(own: float, other: float, j: float) -> float:
    """Return eq. (9) for the penalties of the right class and of one other."""
    smallest = min(own, other, j)
    terms = sum(exp(smallest - each) for each in (own, other, j))
    return own - smallest + log(terms)


def rubbish() -> Drawing:
    """Return the loss against the penalty of the right class, for eq. (8) and for several j.

    The penalty of the nearest wrong class stays what it is for a perfect drawing.

    Examples
    --------
    >>> "with j = 10, it stays near 0 up to 10" in rubbish().alt
    True
    """
    reach = 60.0
    plot = LossPlot(Box(34, 26, WIDTH - 34 - 76, 250), reach, reach)
    canvas = Canvas("rubbish", WIDTH, plot.box.bottom + 44)
    corners = {"0": 0.0, **{f"{x:.0f}": x for x in (OURS, LARGER, NEAREST)}}
    for words, x in corners.items():
        plot.upright(canvas, x, words)
        y = plot.place(0, x)[1] + 4
        label(canvas, plot.box.x - 7, y, words, anchor="end", size=SMALL, colour=QUIET)
        line(canvas, plot.place(0, x), plot.place(reach, x), colour=GRID)
    line(canvas, plot.place(0, reach), plot.place(0, 0), plot.place(reach, 0))
    label(canvas, plot.box.x - 8, 14, "loss E", size=SMALL)
    words = "penalty of the right class, y"
    label(canvas, plot.box.middle[0], plot.box.bottom + 36, words, anchor="middle", size=SMALL)
    drawn: tuple[tuple[str, Curve, str, str], ...] = (
        ("eq. (8)", lambda y: y, QUIET, "7 4"),
        (f"j = {OURS:.0f}", lambda y: _loss(y, NEAREST, OURS), RESULT, ""),
        (f"j = {LARGER:.0f}", lambda y: _loss(y, NEAREST, LARGER), ACCENT, ""),
        ("no rubbish", lambda y: _loss(y, NEAREST, inf), ACCENT, "2 3"),
    )
    for words, curve, colour, dashes in drawn:
        plot.draw(canvas, curve, colour, dashes)
        x, y = plot.place(reach, curve(reach))
        label(canvas, x + 6, y + 4, words, size=SMALL, colour=colour)
    flat = "; ".join(f"with j = {j:.0f}, it stays near 0 up to {j:.0f}" for j in (OURS, LARGER))
    alt = (
        f"The loss E against the penalty y of the right class, from 0 to {reach:.0f}, while the "
        f"nearest wrong class costs {NEAREST:.0f}. For eq. (8) it is a straight line, E = y. For "
        f"eq. (9), {flat}; without rubbish, up to {NEAREST:.0f}. From there on each curve bends "
        f"and rises as steeply as eq. (8)."
    )
    return Drawing(finish(canvas, alt), alt)


def between_codes() -> Drawing:
    """Return the posteriors on the way from a code to the nearest other one, with our j.

    Examples
    --------
    >>> "halfway, rubbish has a share of 0.79" in between_codes().alt
    True
    """
    first, second = nearest_digits()
    plot = LossPlot(Box(34, 14, WIDTH - 48, 176), 1.0, 1.0)
    canvas = Canvas("between-codes", WIDTH, plot.box.bottom + 110)
    for y, words in ((0.0, "0"), (0.5, ""), (1.0, "1")):
        line(canvas, plot.place(0, y), plot.place(1, y), colour=GRID)
        if words:
            at = plot.place(0, y)[1] + 4
            label(canvas, plot.box.x - 7, at, words, anchor="end", size=SMALL, colour=QUIET)
    line(canvas, plot.place(0, 1), plot.place(0, 0), plot.place(1, 0))
    drawn: tuple[tuple[str, str, str, float, float], ...] = (
        (first, ACCENT, "", 0.12, 0.88),
        (second, ACCENT, "7 4", 0.88, 0.88),
        ("rubbish", RESULT, "", 0.7, 0.4),
    )
    for name, colour, dashes, *place in drawn:
        plot.draw(canvas, partial(_share, name), colour, dashes)
        label(canvas, *plot.place(*place), name, anchor="middle", colour=colour, bold=True)
    for t, words in ((0.0, f"a perfect {first}"), (0.5, "halfway"), (1.0, f"a perfect {second}")):
        cell = 6.0
        rows, columns = len(code(first).rows), len(code(first).rows[0])
        x = plot.place(t, 0)[0]
        left = min(max(x - columns * cell / 2, 4), WIDTH - columns * cell - 4)
        sheet = Sheet(left, plot.box.bottom + 34, rows, columns, cell)
        line(canvas, (x, plot.box.bottom), (x, plot.box.bottom + 6), colour=QUIET)
        anchor = {0.0: "start", 0.5: "middle", 1.0: "end"}[t]
        edge = {0.0: left, 0.5: x, 1.0: left + columns * cell}[t]
        label(canvas, edge, plot.box.bottom + 22, words, anchor=anchor, size=SMALL)
        _mixed(canvas, sheet, code(first), code(second), t)
    half = _shares(0.5)
    alt = (
        f"The posteriors of {first}, of {second} and of rubbish, while F6 draws everything between "
        f"a perfect {first} and a perfect {second}, with j = {OURS:.0f}. At either end the digit "
        f"has nearly all. In between both digits fall and rubbish rises: halfway, rubbish has a "
        f"share of {half['rubbish']:.2f} and each digit {half[first]:.2f}. Below the curves, the "
        f"sheet of F6 at the start, halfway and at the end: halfway, the pixels in which the codes "
        f"differ are grey."
    )
    return Drawing(finish(canvas, alt), alt)


def _share(name: str, t: float) -> float:
    return _shares(t)[name]


@cache
def _shares(t: float) -> dict[str, float]:
    """Return all posteriors where F6 has gone the part t of the straight way between two codes.

    For every point on the way, the squared distance to a third point follows from
    those of both ends (Stewart's theorem).
    """
    first, second = nearest_digits()
    whole = float(squared_distance(first, second))
    penalties = {
        digit: (1 - t) * float(squared_distance(first, digit))
        + t * float(squared_distance(second, digit))
        - t * (1 - t) * whole
        for digit in DIGITS
    }
    terms = {name: exp(-each) for name, each in {**penalties, "rubbish": OURS}.items()}
    total = sum(terms.values())
    return {name: term / total for name, term in terms.items()}


def _mixed(canvas: Canvas, sheet: Sheet, first: Code, second: Code, t: float) -> None:
    """Draw the sheet of F6 between two codes: the more ink, the darker."""
    box, cell = sheet.box, number(sheet.cell)
    canvas.rect(box.x, box.y, box.width, box.height, fill=SHEET)
    paths: dict[float, str] = {}
    for index, pair in enumerate(zip(first.components, second.components, strict=True)):
        row, column = divmod(index, sheet.columns)
        ink = sum(share * (each + 1) / 2 for share, each in zip((1 - t, t), pair, strict=True))
        place = sheet.part(row, column)
        paths[ink] = paths.get(ink, "") + (
            f"M{number(place.x)} {number(place.y)}h{cell}v{cell}h-{cell}z"
        )
    for ink, path in sorted(paths.items()):
        if ink:
            canvas.path(path, fill=INK, fill_opacity=ink, class_="drawing-ink")
    grid(canvas, sheet)
    outline(canvas, box, width=LINE)
