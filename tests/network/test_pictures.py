"""Drawn digits, and what is said of pictures that show none."""

from __future__ import annotations

import contextlib
import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image, ImageDraw

from lenet_docs.errors import DataError
from lenet_docs.network import Digits, load_mnist, prepare
from lenet_docs.network.normalisation import THIN, USUAL, is_normalised, normalise, stroke_width
from lenet_docs.network.pictures import MOST_PIXELS


@pytest.fixture(scope="module")
def digits() -> Digits:
    """Return every hundredth digit of the test set."""
    return load_mnist("test")[::100]


@pytest.fixture(scope="module")
def seven() -> Image.Image:
    """Return a seven as a paint program draws it, black on white."""
    page = Image.new("L", (300, 200), 255)
    ImageDraw.Draw(page).line([(80, 30), (170, 30), (110, 180)], fill=0, width=14, joint="curve")
    return page


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


# -- pictures of all kinds --------------------------------------------------------


Colour: TypeAlias = str | int | tuple[int, ...]


def over(picture: Image.Image, ink: Colour, ground: Colour, mode: str) -> Image.Image:
    """Return the seven in two colours."""
    page = Image.new(mode, picture.size, ground)
    page.paste(ink, mask=Image.eval(picture, lambda byte: 255 - byte))
    return page


KINDS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "1 bit": lambda seven: seven.convert("1"),
    "inverted": lambda seven: Image.eval(seven, lambda byte: 255 - byte),
    "RGB": lambda seven: seven.convert("RGB"),
    "CMYK": lambda seven: seven.convert("CMYK"),
    "palette": lambda seven: over(seven, "red", "yellow", "RGB").quantize(8),
    "red on green, as light": lambda seven: over(seven, (200, 0, 0), (0, 102, 0), "RGB"),
    "grey on grey": lambda seven: over(seven, 90, 130, "L"),
    "black on nothing": lambda seven: over(seven, (0, 0, 0, 255), (0, 0, 0, 0), "RGBA"),
    "white on nothing": lambda seven: over(seven, (255,) * 4, (255, 255, 255, 0), "RGBA"),
    "grey with alpha": lambda seven: over(seven, (0, 255), (0, 0), "LA"),
    "16 bits": lambda seven: Image.fromarray(np.asarray(seven).astype(np.uint16) * 257),
    "faint 16 bits": lambda seven: Image.fromarray(np.asarray(seven).astype(np.uint16) * 40),
    "floating point": lambda seven: Image.fromarray(np.asarray(seven).astype(np.float32) / 255),
    "32 bits": lambda seven: Image.fromarray(np.asarray(seven).astype(np.int32) * 257),
}


@pytest.mark.parametrize("kind", KINDS)
def test_colours_and_depths_make_no_difference(kind: str, seven: Image.Image) -> None:
    """Only the shape counts: each comes out as black on white does."""
    assert (prepare(KINDS[kind](seven)).image == prepare(seven).image).all()


@pytest.mark.parametrize("kind", ["1 bit", "RGB", "palette", "black on nothing", "16 bits"])
def test_a_png_is_read(kind: str, seven: Image.Image, tmp_path: Path) -> None:
    """Saved and read again, it comes out the same."""
    KINDS[kind](seven).save(tmp_path / "seven.png")
    assert (prepare(tmp_path / "seven.png").image == prepare(seven).image).all()


@pytest.mark.parametrize("suffix", ["bmp", "gif", "tiff", "webp", "jpg"])
def test_other_formats_are_read(suffix: str, seven: Image.Image, tmp_path: Path) -> None:
    """Where compression loses something, little changes."""
    seven.save(tmp_path / f"seven.{suffix}")
    assert alike(prepare(str(tmp_path / f"seven.{suffix}")).image, prepare(seven).image) > 0.999


@pytest.mark.parametrize("convert", [np.uint8, np.uint16, bool, np.float32, np.float64])
def test_arrays_are_read(convert: type, seven: Image.Image) -> None:
    """Of each type that the documentation names, white being its largest value."""
    share = np.asarray(seven) / 255
    white = np.iinfo(convert).max if issubclass(convert, np.integer) else 1
    assert (prepare((share * white).astype(convert)).image == prepare(seven).image).all()
    in_colour = np.asarray(seven.convert("RGBA"))
    assert (prepare(in_colour).image == prepare(seven).image).all()


def test_a_photograph_is_turned_as_the_camera_was_held(seven: Image.Image, tmp_path: Path) -> None:
    """The pixels lie on their side, and the file says so."""
    exif = Image.Exif()
    exif[0x0112] = 6
    seven.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "seven.png", exif=exif)
    prepared = prepare(tmp_path / "seven.png")
    assert prepared.steps[1] == "Turned it as its EXIF data say."
    assert (prepared.image == prepare(seven).image).all()


def test_an_animation_gives_its_first_frame(seven: Image.Image, tmp_path: Path) -> None:
    """The steps say that there were others."""
    others = [Image.new("L", seven.size, 255)]
    seven.save(tmp_path / "seven.gif", save_all=True, append_images=others)
    prepared = prepare(tmp_path / "seven.gif")
    assert prepared.steps[1] == "Took frame 1 of 2."
    assert (prepared.image == prepare(seven).image).all()


