"""Subsampling: four units become one, and windows that lie side by side."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, layer_of, size
from lenet_docs.figures.kit.shapes import (
    Box,
    Sheet,
    arrow,
    beam,
    grid,
    label,
    made,
    outline,
    sheet,
    window,
)
from lenet_docs.figures.kit.style import (
    ACCENT,
    ACCENT_SOFT,
    GROUND,
    INK,
    LINE,
    QUIET,
    RESULT,
    RESULT_SOFT,
    SHEET,
    SMALL,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.layers import Subsampling

__all__ = ["s4_window", "subsampling"]


def subsampling(net: Architecture, name: str = "S2") -> Drawing:
    """Return how the units in a window of one map become one unit of the next.

    Parameters
    ----------
    net
        The network.
    name
        The subsampling layer that is drawn.

    Raises
    ------
    ArchitectureError
        If the layer is no subsampling.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "Their sum is multiplied by the map's coefficient" in subsampling(lenet5()).alt
    True
    """
    layer = layer_of(net, name, Subsampling)
    source = layer.source
    height, width = (int(side) for side in layer.window)
    cell = min(190 / int(source.width), 190 / int(source.height))
    before = Sheet(8, 26, int(source.height), int(source.width), cell)
    after = Sheet(
        WIDTH - 8 - int(layer.width) * cell,
        26 + int(layer.height) * cell / 2,
        int(layer.height),
        int(layer.width),
        cell,
    )
    canvas = Canvas("subsampling", WIDTH, before.box.bottom + 104)
    label(canvas, before.x, 15, f"a map of {source.name}, {size(source)}")
    label(canvas, WIDTH - 8, after.y - 10, f"a map of {layer.name}, {size(layer)}", anchor="end")
    sheet(canvas, before)
    grid(canvas, before, (height, width), QUIET)
    outline(canvas, before.box)
    sheet(canvas, after)
    row, column = int(layer.height) // 4, 3 * int(layer.width) // 4
    seen = before.part(row * height, column * width, height, width)
    window(canvas, before, seen)
    beam(canvas, seen, after.part(row, column))
    made(canvas, after.part(row, column))
    _steps(canvas, layer, before.box.bottom + 30)
    alt = (
        f"A map of {source.name}, {size(source)}, is cut into windows of {height}×{width} units "
        f"that do not overlap. The {counted(layer.fan_ins[0], 'unit')} of a window become one unit "
        f"of {layer.name}, whose map is {size(layer)}. {_recipe(layer)}"
    )
    return Drawing(finish(canvas, alt), alt)


def _recipe(layer: Subsampling) -> str:
    if not layer.trainable:
        return "It is their mean."
    return (
        "Their sum is multiplied by the map's coefficient, the map's bias is added, and the "
        "result is squashed."
    )


def _steps(canvas: Canvas, layer: Subsampling, y: float) -> None:
    """Draw the steps from the units of a window to the unit that comes of them."""
    steps = [("Σ", f"sum of {layer.fan_ins[0]}"), ("× w", "coefficient"), ("+ b", "bias")]
    steps.append(("f", "squashing"))
    if not layer.trainable:
        steps = [("Σ", f"sum of {layer.fan_ins[0]}"), (f"÷ {layer.fan_ins[0]}", "mean")]
    gap, edge = 16.0, 8.0
    width = (WIDTH - 2 * edge + gap) / len(steps) - gap
    for index, (symbol, words) in enumerate(steps):
        x = edge + index * (width + gap)
        last = index == len(steps) - 1
        colour, ground = INK, SHEET
        if index == 0:
            colour, ground = ACCENT, ACCENT_SOFT
        elif last:
            colour, ground = RESULT, RESULT_SOFT
        outline(canvas, Box(x, y, width, 58), colour, 1.5 * LINE, fill=ground, rx=6)
        middle = x + width / 2
        label(canvas, middle, y + 25, symbol, anchor="middle", size=17, bold=True)
        label(canvas, middle, y + 46, words, anchor="middle", size=SMALL)
        if not last:
            arrow(canvas, (x + width + 2, y + 29), (x + width + gap - 2, y + 29))


def s4_window(net: Architecture, name: str = "S4") -> Drawing:
    """Return how windows cover a map, and the unit that each of them becomes.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "25 windows of 2×2" in s4_window(lenet5()).alt
    True
    """
    layer = layer_of(net, name, Subsampling)
    source = layer.source
    height, width = (int(side) for side in layer.window)
    rows, columns = int(source.height), int(source.width)
    cell = min(18.0, 180 / rows, 180 / columns)
    before = Sheet(8, 42, rows, columns, cell)
    side = min(1.4 * cell, 126 / int(layer.height), 126 / int(layer.width))
    x = WIDTH - 8 - int(layer.width) * side
    y = 42 + (before.box.height - int(layer.height) * side) / 2
    after = Sheet(x, y, int(layer.height), int(layer.width), side)
    canvas = Canvas("s4-window", WIDTH, before.box.bottom + 62)
    for units, of, x, anchor in (
        (before, source, before.x, "start"),
        (after, layer, after.box.right, "end"),
    ):
        label(canvas, x, units.y - 26, f"map k of {of.name}", anchor=anchor)
        label(canvas, x, units.y - 9, size(of), anchor=anchor, size=SMALL, colour=QUIET)
        sheet(canvas, units)
    grid(canvas, before, (height, width), INK)
    shown = int(layer.height) // 2, int(layer.width) - 1
    seen = before.part(shown[0] * height, shown[1] * width, height, width)
    window(canvas, before, seen)
    beam(canvas, seen, after.part(*shown))
    made(canvas, after.part(*shown))
    _numbers(canvas, layer, before, after, shown)
    windows = f"{layer.positions} windows of {height}×{width}"
    middle, y = WIDTH / 2, before.box.bottom + 30
    label(
        canvas, middle, y, f"{windows} become {counted(layer.positions, 'unit')},", anchor="middle"
    )
    maps = f"in each of the {counted(layer.maps, 'map')} by itself"
    label(canvas, middle, y + 20, maps, anchor="middle")
    alt = (
        f"A map of {source.name}, {size(source)}, covered by {windows}, which are numbered; beside "
        f"it the map of {layer.name} with the same number, {size(layer)}, whose "
        f"{counted(layer.positions, 'unit')} are numbered like the windows that they come from. "
        f"Each of the {counted(layer.maps, 'map')} is made from one map alone."
    )
    return Drawing(finish(canvas, alt), alt)


def _numbers(
    canvas: Canvas, layer: Subsampling, before: Sheet, after: Sheet, shown: tuple[int, int]
) -> None:
    """Number the windows and the units alike, where there is room."""
    height, width = (int(side) for side in layer.window)
    if after.cell < 16 or min(height, width) * before.cell < 16:
        return
    for row in range(after.rows):
        for column in range(after.columns):
            number = str(row * after.columns + column + 1)
            for box in (
                before.part(row * height, column * width, height, width),
                after.part(row, column),
            ):
                x, y = box.middle
                on_result = (row, column) == shown and box.width == after.cell
                colour = GROUND if on_result else INK
                label(canvas, x, y + 4, number, anchor="middle", size=SMALL, colour=colour)
