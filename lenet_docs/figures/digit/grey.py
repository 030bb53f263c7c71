"""Arrays as grey levels: small pictures that take the colour of the text around them.

A picture of levels is a mask: where it is white, the colour of the text shows,
where it is black, the ground does. So the more of a state there is, the more it
looks like ink, on light pages and on dark ones.
"""

from __future__ import annotations

import base64
from io import BytesIO
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lenet_docs.catalogue import AMPLITUDE, BACKGROUND, FOREGROUND
from lenet_docs.figures.kit.shapes import Box, label, outline
from lenet_docs.figures.kit.style import HAIR, INK, QUIET, SHEET, SMALL
from lenet_docs.figures.kit.svg import Canvas, Value

__all__ = ["Levels", "framed_grey", "grey", "ink", "scale", "swing"]

Levels = NDArray[np.floating[Any]]

STEPS = 64
"""Grey levels of a scale."""


def ink(image: Levels) -> Levels:
    """Return how much ink there is in each pixel of an image: none on paper, all in a stroke."""
    low, high = float(BACKGROUND), float(FOREGROUND)
    return (image - low) / (high - low)


def swing(values: Levels, most: float = float(AMPLITUDE)) -> Levels:
    """Return how much of a colour numbers on both sides of 0 have: none at -`most`, half at 0.

    Examples
    --------
    >>> print(swing(np.array([-2.0, 0.0, 1.0]), 2.0))
    [0.   0.5  0.75]
    """
    return (values + most) / (2 * most)


def grey(
    canvas: Canvas, box: Box, shares: Levels, name: str, colour: str = INK, ground: str = SHEET
) -> None:
    """Draw an array in a box, a pixel a number.

    Parameters
    ----------
    canvas, box
        Where.
    shares
        How much of the colour each pixel has, rows from the top: 0 is none, 1 is
        all of it. What lies outside is cut.
    name
        The end of the id of the picture, which no other on this canvas has.
    colour, ground
        Of what there is much, and little.
    """
    pixels = (np.clip(shares, 0, 1) * 255).round().astype(np.uint8)
    with BytesIO() as stream:
        Image.fromarray(pixels).save(stream, "PNG", optimize=True)
        data = base64.b64encode(stream.getvalue()).decode("ascii")
    place: dict[str, Value] = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    corner = box.x, box.y, box.width, box.height
    mask = canvas.id(name)
    with (
        canvas.inside("mask", id=mask, maskUnits="userSpaceOnUse", **place),
        canvas.inside(
            "image",
            **place,
            preserveAspectRatio="none",
            image_rendering="pixelated",
            href=f"data:image/png;base64,{data}",
        ),
    ):
        pass
    canvas.rect(*corner, fill=ground)
    canvas.rect(*corner, fill=colour, mask=f"url(#{mask})", class_="drawing-levels")


def framed_grey(canvas: Canvas, box: Box, shares: Levels, name: str) -> None:
    """Draw an array as `grey` does, with a fine outline."""
    grey(canvas, box, shares, name)
    outline(canvas, box, QUIET, HAIR)


def scale(canvas: Canvas, x: float, y: float, ends: tuple[str, ...], colour: str = INK) -> None:
    """Draw what the levels stand for, from the least to the most.

    Parameters
    ----------
    canvas, x, y
        Where: the upper left corner.
    ends
        Words for evenly spaced levels, the first for none of the colour.
    colour
        As for `grey`.
    """
    box = Box(x, y, 132, 12)
    grey(canvas, box, np.linspace(0, 1, STEPS)[np.newaxis], "scale", colour)
    outline(canvas, box, QUIET, 0.75)
    for index, words in enumerate(ends):
        share = index / (len(ends) - 1)
        anchor = ("start", "middle", "end")[round(2 * share)]
        at = box.x + share * box.width
        label(canvas, at, box.bottom + 14, words, anchor=anchor, size=SMALL, colour=QUIET)
