"""A kernel on the input: where it can lie, and that it is the same everywhere."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.figures._layer import at, counted, layer_of, size
from lenet_docs.figures._parts import (
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
from lenet_docs.figures._style import ACCENT, RESULT, SMALL, WIDTH
from lenet_docs.figures._svg import Canvas
from lenet_docs.figures.drawing import Drawing, finish
from lenet_docs.layers import Convolution

__all__ = ["kernel", "shared_weights"]


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
    before, after = _pair(layer, top=26, gap=48)
    low = before.box.bottom + 40
    cell = (WIDTH - 20) / before.columns
    rows = int(layer.kernel[0])
    strip = Sheet(10, low + 34, rows, before.columns, cell)
    canvas = Canvas("kernel", WIDTH, strip.box.bottom + 80)
    label(canvas, before.x, 15, f"{source.name} {size(source)}")
    label(canvas, after.x, 15, f"{layer.name} {size(layer)}")
    sheet(canvas, before)
    sheet(canvas, after)
    last = int(layer.height) - 1, int(layer.width) - 1
    for unit, dashed in (((0, 0), False), (last, True)):
        _look(canvas, layer, (before, after), unit, dashed=dashed)
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


def _pair(layer: Convolution, top: float, gap: float) -> tuple[Sheet, Sheet]:
    """Return a source map and a map on one scale, side by side."""
    source = layer.source
    columns = int(source.width) + int(layer.width)
    cell = min((WIDTH - 20 - gap) / columns, 200 / max(int(source.height), int(layer.height)))
    before = Sheet(10, top, int(source.height), int(source.width), cell)
    down = (int(source.height) - int(layer.height)) * cell / 2
    x = WIDTH - 10 - int(layer.width) * cell
    return before, Sheet(x, top + down, int(layer.height), int(layer.width), cell)


def _look(
    canvas: Canvas,
    layer: Convolution,
    sheets: tuple[Sheet, Sheet],
    unit: tuple[int, int],
    *,
    dashed: bool = False,
) -> None:
    """Draw the window of a unit on the source, the unit, and the beam between them."""
    before, after = sheets
    seen = before.part(*at(layer, unit), int(layer.kernel[0]), int(layer.kernel[1]))
    window(canvas, before, seen, dashed=dashed)
    beam(canvas, seen, after.part(*unit))
    made(canvas, after.part(*unit), dashed=dashed)


def _strip(canvas: Canvas, layer: Convolution, strip: Sheet, low: float) -> None:
    """Draw one row of places: the rows of the source that it covers, and the units below them."""
    places, cell = int(layer.width), strip.cell
    label(canvas, strip.x, low, "first place in a row", size=SMALL)
    label(canvas, strip.box.right, low, "last place", anchor="end", size=SMALL)
    sheet(canvas, strip)
    # Each unit lies below the middle of its window, as far as that can be drawn for any stride.
    middle = strip.x + strip.columns * cell / 2
    units = Sheet(middle - places * cell / 2, strip.box.bottom + 36, 1, places, cell)
    sheet(canvas, units)
    for index, dashed in ((0, False), (places - 1, True)):
        _, left = at(layer, (0, index))
        seen = strip.part(0, left, strip.rows, int(layer.kernel[1]))
        window(canvas, strip, seen, dashed=dashed)
        beam(canvas, seen, units.part(0, index), down=True)
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
    cell = min(118 / int(source.width), 118 / int(source.height))
    before = Sheet(6, 40, int(source.height), int(source.width), cell)
    x = WIDTH - 6 - int(layer.width) * cell
    down = (int(source.height) - int(layer.height)) * cell / 2
    after = Sheet(x, 40 + down, int(layer.height), int(layer.width), cell)
    side = min(11.0, 60 / width, 60 / height)
    gap = (before.box.right + after.x) / 2
    shared = Sheet(gap - width * side / 2, 99 - height * side / 2, height, width, side)
    sheet(canvas, before)
    sheet(canvas, after)
    for unit in _two_places(layer):
        seen = before.part(*at(layer, unit), height, width)
        window(canvas, before, seen)
        made(canvas, after.part(*unit))
        _lead(canvas, seen, shared.box, after.part(*unit))
    window(canvas, shared, shared.box)
    label(canvas, before.x, 24, f"{source.name} {size(source)}", size=SMALL)
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


def _lead(canvas: Canvas, seen: Box, shared: Box, unit: Box) -> None:
    """Lead from a window through the kernel to its unit."""
    middle = shared.middle[1]
    above = unit.middle[1] < middle
    y = middle - shared.height / 4 if above else middle + shared.height / 4
    line(canvas, (seen.right, seen.middle[1]), (shared.x - 6, y), (shared.x, y), colour=ACCENT)
    out = (shared.right, y), (shared.right + 6, y), (unit.x, unit.middle[1])
    line(canvas, *out, colour=RESULT)
