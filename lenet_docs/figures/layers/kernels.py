"""A kernel on the input: where it can lie, and that it is the same everywhere."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, layer_of, size
from lenet_docs.figures.kit.shapes import (
    Box,
    Sheet,
    beam,
    label,
    line,
    made,
    sheet,
    span,
    window,
)
from lenet_docs.figures.kit.source import at, draw_source, extent, pair, seen
from lenet_docs.figures.kit.style import ACCENT, RESULT, SMALL, WIDTH
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.layers import Convolution

__all__ = ["kernel", "shared_weights"]

THICK = 14.0
"""Side of the largest unit in the row of places."""


def kernel(net: Architecture, name: str = "C1") -> Drawing:
    """Return a kernel on its first and on its last place, and the units that come of it.

    The upper half shows whole maps, the lower half one row of places.

    Parameters
    ----------
    net
        The network.
    name
        The convolution whose kernel is drawn, on the first of its source maps.

    Raises
    ------
    ArchitectureError
        If the layer is no convolution.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "28 places" in kernel(lenet5()).alt
    True
    """
    layer = layer_of(net, name, Convolution)
    source = layer.source
    before, after = pair(layer, Box(10, 26, WIDTH - 20, 200), gap=48)
    low = 26 + extent(layer)[0] * before.cell + 40
    rows, columns = int(layer.kernel[0]), int(source.width)
    cell = min((WIDTH - 20) / extent(layer)[1], 90 / rows)
    strip = Sheet(10 + int(layer.padding[1]) * cell, low + 34, rows, columns, cell)
    canvas = Canvas("kernel", WIDTH, strip.box.bottom + 46 + min(cell, THICK) + 34)
    label(canvas, 10, 15, f"{source.name}, {size(source)}")
    label(canvas, WIDTH - 10, 15, f"a map of {layer.name}, {size(layer)}", anchor="end")
    draw_source(canvas, layer, before)
    sheet(canvas, after)
    last = int(layer.height) - 1, int(layer.width) - 1
    for unit, dashed in (((0, 0), False), (last, True)):
        window_of = seen(layer, before, unit)
        window(canvas, before, window_of, dashed=dashed)
        beam(canvas, window_of, after.part(*unit))
        made(canvas, after.part(*unit), dashed=dashed)
    _strip(canvas, layer, strip, low)
    alt = (
        f"A {layer.kernel[0]}×{layer.kernel[1]} kernel on the upper left corner of {source.name}, "
        f"which is {size(source)}, gives the first unit of {layer.name}; on the lower right "
        f"corner it gives the last. In a row of {source.width}, the kernel has {layer.width} "
        f"places{_arithmetic(layer)}, so {layer.name} is {size(layer)}."
    )
    return Drawing(finish(canvas, alt), alt)


def _arithmetic(layer: Convolution) -> str:
    """Return why so many places remain, if the kernel moves unit by unit over a bare map."""
    if not _is_plain(layer):
        return ""
    return f": {layer.source.width} − {layer.kernel[1]} + 1 = {layer.width}"


def _is_plain(layer: Convolution) -> bool:
    return bool(layer.stride[1] == 1 and layer.padding[1] == 0)


def _strip(canvas: Canvas, layer: Convolution, strip: Sheet, low: float) -> None:
    """Draw one row of places: the rows of the source that it covers, and the units below them."""
    places, cell = int(layer.width), strip.cell
    label(canvas, 10, low, "first place in a row", size=SMALL)
    label(canvas, WIDTH - 10, low, "last place", anchor="end", size=SMALL)
    sheet(canvas, strip)
    # With a stride of one, each unit lies below the middle of its window.
    middle, side = strip.box.middle[0], min(cell, THICK)
    units = Sheet(middle - places * side / 2, strip.box.bottom + 36, 1, places, side)
    sheet(canvas, units)
    for index, dashed in ((0, False), (places - 1, True)):
        window_of = strip.part(0, at(layer, (0, index))[1], strip.rows, int(layer.kernel[1]))
        window(canvas, strip, window_of, dashed=dashed)
        beam(canvas, window_of, units.part(0, index), down=True)
        made(canvas, units.part(0, index), dashed=dashed)
    reason = f": {layer.source.width} − {layer.kernel[1]} + 1" if _is_plain(layer) else ""
    words = f"{counted(layer.width, 'place')}{reason}"
    span(canvas, units.x, units.box.right, units.box.bottom + 12, words)
    first = strip.part(0, at(layer, (0, 0))[1], 1, int(layer.kernel[1]))
    span(canvas, first.x, first.right, strip.y - 9, f"{layer.kernel[1]}", before=True)


def shared_weights(net: Architecture, name: str = "C1") -> Drawing:
    """Return two units of one map with their windows, and the one kernel that both use.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "784 units" in shared_weights(lenet5()).alt
    True
    """
    layer = layer_of(net, name, Convolution)
    source = layer.source
    height, width = (int(side) for side in layer.kernel)
    canvas = Canvas("shared-weights", WIDTH, 228)
    before, after = pair(layer, Box(6, 40, WIDTH - 12, 118), gap=112)
    side = min(11.0, 60 / width, 60 / height)
    gap = (before.box.right + after.x) / 2
    shared = Sheet(gap - width * side / 2, 99 - height * side / 2, height, width, side)
    sheet(canvas, before)
    sheet(canvas, after)
    for unit in _two_places(layer):
        window_of = seen(layer, before, unit)
        window(canvas, before, window_of)
        made(canvas, after.part(*unit))
        _lead(canvas, window_of, shared.box, after.part(*unit))
    window(canvas, shared, shared.box)
    label(canvas, 6, 24, f"{source.name}, {size(source)}", size=SMALL)
    label(canvas, WIDTH - 6, 24, f"a map of {layer.name}", size=SMALL, anchor="end")
    label(canvas, gap, shared.y - 10, "one kernel", anchor="middle", size=SMALL, colour=ACCENT)
    per_map = f"{layer.fan_ins[0]} weights and 1 bias"
    units = f"{counted(layer.positions, 'unit')} of a map"
    label(canvas, WIDTH / 2, 196, f"{per_map},", anchor="middle", bold=True)
    label(canvas, WIDTH / 2, 216, f"shared by all {units}", anchor="middle")
    alt = (
        f"Two windows of {layer.kernel[0]}×{layer.kernel[1]} at different places of {source.name}, "
        f"and the two units of one map of {layer.name} that look at them. Both use the same "
        f"kernel: {per_map}, shared by all {units}."
    )
    return Drawing(finish(canvas, alt), alt)


def _two_places(layer: Convolution) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return two units whose windows lie apart."""
    height, width = int(layer.height), int(layer.width)
    return (height // 10, width // 6), (height * 4 // 5, width * 3 // 5)


def _lead(canvas: Canvas, looked_at: Box, shared: Box, unit: Box) -> None:
    """Lead from a window through the kernel to its unit."""
    middle = shared.middle[1]
    above = unit.middle[1] < middle
    y = middle - shared.height / 4 if above else middle + shared.height / 4
    line(
        canvas,
        (looked_at.right, looked_at.middle[1]),
        (shared.x - 6, y),
        (shared.x, y),
        colour=ACCENT,
    )
    out = (shared.right, y), (shared.right + 6, y), (unit.x, unit.middle[1])
    line(canvas, *out, colour=RESULT)