def test_the_steps_say_what_was_done(seven: Image.Image) -> None:
    """Each in one sentence, in order."""
    assert prepare(over(seven, (255, 255, 255, 255), (0, 0, 0, 0), "RGBA")).steps == (
        "Read 300 x 200 pixels (RGBA).",
        "Put what is transparent on black.",
        "The border is dark: took what differs from it for ink.",
        "Cropped to the ink: 97 x 159 pixels from column 80, row 24.",
        "Scaled to 12 x 20 pixels, so that the longer side is 20.",
        "Placed in 28 x 28 pixels, with the centre of mass in the middle.",
    )


# -- what is wrong ----------------------------------------------------------------


BUFFER = io.BytesIO()
Image.linear_gradient("L").resize((40, 30)).save(BUFFER, "PNG")
GOOD = BUFFER.getvalue()


def png(width: int, height: int) -> bytes:
    """Return a PNG file that announces a size, and holds no pixels."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    ends = chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + ends


@pytest.mark.parametrize("size", [(5001, 5000), (12_000, 10_000), (100_000, 100_000)])
def test_a_bomb_is_not_unpacked(size: tuple[int, int], tmp_path: Path) -> None:
    """A small file that announces many pixels is refused before memory is asked for."""
    (tmp_path / "bomb.png").write_bytes(png(*size))
    with pytest.raises(DataError) as error:
        prepare(tmp_path / "bomb.png")
    assert str(error.value) == (
        f"{tmp_path / 'bomb.png'}: the picture has more than {MOST_PIXELS:,} pixels; "
        "make it smaller"
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b"hello",
            "this is not a picture in a format that can be read: "
            "PNG, JPEG, BMP, GIF, TIFF, WEBP, PPM",
        ),
        (
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
            "this is not a picture in a format that can be read: "
            "PNG, JPEG, BMP, GIF, TIFF, WEBP, PPM",
        ),
        (
            GOOD[: len(GOOD) // 2],
            "the picture cannot be read: image file is truncated",
        ),
    ],
)
def test_what_is_no_picture_is_refused(content: bytes, message: str, tmp_path: Path) -> None:
    """The message has the file and the reason."""
    (tmp_path / "no.png").write_bytes(content)
    with pytest.raises(DataError) as error:
        prepare(tmp_path / "no.png")
    assert str(error.value) == f"{tmp_path / 'no.png'}: {message}"


def test_a_file_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    """The reason is that of the operating system."""
    for path, reason in (
        (tmp_path / "none.png", "No such file or directory"),
        (tmp_path, "Is a directory"),
    ):
        with pytest.raises(DataError) as error:
            prepare(path)
        assert str(error.value) == f"{path}: the picture cannot be read: {reason}"


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 255), st.integers(0, len(GOOD)))
def test_a_damaged_file_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int, length: int
) -> None:
    """Whatever the decoder makes of it, only `DataError` comes out."""
    damaged = bytearray(GOOD)
    damaged[place] = byte
    path = tmp_path_factory.getbasetemp() / "damaged.png"
    path.write_bytes(damaged[:length])
    with contextlib.suppress(DataError):
        assert prepare(path).image.shape == (28, 28)


GREY = np.full((60, 50), 200, np.uint8)
DOT, FRAME = GREY.copy(), GREY.copy()
DOT[30, 20] = 190
FRAME[[0, -1]] = FRAME[:, [0, -1]] = 0


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        (GREY, "the picture is of one colour; there must be a digit on it"),
        (
            Image.new("RGBA", (40, 40)),
            "the picture is of one colour; there must be a digit on it",
        ),
        (
            DOT,
            "the picture is almost of one colour: nothing differs from its border by more than "
            "10 of 255; draw with more contrast",
        ),
        (
            FRAME,
            "93% of the picture differ from its border; a digit covers less. "
            "If there is a frame around it, crop the picture",
        ),
        (
            b"seven.png",
            "a picture cannot be a bytes; give a file's name, a Pillow image or an array",
        ),
        (
            np.zeros((2, 28, 28), np.uint8),
            "the shape is (2, 28, 28); give (height, width), (height, width, 3) or "
            "(height, width, 4)",
        ),
        (
            np.zeros(784, np.uint8),
            "the shape is (784,); give (height, width), (height, width, 3) or (height, width, 4)",
        ),
        (np.zeros((0, 5), np.uint8), "the picture has no pixels"),
        (
            np.zeros((9, 9, 3)),
            "the type is float64; arrays with colours hold uint8",
        ),
        (
            np.zeros((9, 9), np.int64),
            "the type is int64; give uint8, uint16, bool or floating-point numbers",
        ),
        (
            np.linspace(-0.1, 1.175, 9).reshape(3, 3),
            "the pixels go from -0.1 to 1.175; they must lie between 0 (black) and 1 (white)",
        ),
        (
            np.full((3, 3), np.nan),
            "the pixels go from nan to nan; they must lie between 0 (black) and 1 (white)",
        ),
        (
            np.broadcast_to(np.uint8(0), (5001, 5000)),
            "the picture has more than 25,000,000 pixels; make it smaller",
        ),
    ],
)
def test_what_shows_no_digit_is_refused(picture: np.ndarray, message: str) -> None:
    """Each fault has its message."""
    with pytest.raises(DataError) as error:
        prepare(picture)
    assert str(error.value) == message
