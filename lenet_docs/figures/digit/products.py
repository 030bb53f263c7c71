"""One unit of a convolution with every product that goes into it."""

from __future__ import annotations

from dataclasses import dataclass

from lenet_docs.catalogue import AMPLITUDE, SLOPE
from lenet_docs.figures.digit.opened import Opened, draw_state, opened, signed, strength
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, listed
from lenet_docs.figures.kit.shapes import Box, label, line, outline
from lenet_docs.figures.kit.style import (
    ACCENT,
    HAIR,
    LINE,
    QUIET,
    RESULT,
    SHEET,
    SMALL,
    STRONG,
    WIDE,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.network.trained_network.run import Run

__all__ = ["products"]

LEADING = 14.0
"""From a number in a cell to the one below it."""

KEY_HEIGHT, HEAD, FOOT = 70.0, 42.0, 34.0
"""Room for the key above all windows, and for the words above and below each."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the windows of a unit are arranged: how many in a row, and how large their cells are."""

    name: str
    width: float
    in_a_row: int
    gap: float

    def cell(self, columns: int) -> tuple[float, float]:
        """Return width and height of a cell."""
        room = self.width / self.in_a_row - self.gap
        return room / columns, 3 * LEADING + 6


LAYOUTS = Layout("wide", WIDE, 3, 10), Layout("narrow", WIDTH, 1, 2)


def products(name: str, run: Run, layer: str, place: tuple[int, int, int]) -> Drawing:
    """Return a unit with all products that it adds up, window by window.

    Each cell of a window holds a state, the weight that it is multiplied by, and
    their product. The stronger the ground of a cell, the larger is the product.

    Parameters
    ----------
    name
        Of the drawing.
    run
        The image on its way through the network.
    layer
        A convolution.
    place
        The unit's map, row and column.

    Raises
    ------
    ArchitectureError
        If the layer is no convolution, or has padding.
    """
    unit = opened(run, layer, place)
    source = run.network.architecture[layer].source.name
    alt = _words(unit, layer, source, place)
    wide, narrow = (_laid_out(name, unit, layer, source, each, alt) for each in LAYOUTS)
    return Drawing(wide, alt, narrow)


def _laid_out(name: str, unit: Opened, layer: str, source: str, layout: Layout, alt: str) -> str:
    maps, rows, columns = unit.states.shape
    width, height = layout.cell(columns)
    block = HEAD + rows * height + FOOT
    lines = -(-maps // layout.in_a_row)
    top = KEY_HEIGHT + lines * block
    full = top + 22 * maps + 88
    canvas = Canvas(name if layout.name == "wide" else f"{name}-narrow", layout.width, full)
    _key(canvas, width, height, layer, source)
    for index, number in enumerate(unit.window.maps):
        down, along = divmod(index, layout.in_a_row)
        x = along * layout.width / layout.in_a_row + layout.gap / 2
        y = KEY_HEIGHT + down * block
        label(canvas, x, y + 14, f"map {number} of {source}", bold=True)
        label(canvas, x, y + 32, f"{unit.rows}, {unit.columns}", size=SMALL, colour=QUIET)
        _window(canvas, unit, index, x, y + HEAD, (width, height))
        words = f"{rows * columns} products: {signed(unit.sums[index])}"
        right = x + columns * width
        label(canvas, right, y + HEAD + rows * height + 18, words, anchor="end", bold=True)
    _sum(canvas, unit, source, top + 20)
    return finish(canvas, alt, layout=layout.name)


def _key(canvas: Canvas, width: float, height: float, layer: str, source: str) -> None:
    """Draw what the three numbers of a cell are."""
    box = Box(1, 8, max(width, 62), height)
    outline(canvas, box, QUIET, LINE, fill=SHEET)
    _cell(canvas, box, ("state", "weight", "product"))
    x = box.right + 12
    said = f"a state of {source}", f"times a weight of {layer}", "is a product: the stronger the"
    for index, words in enumerate(said):
        label(canvas, x, box.y + LEADING * (index + 1) - 1, words, size=SMALL)
    label(canvas, x, box.y + LEADING * 4 - 1, "ground, the farther from 0", size=SMALL)


def _cell(canvas: Canvas, box: Box, numbers: tuple[str, str, str]) -> None:
    """Write three numbers as one multiplies by hand: two, a line, and the product."""
    right = box.right - (4 if numbers[0][-1].isdigit() else 2)
    for index, words in enumerate(numbers):
        y = box.y + LEADING * (index + 1) - 1 + (2 if index == 2 else 0)
        label(canvas, right, y, words, anchor="end", size=SMALL, bold=index == 2)
    y = box.y + 2 * LEADING + 2
    line(canvas, (box.x + 5, y), (box.right - 3, y), colour=QUIET, stroke_width=HAIR)


def _window(
    canvas: Canvas, unit: Opened, index: int, x: float, y: float, cell: tuple[float, float]
) -> None:
    """Draw one window: its states, the kernel, and the products."""
    width, height = cell
    _, rows, columns = unit.states.shape
    largest = float(abs(unit.products).max())
    for row in range(rows):
        for column in range(columns):
            product = float(unit.products[index, row, column])
            box = Box(x + column * width, y + row * height, width, height)
            share = strength(product, largest)
            outline(canvas, box, QUIET, HAIR, fill=RESULT, fill_opacity=share)
            numbers = unit.states[index, row, column], unit.kernels[index, row, column], product
            state, weight, said = (signed(float(each), 2) for each in numbers)
            _cell(canvas, box, (state, weight, said))
    outline(canvas, Box(x, y, columns * width, rows * height), ACCENT, STRONG)


def _sum(canvas: Canvas, unit: Opened, source: str, top: float) -> None:
    """Add up what the windows give, and squash it."""
    left, right = 8.0, 190.0
    terms = [
        (f"from map {number} of {source}", each)
        for number, each in zip(unit.window.maps, unit.sums, strict=True)
    ]
    for index, (words, value) in enumerate([*terms, ("bias", unit.bias)]):
        y = top + 22 * index
        label(canvas, left, y, words)
        label(canvas, right, y, signed(value), anchor="end")
    y = top + 22 * len(terms) + 8
    line(canvas, (left, y), (right, y))
    label(canvas, left, y + 19, "weighted sum a", bold=True)
    label(canvas, right, y + 19, signed(unit.total), anchor="end", bold=True)
    box = draw_state(canvas, unit, 264, y + 2)
    label(canvas, box.x - 6, y + 21, "f(a) =", anchor="end")
    words = f"f(a) = {AMPLITUDE} tanh({SLOPE} a) is the state of the unit"
    label(canvas, left, y + 46, words, size=SMALL)


def _words(unit: Opened, layer: str, source: str, place: tuple[int, int, int]) -> str:
    maps, rows, columns = unit.states.shape
    index, row, column = place
    each = " ".join(_in_words(unit, number, source) for number in range(maps))
    return (
        f"The unit of {layer} in map {index}, row {row}, column {column}, with all its products. "
        f"It looks at {unit.rows}, {unit.columns} of {counted(maps, 'map')} of {source}, "
        f"{listed(unit.window.maps)}: {maps} × {rows} × {columns} = {unit.products.size} states, "
        f"each times its weight. {each} The sums of the maps, "
        f"{listed(signed(value) for value in unit.sums)}, and the bias, {signed(unit.bias)}, make "
        f"a weighted sum of {signed(unit.total)}. Squashed by {AMPLITUDE} tanh({SLOPE} a), the "
        f"state is {signed(unit.state)}. All is rounded only here, for print."
    )


def _in_words(unit: Opened, index: int, source: str) -> str:
    """Return all products of a window, row by row."""
    numbers = zip(unit.states[index], unit.kernels[index], unit.products[index], strict=True)
    rows = (
        f"row {unit.window.row + down}: "
        + ", ".join(
            f"{signed(float(x), 2)} × {signed(float(w), 2)} = {signed(float(p), 2)}"
            for x, w, p in zip(*three, strict=True)
        )
        for down, three in enumerate(numbers)
    )
    return (
        f"Map {unit.window.maps[index]} of {source}, {'; '.join(rows)}; "
        f"together {signed(unit.sums[index])}."
    )
