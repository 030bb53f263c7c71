"""A digit drawn in any paint program, made into an image as those of MNIST are."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageOps, UnidentifiedImageError

from lenet_docs.catalogue import FIELD_SIDE
from lenet_docs.errors import DataError
from lenet_docs.network.digits.levels import INK
from lenet_docs.network.digits.normalisation import is_normalised, normalise

__all__ = ["FORMATS", "MOST_PIXELS", "Picture", "Prepared", "prepare"]

Picture: TypeAlias = str | os.PathLike[str] | Image.Image | NDArray[Any]

FORMATS = ("PNG", "JPEG", "BMP", "GIF", "TIFF", "WEBP", "PPM")
"""The formats of picture files that are read: those that hold pixels and nothing to run."""

MOST_PIXELS = 25_000_000
"""The largest picture that is read: a small file can announce pixels without end."""

STRONG, WEAK = 0.9, 1 / 16
"""Shares of the whole range from black to white: ink of the first needs no strengthening, and what
differs less than the second from the border is no ink."""

MOST_INK = 3 / 4
"""Share of the picture that ink can cover: where it is more, the border is a frame."""


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A picture made ready.

    Attributes
    ----------
    image
        Bytes of shape (28, 28): 0 is background, 255 is ink.
    steps
        What was done to the picture, in order, a sentence each.
    """

    image: NDArray[np.uint8]
    steps: tuple[str, ...]


def prepare(picture: Picture) -> Prepared:
    r"""Return a picture of one digit as an image like those of MNIST.

    Parameters
    ----------
    picture
        A picture file (`FORMATS`), a Pillow image, or an array of shape (height,
        width), (height, width, 3) or (height, width, 4). The digit may be darker
        or lighter than what is around it, of any size and colour; the border
        shows which. Arrays hold ``uint8``; those of shape (height, width) may
        hold ``uint16``, ``bool``, or floating-point numbers from 0 to 1 as well.

    Raises
    ------
    DataError
        If it cannot be read, has more than `MOST_PIXELS` pixels, or shows nothing.

    Examples
    --------
    >>> from PIL import Image, ImageDraw
    >>> page = Image.new("RGB", (200, 300), "white")
    >>> ImageDraw.Draw(page).line([(60, 40), (150, 40), (90, 240)], fill="navy", width=20)
    >>> prepared = prepare(page)
    >>> print(*prepared.steps, sep="\n")
    Read 200 x 300 pixels (RGB).
    The border is light: took what differs from it for ink.
    Strengthened the ink: its strongest was 221 of 255.
    Cropped to the ink: 101 x 213 pixels from column 60, row 31.
    Scaled to 9 x 20 pixels, so that the longer side is 20.
    Placed in 28 x 28 pixels, with the centre of mass in the middle.
    """
    name = f"{os.fspath(picture)}: " if isinstance(picture, str | os.PathLike) else ""
    try:
        pixels, steps = _pixels(picture)
        ink, more = _ink(pixels)
    except DataError as error:
        raise DataError(f"{name}{error}") from None
    steps += more
    if is_normalised(ink):
        side = int(FIELD_SIDE)
        steps.append(f"It is as MNIST's images are, {side} x {side} pixels: left it as it is.")
        return Prepared(ink, tuple(steps))
    image, more = normalise(ink)
    return Prepared(image, (*steps, *more))


# -- reading --------------------------------------------------------------------


def _pixels(picture: Picture) -> tuple[NDArray[np.float32], list[str]]:
    """Return pixels from 0 (black) to 1 (white), of shape (height, width, channels)."""
    if isinstance(picture, np.ndarray):
        return _of_array(picture)
    if not isinstance(picture, str | os.PathLike | Image.Image):
        raise DataError(
            f"a picture cannot be a {type(picture).__name__}; "
            "give a file's name, a Pillow image or an array"
        )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # whatever matters is checked here
        try:
            if isinstance(picture, Image.Image):
                return _of_image(picture)
            with Image.open(picture, formats=FORMATS) as image:
                return _of_image(image)
        except DataError:
            raise
        except Image.DecompressionBombError:
            raise _too_large() from None
        except UnidentifiedImageError:
            raise DataError(
                f"this is not a picture in a format that can be read: {', '.join(FORMATS)}"
            ) from None
        except Exception as error:  # a damaged file can fail in any place of the decoders
            reason = error.strerror if isinstance(error, OSError) else None
            raise DataError(f"the picture cannot be read: {reason or error}") from None


def _too_large() -> DataError:
    return DataError(f"the picture has more than {MOST_PIXELS:,} pixels; make it smaller")


