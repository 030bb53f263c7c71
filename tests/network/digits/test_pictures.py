"""Pictures of all kinds, and what is said of those that show no digit."""

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
from PIL import Image, ImageDraw

from lenet_docs.errors import DataError
from lenet_docs.network import prepare
from lenet_docs.network.digits.pictures import MOST_PIXELS


@pytest.fixture(scope="module")
def seven() -> Image.Image:
    """Return a seven as a paint program draws it, black on white."""
    page = Image.new("L", (300, 200), 255)
    ImageDraw.Draw(page).line([(80, 30), (170, 30), (110, 180)], fill=0, width=14, joint="curve")
    return page


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
    found, right = (prepare(each).image for each in (str(tmp_path / f"seven.{suffix}"), seven))
    assert np.corrcoef(found.ravel(), right.ravel())[0, 1] > 0.999


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
