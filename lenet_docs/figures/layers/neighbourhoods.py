"""What a unit behind several maps looks at: in C3 a place in some of them, in C5 all of them."""

from __future__ import annotations

from lenet_docs.architecture import Architecture
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, in_words, layer_of, listed, shape, size, sources
from lenet_docs.figures.kit.shapes import (
    Box,
    Sheet,
    beam,
    label,
    made,
    outline,
    sheet,
    width_of,
    window,
)
from lenet_docs.figures.kit.source import draw_source, extent, seen, source_sheet
from lenet_docs.figures.kit.style import ACCENT, QUIET, SHEET, SMALL, WIDTH
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.layers import Convolution

__all__ = ["c3_unit", "c5_unit", "larger_input"]


def c3_unit(net: Architecture, name: str = "C3", index: int = 0) -> Drawing:
    """Return one unit of a map with everything it looks at: the same place of several maps.

    Parameters
    ----------
    net
        The network.
    name
        The convolution.
    index
        Which of its maps the unit belongs to.

    Raises
    ------
    ArchitectureError
        If the layer is no convolution.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "75 units and a bias" in c3_unit(lenet5()).alt
    True
    """
    layer = layer_of(net, name, Convolution)
    source = layer.source
    looked_at, count = sources(layer, index), int(source.maps)
    step = max(24.0, min(70.0, 400 / count))
    rows, columns = extent(layer)
    cell = min((step - 12) / rows, 76 / columns)
    top = 34.0
    high = max(count * step - 12, 210)  # room for the map and the words above and below it
    canvas = Canvas("c3-unit", WIDTH, top + high + 18)
    height, width = int(layer.height), int(layer.width)
    unit = height // 3, width // 2
    side = min(84 / height, 84 / width)
    after = Sheet(236, top + (high - height * side) / 2, height, width, side)
    label(canvas, 26, 16, f"the {counted(source.maps, 'map')} of {source.name}", size=SMALL)
    sheet(canvas, after)
    target = after.part(*unit)
    for number in range(count):
        units = source_sheet(layer, 26, top + number * step, cell)
        y = units.box.middle[1] + 4
        if number not in looked_at:
            outline(canvas, units.box, QUIET, stroke_dasharray="2 3")
            label(canvas, 18, y, str(number), anchor="end", size=SMALL, colour=QUIET)
            label(canvas, units.box.right + 10, y, "not looked at", size=SMALL, colour=QUIET)
            continue
        label(canvas, 18, y, str(number), anchor="end", size=SMALL, bold=True)
        draw_source(canvas, layer, units)
        place = seen(layer, units, unit)
        window(canvas, units, place)
        beam(canvas, place, target)
    made(canvas, target)
    kernel = f"{layer.kernel[0]}×{layer.kernel[1]}"
    right, below = WIDTH - 8, after.box.bottom
    label(canvas, right, 42, f"{kernel} units, at the", anchor="end", size=SMALL, colour=ACCENT)
    label(canvas, right, 58, "same place in each map", anchor="end", size=SMALL, colour=ACCENT)
    links = f"{len(looked_at)} × {kernel} = {layer.fan_ins[index]} units"
    left = min(after.x, right - width_of(links, SMALL))
    label(canvas, left, below + 20, f"map {index} of {layer.name}", bold=True)
    label(canvas, left, below + 38, links, size=SMALL)
    label(canvas, left, below + 54, "and 1 bias", size=SMALL)
    alt = (
        f"One unit of map {index} of {layer.name}. It looks at {kernel} units at the same place of "
        f"the maps {listed(looked_at)} of {source.name}, and at nothing in the others: "
        f"{len(looked_at)} times {kernel}, {layer.fan_ins[index]} units and a bias."
    )
    return Drawing(finish(canvas, alt), alt)


def larger_input(net: Architecture, name: str = "C5", places: int = 3) -> tuple[int, int]:
    """Return height and width of an input that gives a layer some places more each way.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> larger_input(lenet5())
    (44, 44)
    """
    image, layer = net.input, net[name]
    return (
        int(image.height) + places * int(layer.rows.step),
        int(image.width) + places * int(layer.columns.step),
    )


def c5_unit(net: Architecture, larger: Architecture, name: str = "C5") -> Drawing:
    """Return a unit of C5, which sees all maps before it wholly; and C5 behind a larger input.

    Parameters
    ----------
    net
        The network.
    larger
        The same network with a larger input.
    name
        The convolution that has one place in the first and more in the second.

    Raises
    ------
    ArchitectureError
        If the layer is no convolution.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "C5 becomes 120 maps of 4×4" in c5_unit(lenet5(), lenet5(44, 44)).alt
    True
    """
    layer, grown = layer_of(net, name, Convolution), layer_of(larger, name, Convolution)
    canvas = Canvas("c5-unit", WIDTH, 410)
    words = f"{layer.source.maps} × {size(layer.source)} = {layer.fan_ins[0]} weights and 1 bias"
    label(canvas, 8, 16, f"{net.input.name} {size(net.input)}", bold=True)
    _all_maps(canvas, layer, 46, (0, 0))
    label(canvas, 8, 194, words, size=SMALL)
    label(canvas, 8, 226, f"{larger.input.name} {size(larger.input)}", bold=True)
    _all_maps(canvas, grown, 256, (int(grown.height) // 3, int(grown.width) - 1))
    label(canvas, WIDTH - 8, 382, "the same kernels,", anchor="end", size=SMALL)
    label(canvas, WIDTH - 8, 398, "at more places", anchor="end", size=SMALL)
    alt = (
        f"With an input of {size(net.input)}, a unit of {layer.name} looks at the whole of all "
        f"{counted(layer.source.maps, 'map')} of {layer.source.name}: {words}. With an input of "
        f"{size(larger.input)}, {grown.source.name} has {in_words(grown.source)}, the kernel of "
        f"{layer.kernel[0]}×{layer.kernel[1]} covers only a part of each, and {layer.name} becomes "
        f"{in_words(grown)}."
    )
    return Drawing(finish(canvas, alt), alt)


def _all_maps(canvas: Canvas, layer: Convolution, top: float, unit: tuple[int, int]) -> None:
    """Draw all maps before a layer, what a unit sees of each, and the maps of the layer."""
    source = layer.source
    label(canvas, 8, top - 8, f"{source.name}: {shape(source)}", size=SMALL)
    count = int(source.maps)
    across = max(1, round(count**0.5 + 0.49))
    down = -(-count // across)
    pitch = min(150 / across, 132 / down)
    cell = (pitch - 5) / max(extent(layer))
    for index in range(count):
        row, column = divmod(index, across)
        units = source_sheet(layer, 8 + column * pitch, top + row * pitch, cell)
        draw_source(canvas, layer, units)
        window(canvas, units, seen(layer, units, unit))
    box = Box(8, top, across * pitch - 5, down * pitch - 5)
    height, width = int(layer.height), int(layer.width)
    side = min(13.0, 72 / height, 72 / width)
    after = Sheet(250, top + 46, height, width, side)
    for back in range(min(BEHIND, int(layer.maps) - 1), 0, -1):
        moved = Sheet(after.x + 4 * back, after.y - 4 * back, height, width, side)
        outline(canvas, moved.box, fill=SHEET)
    sheet(canvas, after)
    beam(canvas, box, after.part(*unit))
    made(canvas, after.part(*unit))
    label(canvas, 250, top - 8, f"{layer.name}: {shape(layer)}", size=SMALL)


BEHIND = 4
"""How many maps of C5 are hinted at behind the first."""
