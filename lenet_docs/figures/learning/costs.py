"""What a network costs: where its parameters, states and multiply-adds are; the bars of Fig. 11."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from lenet_docs.architecture import Architecture
from lenet_docs.book.print import classifiers
from lenet_docs.book.print.compared import DERIVED, compared
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.shapes import Box, label, line, outline
from lenet_docs.figures.kit.style import (
    ACCENT,
    ACCENT_SOFT,
    GRID,
    GROUND,
    INK,
    LINE,
    QUIET,
    RESULT,
    SHEET,
    SMALL,
    STRONG,
    WIDTH,
)
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.published import Verdict, figure
from lenet_docs.quantity import Quantity

__all__ = ["figure_11", "shares"]


# ---- Shares of the layers ------------------------------------------------------------------------

COUNTED = (("parameters", "parameters"), ("units", "states"), ("multiply_adds", "multiply-adds"))
"""What is shown: the count, and what its bar is called."""

EDGE, HEAD, BAR, STEP = 4.0, 20.0, 38.0, 78.0
"""Margin, room for a bar's name, height of a bar, and from bar to bar."""


def shares(net: Architecture) -> Drawing:
    """Return a bar each for parameters, states and multiply-adds, divided among the layers.

    A layer too small for its name has none; the text alternative has all numbers.

    Examples
    --------
    >>> from lenet_docs import lenet5
    >>> "C5 48,120" in shares(lenet5()).alt
    True
    """
    canvas = Canvas("shares", WIDTH, STEP * len(COUNTED) - (STEP - HEAD - BAR) + EDGE)
    words = []
    for row, (count, name) in enumerate(COUNTED):
        y = STEP * row + HEAD
        total: Quantity = getattr(net, count)
        label(canvas, EDGE, y - 6, name, bold=True)
        label(canvas, WIDTH - EDGE, y - 6, str(total), anchor="end")
        parts = [(layer.name, getattr(layer, count)) for layer in net]
        _divided(canvas, y, parts, total)
        listed = ", ".join(f"{layer} {part}" for layer, part in parts)
        words.append(f"{name}, {total} in all: {listed}")
    alt = f"Three bars of one length, divided among the layers of {net.name}. {'; '.join(words)}."
    return Drawing(finish(canvas, alt), alt)


def _divided(
    canvas: Canvas, y: float, parts: Sequence[tuple[str, Quantity]], total: Quantity
) -> None:
    """Draw a bar of one piece a layer, with the layer's name and share where there is room."""
    x, length = EDGE, WIDTH - 2 * EDGE
    for index, (name, part) in enumerate(parts):
        width = length * float(part) / float(total)
        fill = SHEET if index % 2 else ACCENT_SOFT
        outline(canvas, Box(x, y, width, BAR), ACCENT, LINE, fill=fill)
        words = f"{float(part) / float(total):.0%}".replace("%", " %")
        if width > 9 * max(len(name), len(words)):
            label(canvas, x + width / 2, y + 16, name, anchor="middle", bold=True, size=SMALL)
            label(canvas, x + width / 2, y + 31, words, anchor="middle", size=SMALL)
        x += width


# ---- Figure 11 -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Bar:
    """A bar of the figure: its key, its name, and whether only the text has the figure."""

    key: str
    name: str
    from_text: bool = False


def _bars() -> tuple[_Bar, ...]:
    perceptrons = {
        "fig11.perceptron_20_300": classifiers.perceptron_deslanted(),
        "fig11.perceptron_28_1000": classifiers.perceptron_large(),
        "fig11.perceptron_28_300_100": classifiers.perceptron_two_layers(),
        "fig11.perceptron_28_500_150": classifiers.perceptron_two_layers_of_the_figures(),
    }
    return (
        _Bar("fig11.linear", "linear"),
        _Bar("fig11.pairwise", "pairwise"),
        _Bar("fig11.knn_deslanted", "K-NN"),
        _Bar("fig11.pca", "PCA, quadratic"),
        _Bar("fig11.rbf", "RBF network"),
        _Bar("fig11.tangent", "tangent distance"),
        _Bar("fig11.svm", "SVM", from_text=True),
        _Bar("fig11.rs_svm", "reduced-set SVM", from_text=True),
        _Bar("fig11.v_svm", "virtual SVM"),
        *(_Bar(key, net.name) for key, net in perceptrons.items()),
        _Bar("fig11.lenet1", "LeNet-1"),
        _Bar("fig11.lenet4", "LeNet-4", from_text=True),
        _Bar("fig11.lenet4_local", "LeNet-4, local"),
        _Bar("fig11.lenet4_knn", "LeNet-4, K-NN"),
        _Bar("fig11.lenet5", "LeNet-5"),
        _Bar("fig11.boosted_lenet4", "boosted LeNet-4"),
    )


