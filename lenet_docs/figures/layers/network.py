"""The whole network at a glance, in a layout for a wide column and one for a narrow one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from math import fsum, sqrt

from lenet_docs.architecture import Architecture
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, in_words, operation, shape, size
from lenet_docs.figures.kit.shapes import Box, Sheet, beam, grid, label, made, outline, width_of
from lenet_docs.figures.kit.source import seen
from lenet_docs.figures.kit.style import (
    ACCENT,
    ACCENT_SOFT,
    HAIR,
    LINE,
    QUIET,
    SHEET,
    SMALL,
    STRONG,
    WIDE,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas, Value, number
from lenet_docs.layers import (
    Convolution,
    EuclideanRBF,
    FeatureMaps,
    FullConnection,
    Layer,
    Subsampling,
)

__all__ = ["CHAPTERS", "network"]

CHAPTERS = frozenset(
    f"layers/{name}" for name in ("input", "c1", "s2", "c3", "s4", "c5", "f6", "output")
)
"""The pages that the layers of a network may lead to."""

SHEETS = 16
"""More maps than this are drawn as this many: the number beside them says how many there are."""

ROW_DEPTH = 11.0
"""How wide a row of units is across, and how long a unit of it can be."""

MARGIN = 6.0
"""What is left free to the left and the right of the row of layers."""


@dataclass(frozen=True)
class NetworkLayout:
    """A layer on the page: its maps one behind the other, or its units in a row.

    Parameters
    ----------
    maps
        The layer.
    fronts
        Its sheets from the back to the front; a row of units is one sheet.
    """

    maps: FeatureMaps
    fronts: tuple[Sheet, ...]

    @property
    def front(self) -> Sheet:
        """The sheet in front, which windows and units are shown on."""
        return self.fronts[-1]

    @property
    def is_row(self) -> bool:
        """Whether its maps have one unit each and are drawn as one row."""
        return bool(self.maps.positions == 1)


@dataclass(frozen=True, slots=True)
class Scale:
    """How large things are in a layout.

    Parameters
    ----------
    unit
        Side of a unit.
    stack
        How far the stacked sheets of a layer reach beyond the first.
    row
        Length of the longest row of units.
    down
        Whether the network is read downwards.
    """

    unit: float
    stack: float
    row: float
    down: bool


def network(net: Architecture) -> Drawing:
    """Return the whole network, input to output; each layer is a link to its chapter.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "C1: 6 maps of 28×28, from input by 5×5 convolution" in network(lenet5()).alt
    True
    """
    alt = _alt(net)
    return Drawing(_wide(net, alt), alt, _narrow(net, alt))


def _alt(net: Architecture) -> str:
    layers = [
        f"{layer.name}: {in_words(layer)}, from {layer.source.name} by {' '.join(operation(layer))}"
        for layer in net
    ]
    return (
        f"The {counted(len(net), 'layer')} of {net.name}, from the input to the output. "
        f"Input: {size(net.input)} pixels. {'. '.join(layers)}."
    )


def _wide(net: Architecture, alt: str) -> str:
    canvas = Canvas("network", WIDE, 252)
    page = Box(1, 1, WIDE - 2, canvas.height - 2)
    figures, gap = _row(net)
    x, placed = MARGIN, []
    for figure in figures:
        extent, width = _extent(figure), _column(figure)
        placed.append(_moved(figure, x + (width - extent.width) / 2, 84 - extent.height / 2))
        target = Box(x - gap / 2 + 1, 2, width + gap - 2, canvas.height - 4).clipped(page)
        with _link(canvas, figure.maps, target):
            _draw(canvas, placed[-1])
            _caption(canvas, figure.maps, x + width / 2)
        x += width + gap
    _beams(canvas, placed, down=False)
    return finish(canvas, alt, role="group", layout="wide")


def _row(net: Architecture) -> tuple[list[NetworkLayout], float]:
    """Return the layers as large as they fit beside each other, and the gap between them."""
    unit = min(2.6, 90 / max(int(maps.height) for maps in (net.input, *net)))
    while True:
        figures = _figures(net, Scale(unit, stack=36, row=136, down=False))
        room = WIDE - 2 * MARGIN - fsum(_column(figure) for figure in figures)
        gap = room / (len(figures) - 1)
        if gap >= 6 or unit < 0.1:
            return figures, gap
        unit *= 0.95


def _column(figure: NetworkLayout) -> float:
    """Return how wide a layer is, or the words below it."""
    _, what, *how = _words(figure.maps)
    texts = width_of(what), *(width_of(text, SMALL) for text in how)
    return max(66.0, _extent(figure).width, *texts)


def _caption(canvas: Canvas, maps: FeatureMaps, middle: float) -> None:
    _, what, *how = _words(maps)
    _name(canvas, maps, middle, 188, anchor="middle")
    label(canvas, middle, 206, what, anchor="middle")
    for index, text in enumerate(how):
        y = 224 + 15 * index
        label(canvas, middle, y, text, anchor="middle", size=SMALL, colour=QUIET)


def _name(canvas: Canvas, maps: FeatureMaps, x: float, y: float, anchor: str = "start") -> None:
    """Write the name of a layer, as a link if it is one."""
    if _page(maps) in CHAPTERS:
        with canvas.group(text_decoration="underline", fill=ACCENT):
            label(canvas, x, y, maps.name, anchor=anchor, bold=True)
    else:
        label(canvas, x, y, maps.name, anchor=anchor, bold=True)


def _page(maps: FeatureMaps) -> str:
    return f"layers/{maps.name.lower()}"


def _narrow(net: Architecture, alt: str) -> str:
    layers = (net.input, *net)
    unit = min(2.6, 110 / max(int(maps.width) for maps in layers))
    figures = _figures(net, Scale(unit, 34, 132, down=True))
    placed, targets, y = [], [], 4.0
    for figure in figures:
        extent = _extent(figure)
        height = max(58.0, extent.height + 20)
        placed.append(_moved(figure, 92 - extent.width / 2, y + (height - extent.height) / 2))
        targets.append(Box(2, y, WIDTH - 4, height))
        y += height
    canvas = Canvas("network-narrow", WIDTH, y + 4)
    for figure, target in zip(placed, targets, strict=True):
        with _link(canvas, figure.maps, target):
            _draw(canvas, figure)
            middle = target.middle[1]
            _, what, *how = _words(figure.maps)
            baseline = middle + 5 if not how else middle - 5
            _name(canvas, figure.maps, 186, baseline)
            label(canvas, 244, baseline, what)
            if how:
                label(canvas, 186, baseline + 18, " ".join(how), size=SMALL, colour=QUIET)
    _beams(canvas, placed, down=True)
    return finish(canvas, alt, role="group", layout="narrow")


def _words(maps: FeatureMaps) -> tuple[str, ...]:
    if isinstance(maps, Layer):
        return maps.name, shape(maps), *operation(maps)
    return maps.name, size(maps)


def _figures(net: Architecture, scale: Scale) -> list[NetworkLayout]:
    layers = (net.input, *net)
    longest = max([int(maps.maps) for maps in layers if maps.positions == 1], default=1)
    return [NetworkLayout(maps, tuple(_sheets(maps, scale, longest))) for maps in layers]


def _sheets(maps: FeatureMaps, scale: Scale, longest: int) -> Iterator[Sheet]:
    """Yield the sheets of a layer, its upper left corner at the origin."""
    count = int(maps.maps)
    if maps.positions == 1:
        # Longer for more units, but not in proportion: the shortest must still be seen.
        length = min(scale.row * sqrt(count / longest), ROW_DEPTH * count)
        rows, columns = (1, count) if scale.down else (count, 1)
        yield Sheet(0, 0, rows, columns, length / count)
        return
    drawn = min(count, SHEETS)
    step = min(4.5, scale.stack / max(1, drawn - 1))
    for index in range(drawn):
        yield Sheet(index * step, index * step, int(maps.height), int(maps.width), scale.unit)


def _box(figure: NetworkLayout) -> Box:
    box = figure.front.box
    if not figure.is_row:
        return box
    if figure.front.rows > figure.front.columns:
        return Box(box.x, box.y, ROW_DEPTH, box.height)
    return Box(box.x, box.y, box.width, ROW_DEPTH)


def _extent(figure: NetworkLayout) -> Box:
    first, front = figure.fronts[0].box, _box(figure)
    return Box(first.x, first.y, front.right - first.x, front.bottom - first.y)


def _moved(figure: NetworkLayout, x: float, y: float) -> NetworkLayout:
    return NetworkLayout(
        figure.maps,
        tuple(Sheet(x + s.x, y + s.y, s.rows, s.columns, s.cell) for s in figure.fronts),
    )


@contextmanager
def _link(canvas: Canvas, maps: FeatureMaps, target: Box) -> Iterator[None]:
    """Make what is drawn meanwhile a link to the chapter of a layer, if it has one."""
    page = _page(maps)
    if page not in CHAPTERS:
        yield
        return
    # The words as they are seen, so that who speaks to the machine can name the link by them.
    with canvas.inside("a", href=f"doc:{page}", aria_label=" ".join(_words(maps))):
        outline(canvas, target, "none", STRONG, fill="transparent", rx=6, class_="drawing-target")
        yield


def _draw(canvas: Canvas, figure: NetworkLayout) -> None:
    box = _box(figure)
    if figure.is_row:
        canvas.rect(box.x, box.y, box.width, box.height, fill=SHEET)
        _rungs(canvas, figure, box)
        outline(canvas, box)
        return
    width = LINE if len(figure.fronts) < SHEETS / 2 else LINE * 0.65  # many would be a black mass
    for units in figure.fronts:
        outline(canvas, units.box, width=width, fill=SHEET)
    if figure.front.cell >= 2:
        grid(canvas, figure.front)


def _rungs(canvas: Canvas, figure: NetworkLayout, box: Box) -> None:
    units, upright = figure.front, box.height > box.width
    every = max(1, round(3 / units.cell))  # as many lines as can be told apart
    for index in range(every, max(units.rows, units.columns), every):
        step = index * units.cell
        d = f"M{number(box.x)} {number(box.y + step)}h{number(box.width)}"
        if not upright:
            d = f"M{number(box.x + step)} {number(box.y)}v{number(box.height)}"
        canvas.path(d, fill="none", stroke=QUIET, stroke_width=HAIR)


def _beams(canvas: Canvas, figures: list[NetworkLayout], *, down: bool) -> None:
    """Show, between each two layers, what one unit of the second looks at."""
    with canvas.group(pointer_events="none"):
        for source, target in pairwise(figures):
            looked_at, unit = _pair(source, target)
            beam(canvas, looked_at, unit, down=down)
            look: dict[str, Value] = {"fill": ACCENT_SOFT, "fill_opacity": 0.55}
            outline(canvas, looked_at, ACCENT, LINE, **look)
        for source, target in pairwise(figures):
            made(canvas, _pair(source, target)[1])


def _pair(source: NetworkLayout, target: NetworkLayout) -> tuple[Box, Box]:
    """Return a window on the source and the unit of the target that looks at it."""
    layer = target.maps
    row, column = int(layer.height) // 3, 2 * int(layer.width) // 3
    unit = _unit_of_row(target) if target.is_row else target.front.part(row, column)
    if source.is_row:
        return (_unit_of_row(source) if isinstance(layer, Subsampling) else _box(source)), unit
    looked_at = _box(source)
    if isinstance(layer, Convolution):
        looked_at = seen(layer, source.front, (row, column))
    elif isinstance(layer, Subsampling):
        height, width = (int(side) for side in layer.window)
        looked_at = source.front.part(row * height, column * width, height, width)
    elif isinstance(layer, FullConnection | EuclideanRBF) and layer.replicated:
        looked_at = source.front.part(row, column)
    return looked_at.clipped(_box(source)), unit


def _unit_of_row(figure: NetworkLayout) -> Box:
    box, units = _box(figure), figure.front
    side = max(units.cell, 2.5)
    along = (max(units.rows, units.columns) // 3) * units.cell
    if box.height > box.width:
        return Box(box.x, box.y + along, box.width, side)
    return Box(box.x + along, box.y, side, box.height)
