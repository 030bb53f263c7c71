"""What a network says of images and labels that it cannot take: one clear error each."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from lenet_docs import Architecture, FullConnection, Input, lenet5
from lenet_docs.errors import NetworkError
from lenet_docs.network import MaximumAPosteriori, Network, levels, load_mnist

NETWORK = Network(lenet5())

LOSS = MaximumAPosteriori()

ASK: dict[str, Callable[[Any], object]] = {
    "penalties": NETWORK.penalties,
    "classify": NETWORK.classify,
    "trace": NETWORK.trace,
    "gradient": lambda images: NETWORK.gradient(images, [0], LOSS),
    "curvature": lambda images: NETWORK.curvature(images, [0], LOSS),
}
"""What can be asked of a network."""


def images(count: int = 1) -> NDArray[np.float32]:
    """Return images that are white."""
    return np.full((count, 32, 32), -0.1, np.float32)


def with_level(level: float, dtype: str = "float64") -> NDArray[Any]:
    """Return two images with one strange level."""
    found = np.full((2, 32, 32), -0.1, dtype)
    found[1, 4, 30] = level
    return found


WRONG = "lenet5 looks at (images, 32, 32) or (32, 32)"

HINT = "levels(images) turns bytes into levels"

RANGE = f"they must lie between -0.1 (background) and 1.175 (foreground); {HINT}"

BAD_IMAGES: list[tuple[object, str]] = [
    (np.zeros((1, 28, 28)), f"the shape is (1, 28, 28); {WRONG}"),
    (np.zeros((1, 1, 32, 32)), f"the shape is (1, 1, 32, 32); {WRONG}"),
    (np.zeros(1024), f"the shape is (1024,); {WRONG}"),
    (np.zeros(()), f"the shape is (); {WRONG}"),
    (0.5, f"the shape is (); {WRONG}"),
    (np.zeros((32, 33)), f"the shape is (32, 33); {WRONG}"),
    (np.zeros((0, 32, 32)), "there are none; give at least one"),
    (np.zeros((1, 32, 32), np.uint8), f"these are bytes, and the network looks at levels; {HINT}"),
    (np.zeros((1, 32, 32), int), "the type is int64; give floating-point levels"),
    (np.zeros((1, 32, 32), bool), "the type is bool; give floating-point levels"),
    (np.zeros((1, 32, 32), complex), "the type is complex128; give floating-point levels"),
    (np.zeros((1, 32, 32), object), "the type is object; give floating-point levels"),
    ("a picture", "the type is <U9; give floating-point levels"),
    (None, "the type is object; give floating-point levels"),
    ([[0.0, 0.1], [0.2]], "the rows differ in length; give an array"),
    (with_level(np.nan), "the level at (1, 4, 30) is nan; every level must be finite"),
    (with_level(np.inf), "the level at (1, 4, 30) is inf; every level must be finite"),
    (with_level(-np.inf), "the level at (1, 4, 30) is -inf; every level must be finite"),
    (with_level(np.nan, "float32")[1], "the level at (4, 30) is nan; every level must be finite"),
    (with_level(1.2), f"the levels go from -0.1 to 1.2; {RANGE}"),
    (with_level(255), f"the levels go from -0.1 to 255; {RANGE}"),
    (with_level(-0.2), f"the levels go from -0.2 to -0.1; {RANGE}"),
]


@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
@pytest.mark.parametrize(("given", "message"), BAD_IMAGES, ids=lambda each: str(each)[:30])
def test_bad_images_get_one_clear_error(
    given: object, message: str, ask: Callable[[Any], object]
) -> None:
    """Whatever is asked of the network: what is wrong, where, and what would be right."""
    with pytest.raises(NetworkError) as error:
        ask(given)
    assert str(error.value) == f"images: {message}"


@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
def test_nothing_is_done_before_images_are_checked(
    ask: Callable[[Any], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bad image at the end of many keeps the first ones from being run."""
    monkeypatch.setattr(NETWORK, "_chain", None)
    many = np.full((100, 32, 32), -0.1)
    many[-1, 0, 0] = np.nan
    with pytest.raises(NetworkError, match=r"^images: the level at \(99, 0, 0\) is nan"):
        ask(many)


