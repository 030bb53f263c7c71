"""Checks of what is given to a network, before any work is done."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from lenet_docs.architecture import Architecture
from lenet_docs.catalogue import BACKGROUND, FOREGROUND
from lenet_docs.errors import NetworkError
from lenet_docs.network.steps import Array

__all__ = ["checked_images", "checked_labels", "checked_precision"]

LEVELS = "levels(images) turns bytes into levels"


def checked_precision(dtype: DTypeLike) -> np.dtype[Any]:
    """Return the type of all numbers of a network.

    Raises
    ------
    NetworkError
        If it is neither single nor double precision.
    """
    for name in ("float32", "float64"):
        with suppress(TypeError):  # it names no type at all
            if np.dtype(dtype) == name:
                return np.dtype(name)
    raise NetworkError(f"the precision is {dtype}; choose float32 or float64")


def checked_images(
    images: ArrayLike, architecture: Architecture, dtype: np.dtype[Any]
) -> tuple[Array, bool]:
    """Return the images with an axis of images, and whether there was only one without it.

    Raises
    ------
    NetworkError
        If they are not as described at `Network.penalties`.
    """
    given = _array("images", images)
    maps, height, width = (
        int(size)
        for size in (architecture.input.maps, architecture.input.height, architecture.input.width)
    )
    size = (height, width) if maps == 1 else (maps, height, width)
    wanted = f"(images, {', '.join(map(str, size))}) or {size}"
    if given.dtype == np.uint8:
        raise NetworkError(f"images: these are bytes, and the network looks at levels; {LEVELS}")
    if not np.issubdtype(given.dtype, np.floating):
        raise NetworkError(f"images: the type is {given.dtype}; give floating-point levels")
    single = given.shape == size
    if not single and given.shape[1:] != size:
        raise NetworkError(
            f"images: the shape is {given.shape}; {architecture.name} looks at {wanted}"
        )
    if given.size == 0:
        raise NetworkError("images: there are none; give at least one")
    low, high = given.min(), given.max()  # NaN and infinity show in them
    if not (np.isfinite(low) and np.isfinite(high)):
        where = tuple(int(axis) for axis in np.argwhere(~np.isfinite(given))[0])
        raise NetworkError(
            f"images: the level at {where} is {given[where]}; every level must be finite"
        )
    # Rounding to single precision, and no more, may carry a level past the limits.
    if low < float(BACKGROUND) - 1e-6 or high > float(FOREGROUND) + 1e-6:
        raise NetworkError(
            f"images: the levels go from {low:g} to {high:g}; they must lie between "
            f"{BACKGROUND} (background) and {FOREGROUND} (foreground); {LEVELS}"
        )
    return given.astype(dtype, copy=False).reshape(-1, *size), single


def checked_labels(
    labels: ArrayLike, images: int, classes: int, *, single: bool = False
) -> NDArray[np.intp]:
    """Return the labels as indices, one an image.

    Raises
    ------
    NetworkError
        If they are not whole numbers, not one an image, or no classes.
    """
    given = _array("labels", labels)
    if not np.issubdtype(given.dtype, np.integer):
        raise NetworkError(f"labels: the type is {given.dtype}; give whole numbers")
    if single and given.ndim == 0:
        given = given.reshape(1)
    if given.shape != (images,):
        raise NetworkError(
            f"labels: the shape is {given.shape}; give one for each of {images} images"
        )
    if not np.all((given >= 0) & (given < classes)):
        where = int(np.flatnonzero((given < 0) | (given >= classes))[0])
        raise NetworkError(
            f"labels: label {where} is {given[where]}; the classes are 0 to {classes - 1}"
        )
    return given.astype(np.intp, copy=False)


def _array(what: str, given: ArrayLike) -> NDArray[Any]:
    try:
        return np.asarray(given)
    except ValueError:  # lists of different lengths
        raise NetworkError(f"{what}: the rows differ in length; give an array") from None
