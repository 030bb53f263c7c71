"""F6 as a sheet of the codes' shape, and how the output measures it against a code."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import CODE_WIDTH
from lenet_docs.codes import INK as INK_COMPONENT
from lenet_docs.codes import PAPER as PAPER_COMPONENT
from lenet_docs.codes import code, differing_pixels, nearest_digits, squared_distance
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, layer_of
from lenet_docs.figures.kit.shapes import (
    Box,
    Sheet,
    beam,
    grid,
    label,
    made,
    outline,
    sheet,
    span,
    width_of,
)
from lenet_docs.figures.kit.style import (
    ACCENT,
    ACCENT_SOFT,
    GROUND,
    QUIET,
    RESULT,
    SHEET,
    SMALL,
    STRONG,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.figures.output.bitmaps import bitmap
from lenet_docs.layers import FullConnection
from lenet_docs.quantity import Quantity

__all__ = ["f6_units", "rbf"]


def f6_units(net: Architecture, name: str = "F6", across: Quantity = CODE_WIDTH) -> Drawing:
    """Return the units of F6 as a sheet of the codes' shape, and what one of them looks at.

    Parameters
    ----------
    net
        The network.
    name
        The full connection that is drawn.
    across
        How many of its units are drawn in a row. A last row may be shorter.

    Raises
    ------
    ArchitectureError
        If the layer is no full connection.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "84 units" in f6_units(lenet5()).alt
    True
    """
    layer = layer_of(net, name, FullConnection)
    source, count, columns = layer.source, int(layer.maps), int(across)
    rows = -(-count // columns)
    cell = min(18.0, 230 / rows, 140 / columns)
    top = 34.0
    units = Sheet(WIDTH - 44 - columns * cell, top, count // columns, columns, cell)
    looked_at = Sheet(34, top, int(layer.fan_ins[0]), 1, rows * cell / int(layer.fan_ins[0]))
    column = Box(34, top, 22, looked_at.box.height)
    canvas = Canvas("f6-units", WIDTH, top + rows * cell + 66)
    label(canvas, 34, 16, f"{counted(source.units, 'unit')} of {source.name}")
    words = f"{counted(layer.units, 'unit')} of {layer.name}"
    label(canvas, min(units.x, WIDTH - 4 - width_of(words)), 16, words)
    canvas.rect(column.x, column.y, column.width, column.height, fill=ACCENT_SOFT)
    with canvas.group(opacity=0.45):
        _rungs(canvas, column, looked_at)
    outline(canvas, column, ACCENT, STRONG)
    sheet(canvas, units)
    rest = count - units.rows * columns
    if rest:
        sheet(canvas, Sheet(units.x, units.box.bottom, 1, rest, cell))
    shown = units.part(rows // 3, columns // 2)
    beam(canvas, column, shown)
    made(canvas, shown)
    bottom = top + rows * cell
    span(canvas, units.x, units.box.right, bottom + 10, f"{columns}")
    span(canvas, top, bottom, units.box.right + 10, f"{rows}", upright=True)
    words = f"{counted(layer.fan_ins[0], 'weight')} and 1 bias for each unit"
    label(canvas, 34, bottom + 52, words)
    shape = f"{rows} rows of {columns}" if not rest else f"rows of {columns}"
    alt = (
        f"The {counted(source.units, 'unit')} of {source.name} in a column, and the "
        f"{counted(layer.units, 'unit')} of {layer.name} as a sheet of {shape}. One unit of the "
        f"sheet looks at the whole column; so does each: {words}."
    )
    return Drawing(finish(canvas, alt), alt)


def _rungs(canvas: Canvas, column: Box, units: Sheet) -> None:
    """Draw the lines between units that are as wide as the column and much less high."""
    d = "".join(
        f"M{column.x:.2f} {column.y + row * units.cell:.2f}h{column.width:.2f}"
        for row in range(1, units.rows)
    )
    canvas.path(d, fill="none", stroke=ACCENT, stroke_width=0.5)


def rbf(shown: str = "", measured: str = "") -> Drawing:
    """Return how the output measures the states of F6 against one of its codes.

    F6 shows a perfect character, so that the numbers stay whole.

    Parameters
    ----------
    shown, measured
        The character that F6 shows, and the one whose code it is measured
        against: by default the two digits whose codes are nearest.

    Raises
    ------
    QuantityError
        If Fig. 3 does not draw one of them.

    Examples
    --------
    >>> "12 × 4 = 48" in rbf("8", "6").alt
    True
    """
    nearest = nearest_digits()
    state, template = code(shown or nearest[1]), code(measured or nearest[0])
    pair = state.character, template.character
    penalty, count = squared_distance(*pair), differing_pixels(*pair)
    rows, columns = len(state.rows), len(state.rows[0])
    cell, top = 12.0, 48.0
    across = columns * cell
    lefts = [12.0, WIDTH / 2 - across / 2, WIDTH - 12 - across]
    sheets = [Sheet(left, top, rows, columns, cell) for left in lefts]
    canvas = Canvas("rbf", WIDTH, top + rows * cell + 72)
    heads = (f"F6 shows {pair[0]}", "states x"), (f"code of {pair[1]}", "components w")
    for units, (head, small) in zip(sheets, (*heads, ("(x − w)²", "per component")), strict=True):
        middle = units.box.middle[0]
        label(canvas, middle, 16, head, anchor="middle", bold=True)
        label(canvas, middle, 34, small, anchor="middle", size=SMALL, colour=QUIET)
    bitmap(canvas, sheets[0], state)
    bitmap(canvas, sheets[1], template)
    canvas.rect(lefts[2], top, across, rows * cell, fill=SHEET)
    differing = [
        (row, column)
        for row in range(rows)
        for column in range(columns)
        if state.rows[row][column] != template.rows[row][column]
    ]
    # With light edges, to be seen on ink: all of them first, since pixels that differ may touch.
    for colour, width in ((GROUND, 2 * STRONG), (RESULT, STRONG)):
        for units in sheets[:2]:
            for place in differing:
                outline(canvas, units.part(*place), colour, width)
    for place in differing:
        made(canvas, sheets[2].part(*place))
    grid(canvas, sheets[2])
    outline(canvas, sheets[2].box)
    each = (INK_COMPONENT - PAPER_COMPONENT) ** 2
    for x, sign in ((lefts[0] + lefts[1] + across, "−"), (lefts[1] + lefts[2] + across, "→")):
        label(canvas, x / 2, top + rows * cell / 2 + 6, sign, anchor="middle", size=17)
    y = top + rows * cell + 28
    total = f"{count} × {each} = {penalty}"
    label(canvas, lefts[0], y, f"{rows * columns} components, {count} differ", size=SMALL)
    label(canvas, WIDTH - 6, y, f"sum y = {total}", anchor="end", bold=True)
    label(canvas, lefts[0], y + 24, "ink is +1, paper is −1", size=SMALL, colour=QUIET)
    alt = (
        f"F6 shows a perfect {pair[0]}; its {rows * columns} states stand beside the code of "
        f"{pair[1]}. They differ in {counted(count, 'component')}. Where they differ, one is +1 "
        f"and the other −1, and the squared difference is {each}; elsewhere it is 0. "
        f"Summed: {total}."
    )
    return Drawing(finish(canvas, alt), alt)