@pytest.mark.parametrize("dtype", ["float16", "float32", "float64", "longdouble", ">f4", ">f8"])
def test_levels_of_any_precision_are_taken(dtype: str) -> None:
    """Their ends are rounded, and still levels; so are lists, and views of larger arrays."""
    made = np.array([-0.1, 1.175] * 512).reshape(32, 32)
    expected = NETWORK.penalties(made)
    given = made.astype(dtype)
    tolerance = 1e-2 if dtype == "float16" else 1e-5
    assert NETWORK.penalties(given) == pytest.approx(expected, rel=tolerance)
    assert NETWORK.penalties(made.tolist()) == pytest.approx(expected, rel=1e-5)
    framed = np.zeros((64, 64))
    framed[::2, 1::2] = made
    assert NETWORK.penalties(framed[::2, 1::2]) == pytest.approx(expected, rel=1e-5)


def test_what_levels_returns_is_taken() -> None:
    """In both precisions, by a network of either."""
    digits = load_mnist("test")[:3]
    for network in (NETWORK, Network(lenet5(), "float64")):
        for dtype in ("float32", "float64"):
            found = network.penalties(levels(digits.images, dtype=dtype))
            assert (found.shape, found.dtype) == ((3, 10), network.dtype)


def test_images_are_left_as_they_are() -> None:
    """What is given is never written to: it may be read-only."""
    given = images(3)
    given.setflags(write=False)
    kept = given.copy()
    for ask in ASK.values():
        ask(given[:1])
    assert np.array_equal(given, kept)


def test_an_input_of_several_maps_needs_them() -> None:
    """The message has the shape with its maps."""
    network = Network(Architecture("rgb", Input(4, 5, 3), [FullConnection("F1", units=2)]))
    assert network.penalties(np.zeros((2, 3, 4, 5))).shape == (2, 2)
    assert network.penalties(np.zeros((3, 4, 5))).shape == (2,)
    with pytest.raises(NetworkError) as error:
        network.penalties(np.zeros((2, 4, 5)))
    assert str(error.value) == (
        "images: the shape is (2, 4, 5); rgb looks at (images, 3, 4, 5) or (3, 4, 5)"
    )


BAD_LABELS: list[tuple[object, str]] = [
    ([3, 10], "label 1 is 10; the classes are 0 to 9"),
    ([-1, 3], "label 0 is -1; the classes are 0 to 9"),
    (np.array([3, 255], np.uint8), "label 1 is 255; the classes are 0 to 9"),
    (
        np.array([3, 2**64 - 1], np.uint64),
        "label 1 is 18446744073709551615; the classes are 0 to 9",
    ),
    ([3], "the shape is (1,); give one for each of 2 images"),
    ([3, 4, 5], "the shape is (3,); give one for each of 2 images"),
    (np.array([], int), "the shape is (0,); give one for each of 2 images"),
    (3, "the shape is (); give one for each of 2 images"),
    (np.eye(10, dtype=int)[:2], "the shape is (2, 10); give one for each of 2 images"),
    ([3.0, 4.0], "the type is float64; give whole numbers"),
    ([True, False], "the type is bool; give whole numbers"),
    (["3", "4"], "the type is <U1; give whole numbers"),
    (None, "the type is object; give whole numbers"),
    ([[1], [2, 3]], "the rows differ in length; give an array"),
]


@pytest.mark.parametrize("ask", ["gradient", "curvature"])
@pytest.mark.parametrize(("given", "message"), BAD_LABELS, ids=lambda each: str(each)[:30])
def test_bad_labels_get_one_clear_error(given: object, message: str, ask: str) -> None:
    """What is wrong, which label, and what would be right."""
    with pytest.raises(NetworkError) as error:
        getattr(NETWORK, ask)(images(2), given, LOSS)
    assert str(error.value) == f"labels: {message}"


@pytest.mark.parametrize("ask", ["gradient", "curvature"])
def test_a_map_of_outputs_has_no_loss(ask: str) -> None:
    """A larger input can be run, but one label says too little of it."""
    network = Network(lenet5(height=36, width=32))
    given = np.zeros((1, 36, 32))
    assert network.penalties(given).shape == (1, 10, 2, 1)
    with pytest.raises(
        NetworkError,
        match=re.escape(
            "lenet5: the output is a map of 2 x 1; a loss needs one output an image, so give an "
            "architecture with a smaller input"
        ),
    ):
        getattr(network, ask)(given, [0], LOSS)
