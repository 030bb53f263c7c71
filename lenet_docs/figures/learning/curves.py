"""The squashing function, its derivatives and its curvature, one above the other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from lenet_docs.book.squashing.squashing_shape import (
    bend_at,
    bend_place,
    bend_state,
    curvature_at,
    curvature_place,
    curvature_state,
    slope_at,
)
from lenet_docs.catalogue import AMPLITUDE
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.shapes import Box, label, line, width_of
from lenet_docs.figures.kit.style import (
    ACCENT,
    GRID,
    GROUND,
    INK,
    LINE,
    QUIET,
    RESULT,
    SMALL,
    STRONG,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.quantity import Quantity
from lenet_docs.squashing import gain, squash

__all__ = ["squashing_shape"]

REACH = 3
"""How far from the origin the curves are drawn."""

STEPS = 96
"""Of how many straight pieces a curve is made."""

Point = tuple[float, float]
Curve = Callable[[Fraction], float]


@dataclass(frozen=True, slots=True)
class CurvePlot:
    """A curve's place on the page, and what its edges stand for.

    Parameters
    ----------
    box
        Where it is.
    left, right, low, high
        The sums and the values at its edges.
    """

    box: Box
    left: Fraction
    right: Fraction
    low: float
    high: float

    def place(self, a: float, value: float) -> Point:
        """Return where a point of the curve lies on the page."""
        box = self.box
        return (
            box.x + (a - float(self.left)) / float(self.right - self.left) * box.width,
            box.bottom - (value - self.low) / (self.high - self.low) * box.height,
        )

    def draw(self, canvas: Canvas, curve: Curve) -> None:
        """Draw the curve."""
        width = self.right - self.left
        sums = [self.left + width * step / STEPS for step in range(STEPS + 1)]
        points = [self.place(float(a), curve(a)) for a in sums]
        line(canvas, *points, colour=RESULT, stroke_width=STRONG, stroke_linejoin="round")

    def axes(self, canvas: Canvas) -> None:
        """Draw the line of zero and, where the sums stand, the upright ones."""
        for a in range(-REACH, REACH + 1):
            ends = self.place(a, self.low), self.place(a, self.high)
            line(canvas, *ends, colour=QUIET if a == 0 else GRID, stroke_width=LINE / 2)
        line(canvas, self.place(-REACH, 0), self.place(REACH, 0), colour=QUIET)


def squashing_shape() -> Drawing:
    """Return f(a) = A tanh(S a), its first two derivatives and its curvature.

    Round marks stand where the second derivative is largest, square ones where
    the curvature is. The last part magnifies the second derivative around 1.

    Examples
    --------
    >>> "largest in size at a = ±0.98772" in squashing_shape().alt
    True
    """
    canvas = Canvas("squashing-shape", WIDTH, 652)
    value, slope, second, curvature = (
        _drawn(canvas, name, top, height, limits, curve)
        for name, top, height, limits, curve in ROWS
    )
    bend, bends, turn = float(bend_place()), float(bend_at(bend_place())), float(curvature_place())
    for sign in (1, -1):
        asymptote = [value.place(a, sign * float(AMPLITUDE)) for a in (-REACH, REACH)]
        line(canvas, *asymptote, colour=QUIET, stroke_dasharray="6 4")
        _round(canvas, value.place(sign * bend, sign * float(bend_state())))
        _square(canvas, value.place(sign * turn, sign * float(curvature_state())))
        _round(canvas, second.place(-sign * bend, sign * bends))
        _square(canvas, curvature.place(sign * turn, float(curvature_at(curvature_place()))))
    x, y = value.place(REACH, float(AMPLITUDE))
    label(canvas, x, y - 4, f"A = {AMPLITUDE}", anchor="end", size=SMALL)
    x, y = value.place(REACH, -float(AMPLITUDE))
    label(canvas, x, y - 4, "−A", anchor="end", size=SMALL)
    x, y = value.place(bend, float(bend_state()))
    _said(canvas, x - 8, y - 6, _short(bend_state()), "end")
    x, y = value.place(turn, float(curvature_state()))
    _said(canvas, x + 9, y + 13, _short(curvature_state()))
    for at, shift in ((0, 8), (1, 30)):
        x, y = slope.place(at, float(slope_at(at)))
        canvas.circle(x, y, 4, fill=GROUND, stroke=RESULT, stroke_width=STRONG)
        _said(canvas, x + shift, y - 5, f"{_short(slope_at(at))} at {at}")
    largest, where = _short(bend_at(bend_place())), _short(bend_place(), 5)
    x, y = second.place(-bend, bends)
    _said(canvas, x, y - 8, f"{largest} at −{where}", "middle")
    x, y = second.place(bend, -bends)
    _said(canvas, x, y + 16, f"−{largest} at {where}", "middle")
    x, y = curvature.place(turn, float(curvature_at(curvature_place())))
    words = f"{_short(curvature_at(curvature_place()))} at {_short(curvature_place(), 5)}"
    _said(canvas, x, y - 9, words, "middle")
    for a in range(-REACH, REACH + 1):
        x, y = curvature.place(a, 0)
        words = str(a).replace("-", "−")
        label(canvas, x, y + 15, words, anchor="middle", size=SMALL)
    label(canvas, WIDTH - 2, y + 15, "a", anchor="end", size=SMALL)
    _magnified(canvas, Box(20, 550, WIDTH - 40, 80))
    alt = _words()
    return Drawing(finish(canvas, alt), alt)


def _second(a: Fraction) -> float:
    return -float(bend_at(a)) if a > 0 else float(bend_at(-a))


ROWS: tuple[tuple[str, float, float, tuple[float, float], Curve], ...] = (
    ("f(a)", 18, 128, (-1.95, 1.95), lambda a: float(squash(a))),
    ("f′(a), the slope", 164, 96, (0.0, 1.3), lambda a: float(slope_at(a))),
    ("f″(a)", 278, 120, (-0.75, 0.75), _second),
    ("curvature", 416, 92, (0.0, 0.46), lambda a: float(curvature_at(abs(a)))),
)
"""Each curve with its name, where it begins, how high it is, and the values at its edges."""


def _drawn(
    canvas: Canvas,
    name: str,
    top: float,
    height: float,
    limits: tuple[float, float],
    curve: Curve,
) -> CurvePlot:
    """Draw a curve, with lines where the marks of all curves lie, and return its place."""
    low, high = limits
    plot = CurvePlot(Box(20, top, WIDTH - 40, height), Fraction(-REACH), Fraction(REACH), low, high)
    plot.axes(canvas)
    for at, dashes in ((float(bend_place()), "2 3"), (float(curvature_place()), "6 3")):
        for a in (at, -at):
            ends = plot.place(a, low), plot.place(a, high)
            line(canvas, *ends, colour=ACCENT, stroke_dasharray=dashes)
    plot.draw(canvas, curve)
    x, y = plot.box.x + 4, plot.box.y + (25 if low < -1 else 11)  # below the asymptote
    _said(canvas, x, y, name, colour=RESULT)
    return plot


def _short(quantity: Quantity, places: int = 4) -> str:
    return f"{float(quantity):.{places}f}"


def _said(
    canvas: Canvas, x: float, y: float, words: str, anchor: str = "start", colour: str = INK
) -> None:
    """Write on a ground of its own, so that no line runs through the words."""
    width = width_of(words, SMALL)
    left = x - width * {"start": 0.0, "middle": 0.5, "end": 1.0}[anchor]
    canvas.rect(left - 1, y - 10, width + 2, 13, fill=GROUND)
    label(canvas, x, y, words, anchor=anchor, size=SMALL, colour=colour, bold=colour != INK)


def _round(canvas: Canvas, at: Point) -> None:
    canvas.circle(*at, 4.5, fill=ACCENT, stroke=GROUND, stroke_width=1.5)


def _square(canvas: Canvas, at: Point) -> None:
    x, y = at
    canvas.rect(x - 4.5, y - 4.5, 9, 9, fill=GROUND, stroke=ACCENT, stroke_width=STRONG)


def _magnified(canvas: Canvas, box: Box) -> None:
    """Draw the size of the second derivative around its largest, with the mark at 1."""
    place, half = Fraction(float(bend_place())), Fraction(1, 25)
    largest, low = float(bend_at(bend_place())), float(bend_at(place + half))
    plot = CurvePlot(box, place - half, place + half, low, largest + 1.1 * (largest - low))
    canvas.rect(box.x, box.y, box.width, box.height, fill="none", stroke=GRID, stroke_width=LINE)
    plot.draw(canvas, lambda a: float(bend_at(a)))
    at, one = plot.place(float(place), largest), plot.place(1, float(bend_at(1)))
    for x, y in (at, one):
        line(canvas, (x, y), (x, box.bottom), colour=ACCENT, stroke_dasharray="2 3")
    _round(canvas, at)
    canvas.circle(*one, 4, fill=GROUND, stroke=RESULT, stroke_width=STRONG)
    words = "|f″(a)| near 1, magnified"
    label(canvas, box.x + 4, box.y + 13, words, colour=RESULT, size=SMALL, bold=True)
    label(canvas, at[0] - 8, at[1] - 8, _short(bend_at(bend_place()), 5), anchor="end", size=SMALL)
    label(canvas, one[0] + 8, one[1] - 8, _short(bend_at(1), 5), size=SMALL)
    label(canvas, at[0] - 4, box.bottom + 15, _short(bend_place(), 5), anchor="end", size=SMALL)
    label(canvas, one[0], box.bottom + 15, "1", anchor="middle", size=SMALL)


def _words() -> str:
    largest, place = _short(bend_at(bend_place()), 5), _short(bend_place(), 5)
    return (
        f"Four curves over the weighted sum a, from −{REACH} to {REACH}, and a part of one, "
        f"magnified. First, f(a) = A tanh(S a), which rises between its asymptotes at −A and "
        f"A = {AMPLITUDE}. Second, its slope f′(a): {_short(gain())} at 0, where it is largest, "
        f"and {_short(slope_at(1))} at 1. Third, f″(a), positive on the left and negative on the "
        f"right: largest in size at a = ±{place}, where it is "
        f"{_short(bend_at(bend_place()))}; a round mark. There f is {_short(bend_state())}. "
        f"Fourth, the curvature: largest at a = ±{_short(curvature_place(), 5)}, where it is "
        f"{_short(curvature_at(curvature_place()))}; a square mark. There f is "
        f"{_short(curvature_state())}. Magnified, the size of f″ is {largest} at {place} and "
        f"{_short(bend_at(1), 5)} at 1."
    )
