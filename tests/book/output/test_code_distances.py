"""All codes of Fig. 3 against each other, counted pixel by pixel from the file of bitmaps."""

from __future__ import annotations

import json
import math
import random
from importlib import resources
from itertools import combinations, product

import pytest

from lenet_docs import lenet5
from lenet_docs.book.output.code_distances import (
    CHARACTERS,
    blank_cells,
    cells_of_figure_3,
    code_pairs,
    codes_of_figure_3,
    coin_deviation,
    coin_penalty,
    coin_share,
    far_pairs,
    least_ink_digit,
    letters_told_by_bar,
    mean_difference_by_pixel,
    nearest_without,
    pairs_at_most,
    separated_pairs,
    told_by_bar,
)
from lenet_docs.book.output.output_codes import mean_difference, random_difference
from lenet_docs.codes import DIGITS, nearest_digits

# Read from the file itself, so that the tests share no code with what they test.
CELLS = {
    chr(int(key)): "".join(rows)
    for key, rows in json.loads(
        (resources.files("lenet_docs") / "figure3.json").read_text(encoding="utf-8")
    ).items()
}
PRINTABLE = [chr(index) for index in range(32, 127)]


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(CELLS[one], CELLS[other], strict=True))


DIFFERENCES = {pair: _differing(*pair) for pair in combinations(PRINTABLE, 2)}


def test_the_characters_are_printable_ascii() -> None:
    """Of the blank cells one is kept, the space; all other codes are different."""
    assert list(CHARACTERS) == PRINTABLE
    assert cells_of_figure_3() == len(CELLS)
    assert codes_of_figure_3() == len(set(CELLS.values()))
    assert blank_cells() == sum("#" not in cell for cell in CELLS.values())


@pytest.mark.parametrize("characters", [CHARACTERS, DIGITS, "l1I[]", "0O"])
def test_the_mean_is_the_same_pair_by_pair_and_pixel_by_pixel(characters: str) -> None:
    """Adding up over pixels gives what adding up over pairs gives."""
    pairs = list(combinations(characters, 2))
    differences = sum(_differing(*pair) for pair in pairs)
    assert code_pairs(characters) == len(pairs)
    assert separated_pairs(characters) == differences
    assert mean_difference_by_pixel(characters) * len(pairs) == differences


def test_the_mean_of_the_digits_has_two_witnesses() -> None:
    """The chapter on the output layer has it pair by pair, this module pixel by pixel."""
    assert mean_difference_by_pixel(DIGITS) == mean_difference()


def test_the_nearest_and_the_farthest_of_all_characters() -> None:
    """One pair is nearest, and every farthest pair is named."""
    nearest = min(DIFFERENCES.values())
    assert [pair for pair, d in DIFFERENCES.items() if d == nearest] == [nearest_digits(CHARACTERS)]
    farthest = max(DIFFERENCES.values())
    assert far_pairs() == tuple("".join(p) for p, d in DIFFERENCES.items() if d == farthest)


@pytest.mark.parametrize("pixels", [0, 1, 5, 12, 41, 84])
def test_near_pairs_are_counted(pixels: int) -> None:
    """The pairs up to a difference are as many as a count of all pairs finds."""
    assert pairs_at_most(pixels) == sum(d <= pixels for d in DIFFERENCES.values())
    among_digits = [d for pair, d in DIFFERENCES.items() if set(pair) <= set(DIGITS)]
    assert pairs_at_most(pixels, DIGITS) == sum(d <= pixels for d in among_digits)


def test_a_bar_makes_upper_case_of_lower_case() -> None:
    """Without its top row, the code of the capital is that of the small letter, and only there."""
    width = 7
    for upper in map(chr, range(ord("A"), ord("Z") + 1)):
        below = CELLS[upper][width:] == CELLS[upper.lower()][width:]
        assert (upper in told_by_bar()) == below
    assert letters_told_by_bar() == len(set(told_by_bar()))


def test_coins_differ_as_often_as_all_their_outcomes_say() -> None:
    """The chance is the share that differs of the outcomes of a pair of fair coins."""
    outcomes = list(product((0, 1), repeat=2))
    assert coin_share() * len(outcomes) == sum(a != b for a, b in outcomes)
    assert coin_share() * int(lenet5()["F6"].units) == random_difference()


def test_the_deviation_is_that_of_tossed_codes() -> None:
    """Many pairs of tossed codes differ in about as many pixels, and scatter about as widely."""
    rng = random.Random(1998)
    pixels = int(lenet5()["F6"].units)
    tossed = [rng.getrandbits(pixels).bit_count() for _ in range(20_000)]
    mean = sum(tossed) / len(tossed)
    spread = math.sqrt(sum((each - mean) ** 2 for each in tossed) / len(tossed))
    assert mean == pytest.approx(float(random_difference()), abs=0.15)
    assert spread == pytest.approx(float(coin_deviation()), abs=0.1)


def test_the_mean_penalty_of_coins_is_that_of_tossed_sheets() -> None:
    """Against any code, tossed states cost on average what is expected."""
    rng = random.Random(84)
    ink = [1 if pixel == "#" else -1 for pixel in CELLS["3"]]
    penalties = [sum((rng.choice((-1, 1)) - w) ** 2 for w in ink) for _ in range(4_000)]
    assert sum(penalties) / len(penalties) == pytest.approx(float(coin_penalty()), rel=0.01)


def test_the_digit_with_the_least_ink() -> None:
    """No digit has less, and no other as little."""
    ink = {digit: CELLS[digit].count("#") for digit in DIGITS}
    assert [digit for digit in DIGITS if ink[digit] == min(ink.values())] == [least_ink_digit()]


def test_the_nearest_that_are_left() -> None:
    """Without a character, the nearest pair is that of all pairs that do not have it."""
    left = {pair: d for pair, d in DIFFERENCES.items() if "l" not in pair}
    assert left[nearest_without("l")] == min(left.values())
