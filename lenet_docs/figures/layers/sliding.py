"""A kernel that slides over a map, place by place, and the connections that add up."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import layer_of, size, sources
from lenet_docs.figures.kit.shapes import Box, Sheet, beam, label, made, sheet, window
from lenet_docs.figures.kit.source import at, draw_source, extent, pair, seen
from lenet_docs.figures.kit.steps import step, thinned
from lenet_docs.figures.kit.style import HAIR, QUIET, RESULT, RESULT_SOFT, SMALL, WIDTH
from lenet_docs.figures.kit.svg import Canvas, number
from lenet_docs.layers import Convolution

__all__ = ["sliding"]

MOST = 40
"""How many places of a row, and how many ends of rows, are steps at the most."""


def sliding(net: Architecture, name: str = "C1") -> Drawing:
    """Return a kernel that slides: along the first row, to the next one, and row by row to the end.

    A drawing in steps. First shown is the one where the kernel has gone back to
    the left, or, in a map of one row, the last.

    Parameters
    ----------
    net
        The network.
    name
        The convolution whose kernel slides, over the first of its source maps.

    Raises
    ------
    ArchitectureError
        If the layer is no convolution.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> drawing = sliding(lenet5())
    >>> "784 × 26 = 20,384 connections" in drawing.alt
    True
    """
    layer = layer_of(net, name, Convolution)
    source = layer.source
    before, after = pair(layer, Box(10, 26, WIDTH - 20, 200), gap=48)
    down = 26 + extent(layer)[0] * before.cell
    canvas = Canvas("sliding", WIDTH, max(down, after.box.bottom) + 68)
    label(canvas, 10, 15, f"{source.name}, {size(source)}")
    label(canvas, WIDTH - 10, 15, f"a map of {layer.name}, {size(layer)}", anchor="end")
    draw_source(canvas, layer, before)
    sheet(canvas, after)
    label(canvas, 10, canvas.height - 8, _each(layer), size=SMALL, colour=QUIET)
    places = _places(layer)
    first = next((index for index, place in enumerate(places) if place[0]), len(places) - 1)
    for index, place in enumerate(places):
        with step(canvas, _words(layer, place), shown=index == first):
            _done(canvas, after, place)
            looked_at, unit = seen(layer, before, place), after.part(*place)
            window(canvas, before, looked_at)
            beam(canvas, looked_at, unit)
            made(canvas, unit)
            row, column = place
            where = f"unit {_count(layer, place):,} of {layer.positions}: "
            label(canvas, 10, canvas.height - 44, f"{where}row {row}, column {column}")
            label(canvas, 10, canvas.height - 26, _links(layer, place), bold=True)
    alt = (
        f"A {layer.kernel[0]}×{layer.kernel[1]} kernel slides over {source.name}, which is "
        f"{size(source)}: along the first row, then from the left along the next, to the last of "
        f"{layer.positions} places. At each place it makes one unit of a map of {layer.name}, "
        f"which is {size(layer)}. {_each(layer)}. After the first row there are "
        f"{_links(layer, (0, int(layer.width) - 1))}; after the last, "
        f"{_links(layer, (int(layer.height) - 1, int(layer.width) - 1))}. Shown first is this "
        f"step. {_words(layer, places[first])}"
    )
    return Drawing(finish(canvas, alt), alt)


def _places(layer: Convolution) -> list[tuple[int, int]]:
    """Return rows and columns of the steps."""
    height, width = int(layer.height), int(layer.width)
    first_row = [(0, column) for column in thinned(width, MOST)]
    second_row = [(1, 0)] if height > 1 and width > 1 else []
    return first_row + second_row + [(1 + row, width - 1) for row in thinned(height - 1, MOST)]


def _count(layer: Convolution, place: tuple[int, int]) -> int:
    """Return how many units are made when the unit of a place is."""
    return place[0] * int(layer.width) + place[1] + 1


def _each(layer: Convolution) -> str:
    looked_at, kernel = sources(layer, 0), f"{layer.kernel[0]}×{layer.kernel[1]}"
    maps = f"{len(looked_at)} × " if len(looked_at) > 1 else ""
    return f"Each unit has {maps}{kernel} + 1 = {layer.fan_ins[0] + 1} connections"


def _links(layer: Convolution, place: tuple[int, int]) -> str:
    count, each = _count(layer, place), int(layer.fan_ins[0]) + 1
    return f"{count:,} × {each:,} = {count * each:,} connections"


def _words(layer: Convolution, place: tuple[int, int]) -> str:
    spans = [
        (start, start + int(length) - 1)
        for start, length in zip(at(layer, place), layer.kernel, strict=True)
    ]
    rows, columns = (f"{one} to {other}".replace("-", "−") for one, other in spans)
    return (
        f"Unit {_count(layer, place):,} of {layer.positions}, row {place[0]}, column {place[1]}: "
        f"the kernel lies on rows {rows} and columns {columns} of {layer.source.name}. "
        f"{_links(layer, place)}."
    )


def _done(canvas: Canvas, units: Sheet, place: tuple[int, int]) -> None:
    """Draw the units that are there already."""
    row, column = place
    parts = [units.part(0, 0, row, units.columns), units.part(row, 0, 1, column)]
    d = "".join(
        f"M{number(b.x)} {number(b.y)}h{number(b.width)}v{number(b.height)}h{number(-b.width)}Z"
        for b in parts
        if b.width and b.height
    )
    if d:
        canvas.path(d, fill=RESULT_SOFT, stroke=RESULT, stroke_width=HAIR)
