"""One unit worked out, and the function that squashes its sum."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import tanh

from lenet_docs.catalogue import AMPLITUDE, SLOPE, WORKED_BIAS, WORKED_INPUTS, WORKED_WEIGHTS
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted
from lenet_docs.figures.kit.shapes import Box, arrow, label, line, outline
from lenet_docs.figures.kit.style import (
    ACCENT,
    ACCENT_SOFT,
    GRID,
    GROUND,
    INK,
    LINE,
    QUIET,
    RESULT,
    RESULT_SOFT,
    SHEET,
    SMALL,
    STRONG,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.quantity import Quantity
from lenet_docs.squashing import squash

__all__ = ["squashing", "unit"]


def unit(
    inputs: Sequence[Quantity] = WORKED_INPUTS,
    weights: Sequence[Quantity] = WORKED_WEIGHTS,
    bias: Quantity = WORKED_BIAS,
) -> Drawing:
    """Return one unit worked out: inputs, weights, bias, sum, squashing.

    Parameters
    ----------
    inputs, weights
        As many weights as inputs.
    bias
        The bias.

    Raises
    ------
    ValueError
        If there are not as many weights as inputs.

    Examples
    --------
    >>> "their sum is 0.865" in unit().alt
    True
    """
    products = [x * w for x, w in zip(inputs, weights, strict=True)]
    total = sum(products, start=bias)
    state = f"{float(squash(Fraction(total.value))):.3f}"
    step, top = 46.0, 30.0
    bottom = top + step * len(products)
    canvas = Canvas("unit", WIDTH, bottom + 114)
    centre = (212.0, top + (bottom - top) / 2 + 15)
    label(canvas, 39, 14, "inputs", anchor="middle", size=SMALL, colour=QUIET)
    label(canvas, 132, 14, "weights", anchor="middle", size=SMALL, colour=QUIET)
    for index, (x, w) in enumerate(zip(inputs, weights, strict=True)):
        box = Box(8, top + step * index, 62, 30)
        outline(canvas, box, ACCENT, 1.5 * LINE, fill=ACCENT_SOFT)
        _in(canvas, box, _signed(x))
        _link(canvas, box, centre, f"× {_signed(w)}", ACCENT)
    box = Box(8, bottom, 62, 30)
    outline(canvas, box, QUIET, 1.5 * LINE, fill=SHEET, stroke_dasharray="4 2")
    _in(canvas, box, "bias")
    _link(canvas, box, centre, f"+ {_signed(bias)}", QUIET)
    _neuron(canvas, centre, state)
    y = bottom + 62
    worked = [
        f"a = {_chain([*products, bias])} = {_signed(total)}",
        f"f(a) = {AMPLITUDE} tanh({SLOPE} × {_signed(total)}) ≈ {state}",
    ]
    for index, text in enumerate(worked):
        label(canvas, 8, y + 20 * index, text, size=SMALL)
    links = f"{counted(len(products) + 1, 'connection')}: {len(products)} from units, 1 from a bias"
    label(canvas, 8, y + 44, links, size=SMALL, colour=QUIET)
    each = ", ".join(
        f"{_signed(x)} times {_signed(w)}" for x, w in zip(inputs, weights, strict=True)
    )
    alt = (
        f"A unit with {counted(len(products), 'input')}, each times its weight: {each}. With the "
        f"bias, {_signed(bias)}, their sum is {_signed(total)}. Squashed by "
        f"{AMPLITUDE} tanh({SLOPE} a), the state of the unit is {state}. {links}."
    )
    return Drawing(finish(canvas, alt), alt)


def _signed(quantity: Quantity) -> str:
    return str(quantity).replace("-", "−")


def _chain(terms: Sequence[Quantity]) -> str:
    first, *rest = terms
    return _signed(first) + "".join(
        f" − {_signed(0 - term)}" if term < 0 else f" + {_signed(term)}" for term in rest
    )


def _in(canvas: Canvas, box: Box, text: str) -> None:
    x, y = box.middle
    label(canvas, x, y + 4.5, text, anchor="middle")


RADIUS = 19.0


def _link(canvas: Canvas, box: Box, centre: tuple[float, float], weight: str, colour: str) -> None:
    """Draw a connection from a box to the sum, with its weight on it."""
    start = box.right, box.middle[1]
    bend = 176.0, start[1]
    line(canvas, start, bend, centre, colour=colour, stroke_width=1.5 * LINE)
    width = 7.0 * len(weight) + 8
    middle = 132.0
    canvas.rect(middle - width / 2, start[1] - 10, width, 20, fill=GROUND)
    label(canvas, middle, start[1] + 4.5, weight, anchor="middle")


def _neuron(canvas: Canvas, centre: tuple[float, float], state: str) -> None:
    """Draw the sum, the squashing and the state, from left to right."""
    x, y = centre
    canvas.circle(x, y, RADIUS, fill=SHEET, stroke=INK, stroke_width=LINE)
    label(canvas, x, y + 6, "Σ", anchor="middle", size=17, bold=True)
    squash_box = Box(x + 38, y - 15, 34, 30)
    arrow(canvas, (x + RADIUS, y), (squash_box.x, y))
    outline(canvas, squash_box, INK, LINE, fill=SHEET, rx=6)
    _in(canvas, squash_box, "f")
    out = Box(squash_box.right + 16, y - 15, 52, 30)
    arrow(canvas, (squash_box.right, y), (out.x, y))
    outline(canvas, out, RESULT, STRONG, fill=RESULT_SOFT)
    _in(canvas, out, state)
    label(canvas, x, y - RADIUS - 7, "sum", anchor="middle", size=SMALL, colour=QUIET)
    label(canvas, squash_box.middle[0], y - 22, "squash", anchor="middle", size=SMALL, colour=QUIET)
    label(canvas, out.middle[0], y - 22, "state", anchor="middle", size=SMALL, colour=QUIET)


REACH = 4
"""How far from the origin the squashing function is drawn."""


def squashing(amplitude: Quantity = AMPLITUDE, slope: Quantity = SLOPE) -> Drawing:
    """Return the squashing function with its asymptotes and its marks at plus and minus one.

    Parameters
    ----------
    amplitude, slope
        A and S of A tanh(S a) (section II-B and Appendix A).

    Examples
    --------
    >>> "asymptotes at 1.7159 and −1.7159" in squashing().alt
    True
    """
    large, steep = float(amplitude), float(slope)
    top = 1.25 * large
    plot = Box(30, 12, WIDTH - 44, 212)
    canvas = Canvas("squashing", WIDTH, plot.bottom + 24)

    def place(a: float, f: float) -> tuple[float, float]:
        return (
            plot.x + (a + REACH) / (2 * REACH) * plot.width,
            plot.y + (top - f) / (2 * top) * plot.height,
        )

    for a in range(-REACH, REACH + 1):
        line(canvas, place(a, -top), place(a, top), colour=GRID, stroke_width=LINE / 2)
        if a:
            x, _ = place(a, 0)
            words = str(a).replace("-", "−")
            label(canvas, x, plot.bottom + 16, words, anchor="middle", size=SMALL, colour=QUIET)
    line(canvas, place(-REACH, 0), place(REACH, 0))
    line(canvas, place(0, -top), place(0, top))
    for sign in (1, -1):
        y = sign * large
        line(canvas, place(-REACH, y), place(REACH, y), colour=QUIET, stroke_dasharray="6 4")
    steps = [REACH * step / 40 for step in range(-40, 41)]
    curve = [place(a, large * tanh(steep * a)) for a in steps]
    line(canvas, *curve, colour=RESULT, stroke_width=1.25 * STRONG, stroke_linejoin="round")
    x, y = place(-REACH + 0.15, large)
    label(canvas, x, y - 6, f"A = {amplitude}", size=SMALL)
    x, y = place(REACH - 0.15, -large)
    label(canvas, x, y + 16, f"−A = −{amplitude}", anchor="end", size=SMALL)
    for mark in (1, -1):
        value = large * tanh(steep * mark)
        x, y = place(mark, value)
        corner = (place(mark, 0), (x, y), place(0, value))
        line(canvas, *corner, colour=ACCENT, stroke_dasharray="2 3")
        canvas.circle(x, y, 4.5, fill=ACCENT, stroke=GROUND, stroke_width=1.5)
        words = f"f({mark}) ≈ {value:.4f}".replace("-", "−")
        shift, anchor = (10, "start") if mark > 0 else (-10, "end")
        label(canvas, x + shift, y + 5 + 6 * mark, words, anchor=anchor, size=SMALL, bold=True)
    x, y = place(0.9, -0.55 * large)
    label(canvas, x, y, "f(a) = A tanh(S a)", colour=RESULT)
    label(canvas, x, y + 19, f"S = {slope}", size=SMALL)
    x, _ = place(REACH, 0)
    label(canvas, x, place(0, 0)[1] - 6, "a", anchor="end", size=SMALL)
    x, y = place(0, top)
    label(canvas, x - 6, y + 9, "f(a)", anchor="end", size=SMALL)
    at_one = f"{large * tanh(steep):.4f}"
    alt = (
        f"The squashing function f(a) = A tanh(S a) with A = {amplitude} and S = {slope}, for a "
        f"from −{REACH} to {REACH}: an S-shaped curve through the origin, with asymptotes at "
        f"{amplitude} and −{amplitude}. Two marks: at a = 1, f(a) is about {at_one}; at a = −1, "
        f"about −{at_one}."
    )
    return Drawing(finish(canvas, alt), alt)
