"""The maps that a convolution looks at, on the page: where its windows lie, padding included."""

from __future__ import annotations

from lenet_docs.figures.kit.shapes import Box, Sheet, outline, sheet
from lenet_docs.figures.kit.style import QUIET
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.layers import Convolution

__all__ = ["at", "draw_source", "extent", "pair", "seen", "source_sheet"]

LARGEST = 40.0
"""Side of the largest unit on the page, for maps of few units."""


def extent(layer: Convolution) -> tuple[int, int]:
    """Return rows and columns that a source map takes up, its padding included."""
    height, width = (int(side) for side in (layer.source.height, layer.source.width))
    return height + 2 * int(layer.padding[0]), width + 2 * int(layer.padding[1])


def source_sheet(layer: Convolution, x: float, y: float, cell: float) -> Sheet:
    """Return a source map whose padding begins at a point of the page."""
    down, along = (int(padding) * cell for padding in layer.padding)
    return Sheet(x + along, y + down, int(layer.source.height), int(layer.source.width), cell)


def draw_source(canvas: Canvas, layer: Convolution, units: Sheet) -> None:
    """Draw a source map, and the edge of its padding if it has any."""
    down, along = (int(padding) for padding in layer.padding)
    if down or along:
        rows, columns = extent(layer)
        outline(canvas, units.part(-down, -along, rows, columns), QUIET, stroke_dasharray="2 3")
    sheet(canvas, units)


def at(layer: Convolution, unit: tuple[int, int]) -> tuple[int, int]:
    """Return the row and column of the source where the window of a unit begins."""
    row, column = (
        index * int(stride) - int(padding)
        for index, stride, padding in zip(unit, layer.stride, layer.padding, strict=True)
    )
    return row, column


def seen(layer: Convolution, units: Sheet, unit: tuple[int, int]) -> Box:
    """Return what a unit of the layer looks at on one of its source maps."""
    return units.part(*at(layer, unit), int(layer.kernel[0]), int(layer.kernel[1]))


def pair(layer: Convolution, frame: Box, gap: float) -> tuple[Sheet, Sheet]:
    """Return a source map and a map on one scale, at the left and the right of a frame."""
    rows, columns = extent(layer)
    height, width = int(layer.height), int(layer.width)
    cell = min((frame.width - gap) / (columns + width), frame.height / max(rows, height), LARGEST)
    before = source_sheet(layer, frame.x, frame.y, cell)
    down = (rows - height) * cell / 2
    return before, Sheet(frame.right - width * cell, frame.y + down, height, width, cell)
