"""Trainable parameters and connections of every layer, as bars on a logarithmic scale."""

from __future__ import annotations

from math import floor, log10

from lenet_docs.architecture import Architecture
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.shapes import Box, label, line, outline, width_of
from lenet_docs.figures.kit.style import (
    ACCENT,
    ACCENT_SOFT,
    GRID,
    GROUND,
    INK,
    LINE,
    QUIET,
    SMALL,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas, Value
from lenet_docs.layers import Layer
from lenet_docs.quantity import Quantity

__all__ = ["totals"]

LEFT, TOP, STEP, BAR = 66.0, 62.0, 40.0, 12.0
"""Where the bars begin, the height of a layer and of a bar."""

ROOM = 64.0
"""What the longest bar leaves for its number at least."""


def totals(net: Architecture) -> Drawing:
    """Return two bars for each layer and for the network: trainable parameters, connections.

    The scale is logarithmic: connections are so many more than parameters that
    the small layers could not be seen on a plain one. The numbers are printed.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "F6: 10,164 trainable parameters, 10,164 connections" in totals(lenet5()).alt
    True
    """
    rows: list[tuple[str, Layer | Architecture]] = [(layer.name, layer) for layer in net]
    rows.append(("total", net))
    largest = max(int(of.connections) for _, of in rows)
    # The longest bar leaves room for its number.
    room = max(ROOM, 12 + width_of(f"{largest:,}", SMALL))
    unit = (WIDTH - LEFT - room) / max(1.0, log10(largest))
    bottom = TOP + STEP * len(rows) + 6
    canvas = Canvas("totals", WIDTH, bottom + 44)
    _hatching(canvas)
    _legend(canvas)
    _scale(canvas, floor(log10(largest)), unit, bottom)
    for index, (name, of) in enumerate(rows):
        y = TOP + STEP * index + (6 if of is net else 0)
        label(canvas, LEFT - 8, y + 17, name, anchor="end", bold=True)
        if of is net:
            line(canvas, (4, y - 9), (WIDTH - 4, y - 9), colour=QUIET)
        fixed = of.parameters - of.trainable_parameters
        note = f", {fixed} fixed" if isinstance(of, Layer) and fixed > 0 else ""
        _bar(canvas, y, of.trainable_parameters, unit, ACCENT, note)
        _bar(canvas, y + BAR + 2, of.connections, unit, f"url(#{canvas.id('hatching')})")
    words = [
        f"{name}: {of.trainable_parameters} trainable parameters, {of.connections} connections"
        for name, of in rows
    ]
    alt = (
        f"Bars of the trainable parameters and the connections of each layer of {net.name}, on a "
        f"logarithmic scale. {'; '.join(words)}."
    )
    return Drawing(finish(canvas, alt), alt)


def _hatching(canvas: Canvas) -> None:
    size: dict[str, Value] = {"width": 5, "height": 5, "patternUnits": "userSpaceOnUse"}
    with canvas.inside("defs"), canvas.inside("pattern", id=canvas.id("hatching"), **size):
        canvas.rect(0, 0, 5, 5, fill=ACCENT_SOFT)
        canvas.path("M-1 6L6 -1M-1 1L1 -1M4 6L6 4", fill="none", stroke=ACCENT, stroke_width=1.2)


def _legend(canvas: Canvas) -> None:
    kinds = (ACCENT, "trainable parameters"), (f"url(#{canvas.id('hatching')})", "connections")
    x = LEFT
    for fill, words in kinds:
        outline(canvas, Box(x, 5, 18, BAR), ACCENT, LINE, fill=fill)
        label(canvas, x + 25, 15, words, size=SMALL)
        x += 180


def _scale(canvas: Canvas, powers: int, unit: float, bottom: float) -> None:
    """Draw a line for each power of ten, and number every second one."""
    for power in range(powers + 1):
        x = LEFT + power * unit
        line(canvas, (x, TOP - 14), (x, bottom), colour=GRID)
        if power % 2 == 0:
            words = f"{10**power:,}"
            label(canvas, x, TOP - 20, words, anchor="middle", size=SMALL, colour=QUIET)
    line(canvas, (LEFT, TOP - 14), (LEFT, bottom), colour=INK)
    note = "logarithmic scale: × 10 from line to line"
    label(canvas, LEFT, bottom + 24, note, size=SMALL, colour=QUIET)


def _bar(canvas: Canvas, y: float, count: Quantity, unit: float, fill: str, note: str = "") -> None:
    """Draw a bar with its number behind it; none at all has no place on a logarithmic scale."""
    length = unit * log10(int(count)) if count > 0 else 0.0
    if length:
        outline(canvas, Box(LEFT, y, length, BAR), ACCENT, LINE, fill=fill)
    # The lines of the scale stop around the number.
    with canvas.group(stroke=GROUND, stroke_width=4, stroke_linejoin="round", paint_order="stroke"):
        label(canvas, LEFT + length + 6, y + 10.5, f"{count}{note}", size=SMALL)
