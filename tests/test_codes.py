"""The output codes of Fig. 3."""

from __future__ import annotations

import pytest

from lenet_docs import QuantityError
from lenet_docs.catalogue import CODE_HEIGHT, CODE_WIDTH
from lenet_docs.codes import (
    DIGITS,
    code,
    codes,
    differing_pixels,
    nearest_digits,
    squared_distance,
)


def test_fig_3_draws_the_printable_ascii_characters_and_one_blank() -> None:
    """There are 96 cells, and all but two of them differ."""
    assert list(codes()) == [chr(i) for i in range(32, 128)]
    assert len({each.rows for each in codes().values()}) == 95
    assert code(" ").rows == code(chr(127)).rows


def test_every_code_is_a_bitmap_of_the_size_of_f6() -> None:
    """Each has twelve rows of seven pixels, ink or paper."""
    for each in codes().values():
        assert len(each.rows) == int(CODE_HEIGHT)
        assert {len(row) for row in each.rows} == {int(CODE_WIDTH)}
        assert set("".join(each.rows)) <= {"#", "."}
        assert len(each.components) == 84


def test_ink_of_the_digits() -> None:
    """The counts that were taken from the preprint's bitmaps by another program."""
    assert [int(code(d).ink) for d in DIGITS] == [35, 27, 33, 32, 41, 35, 39, 25, 43, 39]


def test_distances_between_digits() -> None:
    """The nearest digits differ in 12 pixels, the farthest in 50."""
    assert set(nearest_digits()) == {"6", "8"}
    pairs = [(a, b) for a in DIGITS for b in DIGITS if a < b]
    distances = {pair: int(differing_pixels(*pair)) for pair in pairs}
    assert min(distances.values()) == distances["6", "8"] == 12
    assert {p for p, d in distances.items() if d == 50} == {("1", "4"), ("1", "8"), ("4", "7")}


@pytest.mark.parametrize(
    ("first", "second", "pixels"),
    [("O", "o", 5), ("O", "0", 10), ("o", "0", 15), ("l", "I", 1), ("l", "1", 6), ("[", "]", 8)],
)
def test_confusable_characters_have_near_codes(first: str, second: str, pixels: int) -> None:
    """What the paper says of its confusables holds for its codes."""
    assert differing_pixels(first, second) == pixels


def test_the_squared_distance_is_that_of_the_components() -> None:
    """Added up component by component, eq. (7) gives the same number."""
    for second in DIGITS:
        pairs = zip(code("8").components, code(second).components, strict=True)
        assert squared_distance("8", second) == sum((x - w) ** 2 for x, w in pairs)


def test_an_unknown_character_is_refused() -> None:
    """Fig. 3 draws no umlaut."""
    with pytest.raises(QuantityError, match=r"no character in Fig\. 3 'ä'"):
        code("ä")
