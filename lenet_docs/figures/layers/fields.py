"""What lies on the input: the field and the character in it, and what units see of it."""

from __future__ import annotations

from collections.abc import Sequence

from lenet_docs.architecture import Architecture
from lenet_docs.book.layers.frame import margin
from lenet_docs.catalogue import CHARACTER_SIDE, FIELD_SIDE
from lenet_docs.errors import ArchitectureError
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import size
from lenet_docs.figures.kit.shapes import Box, Sheet, label, line, outline, sheet, span
from lenet_docs.figures.kit.style import (
    ACCENT,
    ACCENT_SOFT,
    INK,
    LINE,
    QUIET,
    SMALL,
    STRONG,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas, Value, number
from lenet_docs.layers import FeatureMaps
from lenet_docs.quantity import Quantity

__all__ = ["input_field", "receptive_fields"]


def input_field(
    net: Architecture, field: Quantity = FIELD_SIDE, character: Quantity = CHARACTER_SIDE
) -> Drawing:
    """Return the input, the field in the middle of it, and the largest character inside that.

    Parameters
    ----------
    net
        The network whose input is drawn.
    field, character
        Sides of the two squares in pixels (section II-B).

    Raises
    ------
    ArchitectureError
        If one does not fit into the other.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> input_field(lenet5()).alt[:37]
    'The input, 32×32 pixels. In its middl'
    """
    image = net.input
    rows, columns = int(image.height), int(image.width)
    if not character <= field <= min(rows, columns):
        raise ArchitectureError(
            f"{image.name}: {size(image)} pixels hold no field of {field}×{field} "
            f"with a character of {character}×{character} in it"
        )
    pixels = Sheet(8, 8, rows, columns, min(240 / columns, 300 / rows))
    canvas = Canvas("input-field", WIDTH, pixels.box.bottom + 88)
    sheet(canvas, pixels)
    boxes = [_centred(pixels, int(side)) for side in (field, character)]
    outline(canvas, boxes[0], QUIET, 1.5 * LINE, stroke_dasharray="5 3")
    outline(canvas, boxes[1], ACCENT, STRONG, fill=ACCENT_SOFT)
    _two(canvas, boxes[1], pixels.cell)
    around = margin(image.height, field), margin(field, character)
    lines: tuple[tuple[Quantity, str, str, dict[str, Value]], ...] = (
        (image.height, size(image), "the input", {"stroke": INK}),
        (
            field,
            f"{field}×{field}",
            f"the field: {around[0]} from each edge",
            {"stroke": QUIET, "stroke_width": 1.5, "stroke_dasharray": "5 3"},
        ),
        (
            character,
            f"{character}×{character}",
            f"the largest character: {around[1]} further in",
            {"stroke": ACCENT, "stroke_width": STRONG, "fill": ACCENT_SOFT},
        ),
    )
    for index, (side, words, meaning, style) in enumerate(lines):
        box = pixels.box if index == 0 else boxes[index - 1]
        span(canvas, box.y, box.bottom, pixels.box.right + 82 - 34 * index, f"{side}", upright=True)
        y = pixels.box.bottom + 28 + 24 * index
        outline(canvas, Box(9, y - 10, 20, 13), INK, LINE, **style)
        label(canvas, 42, y, words, bold=True)
        label(canvas, 96, y, meaning, size=SMALL)
    alt = (
        f"The input, {size(image)} pixels. In its middle lies the field of {field}×{field} pixels, "
        f"with a border of {around[0]} pixels on each side, and in the middle of the field the "
        f"largest character, {character}×{character} pixels, with {around[1]} pixels of the field "
        "left on each side."
    )
    return Drawing(finish(canvas, alt), alt)


def _centred(pixels: Sheet, side: int) -> Box:
    first_row, first_column = (pixels.rows - side) / 2, (pixels.columns - side) / 2
    cell = pixels.cell
    return Box(
        pixels.x + first_column * cell, pixels.y + first_row * cell, side * cell, side * cell
    )


def _two(canvas: Canvas, box: Box, cell: float) -> None:
    """Draw a figure two that reaches from the upper edge of a box to the lower."""
    pen = 2.4 * cell
    width, height = 0.62 * box.width, box.height - pen
    left, top = box.x + 0.19 * box.width, box.y + pen / 2

    def point(along: float, down: float) -> str:
        return f"{number(left + along * width)} {number(top + down * height)}"

    canvas.path(
        f"M{point(0.02, 0.26)}C{point(0.06, -0.06)} {point(0.98, -0.12)} {point(0.94, 0.28)}"
        f"C{point(0.9, 0.52)} {point(0.3, 0.72)} {point(0, 1)}L{point(1, 1)}",
        fill="none",
        stroke=INK,
        stroke_width=pen,
        stroke_linecap="butt",
        stroke_linejoin="round",
        opacity=0.8,
    )


def receptive_fields(net: Architecture) -> Drawing:
    """Return what the first unit of each layer sees of the input.

    Layers that see the same share one square.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "C3: 14×14" in receptive_fields(lenet5()).alt
    True
    """
    image = net.input
    rows, columns = int(image.height), int(image.width)
    pixels = Sheet(4, 6, rows, columns, min(186 / columns, 240 / rows))
    seen = _seen(net)
    boxes = {words: _on(pixels, layers[0]) for words, layers in seen.items()}
    heights = _label_heights(pixels.y, boxes)
    bottom = max(pixels.box.bottom, *heights.values())
    canvas = Canvas("receptive-fields", WIDTH, bottom + 28)
    sheet(canvas, pixels)
    for box in reversed(boxes.values()):
        outline(canvas, box, ACCENT, 1.5 * LINE, fill=ACCENT, fill_opacity=0.13)
    for words, layers in seen.items():
        box, y, end = boxes[words], heights[words], pixels.box.right + 10
        edge = box.right, min(y, box.bottom)
        canvas.circle(*edge, 2.5, fill=ACCENT)
        line(canvas, edge, (end, y), colour=ACCENT, stroke_dasharray="1 2.5")
        label(canvas, end + 4, y + 4, words, size=SMALL)
        label(canvas, end + 52, y + 4, _names(layers), size=SMALL, colour=ACCENT, bold=True)
    note = f"input {size(image)}: what the first unit of a layer sees"
    label(canvas, 4, bottom + 20, note, size=SMALL, colour=QUIET)
    fields = "; ".join(f"{_names(layers)}: {words}" for words, layers in seen.items())
    alt = (
        f"On the input of {size(image)} pixels, the squares that can reach the first unit of each "
        f"layer, all from the upper left corner, one inside the other. {fields}."
    )
    return Drawing(finish(canvas, alt), alt)


def _label_heights(top: float, boxes: dict[str, Box]) -> dict[str, float]:
    """Return how high each square's label stands: if it can, beside an edge that is its own."""
    heights: dict[str, float] = {}
    upper, least = top, top + 8
    for words, box in boxes.items():
        heights[words] = max((upper + box.bottom) / 2, least)
        upper, least = box.bottom, heights[words] + 22
    return heights


def _names(layers: Sequence[FeatureMaps]) -> str:
    """Return the names of layers one behind the other, the first and the last of many."""
    names = [layer.name for layer in layers]
    return ", ".join(names) if len(names) < 4 else f"{names[0]} to {names[-1]}"


def _seen(net: Architecture) -> dict[str, list[FeatureMaps]]:
    """Return the layers by the size of what a unit of them sees."""
    seen: dict[str, list[FeatureMaps]] = {}
    for layer in net:
        seen.setdefault(f"{layer.rows.field}×{layer.columns.field}", []).append(layer)
    return seen


def _on(pixels: Sheet, layer: FeatureMaps) -> Box:
    """Return what the first unit of a layer sees, as far as it lies on the input."""
    (top, height), (left, width) = (
        _stretch(float(axis.centre), float(axis.field), length)
        for axis, length in ((layer.rows, pixels.rows), (layer.columns, pixels.columns))
    )
    cell = pixels.cell
    return Box(pixels.x + left * cell, pixels.y + top * cell, width * cell, height * cell)


def _stretch(centre: float, field: float, length: int) -> tuple[float, float]:
    """Return where a field begins and how much of it lies on a row of pixels."""
    ends = centre - (field - 1) / 2, centre + (field + 1) / 2
    first, last = (min(max(end, 0.0), float(length)) for end in ends)
    return first, last - first
