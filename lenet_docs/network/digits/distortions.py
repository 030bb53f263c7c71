"""The distortions of section III-B: translations, scaling, squeezing, horizontal shearing.

The paper lists the kinds and gives no ranges; it names no rotation, and there is
none here. Squeezing is to compress in one direction and to stretch in the other.

Every point of a distorted image is looked up where it was before, between four
pixels. A row of the result lies between the same two rows everywhere, because
nothing is turned, so rows are mixed first and then the pixels in them.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from numbers import Real
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from lenet_docs.errors import NetworkError

__all__ = ["Distortion", "Moves", "distorted"]

Images = NDArray[np.uint8]
Numbers = NDArray[np.float32]

BORDER = 2
"""Pixels of background around an image: a place outside lies between two of them."""


@dataclass(frozen=True)
class Moves:
    """What is done to each image: one number an image, or one for all.

    The order is: make larger and squeeze, then shear, then shift. All but the shift
    leave the middle of the image where it is.

    Parameters
    ----------
    right, down
        Shift in pixels.
    width, height
        Factors of the size; 1 leaves it as it is.
    shear
        By how many pixels a row leans to the right, for each pixel that it lies
        above the middle. Italics have a positive shear.
    """

    right: ArrayLike = 0.0
    down: ArrayLike = 0.0
    width: ArrayLike = 1.0
    height: ArrayLike = 1.0
    shear: ArrayLike = 0.0


@dataclass(frozen=True)
class Distortion:
    """Random distortions, each uniform between minus and plus its range.

    The paper states no ranges (section III-B). These are ours: chosen so that a
    distorted digit still looks like one that somebody might have written.

    Parameters
    ----------
    shift
        Pixels, to each side and upwards and downwards.
    scale
        Share by which the size changes: with 0.1, from 1 / 1.1 to 1.1, as likely
        larger as smaller.
    squeeze
        Share by which the width grows while the height shrinks, or the other way;
        the area stays.
    shear
        Pixels to the side for each pixel upwards.

    Raises
    ------
    NetworkError
        If a range is negative or no finite number.

    Examples
    --------
    >>> images = np.zeros((2, 28, 28), np.uint8)
    >>> images[:, 10:18, 10:18] = 255
    >>> distort = Distortion()
    >>> distort(images, np.random.default_rng(0)).shape
    (2, 28, 28)

    The same generator gives the same images:

    >>> one, other = (distort(images, np.random.default_rng(7)) for _ in range(2))
    >>> bool((one == other).all())
    True
    """

    shift: float = 1.0
    scale: float = 0.05
    squeeze: float = 0.05
    shear: float = 0.1

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            is_number = isinstance(value, Real) and not isinstance(value, bool)
            if not is_number or not 0 <= float(value) < math.inf:
                raise NetworkError(
                    f"the range of {field.name} is {value!r}; give a number that is 0 or more"
                )

    def __call__(self, images: ArrayLike, rng: np.random.Generator) -> Images:
        """Return the images, each distorted in its own way.

        Parameters
        ----------
        images
            Bytes, 0 for background, of shape (images, height, width).
        rng
            Where the numbers come from: five for each image, whatever the ranges are.

        Returns
        -------
        numpy.ndarray
            Bytes of the same shape. What comes from outside is background, and what
            would lie outside is cut off: that happens to few digits of MNIST, and to
            hardly any if they have the border of the input around them first.

        Raises
        ------
        NetworkError
            If the images have another shape or type.
        """
        checked = _checked(images)
        return distorted(checked, self.draw(len(checked), rng))

    def draw(self, images: int, rng: np.random.Generator) -> Moves:
        """Return what is done to each of so many images.

        Examples
        --------
        >>> moves = Distortion(shift=2).draw(3, np.random.default_rng(0))
        >>> np.shape(moves.right), float(abs(moves.right).max()) <= 2
        ((3,), True)
        """
        right, down, scale, squeeze, shear = rng.uniform(-1, 1, (images, 5)).T
        larger = (1 + self.scale) ** scale
        wider = (1 + self.squeeze) ** squeeze
        return Moves(
            right=self.shift * right,
            down=self.shift * down,
            width=larger * wider,
            height=larger / wider,
            shear=self.shear * shear,
        )


def distorted(images: ArrayLike, moves: Moves) -> Images:
    """Return images that are moved in a given way, by bilinear interpolation.

    Parameters
    ----------
    images
        Bytes, 0 for background, of shape (images, height, width).
    moves
        What is done to them.

    Raises
    ------
    NetworkError
        If the images have another shape or type.

    Examples
    --------
    >>> image = np.array([[[0, 0, 0], [0, 200, 0], [0, 0, 0]]], np.uint8)
    >>> distorted(image, Moves(right=0.5)).tolist()
    [[[0, 0, 0], [0, 100, 100], [0, 0, 0]]]
    """
    checked = _checked(images)
    count, height, width = checked.shape
    right, down, wide, tall, shear = (
        np.broadcast_to(np.asarray(each, np.float32), count)[:, np.newaxis]
        for each in (moves.right, moves.down, moves.width, moves.height, moves.shear)
    )
    # Where a point was before, from the middle: undo the shift, then the shear, then the size.
    below = _from_middle(height) - down
    rows = _mixed_rows(checked, below / tall + (height - 1) / 2)
    beside = (_from_middle(width) - right) / wide + (width - 1) / 2
    lean = below * (shear / wide)
    return _mixed_pixels(rows, beside[:, np.newaxis, :] + lean[:, :, np.newaxis])


def _from_middle(size: int) -> Numbers:
    return np.arange(size, dtype=np.float32) - np.float32((size - 1) / 2)


def _split(places: Numbers, size: int) -> tuple[NDArray[np.intp], Numbers]:
    """Return the pixel before each place, and how far behind it the place is.

    With a border of two, the first pixel of the image has the index 2. What lies
    beyond the border is background, as the border is.
    """
    inside = np.clip(places, -BORDER, size, out=places)
    inside += BORDER
    before = np.floor(inside)
    inside -= before
    return before.astype(np.intp), inside


def _mixed_rows(images: Images, places: Numbers) -> Numbers:
    """Return the row at each place, of shape (images, places, width), with a border beside it."""
    count, height, width = images.shape
    bordered = np.zeros((count, height + 2 * BORDER, width + 2 * BORDER), np.float32)
    bordered[:, BORDER:-BORDER, BORDER:-BORDER] = images
    before, share = _split(places, height)
    image = np.arange(count)[:, np.newaxis]
    first = bordered[image, before]
    mixed = bordered[image, before + 1]
    return _mixed(first, mixed, share[:, :, np.newaxis])


def _mixed_pixels(rows: Numbers, places: Numbers) -> Images:
    """Return the pixel at each place, of shape (images, rows, places)."""
    count, height, bordered = rows.shape
    before, share = _split(places, bordered - 2 * BORDER)
    pixels = rows.reshape(-1)
    before += np.arange(0, pixels.size, bordered).reshape(count, height, 1)
    first = pixels[before]
    before += 1
    mixed = _mixed(first, pixels[before], share)
    mixed += np.float32(0.5)  # so that dropping the decimals rounds
    return mixed.astype(np.uint8)


def _mixed(first: Numbers, second: Numbers, share: Numbers) -> Numbers:
    """Return what lies between two values, by the share of the second, in place of the second."""
    second -= first
    second *= share
    second += first
    return second


def _checked(images: ArrayLike) -> Images:
    given: NDArray[Any] = np.asarray(images)
    if given.dtype != np.uint8:
        raise NetworkError(f"images: the type is {given.dtype}; give bytes (uint8), as MNIST has")
    if given.ndim != 3 or given.size == 0:
        raise NetworkError(f"images: the shape is {given.shape}; give (images, height, width)")
    return given
