"""From bytes to what the network looks at (section II-B).

White becomes -0.1 and black 1.175, and a border of background makes the field
of a character as large as the input.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from lenet_docs.catalogue import BACKGROUND, FIELD_SIDE, FOREGROUND, INPUT_SIDE
from lenet_docs.errors import DataError

__all__ = ["INK", "levels"]

INK = 255
"""The byte of a black pixel in the files of MNIST; that of a white one is 0."""


def levels(
    images: NDArray[np.integer[Any]],
    height: int = INPUT_SIDE,
    width: int = INPUT_SIDE,
    dtype: DTypeLike = "float32",
) -> NDArray[np.floating[Any]]:
    """Return images as the network looks at them.

    Parameters
    ----------
    images
        Whole numbers from 0 (white) to 255 (black), of shape (..., 28, 28); or of
        shape (..., height, width), where there is no border to add.
    height, width
        Size of the network's input in pixels. The images come into its middle.
    dtype
        Type of the levels, ``float32`` or ``float64``.

    Returns
    -------
    numpy.ndarray
        Levels from -0.1 (white) to 1.175 (black), of shape (..., height, width).

    Raises
    ------
    DataError
        If the type, the shape or a value is wrong; if they are levels already.

    Examples
    --------
    >>> made = levels(np.full((2, 28, 28), 255, np.uint8))
    >>> made.shape, made[0, 0, 0].item(), made[0, 2, 2].item()
    ((2, 32, 32), -0.10000000149011612, 1.1749999523162842)
    """
    pixels = _checked(images, height, width)
    # A table has exactly the two levels at its ends, and costs no arithmetic a pixel.
    table = _table(np.dtype(dtype))
    inner_height, inner_width = pixels.shape[-2:]
    top, left = (height - inner_height) // 2, (width - inner_width) // 2
    framed = np.full((*pixels.shape[:-2], height, width), table[0])
    framed[..., top : top + inner_height, left : left + inner_width] = table[pixels]
    return framed


@cache
def _table(dtype: np.dtype[Any]) -> NDArray[np.floating[Any]]:
    """Return the level of each byte.

    Raises
    ------
    DataError
        If levels cannot be of this type.
    """
    if dtype not in (np.float32, np.float64):
        raise DataError(f"levels cannot be of type {dtype}; choose float32 or float64")
    return np.linspace(float(BACKGROUND), float(FOREGROUND), INK + 1).astype(dtype)


def _checked(images: NDArray[np.integer[Any]], height: int, width: int) -> NDArray[np.uint8]:
    given = np.asarray(images)
    if np.issubdtype(given.dtype, np.floating) and given.size and _are_levels(given):
        raise DataError("images: these are levels already; give them to the network as they are")
    if not np.issubdtype(given.dtype, np.integer):
        raise DataError(
            f"images: the type is {given.dtype}; give whole numbers, 0 (white) to {INK} (black)"
        )
    field = (int(FIELD_SIDE), int(FIELD_SIDE))
    if height < field[0] or width < field[1]:
        raise DataError(
            f"the input is {height} x {width}; it must be at least {field[0]} x {field[1]}"
        )
    if given.shape[-2:] not in (field, (height, width)):
        raise DataError(
            f"images: the shape is {given.shape}; "
            f"give (..., {field[0]}, {field[1]}) or (..., {height}, {width})"
        )
    if given.dtype != np.uint8 and given.size and not (given.min() >= 0 and given.max() <= INK):
        where = tuple(int(axis) for axis in np.argwhere((given < 0) | (given > INK))[0])
        raise DataError(f"images: pixel {where} is {given[where]}; pixels are 0 to {INK}")
    return given.astype(np.uint8, copy=False)


def _are_levels(given: NDArray[np.floating[Any]]) -> bool:
    """Return whether floating-point numbers look like levels: all between, and one below 0."""
    low, high = given.min(), given.max()
    # Half precision carries a level this far past the limits.
    return bool(float(BACKGROUND) - 1e-3 <= low < 0 and high <= float(FOREGROUND) + 1e-3)
