"""The maps of a layer for one image, in grey levels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lenet_docs.catalogue import AMPLITUDE, BACKGROUND, FOREGROUND
from lenet_docs.figures.digit.grey import framed_grey, ink, scale, swing
from lenet_docs.figures.kit.drawing import Drawing, finish
from lenet_docs.figures.kit.layer import counted, listed
from lenet_docs.figures.kit.shapes import Box, Sheet, framed, label
from lenet_docs.figures.kit.style import ACCENT, QUIET, RESULT, SMALL, WIDTH
from lenet_docs.figures.kit.svg import Canvas
from lenet_docs.network.trained_network.run import Run, UnitWindow

__all__ = ["input_levels", "maps", "unit_row"]

GAP = 5.0
"""Room between maps."""

LINES = 2
"""How many lines the maps of a layer stand in."""


def input_levels(name: str, run: Run, labelled: int, opened: str = "") -> Drawing:
    """Return an image as the network looks at it.

    Parameters
    ----------
    name
        Of the drawing.
    run
        The image on its way through the network.
    labelled
        The digit that the image shows.
    opened
        A layer whose strongest unit is looked at: its window is marked.
    """
    height, width = run.image.shape
    cell = 7.0
    units = Sheet((WIDTH - width * cell) / 2, 4, height, width, cell)
    canvas = Canvas(name, WIDTH, units.box.bottom + 50)
    shares = ink(run.image)
    framed_grey(canvas, units.box, shares, "image")
    words = ""
    if opened:
        window = run.window(opened, run.strongest(opened))
        _window(canvas, units, window)
        words = f" {_looks(run, opened, window)}"
    ends = tuple(str(each).replace("-", "−") for each in (BACKGROUND, FOREGROUND))
    scale(canvas, units.x, units.box.bottom + 10, ends)
    alt = (
        f"The image labelled {labelled} as the network looks at it, {height}×{width} pixels in "
        f"grey levels from {ends[0]}, paper, to {ends[1]}, ink. {np.mean(shares > 0.5):.1%} of "
        f"the pixels are darker than the middle.{words}"
    )
    return Drawing(finish(canvas, alt), alt)


def maps(name: str, run: Run, layer: str, opened: str = "") -> Drawing:
    """Return the maps of a layer, with its strongest unit marked.

    Parameters
    ----------
    name
        Of the drawing.
    run
        The image on its way through the network.
    layer
        Whose maps.
    opened
        The layer behind it whose strongest unit is looked at next: what it looks
        at is marked.
    """
    states = run.states[layer]
    count, height, width = states.shape
    in_a_row = -(-count // LINES)
    cell = (WIDTH - (in_a_row - 1) * GAP) // in_a_row // width
    lines = -(-count // in_a_row)
    high = height * cell + 20
    canvas = Canvas(name, WIDTH, lines * high + 46)
    place = run.strongest(layer)
    window = run.window(opened, run.strongest(opened)) if opened else None
    across = (WIDTH - in_a_row * width * cell) / max(1, in_a_row - 1)
    for index, each in enumerate(states):
        down, along = divmod(index, in_a_row)
        units = Sheet(along * (width * cell + across), down * high + 16, height, width, cell)
        label(canvas, units.x, units.y - 4, str(index), size=SMALL, colour=QUIET)
        framed_grey(canvas, units.box, swing(each), f"map-{index}")
        if window and index in window.maps:
            _window(canvas, units, window)
        if index == place[0]:
            _unit(canvas, units.part(*place[1:]))
    scale(canvas, 0, lines * high + 10, ("−A", "0", "A"))
    looks = f" {_looks(run, opened, window)}" if window else ""
    means = ", ".join(f"{index}: {float(each.mean()):.2f}" for index, each in enumerate(states))
    alt = (
        f"The {counted(count, 'map')} of {layer} for this image, {height}×{width} states each, in "
        f"grey levels from −{AMPLITUDE} to {AMPLITUDE}. Mean state of each map, {means}. The "
        f"largest state, {float(states[place]):.2f}, is in map {place[0]}, row {place[1]}, column "
        f"{place[2]}; its unit is marked.{looks}"
    ).replace("-", "−")
    return Drawing(finish(canvas, alt), alt)


def unit_row(name: str, run: Run, layer: str, in_a_row: int = 20) -> Drawing:
    """Return the states of a layer whose maps have one place, row by row.

    Parameters
    ----------
    name
        Of the drawing.
    run
        The image on its way through the network.
    layer
        Whose states.
    in_a_row
        How many are drawn in a row.
    """
    states = run.states[layer][:, 0, 0]
    rows = -(-len(states) // in_a_row)
    cell = WIDTH / in_a_row
    canvas = Canvas(name, WIDTH, rows * cell + 44)
    strongest, *_ = run.strongest(layer)
    for row in range(rows):
        part = states[row * in_a_row : (row + 1) * in_a_row]
        units = Sheet(0, 2 + row * cell, 1, len(part), cell)
        framed_grey(canvas, units.box, swing(part[np.newaxis]), f"row-{row}")
        if row == strongest // in_a_row:
            _unit(canvas, units.part(0, strongest % in_a_row))
    scale(canvas, 0, rows * cell + 10, ("−A", "0", "A"))
    alt = (
        f"The {counted(len(states), 'unit')} of {layer} for this image, in grey levels from "
        f"−{AMPLITUDE} to {AMPLITUDE}, in rows of {in_a_row}. {int((states > 0).sum())} states are "
        f"above 0; their mean is {float(states.mean()):.2f}. The largest, "
        f"{float(states.max()):.2f}, is that of unit {strongest}, which is marked."
    ).replace("-", "−")
    return Drawing(finish(canvas, alt), alt)


def _window(canvas: Canvas, units: Sheet, window: UnitWindow) -> None:
    box = units.part(window.row, window.column, window.height, window.width)
    framed(canvas, box, ACCENT)


def _unit(canvas: Canvas, box: Box) -> None:
    framed(canvas, box.grown(1), RESULT)


def _looks(run: Run, layer: str, window: UnitWindow) -> str:
    where = f"{window.height}×{window.width} from row {window.row}, column {window.column}"
    net = run.network.architecture
    of = "" if net[layer].source is net.input else f" of {_named(window.maps)}"
    return f"Framed is what the strongest unit of {layer} looks at: {where}{of}."


def _named(indices: Sequence[int]) -> str:
    return f"map {indices[0]}" if len(indices) == 1 else f"maps {listed(indices)}"
