"""A kernel that slides along a row of an image, and how its unit responds at each place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lenet_docs.catalogue import AMPLITUDE
from lenet_docs.errors import ArchitectureError
from lenet_docs.figures.digit.grey import Levels, framed_grey, grey, ink, swing
from lenet_docs.figures.digit.opened import Opened, draw_state, opened, signed, strength
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.shapes import Box, Sheet, framed, label, line, outline
from lenet_docs.figures.kit.steps import step
from lenet_docs.figures.kit.style import (
    ACCENT,
    HAIR,
    LINE,
    QUIET,
    RESULT,
    RESULT_SOFT,
    SHEET,
    SMALL,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.network.trained_network.run import Run

__all__ = ["responses"]

IMAGE = 176.0
"""Width of the image on the page."""

SIDE, TABLE = 60.0, 250.0
"""Side of what lies under the kernel, and of the kernel; width of the table of products."""

HIGH = 78.0
"""Height of the row of states."""


@dataclass(frozen=True, slots=True)
class PageLayout:
    """Where things stand: the image, what lies under the kernel, the products, the states."""

    pixels: Sheet
    under: Box
    table: Box
    bars: Box

    @classmethod
    def of(cls, height: int, width: int) -> PageLayout:
        """Return the page for an image."""
        pixels = Sheet(0, 4, height, width, IMAGE / width)
        table = Box(WIDTH - TABLE, pixels.box.bottom + 34, TABLE, 150)
        bars = Box(0, table.bottom + 38, WIDTH, HIGH)
        return cls(pixels, Box(0, table.y, SIDE, SIDE), table, bars)


def responses(name: str, run: Run, layer: str) -> Drawing:
    """Return a kernel on its way along the row of a layer whose states change most.

    A drawing in steps, one for each place. First shown is the one with the
    largest state.

    Parameters
    ----------
    name
        Of the drawing.
    run
        The image on its way through the network.
    layer
        A convolution that looks at the image.

    Raises
    ------
    ArchitectureError
        If the layer is no convolution, has padding, or looks at another layer.
    """
    if run.network.architecture[layer].source is not run.network.architecture.input:
        raise ArchitectureError(
            f"{layer}: the layer does not look at the image; this drawing is of one that does"
        )
    index, row = _liveliest(run.states[layer])
    strongest = int(run.states[layer][index, row].argmax())
    places = run.states[layer].shape[2]
    units = [opened(run, layer, (index, row, column)) for column in range(places)]
    page = PageLayout.of(*run.image.shape)
    canvas = Canvas(name, WIDTH, page.bars.bottom + 24)
    shares = ink(run.image)
    framed_grey(canvas, page.pixels.box, shares, "image")
    _table(canvas, page.table, units[0].kernels[0])
    _states(canvas, page.bars, units, f"states of row {row} in map {index} of {layer}")
    most = max(float(abs(unit.products).max()) for unit in units)
    for column, unit in enumerate(units):
        with step(canvas, _said(unit, column, places), shown=column == strongest):
            _looked_at(canvas, page, unit, shares, f"pixels-{column}")
            _sums(canvas, page.pixels.box.right + 14, unit, (column, places))
            _products(canvas, page.table, unit, most)
            bar = _bar(page.bars, column, unit.state, places)
            outline(canvas, bar, RESULT, LINE, fill=RESULT)
    alt = (
        f"The kernel of map {index} of {layer} slides over {units[0].rows} of the image, through "
        f"{places} places, and makes row {row} of the map. {_in_words(units)} Shown first is the "
        f"largest. {_said(units[strongest], strongest, places)}"
    )
    return Drawing(finish(canvas, alt), alt)


def _in_words(units: list[Opened]) -> str:
    """Return the kernel of all units, and their states."""
    kernel = units[0].kernels[0]
    states = ", ".join(f"{column}: {signed(unit.state)}" for column, unit in enumerate(units))
    return (
        f"Its weights, row by row: {_listed(kernel)}; drawn in grey levels, {_reach(kernel)}. Its "
        f"bias is {signed(units[0].bias)}. States by column, of at most A = {AMPLITUDE}: {states}."
    )


def _liveliest(states: Levels) -> tuple[int, int]:
    """Return the map and the row in which the states change most from place to place."""
    changes = np.abs(np.diff(states, axis=2)).sum(axis=2)
    index, row = np.unravel_index(int(changes.argmax()), changes.shape)
    return int(index), int(row)


def _said(unit: Opened, column: int, places: int) -> str:
    return (
        f"Place {column + 1} of {places}: {unit.columns} of the image. The products, row by row: "
        f"{_listed(unit.products[0])}. Together they are {signed(unit.sums[0])}. With the bias, "
        f"{signed(unit.bias)}, that is {signed(unit.total)}; squashed, {signed(unit.state)}."
    )


def _listed(numbers: Levels) -> str:
    """Return numbers row by row."""
    return "; ".join(", ".join(signed(float(each), 2) for each in row) for row in numbers)


def _sums(canvas: Canvas, x: float, unit: Opened, place: tuple[int, int]) -> None:
    """Write how the unit gets from its products to its state."""
    column, places = place
    label(canvas, x, 30, f"place {column + 1} of {places}", bold=True)
    lines = (
        ("all products", signed(unit.sums[0])),
        ("bias", signed(unit.bias)),
        ("sum a", signed(unit.total)),
    )
    for index, (words, number) in enumerate(lines):
        y = 60 + 22 * index + (4 if index == 2 else 0)
        label(canvas, x, y, words, size=SMALL)
        label(canvas, WIDTH - 8, y, number, anchor="end", size=SMALL)
    line(canvas, (x, 88), (WIDTH - 8, 88))
    label(canvas, x, 143, "state f(a)", size=SMALL)
    draw_state(canvas, unit, WIDTH - 84, 124)


def _reach(kernel: Levels) -> str:
    """Return how far from 0 the weights of a kernel lie at the most: ``±1.64``."""
    return f"±{abs(kernel).max():.2f}"


def _table(canvas: Canvas, table: Box, kernel: Levels) -> None:
    """Draw what is the same in each step: the kernel, and the cells for the products."""
    most = float(abs(kernel).max()) or 1.0
    box = Box(0, table.bottom - SIDE, SIDE, SIDE)
    label(canvas, 0, table.y - 8, "pixels", size=SMALL)
    label(canvas, 0, box.y - 6, f"kernel, {_reach(kernel)}", size=SMALL)
    label(canvas, table.x, table.y - 8, "pixel × weight: the products", size=SMALL)
    grey(canvas, box, swing(kernel, most), "kernel")
    outline(canvas, box, ACCENT, LINE)
    rows, columns = kernel.shape
    for row in range(1, rows):
        y = table.y + row * table.height / rows
        line(canvas, (table.x, y), (table.right, y), colour=QUIET, stroke_width=HAIR)
    for column in range(1, columns):
        x = table.x + column * table.width / columns
        line(canvas, (x, table.y), (x, table.bottom), colour=QUIET, stroke_width=HAIR)
    outline(canvas, table, RESULT, 1.5 * LINE)


def _looked_at(canvas: Canvas, page: PageLayout, unit: Opened, shares: Levels, name: str) -> None:
    """Draw where the kernel lies, and what lies under it."""
    window = unit.window
    part = page.pixels.part(window.row, window.column, window.height, window.width)
    framed(canvas, part, ACCENT)
    grey(canvas, page.under, shares[window.slices], name)
    outline(canvas, page.under, ACCENT, LINE)


def _products(canvas: Canvas, table: Box, unit: Opened, most: float) -> None:
    """Write the products; the larger one is beside `most`, the stronger is its ground."""
    rows, columns = unit.products[0].shape
    wide, high = table.width / columns, table.height / rows
    for row in range(rows):
        for column in range(columns):
            product = float(unit.products[0, row, column])
            box = Box(table.x + column * wide, table.y + row * high, wide, high)
            if share := strength(product, most):
                canvas.rect(box.x, box.y, box.width, box.height, fill=RESULT, fill_opacity=share)
            y = box.middle[1] + 4.5
            label(canvas, box.right - 5, y, signed(product, 2), anchor="end", size=SMALL)


def _bar(bars: Box, column: int, state: float, places: int) -> Box:
    """Return the bar of a state, from the line of zero up or down."""
    wide, middle = bars.width / places, bars.middle[1]
    high = bars.height / 2 * abs(state) / float(AMPLITUDE)
    return Box(bars.x + column * wide + 1, middle - high if state > 0 else middle, wide - 2, high)


def _states(canvas: Canvas, bars: Box, units: list[Opened], words: str) -> None:
    """Draw the states of all places, softly, and what their heights mean."""
    label(canvas, bars.x, bars.y - 14, words, size=SMALL)
    canvas.rect(bars.x, bars.y, bars.width, bars.height, fill=SHEET)
    for column, unit in enumerate(units):
        bar = _bar(bars, column, unit.state, len(units))
        outline(canvas, bar, RESULT, HAIR, fill=RESULT_SOFT)
    line(canvas, (bars.x, bars.middle[1]), (bars.right, bars.middle[1]))
    words = f"from −A below to A above, A = {AMPLITUDE}"
    label(canvas, bars.x, bars.bottom + 16, words, size=SMALL, colour=QUIET)
