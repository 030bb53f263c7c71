"""How much of an image units see, from layer to layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lenet_docs.figures.digit.grey import Levels, framed_grey, grey, ink
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.shapes import Box, Sheet, framed, label, line, outline
from lenet_docs.figures.kit.style import ACCENT, GROUND, LINE, QUIET, SMALL, STRONG, WIDTH
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.layers import FeatureMaps, Layer
from lenet_docs.network.trained_network.run import Run

__all__ = ["Seen", "fields_on_image", "way_down"]

CELL = 7.0
"""Side of a pixel."""

STEP = 22.0
"""From a name beside the image to the next."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a unit sees of an image.

    Parameters
    ----------
    layer, place
        The unit: its layer, its map, its row and its column.
    row, column, height, width
        Its receptive field on the image, as far as it lies there.
    pixels, ink
        The shares of the image's pixels and of its ink that lie in the field.
    """

    layer: str
    place: tuple[int, int, int]
    row: int
    column: int
    height: int
    width: int
    pixels: float
    ink: float

    @property
    def size(self) -> str:
        """The size of the field: ``14×14``."""
        return f"{self.height}×{self.width}"

    @property
    def share(self) -> str:
        """The share of the ink, in percent."""
        return _percent(self.ink)


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def way_down(run: Run, name: str) -> list[Seen]:
    """Return what units see, each inside the field of the next, up to one of layer `name`.

    Of the units that the next one looks at, the one with the largest state is
    taken; of the last layer, the one with the largest state of all.

    Parameters
    ----------
    run
        An image on its way through a network.
    name
        The last layer: a convolution or subsampling, as all layers before it.

    Raises
    ------
    ArchitectureError
        If a layer is of another kind.
    ValueError
        If the image has no ink.
    """
    net = run.network.architecture
    shares = np.clip(ink(run.image), 0, None)
    if not shares.any():
        raise ValueError("the image has no ink, so a field has no share of it")
    found: list[Seen] = []
    layer, place = net[name], run.strongest(name)
    while True:
        window = run.window(layer.name, place)
        found.append(_seen(layer, place, shares))
        if not isinstance(layer.source, Layer):
            return found[::-1]
        layer = layer.source
        states = run.states[layer.name][list(window.maps), *window.slices]
        down = np.unravel_index(int(states.argmax()), states.shape)
        place = window.maps[down[0]], window.row + int(down[1]), window.column + int(down[2])


def _seen(layer: FeatureMaps, place: tuple[int, int, int], shares: Levels) -> Seen:
    ends, axes = [], (layer.rows, layer.columns)
    for axis, index, length in zip(axes, place[1:], shares.shape, strict=True):
        start = axis.centre + index * axis.step - (axis.field - 1) / 2
        ends.append((max(int(start), 0), min(int(start + axis.field), length)))
    (top, bottom), (left, right) = ends
    inside = shares[top:bottom, left:right]
    return Seen(
        layer.name,
        place,
        top,
        left,
        bottom - top,
        right - left,
        inside.size / shares.size,
        float(inside.sum() / shares.sum()),
    )


def fields_on_image(name: str, run: Run, labelled: int, layer: str) -> Drawing:
    """Return the receptive fields of units of all layers up to one, nested on the image.

    Below the image stands what each of them sees, all in one size.

    Parameters
    ----------
    name
        Of the drawing.
    run
        The image on its way through the network.
    labelled
        The digit that the image shows.
    layer
        The last layer.

    Raises
    ------
    ArchitectureError
        If it, or a layer before it, is neither a convolution nor subsampling.
    ValueError
        If the image has no ink.
    """
    seen = way_down(run, layer)
    height, width = run.image.shape
    cell = min(CELL, 240 / width)
    units = Sheet(4, 4, height, width, cell)
    step = WIDTH / len(seen)
    side, crops = min(62.0, step - 8), units.box.bottom + 42
    canvas = Canvas(name, WIDTH, crops + side + 66)
    shares = ink(run.image)
    framed_grey(canvas, units.box, shares, "image")
    _frames(canvas, units, seen)
    label(canvas, 4, crops - 10, "what each of them sees, in one size", size=SMALL, colour=QUIET)
    for index, each in enumerate(seen):
        scale = side / max(each.height, each.width)
        across, high_ = each.width * scale, each.height * scale
        box = Box(index * step + (step - across) / 2, crops + side - high_, across, high_)
        part = shares[each.row : each.row + each.height, each.column : each.column + each.width]
        grey(canvas, box, part, f"seen-{index}")
        outline(canvas, box, ACCENT, STRONG)
        said = (each.layer, True), (each.size, False), (f"{each.share} ink", False)
        for line_, (words, bold) in enumerate(said):
            y = box.bottom + 18 + 18 * line_
            label(canvas, box.middle[0], y, words, anchor="middle", size=SMALL, bold=bold)
    return Drawing(finish(canvas, alt := _words(seen, run, labelled)), alt)


def _frames(canvas: Canvas, units: Sheet, seen: list[Seen]) -> None:
    """Draw the fields on the image, the largest first, and name them beside it."""
    boxes = [units.part(each.row, each.column, each.height, each.width) for each in seen]
    for box in reversed(boxes):
        framed(canvas, box, ACCENT)
    # From the smallest on, each name stands beside its own edge wherever that is long enough.
    y = min(boxes[0].y + 6, units.box.bottom - STEP * (len(seen) - 1) - 6)
    for each, box in zip(seen, boxes, strict=True):
        end = units.box.right + 14
        at = box.right, min(max(y, box.y), box.bottom)
        # A line with a light edge, to be seen on ink.
        line(canvas, at, (end, y), colour=GROUND, stroke_width=3 * LINE)
        line(canvas, at, (end, y), colour=ACCENT)
        canvas.circle(*at, 3, fill=ACCENT, stroke=GROUND, stroke_width=LINE)
        label(canvas, end + 4, y + 4, each.layer, size=SMALL, colour=ACCENT, bold=True)
        label(canvas, end + 34, y + 4, each.size, size=SMALL)
        y += STEP


def _words(seen: list[Seen], run: Run, labelled: int) -> str:
    fields = "; ".join(
        f"{each.layer}, map {each.place[0]}, row {each.place[1]}, column {each.place[2]}: "
        f"{each.size} pixels from row {each.row}, column {each.column}, {_percent(each.pixels)} "
        f"of the pixels and {each.share} of the ink"
        for each in seen
    )
    height, width = run.image.shape
    return (
        f"The image labelled {labelled}, {height}×{width} pixels, with what a unit of each layer "
        f"sees of it, from {seen[0].layer} to {seen[-1].layer}, each field inside the next. "
        f"{fields}."
    )
