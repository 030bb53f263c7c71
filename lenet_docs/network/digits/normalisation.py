"""How MNIST's authors made its images, applied to a digit of any size (section III-A).

The ink fits into a box of 20 x 20 pixels, its aspect kept, grey where it covers a
pixel in part; the box is placed in a field of 28 x 28 pixels by the ink's centre
of mass. In all images of MNIST that centre lies within half a pixel of pixel 14.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from lenet_docs.catalogue import CHARACTER_SIDE, FIELD_SIDE
from lenet_docs.network.digits.levels import INK

__all__ = ["is_normalised", "normalise", "stroke_width"]

FAINTEST = 0.1
"""Share of full ink that a pixel needs to count for the crop: compression leaves fainter traces."""

THIN, USUAL = 1.4, 2.4
"""Widths of strokes in pixels of the field, as `stroke_width` measures them.

One in a hundred of MNIST's digits has thinner strokes than the first; the second
is the median.
"""


def is_normalised(ink: NDArray[np.uint8]) -> bool:
    """Return whether an image is as those of MNIST are, so that nothing need be done.

    Examples
    --------
    >>> from lenet_docs.network import load_mnist
    >>> is_normalised(load_mnist("test").images[0])
    True
    """
    field = int(FIELD_SIDE)
    if ink.shape != (field, field) or not ink.any():
        return False
    rows, columns = _extent(ink > 0)
    longer = max(rows.stop - rows.start, columns.stop - columns.start)
    return CHARACTER_SIDE - 1 <= longer <= int(CHARACTER_SIDE) and not any(_shift(ink))


def normalise(ink: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], list[str]]:
    r"""Return a digit as MNIST's images are, and what was done to it.

    Parameters
    ----------
    ink
        How much ink each pixel has, from 0 to 255; 255 somewhere. Any shape (height, width).

    Returns
    -------
    image : numpy.ndarray
        Bytes of shape (28, 28).
    steps : list of str
        What was done, a sentence each.

    Examples
    --------
    >>> tall = np.zeros((100, 80), np.uint8)
    >>> tall[10:90, 35:45] = 255
    >>> image, steps = normalise(tall)
    >>> print(*steps, sep="\n")
    Cropped to the ink: 10 x 80 pixels from column 35, row 10.
    Scaled to 2 x 20 pixels, so that the longer side is 20.
    Placed in 28 x 28 pixels, with the centre of mass in the middle.
    """
    rows, columns = _extent(ink >= FAINTEST * INK)
    cropped = ink[rows, columns]
    height, width = cropped.shape
    steps = [
        f"Cropped to the ink: {width} x {height} pixels from column {columns.start}, "
        f"row {rows.start}."
    ]
    side = int(CHARACTER_SIDE)
    stroke, unit = stroke_width(cropped), max(cropped.shape) / side
    if stroke < THIN * unit:
        cropped = _widened(cropped, round(USUAL * unit - stroke))
        steps.append(
            f"Widened the strokes from {stroke / unit:.2g} pixels of the result "
            f"to {USUAL}, as wide as MNIST's mostly are."
        )
    small = _scaled(cropped, side)
    height, width = small.shape
    steps.append(f"Scaled to {width} x {height} pixels, so that the longer side is {side}.")
    field = int(FIELD_SIDE)
    image = np.zeros((field, field), np.uint8)
    image[:height, :width] = small
    wanted = _shift(image)
    # Where the mass is far off the middle of the box, the field's edge stops it.
    down, right = (
        min(max(shift, 0), field - size) for shift, size in zip(wanted, small.shape, strict=True)
    )
    reached = "with" if (down, right) == wanted else "as near as it fits to"
    steps.append(f"Placed in {field} x {field} pixels, {reached} the centre of mass in the middle.")
    return np.roll(image, (down, right), axis=(0, 1)), steps


def stroke_width(ink: NDArray[np.uint8]) -> float:
    """Return the mean width of the strokes in pixels: twice their area by their outline.

    An outline that follows the pixels' edges is longer than the stroke's own, by
    4/pi on the average over all directions.

    Examples
    --------
    >>> bar = np.zeros((60, 60), np.uint8)
    >>> bar[10:50, 20:28] = 255
    >>> round(stroke_width(bar), 1)
    8.5
    """
    solid = np.pad(2 * ink.astype(np.uint16) >= INK, 1)
    edges = sum(int(np.count_nonzero(np.diff(solid, axis=axis))) for axis in (0, 1))
    return 2 * int(np.count_nonzero(solid)) / (edges * math.pi / 4)


def _extent(marked: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Return the rows and the columns from the first to the last marked pixel."""
    rows, columns = (np.flatnonzero(marked.any(axis)) for axis in (1, 0))
    return slice(int(rows[0]), int(rows[-1]) + 1), slice(int(columns[0]), int(columns[-1]) + 1)


def _shift(image: NDArray[np.uint8]) -> tuple[int, int]:
    """Return by how much to shift an image for its centre of mass to be in the middle pixel."""

    def along(axis: int) -> Iterator[int]:
        mass = image.sum(axis, dtype=np.int64)
        centre = float(mass @ np.arange(mass.size)) / int(mass.sum())
        yield math.ceil((int(FIELD_SIDE) - 1) / 2 - centre)

    (down,), (right,) = along(1), along(0)
    return down, right


def _widened(ink: NDArray[np.uint8], by: int) -> NDArray[np.uint8]:
    """Return the ink with each pixel spread over a square that is wider by so many pixels."""
    spread = np.pad(ink, ((0, by), (0, by)))
    for axis in (0, 1):
        done = 0
        while done < by:  # each round can double how far the ink has spread
            step = min(done + 1, by - done)
            spread = np.maximum(spread, np.roll(spread, step, axis))
            done += step
    return spread


def _scaled(ink: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """Return the ink with its longer side `side` pixels long, full ink somewhere."""
    height, width = ink.shape
    longer = max(height, width)
    size = (max(1, round(width * side / longer)), max(1, round(height * side / longer)))
    # The mean over a pixel's area is the part of it that the ink covers.
    how = Image.Resampling.BOX if longer >= side else Image.Resampling.BICUBIC
    image = Image.fromarray(ink.astype(np.float32)).resize(size, how)
    scaled: NDArray[np.float32] = np.asarray(image)
    whole: NDArray[np.uint8] = np.rint((scaled / scaled.max()).clip(0, 1) * INK).astype(np.uint8)
    return whole
