"""The distortions: where ink goes, and that nothing else happens to it."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given as fuzz
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lenet_docs.errors import NetworkError
from lenet_docs.network.digits.distortions import Distortion, Moves, distorted

Images = NDArray[np.uint8]

NOTHING = Distortion(shift=0, scale=0, squeeze=0, shear=0)


def noise(count: int = 5, height: int = 28, width: int = 28, margin: int = 4) -> Images:
    """Return images of random pixels with a margin of background."""
    inside = (count, height - 2 * margin, width - 2 * margin)
    pixels = np.random.default_rng(0).integers(0, 256, inside, np.uint8)
    return np.pad(pixels, ((0, 0), (margin, margin), (margin, margin)))


def bar(*, upright: bool) -> Images:
    """Return one image of a bar through the middle, 20 pixels long and 4 wide."""
    image = np.zeros((1, 28, 28), np.uint8)
    image[0, 4:24, 12:16] = 255
    return image if upright else image.transpose(0, 2, 1).copy()


def extent(image: Images, axis: int) -> float:
    """Return the standard deviation of the ink along an axis (0 down, 1 across)."""
    ink = image.astype(float).sum(1 - axis)
    places = np.arange(len(ink))
    mean = (ink * places).sum() / ink.sum()
    return math.sqrt((ink * (places - mean) ** 2).sum() / ink.sum())


def by_hand(
    image: Images, right: float, down: float, wide: float, tall: float, shear: float
) -> Any:
    """Return a distorted image, a pixel at a time, from the description of `Moves`.

    The matrix and the shift say where a point goes; the pixel is looked up where it came from.
    """
    height, width = image.shape
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    # Above the middle is less than 0, and a positive shear leans that to the right.
    forward = np.array([[1, -shear], [0, 1]]) @ np.diag([wide, tall])
    found = np.zeros(image.shape)
    for row in range(height):
        for column in range(width):
            point = np.array([column, row]) - middle - [right, down]
            x, y = np.linalg.solve(forward, point) + middle
            for r in (math.floor(y), math.floor(y) + 1):
                for c in (math.floor(x), math.floor(x) + 1):
                    if 0 <= r < height and 0 <= c < width:
                        share = (1 - abs(y - r)) * (1 - abs(x - c))
                        found[row, column] += share * float(image[r, c])
    return found


@settings(max_examples=25)
@fuzz(
    st.floats(-30, 30),
    st.floats(-30, 30),
    st.floats(0.25, 4),
    st.floats(0.25, 4),
    st.floats(-2, 2),
    st.integers(0, 1000),
)
def test_it_is_bilinear_interpolation(
    right: float, down: float, wide: float, tall: float, shear: float, seed: int
) -> None:
    """Pixel by pixel it is what the definition says, rounded; far outside the image as well."""
    image = np.random.default_rng(seed).integers(0, 256, (11, 14), np.uint8)
    moves = Moves(right=right, down=down, width=wide, height=tall, shear=shear)
    found = distorted(image[np.newaxis], moves)[0]
    # Half a step for rounding; places are known to five decimals in single precision.
    expected = by_hand(image, right, down, wide, tall, shear)
    assert np.abs(found - expected).max() < 0.5 + 0.05


@pytest.mark.parametrize("size", [(28, 28), (32, 32), (9, 14), (1, 1)])
def test_without_ranges_nothing_changes(size: tuple[int, int]) -> None:
    """With all ranges 0 every pixel stays, at the edges too, whatever the side is."""
    images = noise(7, *size, margin=0)
    found = NOTHING(images, np.random.default_rng(0))
    assert found.dtype == np.uint8
    assert (found == images).all()


@pytest.mark.parametrize(("right", "down"), [(3, 0), (-2, 0), (0, 4), (0, -1), (-3, 2)])
def test_whole_pixels_are_moved_exactly(right: int, down: int) -> None:
    """Within the margin a shift by whole pixels is np.roll: to the right and down if positive."""
    images = noise()
    found = distorted(images, Moves(right=right, down=down))
    assert (found == np.roll(images, (down, right), axis=(1, 2))).all()


def test_what_leaves_is_gone_and_what_comes_is_background() -> None:
    """Nothing comes round to the other side."""
    images = np.full((1, 6, 6), 255, np.uint8)
    found = distorted(images, Moves(right=2, down=1))[0]
    assert (found[1:, 2:] == 255).all()
    assert found[:1].sum() == found[:, :2].sum() == 0
    assert distorted(images, Moves(right=100)).sum() == 0
    assert distorted(images, Moves(down=-1e6)).sum() == 0


def test_a_positive_shear_leans_as_italics_do() -> None:
    """The top of an upright bar goes to the right, its foot to the left, its rows stay rows."""
    found = distorted(bar(upright=True), Moves(shear=0.3))[0].astype(float)
    middles = (found * np.arange(28)).sum(1)[4:24] / found.sum(1)[4:24]
    assert np.diff(middles) == pytest.approx(np.full(19, -0.3), abs=0.01)
    assert found.sum(1) == pytest.approx(bar(upright=True)[0].sum(1), abs=3)


def test_size_and_squeeze_go_the_right_way() -> None:
    """A factor of the width stretches what lies, one of the height what stands, and no more."""
    for upright, moves in ((False, Moves(width=1.2)), (True, Moves(height=1.2))):
        before, along = bar(upright=upright), 0 if upright else 1
        after = distorted(before, moves)[0]
        assert extent(after, along) == pytest.approx(1.2 * extent(before[0], along), rel=0.01)
        assert extent(after, 1 - along) == pytest.approx(extent(before[0], 1 - along), rel=1e-3)


def test_a_squeeze_keeps_the_area() -> None:
    """Width times height is 1 for each image, and the ink stays but for the rounding."""
    squeeze = Distortion(shift=0, scale=0, squeeze=0.3, shear=0)
    moves = squeeze.draw(200, np.random.default_rng(0))
    width, height = np.asarray(moves.width), np.asarray(moves.height)
    assert width * height == pytest.approx(np.ones(200))
    assert (width > 1.2).any()
    assert (height > 1.2).any()
    images = np.zeros((200, 28, 28), np.uint8)
    images[:, 8:20, 8:20] = 255
    ink = squeeze(images, np.random.default_rng(0)).sum((1, 2), dtype=float)
    assert ink == pytest.approx(images.sum((1, 2), dtype=float), rel=0.05)


def test_a_scale_keeps_the_shape() -> None:
    """Width and height change by the same factor, as often up as down."""
    moves = Distortion(squeeze=0, scale=0.5).draw(4000, np.random.default_rng(0))
    width = np.asarray(moves.width)
    assert width == pytest.approx(np.asarray(moves.height))
    assert 1 / 1.5 <= width.min() < 0.7
    assert 1.45 < width.max() <= 1.5
    assert (width > 1).mean() == pytest.approx(0.5, abs=0.03)


def test_ranges_are_kept_and_used() -> None:
    """Shifts and shears lie within their ranges, on both sides, and each is drawn by itself."""
    moves = Distortion(shift=2, shear=0.4).draw(4000, np.random.default_rng(0))
    drawn = [(np.asarray(moves.right), 2.0), (np.asarray(moves.down), 2.0)]
    drawn.append((np.asarray(moves.shear), 0.4))
    for numbers, limit in drawn:
        assert numbers.min() == pytest.approx(-limit, rel=0.01)
        assert numbers.max() == pytest.approx(limit, rel=0.01)
        assert numbers.mean() == pytest.approx(0, abs=0.05 * limit)
    correlations = np.corrcoef([numbers for numbers, _ in drawn])
    assert np.abs(correlations - np.eye(3)).max() < 0.06


def test_the_middle_stays() -> None:
    """Without a shift, what is symmetric about the middle stays so."""
    image = np.zeros((1, 29, 29), np.uint8)
    image[0, 14, 14] = 200
    found = distorted(image, Moves(width=1.7, height=0.9, shear=0.5))[0]
    assert found[14, 14] == 200
    assert (found == found[::-1, ::-1]).all()


def test_one_generator_gives_one_result() -> None:
    """The same seed gives the same images, another seed gives others."""
    distort, images = Distortion(), noise()
    first, again, other = (distort(images, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert (first == again).all()
    assert (first != other).any()


def test_ranges_do_not_change_what_is_drawn_next() -> None:
    """An image takes five numbers, so runs that differ in a range see the same order of images."""
    states = []
    for distort in (NOTHING, Distortion(), Distortion(shear=0)):
        rng = np.random.default_rng(3)
        distort(noise(9), rng)
        states.append(rng.random())
    assert len(set(states)) == 1


def test_images_of_a_batch_are_independent() -> None:
    """Each image gets its own numbers, and becomes what it would become alone with them."""
    images, distort = noise(6), Distortion()
    moves = distort.draw(6, np.random.default_rng(5))
    whole = distorted(images, moves)
    for index in range(6):
        own = {name: np.asarray(each)[index] for name, each in vars(moves).items()}
        assert (distorted(images[index : index + 1], Moves(**own)) == whole[index]).all()
    same = np.repeat(images[:1], 6, axis=0)
    assert len({image.tobytes() for image in distort(same, np.random.default_rng(5))}) == 6


def test_the_images_given_stay_as_they_are() -> None:
    """Distorting makes new images."""
    images = noise()
    before = images.copy()
    Distortion()(images, np.random.default_rng(0))
    assert (images == before).all()


WRONG_IMAGES: dict[str, tuple[Any, str]] = {
    "levels": (
        np.zeros((1, 28, 28)),
        "images: the type is float64; give bytes (uint8), as MNIST has",
    ),
    "one image": (
        np.zeros((28, 28), np.uint8),
        "images: the shape is (28, 28); give (images, height, width)",
    ),
    "none": (
        np.zeros((0, 28, 28), np.uint8),
        "images: the shape is (0, 28, 28); give (images, height, width)",
    ),
}


@pytest.mark.parametrize(("images", "message"), WRONG_IMAGES.values(), ids=WRONG_IMAGES.keys())
def test_wrong_images_are_refused(images: Any, message: str) -> None:
    """The message says what would be right."""
    with pytest.raises(NetworkError) as caught:
        Distortion()(images, np.random.default_rng(0))
    assert str(caught.value) == message
    with pytest.raises(NetworkError) as caught:
        distorted(images, Moves())
    assert str(caught.value) == message


@pytest.mark.parametrize("value", [-0.1, math.nan, math.inf, "1", None, True])
@pytest.mark.parametrize("name", ["shift", "scale", "squeeze", "shear"])
def test_wrong_ranges_are_refused(name: str, value: Any) -> None:
    """A range is a number, 0 or more."""
    with pytest.raises(NetworkError) as caught:
        Distortion(**{name: value})
    message = f"the range of {name} is {value!r}; give a number that is 0 or more"
    assert str(caught.value) == message