LEFT, RIGHT, PRINTED, OURS = 122.0, 246.0, 302.0, 356.0
"""Where the bars begin and end, and where the columns of numbers end."""

TOP, ROW, THICK = 34.0, 21.0, 11.0
"""Where the rows begin, and the height of a row and of a bar."""


def figure_11() -> Drawing:
    """Return the bars of Fig. 11 with what is derived beside each, in thousands.

    Examples
    --------
    >>> "LeNet-5: printed 401, derived 341, which disagrees" in figure_11().alt
    True
    """
    bars = _bars()
    bottom = TOP + ROW * len(bars)
    canvas = Canvas("figure-11", WIDTH, bottom + 42)
    printed = {bar.key: figure(bar.key, "J") for bar in bars}
    unit = (RIGHT - LEFT) / max(log10(each.value / 1000) for each in printed.values())
    for power in range(int((RIGHT - LEFT) / unit) + 1):
        x = LEFT + power * unit
        line(canvas, (x, TOP - 6), (x, bottom), colour=GRID if power else INK)
    label(canvas, PRINTED, TOP - 14, "printed", anchor="end", size=SMALL, colour=QUIET)
    label(canvas, OURS, TOP - 14, "derived", anchor="end", size=SMALL, colour=QUIET)
    words = []
    for index, bar in enumerate(bars):
        found = printed[bar.key]
        said, disagrees, place = _derived(bar)
        y = TOP + ROW * index
        _row(canvas, y, bar, unit * log10(found.value / 1000), place and unit * log10(place))
        label(canvas, PRINTED, y + 11, found.printed, anchor="end", size=SMALL)
        colour = RESULT if disagrees else INK
        label(canvas, OURS, y + 11, said, anchor="end", size=SMALL, colour=colour, bold=disagrees)
        words.append(f"{bar.name}: printed {found.printed}, {_spoken(said, disagrees)}")
    notes = "thousand multiply-adds, × 10 from line to line", "upright mark: derived"
    for index, note in enumerate(notes):
        y = bottom + 16 + 18 * index
        label(canvas, EDGE, y, note, size=SMALL, colour=QUIET)
    alt = (
        "The bars of Fig. 11, in thousand multiply-adds on a logarithmic scale, with what is "
        f"derived beside each. {'; '.join(words)}."
    )
    return Drawing(finish(canvas, alt), alt)


def _derived(bar: _Bar) -> tuple[str, bool, float]:
    """Return the words for what is derived, whether it disagrees, and its thousands."""
    if bar.from_text:
        return "text", False, 0.0
    if bar.key not in DERIVED:
        return "–", False, 0.0
    comparison = compared(bar.key)
    thousands = float(comparison.quantity) / 1000
    return f"{thousands:,.0f}", comparison.verdict == Verdict.DISAGREES, thousands


def _spoken(said: str, disagrees: bool) -> str:
    match said:
        case "–":
            return "not derivable"
        case "text":
            return "taken from the text"
        case _:
            return f"derived {said}, which {'disagrees' if disagrees else 'agrees'}"


def _row(canvas: Canvas, y: float, bar: _Bar, length: float, mark: float) -> None:
    """Draw a bar with its name, and a mark where what is derived would end."""
    ours = bar.key == "fig11.lenet5"
    with canvas.group(stroke=GROUND, stroke_width=4, stroke_linejoin="round", paint_order="stroke"):
        label(canvas, LEFT - 6, y + 11, bar.name, anchor="end", size=SMALL, bold=ours)
    fill = ACCENT if ours else ACCENT_SOFT
    outline(canvas, Box(LEFT, y + 1, length, THICK), ACCENT, LINE, fill=fill)
    if mark:
        x = LEFT + mark
        ends = (x, y - 2), (x, y + THICK + 4)
        line(canvas, *ends, colour=RESULT, stroke_width=STRONG)
