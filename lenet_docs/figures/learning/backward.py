"""The way back: what a unit makes of a derivative, and which units hand derivatives to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import AMPLITUDE, SLOPE, WORKED_BIAS, WORKED_INPUTS, WORKED_WEIGHTS
from lenet_docs.errors import ArchitectureError
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, layer_of, listed, size
from lenet_docs.figures.kit.shapes import Box, Sheet, arrow, beam, label, line, made, outline, sheet
from lenet_docs.figures.kit.shapes import window as window_on
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
    STRONG,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.layers import Convolution
from lenet_docs.squashing import squash

__all__ = ["links_back", "second_order", "unit_both_ways"]

CODE = 1.0
"""What the state of the worked unit is compared with: ink."""

STEP, ROW = 42.0, 30.0
"""From one input to the next, and height of a box."""

FIRST = 46.0
"""From the title of a part to its first input."""


@dataclass(frozen=True, slots=True)
class Worked:
    """The worked unit, forward and backward.

    Attributes
    ----------
    inputs, weights
        What it looks at, and the weights.
    total, state
        Its weighted sum and its state.
    slope
        Slope of the squashing function there.
    """

    inputs: tuple[float, ...]
    weights: tuple[float, ...]
    total: float
    state: float
    slope: float

    def by_state(self, order: int) -> float:
        """Derivative of the squared distance from the code, of the first or second order."""
        return 2 * (self.state - CODE) if order == 1 else 2.0

    def by_sum(self, order: int) -> float:
        """The same by the weighted sum."""
        return self.slope**order * self.by_state(order)


def _worked() -> Worked:
    pairs = zip(WORKED_INPUTS, WORKED_WEIGHTS, strict=True)
    total = sum((x * w for x, w in pairs), start=WORKED_BIAS)
    state = float(squash(Fraction(total.value)))
    amplitude, steep = float(AMPLITUDE), float(SLOPE)
    slope = steep * (amplitude - state**2 / amplitude)
    inputs, weights = (
        tuple(float(each) for each in many) for many in (WORKED_INPUTS, WORKED_WEIGHTS)
    )
    return Worked(inputs, weights, float(total), state, slope)


def unit_both_ways() -> Drawing:
    """Return the worked unit forward, from inputs to state, and backward, from state to inputs.

    Examples
    --------
    >>> "multiplied by the slope 0.8343, this is −0.1791" in unit_both_ways().alt
    True
    """
    unit = _worked()
    canvas = Canvas("unit-both-ways", WIDTH, 502)
    _forward(canvas, 0, unit)
    _backward(canvas, 214, unit, 1)
    alt = (
        f"A unit with {counted(len(unit.inputs), 'input')}, twice. Forward: the inputs "
        f"{_list(unit.inputs)} times the weights {_list(unit.weights)}, and the bias "
        f"{_text(float(WORKED_BIAS))}, add up to {_text(unit.total)}; squashed, this is the state "
        f"{_text(unit.state)}. {_backward_words(unit, 1)}"
    )
    return Drawing(finish(canvas, alt), alt)


def second_order() -> Drawing:
    """Return the way back through the worked unit twice: first derivatives, second derivatives.

    Examples
    --------
    >>> "multiplied by the slope squared, 0.6961, this is 1.3922" in second_order().alt
    True
    """
    unit = _worked()
    canvas = Canvas("unit-second-order", WIDTH, 588)
    _backward(canvas, 0, unit, 1)
    _backward(canvas, 300, unit, 2)
    alt = f"{_backward_words(unit, 1)} {_backward_words(unit, 2)}"
    return Drawing(finish(canvas, alt), alt)


def _text(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".").replace("-", "−")


def _list(values: Sequence[float]) -> str:
    return listed(_text(value) for value in values)


def _d(order: int, of: str) -> str:
    """Return a derivative as a drawing writes it, of the first or the second order."""
    return f"∂E/∂{of}" if order == 1 else f"∂²E/∂{of}²"


def _backward_words(unit: Worked, order: int) -> str:
    squared = " squared" if order == 2 else ""
    which = "Second derivatives" if order == 2 else "Backward"
    by_sum = unit.by_sum(order)
    return (
        f"{which}: the derivative by the state is {_text(unit.by_state(order))}; multiplied by "
        f"the slope{squared}{',' if squared else ''} {_text(unit.slope**order)}, this is "
        f"{_text(by_sum)} by the sum, and by the bias. Times the weights{squared}, which are "
        f"{_list(unit.weights)}, it goes to the inputs: "
        f"{_list([w**order * by_sum for w in unit.weights])}. Times the inputs{squared}, which "
        f"are {_list(unit.inputs)}, it goes to the weights: "
        f"{_list([x**order * by_sum for x in unit.inputs])}."
    )


def _boxes(top: float, unit: Worked) -> tuple[list[Box], Box, Box, Box]:
    """Return where the inputs, the sum, the squashing and the state are."""
    inputs = [Box(8, top + FIRST + STEP * index, 66, ROW) for index in range(len(unit.inputs))]
    middle = top + FIRST + STEP * (len(inputs) - 1) / 2
    return inputs, Box(166, middle, 66, ROW), Box(246, middle, 34, ROW), Box(290, middle, 62, ROW)


def _in(canvas: Canvas, box: Box, text: str) -> None:
    x, y = box.middle
    label(canvas, x, y + 4.5, text, anchor="middle")


def _above(canvas: Canvas, box: Box, text: str) -> None:
    label(canvas, box.middle[0], box.y - 8, text, anchor="middle", size=SMALL, colour=QUIET)


def _on_link(canvas: Canvas, box: Box, text: str) -> None:
    """Write on a link, beside its box."""
    width, middle = 6.6 * len(text) + 4, 114.0
    canvas.rect(middle - width / 2, box.middle[1] - 10, width, 20, fill=GROUND)
    label(canvas, middle, box.middle[1] + 4.5, text, anchor="middle")


def _forward(canvas: Canvas, top: float, unit: Worked) -> None:
    inputs, total, squashing, state = _boxes(top, unit)
    label(canvas, 8, top + 14, "forward", bold=True)
    for box, x, w in zip(inputs, unit.inputs, unit.weights, strict=True):
        line(canvas, (box.right, box.middle[1]), (146, box.middle[1]), (total.x, total.middle[1]))
        outline(canvas, box, ACCENT, 1.5 * LINE, fill=ACCENT_SOFT)
        _in(canvas, box, _text(x))
        _on_link(canvas, box, f"× {_text(w)}")
    outline(canvas, total, INK, LINE, fill=SHEET)
    _in(canvas, total, _text(unit.total))
    arrow(canvas, (total.right, total.middle[1]), (squashing.x, total.middle[1]))
    outline(canvas, squashing, INK, LINE, fill=SHEET, rx=6)
    _in(canvas, squashing, "f")
    arrow(canvas, (squashing.right, total.middle[1]), (state.x, total.middle[1]))
    outline(canvas, state, RESULT, STRONG, fill=RESULT_SOFT)
    _in(canvas, state, _text(unit.state))
    _above(canvas, total, "sum a")
    _above(canvas, state, "state x")
    bias = f"a = w₁x₁ + w₂x₂ + w₃x₃ + b, with b = {_text(float(WORKED_BIAS))}"
    label(canvas, 8, inputs[-1].bottom + 26, bias, size=SMALL)


def _backward(canvas: Canvas, top: float, unit: Worked, order: int) -> None:
    inputs, total, squashing, state = _boxes(top, unit)
    square, by_sum = ("²" if order == 2 else ""), unit.by_sum(order)
    title = "backward, second derivatives" if order == 2 else "backward"
    label(canvas, 8, top + 14, title, bold=True)
    y = total.middle[1]
    for box, w in zip(inputs, unit.weights, strict=True):
        line(canvas, (total.x, y), (146, box.middle[1]), (92, box.middle[1]))
        arrow(canvas, (92, box.middle[1]), (box.right, box.middle[1]))
        outline(canvas, box, RESULT, STRONG, fill=RESULT_SOFT)
        _in(canvas, box, _text(w**order * by_sum))
        factor = f"({_text(w)})²" if order == 2 and w < 0 else f"{_text(w)}{square}"
        _on_link(canvas, box, f"× {factor}")
    outline(canvas, total, INK, LINE, fill=SHEET)
    _in(canvas, total, _text(by_sum))
    arrow(canvas, (squashing.x, y), (total.right, y))
    outline(canvas, squashing, INK, LINE, fill=SHEET, rx=6)
    _in(canvas, squashing, f"f′{square}")
    arrow(canvas, (state.x, y), (squashing.right, y))
    outline(canvas, state, ACCENT, 1.5 * LINE, fill=ACCENT_SOFT)
    _in(canvas, state, _text(unit.by_state(order)))
    _above(canvas, total, _d(order, "a"))
    _above(canvas, state, _d(order, "x"))
    slope = _text(unit.slope**order)
    label(canvas, squashing.x, total.bottom + 18, f"f′{square} = {slope}", size=SMALL)
    label(canvas, 8, inputs[0].y - 8, "to the inputs", size=SMALL, colour=QUIET)
    top = inputs[-1].bottom + 26
    label(canvas, 8, top, "to the weights", size=SMALL, colour=QUIET)
    for index, x in enumerate(unit.inputs):
        factor = f"({_text(x)})²" if order == 2 and x < 0 else f"{_text(x)}{square}"
        then = f"({_text(by_sum)})" if by_sum < 0 else _text(by_sum)
        which = _d(order, f"w{'₁₂₃'[index]}")
        at = top + 24 + 22 * index
        label(canvas, 8, at, f"{which} = {factor} × {then} =", size=SMALL)
        box = Box(204, at - 14, 66, 19)
        outline(canvas, box, RESULT, LINE, fill=RESULT_SOFT)
        label(canvas, box.middle[0], at, _text(x**order * by_sum), anchor="middle", size=SMALL)
    words = f"to the bias: {_d(order, 'b')} = {_d(order, 'a')}"
    label(canvas, 8, top + 28 + 22 * len(unit.inputs), words, size=SMALL)


ACROSS = 4
"""Maps in a row."""

PITCH = 60.0
"""From one row of maps to the next."""


def links_back(net: Architecture, name: str = "C3", source: int = 0) -> Drawing:
    """Return the units of a convolution that look at one unit before it.

    Parameters
    ----------
    net
        The network.
    name
        The convolution. It has a stride of 1 and no padding.
    source
        Which map of the layer before it the unit belongs to.

    Raises
    ------
    ArchitectureError
        If the layer is no convolution, moves otherwise, or has no map that looks there.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "10 × 5×5 = 250 derivatives" in links_back(lenet5()).alt
    True
    """
    layer = layer_of(net, name, Convolution)
    before = layer.source
    rows, columns = int(before.height), int(before.width)
    unit = rows // 2 - 1, columns // 2 - 1
    looking = [
        index
        for index in range(int(layer.maps))
        if layer.table is None or source in layer.table.columns[index]
    ]
    _checked(layer, source, looking)
    down = -(-int(layer.maps) // ACROSS)
    cell = min(104 / rows, 104 / columns)
    top = 40.0
    high = max(down * PITCH, 104.0)
    canvas = Canvas("links-back", WIDTH, top + high + 56)
    units = Sheet(8, top + (high - rows * cell) / 2, rows, columns, cell)
    area = Box(144, top - 4, ACROSS * 52 + 4, high)
    label(canvas, 8, units.y - 26, f"map {source} of {before.name}", size=SMALL)
    label(canvas, 8, units.y - 10, size(before), size=SMALL, colour=QUIET)
    words = f"the {counted(layer.maps, 'map')} of {layer.name}, {size(layer)}"
    label(canvas, area.x + 6, 16, words, size=SMALL)
    sheet(canvas, units)
    target = units.part(*unit)
    beam(canvas, target, area)
    outline(canvas, area, ACCENT, LINE, fill=GROUND)
    _looking(canvas, layer, area, unit, looking)
    made(canvas, target)
    bottom = top + high + 20
    sizes = f"{layer.kernel[0]}×{layer.kernel[1]}"
    links = f"{len(looking)} × {sizes} = {len(looking) * prod(map(int, layer.kernel))} derivatives"
    look = "map looks" if len(looking) == 1 else "maps look"
    first_line = f"{len(looking)} {look} at it, with {sizes} units each:"
    label(canvas, 8, bottom, first_line, size=SMALL)
    label(canvas, 8, bottom + 20, f"{links} meet", size=SMALL)
    alt = (
        f"A unit in the middle of map {source} of {before.name}. The maps {listed(looking)} of "
        f"{layer.name} look at that map, and in each of them {sizes} units look at this unit. All "
        f"of them send it a derivative: {links} meet and are added. The other maps of "
        f"{layer.name} send nothing."
    )
    return Drawing(finish(canvas, alt), alt)


def _looking(
    canvas: Canvas, layer: Convolution, area: Box, unit: tuple[int, int], looking: list[int]
) -> None:
    """Draw all maps of a layer, with the units in them that look at `unit`."""
    height, width = int(layer.height), int(layer.width)
    tall, wide = (int(length) for length in layer.kernel)
    for index in range(int(layer.maps)):
        row, column = divmod(index, ACROSS)
        x, y = area.x + 8 + column * 52, area.y + 18 + row * PITCH
        maps = Sheet(x, y, height, width, min(36 / height, 36 / width))
        chosen = index in looking
        label(canvas, x, y - 4, str(index), size=SMALL, colour=INK if chosen else QUIET)
        if chosen:
            sheet(canvas, maps)
            window = maps.part(unit[0] - tall + 1, unit[1] - wide + 1, tall, wide)
            window_on(canvas, maps, window.clipped(maps.box))
        else:
            outline(canvas, maps.box, QUIET, stroke_dasharray="2 3")


def _checked(layer: Convolution, source: int, looking: list[int]) -> None:
    """Raise an error if the units that look at one unit are not a window of each map."""
    if any(int(stride) != 1 for stride in layer.stride) or any(int(p) for p in layer.padding):
        raise ArchitectureError(
            f"{layer.name}: the kernel has a stride or padding; "
            "this drawing is of one that moves unit by unit over a bare map"
        )
    if not looking:
        raise ArchitectureError(
            f"{layer.name}: no map looks at map {source} of {layer.source.name}, "
            "so nothing comes back to it"
        )
