"""Drawn digits brought into the form of MNIST's images."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image, ImageDraw

from lenet_docs.network import Digits, load_mnist, prepare
from lenet_docs.network.digits.normalisation import (
    THIN,
    USUAL,
    is_normalised,
    normalise,
    stroke_width,
)


@pytest.fixture(scope="module")
def digits() -> Digits:
    """Return every hundredth digit of the test set."""
    return load_mnist("test")[::100]


def alike(first: np.ndarray, second: np.ndarray) -> float:
    return float(np.corrcoef(first.ravel(), second.ravel())[0, 1])


def most_alike(image: np.ndarray, original: np.ndarray) -> float:
    """Return the correlation where the two lie best on each other, a pixel away at most."""
    shifts = [(down, right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return max(alike(np.roll(image, shift, (0, 1)), original) for shift in shifts)


def centre(image: np.ndarray) -> tuple[float, float]:
    place = np.arange(28)
    return (image.sum(1) @ place / image.sum(), image.sum(0) @ place / image.sum())


# -- what MNIST's images are ------------------------------------------------------


def test_every_image_of_mnist_is_recognised_as_normalised() -> None:
    """Box and centre are those that the section describes, in all 10,000."""
    assert all(map(is_normalised, load_mnist("test").images))


def test_the_widths_of_strokes_are_those_of_mnist() -> None:
    """The two widths are what they are said to be: the first percentile, and the median."""
    widths = [
        stroke_width(np.asarray(Image.fromarray(image).resize((280, 280)))) / 10
        for image in load_mnist("training").images[::47]
    ]
    assert np.percentile(widths, [1, 50]) == pytest.approx([THIN, USUAL], abs=0.1)


# -- back to where it came from ---------------------------------------------------


@pytest.mark.parametrize("invert", [False, True], ids=["white on black", "black on white"])
def test_an_image_of_mnist_is_left_as_it_is(digits: Digits, invert: bool) -> None:
    """Saved as a picture, in either polarity, it comes back byte by byte."""
    for image in digits.images:
        picture = Image.fromarray(255 - image if invert else image)
        assert (prepare(picture).image == image).all()


def test_what_was_done_to_an_image_of_mnist_is_said(digits: Digits) -> None:
    """Nothing was done, and that is said."""
    assert prepare(digits.images[0]).steps == (
        "Read 28 x 28 pixels (L).",
        "The border is dark: took what differs from it for ink.",
        "It is as MNIST's images are, 28 x 28 pixels: left it as it is.",
    )


def enlarged(image: np.ndarray, how: Image.Resampling, *, threshold: bool) -> Image.Image:
    """Return an image ten times as large, black on white, away from the middle of a page."""
    large = Image.fromarray(image).resize((280, 280), how)
    if threshold:
        large = large.point(lambda byte: 255 * (byte >= 128))
    page = Image.new("L", (400, 380), 255)
    page.paste(Image.eval(large, lambda byte: 255 - byte), (91, 37))
    return page


@pytest.mark.parametrize(
    ("how", "threshold", "mean", "least"),
    [
        (Image.Resampling.NEAREST, False, 0.995, 0.8),
        (Image.Resampling.BILINEAR, False, 0.96, 0.75),
        (Image.Resampling.BICUBIC, False, 0.96, 0.75),
        (Image.Resampling.BICUBIC, True, 0.97, 0.8),
        (Image.Resampling.NEAREST, True, 0.95, 0.75),
    ],
)
def test_an_enlarged_image_comes_back_close_to_the_original(
    digits: Digits, how: Image.Resampling, threshold: bool, mean: float, least: float
) -> None:
    """Enlarged, shifted and inverted, and in black and white too; the bounds were measured."""
    found = [
        most_alike(prepare(enlarged(image, how, threshold=threshold)).image, image)
        for image in digits.images
    ]
    assert np.mean(found) >= mean
    assert min(found) >= least


# -- what comes out ---------------------------------------------------------------


@given(
    arrays.arrays(np.uint8, st.tuples(st.integers(1, 90), st.integers(1, 90))).filter(np.any),
)
def test_whatever_is_drawn_comes_out_normalised(ink: np.ndarray) -> None:
    """The longer side is 20 pixels, all ink is in the field, the strongest is full."""
    ink = ink.copy()
    ink.flat[ink.argmax()] = 255
    image, steps = normalise(ink)
    assert image.shape == (28, 28)
    assert image.dtype == np.uint8
    assert image.max() == 255
    inside = np.flatnonzero(image.any(0)), np.flatnonzero(image.any(1))
    assert max(places[-1] - places[0] + 1 for places in inside) <= 20
    if "with the centre" in steps[-1]:
        assert all(13.5 <= middle < 14.5 for middle in centre(image))


@pytest.mark.parametrize("size", [(200, 30), (30, 200), (80, 80)])
def test_the_aspect_is_kept(size: tuple[int, int]) -> None:
    """The longer side is 20 pixels, the shorter in proportion."""
    page = Image.new("1", (300, 300), 1)
    page.paste(0, (40, 60, 40 + size[0], 60 + size[1]))
    image = prepare(page).image
    longer = max(size)
    assert int(image.any(0).sum()) == round(20 * size[0] / longer)
    assert int(image.any(1).sum()) == round(20 * size[1] / longer)


def test_a_small_drawing_is_enlarged() -> None:
    """A digit of a few pixels fills the box too."""
    page = np.full((16, 16), 255, np.uint8)
    page[4:12, 6:9] = 0
    assert prepare(page).steps[-2] == ("Scaled to 8 x 20 pixels, so that the longer side is 20.")


def test_mass_far_off_the_middle_stays_in_the_field() -> None:
    """The edge stops it, and the steps say so; nothing is cut off."""
    page = np.zeros((220, 220), np.uint8)
    page[10:60, 10:210] = 255
    page[60:210, 10:14] = 255
    prepared = prepare(page)
    assert prepared.steps[-1] == (
        "Placed in 28 x 28 pixels, as near as it fits to the centre of mass in the middle."
    )
    assert int(prepared.image.any(0).sum()) == 20
    assert int(prepared.image.any(1).sum()) == 20


@pytest.mark.parametrize("width", [1, 3, 10])
def test_thin_strokes_are_widened(width: int) -> None:
    """A pencil's line would almost vanish when it is made small."""
    page = Image.new("L", (500, 500), "white")
    ImageDraw.Draw(page).line([(100, 50), (300, 50), (200, 450)], fill="black", width=width)
    prepared = prepare(page)
    assert f"to {USUAL}, as wide as MNIST's mostly are." in prepared.steps[3]
    large = np.asarray(Image.fromarray(prepared.image).resize((280, 280)))
    assert stroke_width(large) / 10 == pytest.approx(USUAL, rel=0.1)
