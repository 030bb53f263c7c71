"""What bytes become for the network."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lenet_docs.catalogue import BACKGROUND, FOREGROUND
from lenet_docs.errors import DataError
from lenet_docs.network import levels

ALL = np.zeros((28, 28), np.uint8)
ALL.flat[:256] = range(256)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_each_byte_has_its_level(dtype: str) -> None:
    """A line from the background to the foreground, exact at both ends."""
    found = levels(ALL, dtype=dtype)[2:30, 2:30].ravel()[:256]
    low, high = Fraction(BACKGROUND.value), Fraction(FOREGROUND.value)
    exact = [float(low + (high - low) * byte / 255) for byte in range(256)]
    assert found.dtype == dtype
    assert found[0] == np.dtype(dtype).type("-0.1")
    assert found[255] == np.dtype(dtype).type("1.175")
    assert np.abs(found - exact).max() <= 1.2 * np.finfo(dtype).eps


@given(
    st.integers(28, 60),
    st.integers(28, 60),
    st.sampled_from([(), (1,), (3,), (2, 3), (0,)]),
)
def test_the_image_is_in_the_middle_of_background(
    height: int, width: int, before: tuple[int, ...]
) -> None:
    """Where the border is odd, the pixel over is below or on the right."""
    image = np.full((*before, 28, 28), 255, np.uint8)
    found = levels(image, height, width)
    assert found.shape == (*before, height, width)
    top, left = (height - 28) // 2, (width - 28) // 2
    inside = np.zeros((height, width), bool)
    inside[top : top + 28, left : left + 28] = True
    assert (found[..., inside] == np.float32("1.175")).all()
    assert (found[..., ~inside] == np.float32("-0.1")).all()


def test_images_as_large_as_the_input_have_no_border() -> None:
    """So whole pages can be looked at."""
    assert (levels(np.full((40, 64), 255, np.int64), 40, 64) == np.float32("1.175")).all()


def test_the_images_are_not_changed() -> None:
    """The result is new."""
    image = ALL.copy()
    levels(image, 28, 28)[:] = 7
    assert (image == ALL).all()


@pytest.mark.parametrize(
    ("images", "message"),
    [
        (
            levels(ALL),
            "images: these are levels already; give them to the network as they are",
        ),
        (
            ALL / 255,
            "images: the type is float64; give whole numbers, 0 (white) to 255 (black)",
        ),
        (
            np.full((28, 28), np.nan),
            "images: the type is float64; give whole numbers, 0 (white) to 255 (black)",
        ),
        (ALL > 0, "images: the type is bool; give whole numbers, 0 (white) to 255 (black)"),
        (
            ALL.reshape(1, 784),
            "images: the shape is (1, 784); give (..., 28, 28) or (..., 32, 32)",
        ),
        (
            ALL.reshape(28, 28, 1),
            "images: the shape is (28, 28, 1); give (..., 28, 28) or (..., 32, 32)",
        ),
        (ALL[0, 0], "images: the shape is (); give (..., 28, 28) or (..., 32, 32)"),
        (ALL.astype(int) + 1, "images: pixel (9, 3) is 256; pixels are 0 to 255"),
        (-ALL.astype(int), "images: pixel (0, 1) is -1; pixels are 0 to 255"),
    ],
)
def test_what_are_no_bytes_of_images_is_refused(images: np.ndarray, message: str) -> None:
    """Each fault has its message, and nothing is rounded, wrapped or scaled in silence."""
    with pytest.raises(DataError) as error:
        levels(images)
    assert str(error.value) == message


def test_an_input_smaller_than_the_images_is_refused() -> None:
    """Nothing is cut off."""
    with pytest.raises(DataError) as error:
        levels(ALL, 32, 27)
    assert str(error.value) == "the input is 32 x 27; it must be at least 28 x 28"


def test_levels_are_floating_point() -> None:
    """Other types could not hold them."""
    with pytest.raises(DataError) as error:
        levels(ALL, dtype="int32")
    assert str(error.value) == "levels cannot be of type int32; choose float32 or float64"
