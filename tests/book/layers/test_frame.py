"""The frames of the input: what is measured from its edges agrees with what is counted."""

from __future__ import annotations

from lenet_docs import Quantity, lenet5
from lenet_docs.book.layers.frame import edges_begin, first_pixel, last_pixel, margin, steps_begin
from lenet_docs.book.layers.geometry import last_centre, steps_span
from lenet_docs.catalogue import CHARACTER_SIDE, FIELD_SIDE
from lenet_docs.enumeration import Enumeration

NET = lenet5()


def _middle(side: Quantity) -> list[int]:
    """The pixels of a row that are left when as many are taken away on each side."""
    pixels = list(range(int(NET.input.width)))
    while len(pixels) > side:
        pixels = pixels[1:-1]
    return pixels


def test_a_square_in_the_middle_begins_and_ends_where_counting_says() -> None:
    """The first and the last pixel of a square are those that trimming both sides leaves."""
    for side in (FIELD_SIDE, CHARACTER_SIDE, NET.input.width):
        pixels = _middle(side)
        assert first_pixel(NET.input, side) == pixels[0]
        assert last_pixel(NET.input, side) == pixels[-1]
        assert margin(NET.input.width, side) == pixels[0]


def test_the_centres_of_c1_are_the_pixels_of_the_field() -> None:
    """Every pixel of the field is the centre of one field of C1, and no other pixel is."""
    counted = Enumeration(NET)["C1"]
    fields = [counted.field(0, column)[1] for column in range(int(NET["C1"].width))]
    assert [(field[0] + field[-1]) // 2 for field in fields] == _middle(FIELD_SIDE)
    assert last_centre(NET["C1"]) == last_pixel(NET.input, FIELD_SIDE)


def test_the_steps_of_c3_cover_just_the_largest_character() -> None:
    """One step wide around each centre of C3 is, taken together, the character's box."""
    counted = Enumeration(NET)["C3"]
    fields = [counted.field(0, column)[1] for column in range(int(NET["C3"].width))]
    middles = [(field[0] + field[-1]) / 2 for field in fields]
    half = (middles[1] - middles[0]) / 2
    character = _middle(CHARACTER_SIDE)
    assert steps_begin(NET["C3"]) == middles[0] - half == character[0] - 0.5
    assert edges_begin(NET.input, CHARACTER_SIDE) == character[0] - 0.5
    assert middles[-1] + half == character[-1] + 0.5
    assert steps_span(NET["C3"]) == len(character)