def _check_size(width: int, height: int) -> None:
    if not width * height:
        raise DataError("the picture has no pixels")
    if width * height > MOST_PIXELS:
        raise _too_large()


def _of_image(image: Image.Image) -> tuple[NDArray[np.float32], list[str]]:
    _check_size(*image.size)
    steps = [f"Read {image.width} x {image.height} pixels ({image.mode})."]
    if (frames := getattr(image, "n_frames", 1)) > 1:
        steps.append(f"Took frame {image.tell() + 1} of {frames}.")
    if image.getexif().get(ExifTags.Base.Orientation, 1) != 1:
        steps.append("Turned it as its EXIF data say.")
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I;16"):
        return _scaled(np.asarray(turned), 65535), steps
    if turned.mode in ("I", "F"):
        return _of_numbers(np.asarray(turned)), steps
    if not turned.has_transparency_data:
        return _scaled(np.asarray(turned.convert("RGB")), 255), steps
    for ground in ("white", "black"):
        under = Image.new("RGBA", turned.size, ground)
        under.alpha_composite(turned.convert("RGBA"))
        pixels = np.asarray(under.convert("RGB"))
        if (pixels != pixels[0, 0]).any():
            break  # white on a transparent ground shows on black only
    return _scaled(pixels, 255), [*steps, f"Put what is transparent on {ground}."]


def _of_array(array: NDArray[Any]) -> tuple[NDArray[np.float32], list[str]]:
    if array.ndim not in (2, 3) or (array.ndim == 3 and array.shape[2] not in (3, 4)):
        raise DataError(
            f"the shape is {array.shape}; give (height, width), (height, width, 3) or "
            "(height, width, 4)"
        )
    _check_size(array.shape[1], array.shape[0])
    if array.dtype == np.uint8:
        return _of_image(Image.fromarray(array))
    steps = [f"Read {array.shape[1]} x {array.shape[0]} pixels ({array.dtype})."]
    if array.ndim == 3:
        raise DataError(f"the type is {array.dtype}; arrays with colours hold uint8")
    if array.dtype == np.uint16:
        return _scaled(array, 65535), steps
    return _of_numbers(array), steps


def _of_numbers(array: NDArray[Any]) -> NDArray[np.float32]:
    if array.dtype == np.int32:  # Pillow's mode I, in which some programs' 16 bits arrive
        return _scaled(_between(array, 65535), 65535)
    if array.dtype != np.bool_ and not np.issubdtype(array.dtype, np.floating):
        raise DataError(
            f"the type is {array.dtype}; give uint8, uint16, bool or floating-point numbers"
        )
    return _scaled(_between(array, 1), 1)


def _between(array: NDArray[Any], white: int) -> NDArray[Any]:
    if not (array.min() >= 0 and array.max() <= white):  # so written, NaN fails
        raise DataError(
            f"the pixels go from {array.min():g} to {array.max():g}; "
            f"they must lie between 0 (black) and {white} (white)"
        )
    return array


def _scaled(array: NDArray[Any], white: int) -> NDArray[np.float32]:
    pixels = array.astype(np.float32) / np.float32(white)
    return pixels.reshape(*pixels.shape[:2], -1)


# -- ink ------------------------------------------------------------------------


def _ink(pixels: NDArray[np.float32]) -> tuple[NDArray[np.uint8], list[str]]:
    """Return how far each pixel is from the colour of the border, 255 at most."""
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    ground = np.median(border, axis=0)
    distance = np.zeros(pixels.shape[:2], np.float32)
    for channel in range(pixels.shape[2]):
        distance += (pixels[..., channel] - ground[channel]) ** 2
    distance = np.sqrt(distance / pixels.shape[2])
    strongest = float(distance.max())
    if strongest == 0:
        raise DataError("the picture is of one colour; there must be a digit on it")
    if strongest < WEAK:
        raise DataError(
            f"the picture is almost of one colour: nothing differs from its border by more than "
            f"{strongest * INK:.0f} of {INK}; draw with more contrast"
        )
    shade = "light" if ground.mean() > 0.5 else "dark"
    steps = [f"The border is {shade}: took what differs from it for ink."]
    if strongest < STRONG:
        distance /= strongest
        steps.append(f"Strengthened the ink: its strongest was {strongest * INK:.0f} of {INK}.")
    covered = float((distance > 0.5).mean())
    if covered > MOST_INK:
        raise DataError(
            f"{covered:.0%} of the picture differ from its border; a digit covers less. "
            "If there is a frame around it, crop the picture"
        )
    return np.rint(distance * INK).astype(np.uint8), steps
